import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { loadData } from "../../data.ts";
import type { AccessAgency } from "../../model/access.ts";
import { dutiesOf } from "./duties.ts";

const { catalog, adapters } = loadData();
const grant = (item: string, more: object = {}) => ({
  item,
  actions: ["send"] as const,
  upTo: "personal" as const,
  ...more,
});
const withAgencies = (agencies: readonly AccessAgency[]) => ({ catalog, adapters, access: { agencies } });

test("who has no grant to send has no duty, whatever adapters the catalog has", () => {
  assert.deepEqual(dutiesOf({ catalog, adapters, access: null }, "2026-11-20"), []);
  const asking = { id: "jinan-credit", grants: [{ ...grant("XZCF"), actions: ["query" as const] }] };
  assert.deepEqual(dutiesOf(withAgencies([asking]), "2026-11-20"), []);
});

test("a duty names its cycle, adapters and doors, and ends with the grant", () => {
  const agency = { id: "jinan-credit", grants: [grant("XZCF", { until: "2026-11-20" })] };
  const [duty] = dutiesOf(withAgencies([agency]), "2026-11-20");
  assert.equal(duty?.cycle, "daily");
  assert.ok((duty?.adapters.length ?? 0) > 0);
  assert.deepEqual(dutiesOf(withAgencies([agency]), "2026-11-21"), []);
});

test("each pair of agency and item is one duty, for any register", () => {
  const anyAgencies = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...catalog.agencies.map(({ id }) => id), "nobody"),
      grants: fc.array(fc.constantFrom(...catalog.items.map(({ id }) => grant(id))), { maxLength: 80 }),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  );
  fc.assert(
    fc.property(anyAgencies, (agencies) => {
      const duties = dutiesOf(withAgencies(agencies), "2026-11-20");
      assert.equal(new Set(duties.map(({ agency, item }) => `${agency} ${item}`)).size, duties.length);
      for (const { agency, item, adapters: own } of duties) {
        assert.ok(own.length > 0);
        assert.ok(agencies.find(({ id }) => id === agency)?.grants.some((one) => one.item === item));
      }
    }),
  );
});
