import assert from "node:assert/strict";
import { test } from "node:test";

import type { Access } from "../../model/access.ts";
import type { Operator } from "../../model/operator.ts";
import type { Drafting } from "./register-draft.ts";
import { draftView } from "./register-view.ts";

const ONE: Access = {
  ...{ format: "xinqiao.access/1", node: "370100", number: 1, issuedAt: "2026-11-20T02:00:00.000Z" },
  agencies: [{ id: "a", grants: [] }],
  ...{ nodes: [], eventKeys: [], tokenKeys: [] },
};
const TWO: Access = {
  ...ONE,
  number: 2,
  agencies: [{ id: "a", grants: [{ item: "XZCF", actions: ["query"], upTo: "open" }] }],
};

/** A node that notes number 2 before this query, and swaps before it is asked this often for its registers. */
function swapping(noted: number, swapped: number): Drafting {
  let [queries, asked] = [0, 0];
  const db = {
    query: (text: string) => {
      const number = queries++ < noted ? 1 : 2;
      return Promise.resolve({ rows: text.includes("register_state") ? [{ number }] : [] });
    },
  };
  const site = {
    config: { node: "370100", access: "/nowhere/access.json", agencyLimits: {} },
    clock: () => new Date(),
    db,
    registers: () => ({
      network: { agencies: [] },
      access: queries > noted && asked++ >= swapped ? TWO : ONE,
    }),
  };
  return { site, catalog: { agencies: [], items: [], nodes: [] } } as unknown as Drafting;
}

test("whenever the register in force is swapped, an answer is of the one before or of the one after", async () => {
  const seen = new Set<string>();
  for (let noted = 0; noted < 4; noted += 1)
    for (let swapped = 0; swapped < 6; swapped += 1) {
      const view = await draftView(swapping(noted, swapped), { id: "li.lei" } as Operator);
      assert.match(`${view.number} ${view.next}`, /^(?:1 2|2 3)$/, `${noted} ${swapped}`);
      assert.deepEqual(view.differences, []);
      seen.add(`${view.number}`);
    }
  assert.deepEqual([...seen].sort(), ["1", "2"]);
});

test("a number that another machine took stands in nobody's way: it is counted, and not waited for without end", async () => {
  const view = await draftView(swapping(0, Number.POSITIVE_INFINITY), { id: "li.lei" } as Operator);
  assert.deepEqual([view.number, view.next, view.differences], [1, 3, []]);
});
