/**
 * Words of the console. Each is a pair, Chinese first; a missing language does not compile. A page keeps its
 * own in `words.ts` beside it: `export const WORDS = defineWords({ title: { zh: "目录", en: "Catalog" } })`,
 * and says `const t = useWords(WORDS)`, then `t.title`. A word with numbers in it is a pair of functions.
 */
import { createContext, useContext, useMemo } from "react";

export type Language = "zh" | "en";

export interface Pair {
  readonly zh: string;
  readonly en: string;
}

type PairOf<T> = { readonly zh: T; readonly en: T };
// biome-ignore lint/suspicious/noExplicitAny: arguments of a word are its own affair; `never` would not infer.
type Word = Pair | PairOf<(...args: any[]) => string>;
type Words = Readonly<Record<string, Word>>;

/** What a page says, in one language. */
type Said<W extends Words> = { readonly [K in keyof W]: W[K]["zh"] extends string ? string : W[K]["zh"] };

export function defineWords<W extends Words>(words: W): W {
  return words;
}

export const LanguageContext = createContext<{
  readonly language: Language;
  readonly choose: (language: Language) => void;
}>({ language: "zh", choose: () => {} });

export function useLanguage(): Language {
  return useContext(LanguageContext).language;
}

export function wordsIn<W extends Words>(words: W, language: Language): Said<W> {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word[language]])) as Said<W>;
}

export function useWords<W extends Words>(words: W): Said<W> {
  const language = useLanguage();
  return useMemo(() => wordsIn(words, language), [words, language]);
}

interface Punctuation {
  readonly list: (all: readonly (string | number)[]) => string;
  readonly colon: (what: string, more: string) => string;
  readonly brackets: (what: string, more: string) => string;
}

const PUNCTUATION: Readonly<Record<Language, Punctuation>> = {
  zh: {
    list: (all) => all.join("、"),
    colon: (what, more) => `${what}：${more}`,
    brackets: (what, more) => `${what}（${more}）`,
  },
  en: {
    list: (all) => all.join(", "),
    colon: (what, more) => `${what}: ${more}`,
    brackets: (what, more) => `${what} (${more})`,
  },
};

/** What stands between words that are put together here: Chinese has signs of its own for it. */
export function usePunctuation(): Punctuation {
  return PUNCTUATION[useLanguage()];
}

/** For pairs that come from the server: names in the catalog, messages of findings. */
export function useSaid(): (pair: Pair) => string {
  const language = useLanguage();
  return (pair) => pair[language];
}
