/**
 * For tests only: strings that break pages, stored through the real doors and the real API wherever a sender or an
 * operator chooses the text: names of files, cells, names of operators, reasons, names of alarm targets.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import iconv from "iconv-lite";

import type { TestConsole } from "../operator/test-console.ts";
import { PENALTIES, penalties, SENDER } from "../test-penalties.ts";

/** Each would show itself: by a dialog, by a failing script, by a breach of the policy, by a page that is too wide. */
export const NAUGHTY = [
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(2)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the point.
  "${alert(3)}{{constructor.constructor('alert(4)')()}}';alert(5)//",
  "javascript:alert(6)",
  "</script><script>alert(7)</script>",
  "=cmd|'/c calc'!A0",
  "字".repeat(60),
  "W".repeat(120),
  "עברית-العربية-\u0f3c\u0e47\u0301\u0301\u0301\u0301z\u0351\u036b\u0343\u036a\u0302",
] as const;

/** Sent whole by an agency; gives the last batch that was worked. */
export async function sendNaughty({ city }: TestConsole): Promise<string> {
  let batch = "";
  for (const [n, text] of NAUGHTY.entries()) {
    const body = iconv.encode(
      penalties({ n: n + 1, content: text, facts: text }, { n: 0, content: "" }).toString(),
      "gb18030",
    );
    const name = encodeURIComponent(`${text}.csv`);
    const path = `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=${name}`;
    const answer = await city.ask(SENDER, path, { method: "PUT", body });
    if (answer.status !== 202) continue;
    batch = String(answer.json()["id"]);
    while ((await city.ask(SENDER, `/v1/batches/${batch}?wait=10`)).json()["state"] === "due");
  }
  assert.notEqual(batch, "", "no name was taken");
  return batch;
}

/** What operators say: names, reasons. Whatever the contract refuses is not stored and needs no showing. */
export async function actNaughtily({ operator }: TestConsole, batch: string): Promise<void> {
  const security = await operator(["security"]);
  const shift = await operator(["operator"]);
  const system = await operator(["system"]);
  let taken = 0;
  for (const [n, text] of NAUGHTY.entries()) {
    const body = {
      login: `naughty${n}`,
      name: text.slice(0, 40),
      way: "local",
      roles: ["viewer"],
      scope: null,
    };
    const invited = await security.ask("/api/operators", { body });
    if (invited.status < 300) taken++;
    const order = { id: randomUUID(), act: "quarantine", reason: text.padEnd(4, ".") };
    const target = {
      kind: "email",
      name: text,
      address: `n${n}@example.cn`,
      rules: [],
      severity: "warning",
      active: true,
    };
    await system.ask(`/api/alarm-targets/${randomUUID()}`, { method: "PUT", body: target });
    await shift.ask(`/api/batches/${batch}/orders`, { body: order });
  }
  assert.ok(taken > 0, "no name of an operator was taken");
}
