/** What a stored code means where its parameters are not at hand: for lists of codes. The trap: a code may be older or newer than this program. */
import { FINDINGS, type FindingCode } from "./findings.ts";
import { REFUSALS, type RefusalCode } from "./refusals.ts";
import type { Text } from "./text.ts";

export function isCode<Table extends object>(table: Table, code: string): code is string & keyof Table {
  return Object.hasOwn(table, code);
}

/** Of several codes ("DELIVER_REFUSED SEAL_INVALID") the last that is ours says the most; undefined for none. */
export function knownCode(codes: string): RefusalCode | FindingCode | undefined {
  const known = (one: string): one is RefusalCode | FindingCode =>
    isCode(FINDINGS, one) || isCode(REFUSALS, one);
  return codes.split(" ").findLast(known);
}

/** The message, without what is not known; the code itself where it is none of ours. */
export function messageOf(codes: string): Text {
  const code = knownCode(codes);
  if (code === undefined) return { zh: codes, en: codes };
  const row: Text = isCode(FINDINGS, code) ? FINDINGS[code] : REFUSALS[code as RefusalCode];
  return { zh: open(row.zh), en: open(row.en) };
}

/** A parameter that stands apart is left out, and one within a sentence left open. */
function open(text: string): string {
  return text
    .replace(/（规则 \{rule\}）| \(rule \{rule\}\)/g, "")
    .replace(/\s*[：:（(]\s*\{\w+\}[）)]?/g, "")
    .replace(/\{\w+\}/g, "…");
}
