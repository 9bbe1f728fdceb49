/** What a stored code means where its parameters are not at hand: for lists of codes. The trap: a code may be older or newer than this program. */
import { FINDINGS } from "./findings.ts";
import { REFUSALS } from "./refusals.ts";
import type { Text } from "./text.ts";

export function isCode<Table extends object>(table: Table, code: string): code is string & keyof Table {
  return Object.hasOwn(table, code);
}

/** The message with an ellipsis for what is not known; the code itself where it is none of ours. */
export function messageOf(code: string): Text {
  const row: Text | undefined = isCode(FINDINGS, code)
    ? FINDINGS[code]
    : isCode(REFUSALS, code)
      ? REFUSALS[code]
      : undefined;
  if (row === undefined) return { zh: code, en: code };
  const short = (text: string) =>
    text.replace(/（规则 \{rule\}）| \(rule \{rule\}\)/g, "").replace(/\{\w+\}/g, "…");
  return { zh: short(row.zh), en: short(row.en) };
}
