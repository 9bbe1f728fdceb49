import assert from "node:assert/strict";
import { test } from "node:test";

import { loadData } from "../data.ts";
import { grantsOf } from "./sandbox-access.ts";

const known = loadData();
const items = new Map(known.catalog.items.map((item) => [item.id, item]));
const bureau = known.catalog.agencies.find(({ receivesOnly }) => receivesOnly)?.id ?? "";

test("a credit bureau is granted what is open of public items, to ask and to follow, and nothing to send", () => {
  const grants = grantsOf(bureau, known);
  assert.ok(grants.length > 0);
  for (const { item, actions, upTo } of grants) {
    assert.equal(items.get(item)?.openness, "public");
    assert.equal(upTo, "open");
    assert.ok(!actions.includes("send"));
  }
  assert.ok(grants.some(({ actions }) => actions.includes("subscribe")));
});

test("an agency may send what its adapters read, and no other item", () => {
  const sends = grantsOf("jiangsu-credit", known)
    .filter(({ actions }) => actions.includes("send"))
    .map(({ item }) => item);
  assert.deepEqual(sends, ["XZCF"]);
});
