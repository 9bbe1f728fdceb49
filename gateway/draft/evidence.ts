/**
 * What speaks for a standard besides its columns, where several have the same ones: words of its
 * title, and of its items', in the cells, in the rows above and in the file's name, and the kinds of subject that its
 * items are about. It never outweighs a column of its own.
 */
import type { Catalog, Item, Standard } from "../model/catalog.ts";
import type { Profile } from "./profile.ts";

const BY_WORDS = 0.06;
const BY_SUBJECTS = 0.08;
const ROWS = 60;
const FEW = 0.2;

export function evidenceOf(
  profiles: readonly Profile[],
  about: string,
  { standards, items }: Pick<Catalog, "standards" | "items">,
): (standard: Standard) => number {
  const texts = [
    about,
    ...profiles.flatMap(({ values }) => values.slice(0, ROWS).filter((value) => value.length < 400)),
  ];
  const rarity = new Map<string, number>();
  const words = new Map(standards.map((standard) => [standard.id, wordsOf(standard, items)]));
  for (const some of words.values()) for (const word of some) rarity.set(word, (rarity.get(word) ?? 0) + 1);
  const met = new Map<string, number>();
  for (const text of texts)
    for (const pair of new Set(pairsOf(text))) if (rarity.has(pair)) met.set(pair, (met.get(pair) ?? 0) + 1);
  const shareOf = (word: string): number => Math.min(1, (met.get(word) ?? 0) / ROWS);
  const kinds = kindsIn(profiles);
  return (standard) => {
    // A word of one title only is worth its share in the cells; one of many titles, next to nothing.
    const [first = 0, second = 0, third = 0] = (words.get(standard.id) ?? [])
      .map((word) => (about.includes(word) ? 1 : shareOf(word)) / (rarity.get(word) ?? 1))
      .sort((a, b) => b - a);
    const subjects = items.filter((item) => item.standard === standard.id).map((item) => item.subjects);
    return (
      BY_WORDS * Math.max(first, (first + second + third) / 2) + BY_SUBJECTS * subjectsFit(kinds, subjects)
    );
  };
}

/** Pairs of characters, which are most words of Chinese, of the titles of the standard and its items. */
function wordsOf({ id, title }: Standard, items: readonly Item[]): string[] {
  const titles = [title.zh, ...items.filter(({ standard }) => standard === id).map((item) => item.title.zh)];
  const plain = titles.map((one) => one.replace(/[（(].*?[)）]|信息|名单|登记|行政/g, " "));
  return [...new Set(plain.flatMap((one) => one.split(/[\s、，]+/).flatMap(pairsOf)))];
}

const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

interface Kinds {
  readonly traders: number;
  readonly organisations: number;
}

/** Share of sole traders among the unified codes of the most filled column of them. */
function kindsIn(profiles: readonly Profile[]): Kinds | undefined {
  const [codes] = profiles
    .filter(({ uscc, distinct }) => uscc > 0.5 && distinct > 3)
    .sort((a, b) => b.distinct - a.distinct);
  if (codes === undefined) return undefined;
  const traders = codes.values.filter((value) => value.startsWith("92")).length / codes.filled;
  return { traders, organisations: 1 - traders };
}

/** One item of the standard that is about just these subjects is enough. */
function subjectsFit(kinds: Kinds | undefined, subjects: readonly (readonly string[])[]): number {
  if (kinds === undefined || subjects.length === 0) return 0;
  const onlyTraders = (some: readonly string[]) => some.length === 1 && some[0] === "soleTrader";
  if (kinds.traders > 1 - FEW)
    return subjects.some(onlyTraders) ? 1 : subjects.some((some) => some.includes("soleTrader")) ? 0 : -1;
  return kinds.organisations > FEW && subjects.every(onlyTraders) ? -1 : 0;
}
