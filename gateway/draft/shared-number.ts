/**
 * One column for the numbers of persons and of organisations, as the courts publish it: which fields
 * it feeds, and in which rows. Told by the cells: resident numbers beside organisations' codes.
 */
import type { CodeSet, Standard } from "../model/catalog.ts";
import type { Placed } from "./match.ts";

export interface Share {
  readonly field: string;
  readonly when: { readonly field: string; readonly is: readonly string[] };
  readonly lengths?: readonly number[];
}

const SOME = 0.1;

export function sharedNumber(
  { profile, guess }: Placed,
  all: readonly Placed[],
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
): Share[] {
  const { kind, uscc, certNo } = standard.subject;
  if (kind === undefined || certNo === undefined || uscc === undefined || guess === undefined) return [];
  if (guess.field.name !== certNo && guess.field.name !== uscc) return [];
  if (profile.residentId < SOME || profile.uscc + profile.orgCode < SOME) return [];
  const placedElsewhere = (name: string) =>
    all.some((other) => other.guess?.field.name === name && other.guess !== guess);
  if (!placedElsewhere(kind) || placedElsewhere(guess.field.name === certNo ? uscc : certNo)) return [];
  const codes = codeSets.get(standard.fields.find(({ name }) => name === kind)?.codeSet ?? "")?.codes ?? [];
  const isPerson = (code: CodeSet["codes"][number]) => /自然人|个人/.test(code.code + code.label.zh);
  const persons = { field: kind, is: codes.filter(isPerson).map(({ code }) => code) };
  const others = { field: kind, is: codes.filter((code) => !isPerson(code)).map(({ code }) => code) };
  if (persons.is.length === 0 || others.is.length === 0) return [];
  const orgCode = standard.fields.find(
    ({ format, name }) => format === "org-code" && /subject/i.test(name),
  )?.name;
  return [
    { field: certNo, when: persons },
    { field: uscc, when: others, lengths: [18] },
    ...(orgCode !== undefined && profile.orgCode > 0 && !placedElsewhere(orgCode)
      ? [{ field: orgCode, when: others, lengths: [9] }]
      : []),
  ];
}
