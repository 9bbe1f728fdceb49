/**
 * For tests only: a city with its console, to which an agency has sent penalties. What is sent is CSV in GB18030, as
 * the adapter of the city declares it.
 */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";

import iconv from "iconv-lite";

import { PENALTIES, type PenaltyRow, penalties, SENDER } from "../test-penalties.ts";
import { type ConsolePlan, type TestConsole, testConsole } from "./test-console.ts";

export const OTHER = "jinan-observer";

export interface Sending extends TestConsole {
  /** Its id, as the door answered. */
  send(...rows: readonly PenaltyRow[]): Promise<string>;
  /** Sent and worked to its end. */
  sent(...rows: readonly PenaltyRow[]): Promise<string>;
}

/** What a console of senders is started with. */
export const SENDERS: ConsolePlan = {
  agencies: [SENDER, OTHER],
  access: { agencies: [{ id: SENDER, grants: [{ item: "XZCF", actions: ["send"], upTo: "open" }] }] },
};

export async function sendingConsole(t: TestContext, plan: ConsolePlan = {}): Promise<Sending> {
  return sendingTo(await testConsole(t, { ...SENDERS, ...plan }));
}

/** A console that was started with SENDERS. */
export function sendingTo(console: TestConsole): Sending {
  const send = async (...rows: readonly PenaltyRow[]): Promise<string> => {
    const body = iconv.encode(penalties(...rows).toString(), "gb18030");
    const path = `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=${encodeURIComponent("夜间.csv")}`;
    const answer = await console.city.ask(SENDER, path, { method: "PUT", body });
    assert.equal(answer.status, 202, String(answer.body));
    return String(answer.json()["id"]);
  };
  return {
    ...console,
    send,
    sent: async (...rows) => {
      const id = await send(...rows);
      for (;;) {
        const answer = await console.city.ask(SENDER, `/v1/batches/${id}?wait=10`);
        if (answer.json()["state"] !== "due") return id;
      }
    },
  };
}
