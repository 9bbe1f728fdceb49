/**
 * A mistake in the catalog: which file, where in it, what is wrong and how to mend it.
 * Catalogs are written by people who do not maintain the gateway, so every text is
 * bilingual and says the remedy; all problems are told at once.
 */

/** What a file of the catalog holds. */
export type Kind =
  | "edition"
  | "category"
  | "agency"
  | "node"
  | "calendar"
  | "timeRules"
  | "codeSet"
  | "item"
  | "standard";

export interface Problem {
  /** Path below the catalog's folder. */
  readonly file: string;
  /** Where lines.ts has looked it up. */
  readonly line?: number;
  /** JSON Pointer, or an id where a table's order says nothing. */
  readonly place: string;
  readonly zh: string;
  readonly en: string;
}

/** Tell a problem of the file at hand. */
export type Tell = (place: string, zh: string, en: string) => void;

/** One line for people: file, place, Chinese first. */
export function problemLine({ file, line, place, zh, en }: Problem): string {
  return `${file}${line === undefined ? "" : `:${line}`} ${place}: ${zh} / ${en}`;
}
