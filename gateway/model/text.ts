/**
 * Texts for people, in both languages, and what may be put into them. A parameter never
 * carries a value of a row, only limits, names of rules and row numbers, so that no personal
 * data leaves through a message.
 */

/** What a person reads: Chinese first, English beside. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Params = Readonly<Record<string, string | number>>;

/** Fill the `{name}` places of a text; a place without a parameter stays empty. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}
