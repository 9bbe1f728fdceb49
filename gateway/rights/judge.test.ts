import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { ACTIONS, type Access, type Action, type Grant, LEVELS } from "../model/access.ts";
import type { Item } from "../model/catalog.ts";
import { compileRights } from "./judge.ts";

const AT = new Date("2026-11-20T02:00:00Z");
const item = (id: string, over: Partial<Item> = {}): Item =>
  ({ id, status: "ACTIVE", openness: "public", sharing: "unconditional", ...over }) as Item;
const ITEMS = [
  item("OPEN"),
  item("ASKED", { openness: "authorizedOnly" }),
  item("OWN", { sharing: "notShared" }),
  item("GONE", { status: "WITHDRAWN" }),
  item("NEVER", { status: "PROHIBITED" }),
];
const access = (
  agencies: Record<string, readonly Grant[]>,
  nodes: Record<string, readonly Grant[]> = {},
): Access => ({
  ...{ format: "xinqiao.access/1", node: "370100", number: 1, issuedAt: AT.toISOString() },
  agencies: Object.entries(agencies).map(([id, grants]) => ({ id, grants })),
  nodes: Object.entries(nodes).map(([id, grants]) => ({ id, grants })),
  ...{ eventKeys: [], tokenKeys: [] },
});
const all = (id: string, over: Partial<Grant> = {}): Grant => ({
  item: id,
  actions: ACTIONS,
  upTo: "shared",
  ...over,
});
const agency = (id: string, scope?: readonly Action[]) => ({
  kind: "agency" as const,
  id,
  ...(scope && { scope }),
});

test("what no line grants is not allowed: other items, other actions, other names, a node of an agency's name", () => {
  const grants: fc.Arbitrary<readonly Grant[]> = fc.uniqueArray(
    fc.record({
      item: fc.constantFrom(...ITEMS.map(({ id }) => id)),
      actions: fc.subarray([...ACTIONS]),
      upTo: fc.constantFrom(...LEVELS),
    }),
    { selector: (one) => one.item },
  );
  fc.assert(
    fc.property(grants, fc.constantFrom(...ITEMS), fc.constantFrom(...ACTIONS), (lines, { id }, action) => {
      const rights = compileRights(access({ a: lines }), ITEMS);
      const line = lines.find((one) => one.item === id && one.actions.includes(action));
      const level = rights.may(agency("a"), id, action, AT);
      assert.ok(level === null || level === line?.upTo);
      if (!line) assert.equal(level, null);
      for (const other of [agency("b"), { kind: "node" as const, id: "a" }])
        assert.equal(rights.may(other, id, action, AT), null);
      assert.equal(rights.may(agency("a"), "ELSEWHERE", action, AT), null);
    }),
  );
});

test("the catalog is the ceiling, whatever a register says", () => {
  const rights = compileRights(access({ a: ITEMS.map(({ id }) => all(id)) }), ITEMS);
  for (const [id, allowed] of [
    ["OPEN", ["send", "query", "subscribe"]],
    ["ASKED", ["send", "query"]],
    ["OWN", ["send", "query"]],
    ["GONE", []],
    ["NEVER", []],
  ] as const)
    assert.deepEqual(
      ACTIONS.filter((action) => rights.may(agency("a"), id, action, AT) !== null),
      allowed,
      id,
    );
  assert.deepEqual(rights.items(agency("a"), "subscribe", AT), ["OPEN"]);
});

test("what is restricted needs a grant that names its ground, and to be seen its purposes", () => {
  const restricted = [item("SPECIAL", { status: "RESTRICTED" })];
  const allowed = (over: Partial<Grant>) => {
    const rights = compileRights(access({ a: [all("SPECIAL", over)] }), restricted);
    return ACTIONS.filter((action) => rights.may(agency("a"), "SPECIAL", action, AT) !== null);
  };
  assert.deepEqual(allowed({}), []);
  assert.deepEqual(allowed({ purposes: ["licensing"] }), []);
  assert.deepEqual(allowed({ purposes: ["licensing"], basis: " " }), []);
  assert.deepEqual(allowed({ basis: "某条例第三条" }), ["send"]);
  assert.deepEqual(allowed({ basis: "某条例第三条", purposes: [] }), ["send"]);
  assert.deepEqual(allowed({ basis: "某条例第三条", purposes: ["licensing"] }), ACTIONS);
  // Without a register nobody has named a ground.
  assert.equal(compileRights(null, restricted).may(agency("a"), "SPECIAL", "send", AT), null);
});

test("a grant ends with its last day, by the clock of Beijing", () => {
  const rights = compileRights(access({ a: [all("OPEN", { until: "2026-11-20" })] }), ITEMS);
  const may = (at: string) => rights.may(agency("a"), "OPEN", "query", new Date(at)) !== null;
  assert.ok(may("2026-11-20T15:59:59Z"));
  assert.ok(!may("2026-11-20T16:00:00Z"));
  assert.deepEqual(rights.grants(agency("a"), new Date("2026-11-20T16:00:00Z")), []);
});

test("a token's scope narrows what its agency may do and widens nothing", () => {
  const rights = compileRights(access({ a: [all("OPEN", { actions: ["query"] })] }), ITEMS);
  assert.equal(rights.may(agency("a", ["query"]), "OPEN", "query", AT), "shared");
  assert.equal(rights.may(agency("a", ["send"]), "OPEN", "query", AT), null);
  assert.equal(rights.may(agency("a", [...ACTIONS]), "OPEN", "subscribe", AT), null);
});

test("without a register an agency sends as ever, and nobody asks for anything", () => {
  const rights = compileRights(null, ITEMS);
  assert.equal(rights.may(agency("a"), "OPEN", "send", AT), "personal");
  for (const action of ["query", "subscribe"] as const)
    assert.equal(rights.may(agency("a"), "OPEN", action, AT), null);
  // With one that does not name it, it does not send either.
  assert.equal(compileRights(access({}), ITEMS).may(agency("a"), "OPEN", "send", AT), null);
});
