import assert from "node:assert/strict";
import { test } from "node:test";

import { loadData } from "../data.ts";
import { hoursInChina, nightOf } from "../operator/today/nights.ts";
import { historyOf, MISSING } from "./sandbox-history.ts";
import { agenciesOf } from "./sandbox-start.ts";

const known = loadData();
const { seats } = agenciesOf(known);
const NODES = ["370100", "370000", "100000"];
const plan = {
  known,
  nodes: NODES,
  seatOf: (agency: string) => seats.get(agency) ?? "",
  now: new Date("2026-11-23T08:00:00Z"),
  dueHour: 6,
};
const { rows, findings } = historyOf(plan);
const city = rows.get("370100") ?? [];

test("a demonstration history is marked row by row, names no batch, and is the same each time", () => {
  for (const row of [...rows.values()].flat()) {
    assert.deepEqual([row.demo, row.batchId, row.batchSeq, row.intakeId], [true, null, null, null]);
    assert.ok(row.at < plan.now && (row.endedAt ?? plan.now) < plan.now);
    if (row.rows !== null)
      assert.equal((row.accepted ?? 0) + (row.rejected ?? 0) + (row.duplicates ?? 0), row.rows);
  }
  assert.deepEqual(historyOf(plan).rows, rows);
  const ids = [...rows.values()].flat().map(({ entryId }) => entryId);
  assert.equal(new Set(ids).size, ids.length);
});

test("it has what an operator is there for: a missing night, late ones, a refused file, a stuck hop, a falling share", () => {
  const of = (agency: string, item: string) =>
    city.filter((row) => row.kind === "file" && row.agency === agency && row.item === item);
  const nights = (agency: string, item: string) =>
    new Set(of(agency, item).map(({ at }) => nightOf(hoursInChina(at), plan.dueHour)));
  // 2026-11-20 is the last night by which a daily delivery was due: the 21st and 22nd are a weekend.
  assert.ok(!nights(MISSING.agency, MISSING.item).has("2026-11-20"));
  assert.ok(nights(MISSING.agency, MISSING.item).has("2026-11-19"));
  assert.ok(city.some(({ state, code }) => state === "refused" && code === "MAP_MISSING_COLUMN"));
  assert.ok(of("jinan-health", "YLJGXK").some(({ at }) => hoursInChina(at) % 24 > 9));
  const waited = city
    .filter(({ kind }) => kind === "hop")
    .map(({ at, endedAt }) => Number(endedAt) - Number(at));
  assert.ok(Math.max(...waited) > 4 * 3600_000);
  const shares = of("jinan-ecology", "PWXK").map((row) => (row.rejected ?? 0) / (row.rows ?? 1));
  assert.ok((shares[0] ?? 1) < 0.05 && (shares.at(-1) ?? 0) > 0.3);
  assert.ok((findings.get("370100") ?? []).length > 100);
});

test("what went up arrives there, and from a later night on only the rest is told", () => {
  const up = city.filter(({ kind }) => kind === "hop").length;
  const taken = (rows.get("370000") ?? []).filter(({ kind, peer }) => kind === "sealed" && peer === "370100");
  assert.equal(taken.length, up);
  const rest = historyOf({ ...plan, from: "2026-11-19" }).rows.get("370100") ?? [];
  assert.ok(rest.length > 0 && rest.length < city.length / 5);
});
