import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ADAPTERS_FOLDER, loadData } from "../data.ts";
import { dryRun } from "../dry-run.ts";
import { brokenPromise, type Tally } from "./sandbox-promise.ts";

const ADAPTER = "cities/jinan-penalties";
const FILE = join(ADAPTERS_FOLDER, ADAPTER, "samples/nightly.csv");
const PROMISED = { rows: 55, accepted: 45, rejected: 9, duplicates: 1 };
const known = loadData();

async function broken(counts: Tally, isFresh: boolean, now = "2026-11-20T04:00:00Z", file = FILE) {
  const result = {
    ...{ ok: true, id: "", findings: [], hops: [], delivery: { file, adapter: ADAPTER, client: "" } },
    status: { id: "", state: "done" as const, counts: { ...counts, warnings: 0 } },
  };
  return await brokenPromise(result, known, new Date(now), isFresh);
}

test("a sample is accepted, rejected and duplicate as is written beside it", async () => {
  assert.equal(await broken(PROMISED, true), undefined);
  const { rows, accepted, rejected, duplicates } = (await broken(
    { rows: 55, accepted: 54, rejected: 0, duplicates: 1 },
    true,
  )) as Tally;
  assert.deepEqual({ rows, accepted, rejected, duplicates }, PROMISED);
  assert.ok(await broken({ ...PROMISED, rows: 54, accepted: 44 }, true));
});

test("on a network that has seen it before, rows may be duplicates, and never refused", async () => {
  const again = { rows: 55, accepted: 0, rejected: 9, duplicates: 46 };
  assert.equal(await broken(again, false), undefined);
  assert.ok(await broken(again, true));
  assert.ok(await broken({ ...again, rejected: 10, duplicates: 45 }, false));
});

test("on a day on which the rules about dates say otherwise, the pre-check of the day is the promise", async () => {
  const run = { path: FILE, bytes: statSync(FILE).size, adapter: ADAPTER, received: "2026-01-01" };
  const { rows, accepted, rejected, duplicates } = await dryRun(run, known);
  assert.ok(rejected > PROMISED.rejected);
  const early = { rows, accepted, rejected, duplicates };
  assert.equal(await broken(early, true, "2026-01-01T04:00:00Z"), undefined);
  assert.ok(await broken(early, true));
});

test("a file without a promise breaks none", async () => {
  assert.equal(await broken({ ...PROMISED, rows: 1 }, true, undefined, "/nowhere/x.csv"), undefined);
});
