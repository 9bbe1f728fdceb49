/** What a code of the journal means in words. The journal keeps no parameters: their places are left open. */
import { isCode, knownCode, messageOf } from "../../model/code-text.ts";
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
  if (isCode(OWN, code)) return OWN[code] ?? null;
  return knownCode(code) === undefined ? null : messageOf(code);
}
