import assert from "node:assert/strict";
import { test } from "node:test";

import type { Item, Node, Tier } from "../model/catalog.ts";
import { planRoutes, successor } from "./plan.ts";

const name = { zh: "测试节点", en: "Test node" };
const NODES: readonly Node[] = [
  { id: "100000", tier: "national", name, parent: null },
  { id: "370000", tier: "provincial", name, parent: "100000" },
  { id: "370100", tier: "municipal", name, parent: "370000" },
  {
    id: "371200",
    tier: "municipal",
    name,
    parent: "370000",
    withdrawn: { on: "2019-01-09", routedTo: "370100", source: "test" },
  },
];

const item = (collectedAt: Tier, risesTo: Tier) => ({ collectedAt, risesTo }) as Item;
const node = (id: string) => NODES.find((one) => one.id === id) as Node;

const CASES = [
  { at: "370100", collectedAt: "municipal", risesTo: "national", from: "agency", records: 3, to: "370000" },
  { at: "370000", collectedAt: "municipal", risesTo: "national", from: "370100", records: 3, to: "100000" },
  { at: "100000", collectedAt: "municipal", risesTo: "national", from: "370000", records: 3, to: null },
  {
    at: "370100",
    collectedAt: "municipal",
    risesTo: "municipal",
    from: "agency",
    records: 3,
    why: "RISES_NO_FURTHER",
  },
  {
    at: "370000",
    collectedAt: "municipal",
    risesTo: "provincial",
    from: "370100",
    records: 3,
    why: "RISES_NO_FURTHER",
  },
  {
    at: "370100",
    collectedAt: "provincial",
    risesTo: "national",
    from: "agency",
    records: 3,
    why: "COLLECTED_ABOVE",
  },
  { at: "370000", collectedAt: "provincial", risesTo: "national", from: "agency", records: 3, to: "100000" },
  {
    at: "370000",
    collectedAt: "national",
    risesTo: "national",
    from: "agency",
    records: 3,
    why: "COLLECTED_ABOVE",
  },
  {
    at: "370100",
    collectedAt: "municipal",
    risesTo: "national",
    from: "agency",
    records: 0,
    why: "NOTHING_NEW",
  },
] as const;

for (const one of CASES) {
  const what = "to" in one ? (one.to === null ? "nowhere" : `to ${one.to}`) : `not on (${one.why})`;
  test(`${one.records} records at ${one.at} from ${one.from}, collected at ${one.collectedAt}, rising to ${one.risesTo}, go ${what}`, () => {
    const lines = planRoutes(item(one.collectedAt, one.risesTo), node(one.at), NODES, one.from, one.records);
    if ("why" in one) {
      assert.equal(lines.length, 1);
      assert.equal(lines[0]?.decision, "not-forwarded");
      assert.equal(lines[0]?.reason, one.why);
    } else if (one.to === null) assert.deepEqual(lines, []);
    else assert.deepEqual(lines, [{ to: one.to, decision: "forward" }]);
  });
}

test("traffic of a withdrawn node goes to the node that took its territory", () => {
  assert.equal(successor("371200", NODES)?.id, "370100");
  assert.equal(successor("370100", NODES)?.id, "370100");
  assert.equal(successor("999999", NODES), undefined);
});

test("a circle of withdrawn nodes ends instead of turning for ever", () => {
  const circle = [
    { ...node("371200"), withdrawn: { on: "2019-01-09", routedTo: "370100", source: "test" } },
    { ...node("370100"), withdrawn: { on: "2019-01-09", routedTo: "371200", source: "test" } },
  ];
  assert.ok(successor("371200", circle));
});
