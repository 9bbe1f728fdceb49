/**
 * The transforms that fill a field from fields already mapped, for forms that lack it.
 * Each states in an adapter what it reads; a field that the source did fill is never touched.
 * What cannot be derived with certainty stays absent, and validate then says what is missing.
 */
import type { FieldMap } from "../model/adapter.ts";
import type { CodeSet } from "../model/catalog.ts";
import { TRANSFORMS, type TransformName } from "../model/transforms.ts";
import { compileCode } from "./codes.ts";
import { yearsAfter } from "./dates.ts";
import { changeUnit, parseChineseNumber, parseDecimal } from "./numbers.ts";

type Value = string | string[] | undefined;

export interface Derivation {
  readonly field: string;
  /** Fields it reads, in the order `run` takes them. */
  readonly reads: readonly string[];
  readonly run: (...values: Value[]) => Value;
}

export function compileDerivation(
  map: FieldMap,
  codeSets: ReadonlyMap<string, CodeSet>,
): Derivation | undefined {
  const transform = map.apply.find(({ name }) => TRANSFORMS[name as TransformName].kind === "derive");
  if (transform === undefined) return undefined;
  const options = (transform.options ?? {}) as unknown as Options; // the loader checked them
  const make = MAKERS[transform.name as keyof typeof MAKERS];
  return { field: map.field, ...make(options, codeSets) };
}

/** Derivations ordered so that each comes after those it reads; the adapter loader has refused rings. */
export function inOrder(derivations: readonly Derivation[]): Derivation[] {
  const waiting = new Map(derivations.map((one) => [one.field, one]));
  const sorted: Derivation[] = [];
  const place = (one: Derivation) => {
    if (!waiting.delete(one.field)) return;
    for (const read of one.reads) {
      const before = waiting.get(read);
      if (before) place(before);
    }
    sorted.push(one);
  };
  for (const one of derivations) place(one);
  return sorted;
}

interface Options {
  readonly field: string;
  readonly value: string;
  readonly uscc: string;
  readonly businessRegNo?: string;
  readonly orgCode?: string;
  readonly soleTraderSerials?: string;
  readonly certNo: string;
  readonly legalEntity: string;
  readonly naturalPerson: string;
  readonly soleTrader: string;
  readonly word: string;
  readonly to: string;
  readonly years: number;
  readonly codeSet: string;
  readonly unknown?: string;
  readonly words: readonly string[];
  readonly most: number;
  readonly lengths?: readonly number[];
}

const MAKERS = {
  "copy-of": ({ field }: Options) => ({ reads: [field], run: (value: Value) => value }),
  "when-present": ({ field, value: fixed, lengths }: Options) => ({
    reads: [field],
    run: (value: Value) =>
      typeof value === "string" &&
      !value.includes("*") &&
      (lengths === undefined || lengths.includes(value.length))
        ? fixed
        : undefined,
  }),
  "subject-kind-from-identifiers": (options: Options) => ({
    reads: [options.uscc, options.businessRegNo ?? "", options.certNo, options.orgCode ?? ""],
    run: (uscc: Value, businessRegNo: Value, certNo: Value, orgCode: Value) => {
      if (typeof uscc === "string") return uscc.startsWith("92") ? options.soleTrader : options.legalEntity;
      if (typeof businessRegNo === "string") {
        // A bare old number may be either's; its serial tells, where the adapter says how.
        if (options.soleTraderSerials === undefined) return undefined;
        const isTraders =
          businessRegNo.length === 15 && options.soleTraderSerials.includes(businessRegNo.charAt(6));
        return isTraders ? options.soleTrader : options.legalEntity;
      }
      if (typeof orgCode === "string") return options.legalEntity;
      return certNo === undefined ? undefined : options.naturalPerson;
    },
  }),
  "amount-from-text": ({ field, word, to }: Options) => ({
    reads: [field],
    run: (text: Value) => (typeof text === "string" ? amountAfter(text, word, to) : undefined),
  }),
  "years-after": ({ field, years }: Options) => ({
    reads: [field],
    run: (day: Value) => (typeof day === "string" ? yearsAfter(day, years) : undefined),
  }),
  "clause-with": ({ field, words, most }: Options) => ({
    reads: [field],
    run: (text: Value) => {
      if (typeof text !== "string") return undefined;
      const clauses = text
        .split(/[;；。\r\n]+/)
        .filter((clause) => words.some((word) => clause.includes(word)));
      const found = clauses.map((clause) => clause.trim()).join("；");
      return found === "" || found.length > most ? undefined : found;
    },
  }),
  "code-of": ({ field, codeSet, unknown }: Options, codeSets: ReadonlyMap<string, CodeSet>) => {
    const set = codeSets.get(codeSet);
    if (set === undefined) throw new Error(`code set ${codeSet} was not handed to the mapper`);
    const find = compileCode(set);
    return {
      reads: [field],
      run: (value: Value) => (typeof value === "string" ? (find(value) ?? unknown) : undefined),
    };
  },
} as const;

const LEAD = "(?:款|金|共计|合计|人民币|计|大写|小写|RMB|[:：，,（()）¥￥\\s])*";
const FIGURES = new RegExp(`^${LEAD}([0-9０-９][0-9０-９,，.．]*)\\s*(万元|亿元|元)`);
const NUMERALS = "[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿]+";
/** With 角 or 分 after it the sum is not whole, and is left to a person. */
const WRITTEN = new RegExp(`^${LEAD}(${NUMERALS})\\s*[元圆](?!${NUMERALS}[角分])`);

/** The amount that follows the word; none when the text has two different ones, for nobody can say which counts. */
export function amountAfter(text: string, word: string, to: string): string | undefined {
  const found = new Set<string>();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const rest = text.slice(at + word.length, at + word.length + 60);
    const match = FIGURES.exec(rest);
    const written = match ? undefined : WRITTEN.exec(rest)?.[1];
    const amount = match?.[1] === undefined ? written && parseChineseNumber(written) : parseDecimal(match[1]);
    if (amount !== undefined) found.add(changeUnit(amount, match?.[2] ?? "元", to));
  }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
