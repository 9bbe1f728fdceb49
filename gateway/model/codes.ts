/**
 * What a code means in words: one way in for refusals and findings, whose tables stand
 * apart. In a text `{name}` stands for a parameter.
 */
import { FINDINGS, type FindingCode } from "./findings.ts";
import { REFUSALS, type RefusalCode } from "./refusals.ts";
import { fill, type Params, type Text } from "./text.ts";

/** The bilingual message of a refusal or a finding. */
export function explain(code: RefusalCode | FindingCode, params?: Params): Text {
  const row: Text = code in REFUSALS ? REFUSALS[code as RefusalCode] : FINDINGS[code as FindingCode];
  return { zh: fill(row.zh, params), en: fill(row.en, params) };
}
