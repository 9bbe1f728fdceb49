import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type TestContext, test } from "node:test";

import { loadConfig } from "../config.ts";
import { loadData } from "../data.ts";
import type { Access } from "../model/access.ts";
import { compileRights } from "../rights/judge.ts";
import { makeSite } from "../site.ts";
import { connect } from "../store/connect.ts";
import { allPulls, putPull } from "../store/pull-rows.ts";
import { CITY, testPath } from "../test-path.ts";
import { runPull } from "./loop.ts";
import { nextTime } from "./schedule.ts";
import type { Pull } from "./settings.ts";

const PULL: Pull = {
  id: "court",
  adapter: "cities/jinan-court-defaulters",
  schedule: "0 2 1 1 *",
  source: {
    ...{ kind: "http", url: "https://127.0.0.1:1/a", mode: "pages", records: "", next: "link", maxPages: 1 },
    ...{ ca: null, token: null },
  },
};
const NOBODY: Access = {
  ...{ format: "xinqiao.access/1", node: CITY, number: 1, issuedAt: "2026-11-23T00:00:00.000Z" },
  ...{ agencies: [], nodes: [], eventKeys: [], tokenKeys: [] },
};
const NOW = new Date("2026-11-23T02:00:00Z");

type Run = (
  over: Partial<Pull>,
  access: Access | null,
) => Promise<{ readonly why: string | null; readonly nextAt: Date | null; readonly said: string }>;

/** A run that is due: how it ended, what was said, and when the next one is. */
async function runs(t: TestContext): Promise<Run> {
  const path = await testPath(t, []);
  const config = loadConfig(join(path.folder, "nodes", CITY, "node.json"), {});
  const file = path.file("pulls.json", "[]");
  const { catalog, adapters } = loadData();
  return async (over, access) => {
    const db = connect(config.databaseUrl, { max: 2 });
    let said = "";
    const out = new Writable({
      write: (chunk, _encoding, done) => {
        said += String(chunk);
        done();
      },
    });
    const site = { ...makeSite(config, db, out), clock: () => NOW };
    const pull = { ...PULL, ...over, id: randomUUID() };
    await putPull(db, pull.id, NOW, JSON.stringify({ schedule: pull.schedule }));
    await runPull({ site, catalog, adapters, rights: compileRights(access, catalog.items) }, file, pull, "w");
    const state = (await allPulls(db)).find(({ pullId }) => pullId === pull.id);
    await db.close();
    return { why: state?.why ?? null, nextAt: state?.nextAt ?? null, said };
  };
}

const NEXT = nextTime(PULL.schedule, NOW);

test("a run that brings nothing says why, and when the next one is", async (t) => {
  const run = await runs(t);
  await t.test(
    "an agency without the right to send has nothing fetched from it, and an operator hears of it",
    async () => {
      const { why, nextAt, said } = await run({}, NOBODY);
      assert.deepEqual([why, nextAt], ["NOT_GRANTED", NEXT]);
      assert.match(said, /"alarm".*NOT_GRANTED/);
    },
  );

  await t.test("records are not fetched for an adapter that could not read them", async () => {
    const { why } = await run({ adapter: "cities/jinan-penalties" }, null);
    assert.equal(why, "CONFIG_INVALID");
  });

  await t.test("an address that must not be called is not tried again before its time", async () => {
    const { why, nextAt, said } = await run({}, null);
    assert.deepEqual([why, nextAt], ["ADDRESS_FORBIDDEN", NEXT]);
    assert.doesNotMatch(said, /127\.0\.0\.1/);
  });

  await t.test("a source that does not answer is asked again in five minutes", async () => {
    const source = { ...PULL.source, url: "https://nobody.invalid/a" } as Pull["source"];
    const { why, nextAt, said } = await run({ source }, null);
    assert.deepEqual([why, nextAt], ["PULL_UNREACHABLE", new Date("2026-11-23T02:05:00Z")]);
    assert.doesNotMatch(said, /alarm/);
  });
});
