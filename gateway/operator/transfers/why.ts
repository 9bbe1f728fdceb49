/** What a code of the journal means in words. The journal keeps no parameters: their places are left open. */
import { FINDINGS, type FindingCode } from "../../model/findings.ts";
import { REFUSALS, type RefusalCode } from "../../model/refusals.ts";
import type { Text } from "../../model/text.ts";

/** Said of transfers alone. */
const OWN: Readonly<Record<string, Text>> = {
  REPEATED: {
    zh: "同一批次此前已经收到，以首次为准",
    en: "The same batch had come before; the first stands",
  },
  DELIVERED: {
    zh: "对方已收到，回执未到",
    en: "The other node has it; its receipt has not come",
  },
};

export function whyOf(code: string): Text | null {
  const text =
    OWN[code] ??
    (Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode] : undefined) ??
    (Object.hasOwn(FINDINGS, code) ? FINDINGS[code as FindingCode] : undefined);
  return text ? { zh: open(text.zh), en: open(text.en) } : null;
}

function open(text: string): string {
  return text.replace(/\s*[：:（(]\s*\{\w+\}[）)]?/g, "").replace(/\{\w+\}/g, "…");
}
