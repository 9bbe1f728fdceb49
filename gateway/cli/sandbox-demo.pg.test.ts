import assert from "node:assert/strict";
import { test } from "node:test";

import { loadData } from "../data.ts";
import { testDatabase } from "../store/test-database.ts";
import { consoleLinks, tellHistory } from "./sandbox-demo.ts";
import { agenciesOf } from "./sandbox-start.ts";

const NODES = ["370100", "370000"];

test("a sandbox's consoles get their history once, counted, and a later start adds only the nights since", async (t) => {
  const known = loadData();
  const { seats } = agenciesOf(known);
  const databases = [await testDatabase(t), await testDatabase(t)];
  const nodes = NODES.map((id, at) => ({
    ...{ id, parent: null, host: "127.0.0.1", port: 1, databaseUrl: databases[at]?.url ?? "" },
    ...{ consolePort: 8445, metricsPort: 9464 },
  }));
  const seatOf = (agency: string) => seats.get(agency) ?? "";
  const day = (n: number) => new Date(Date.parse("2026-11-20T08:00:00Z") + n * 86_400_000);
  const first = await tellHistory({ known, nodes, seatOf, now: day(0) });
  assert.ok(first > 1000);
  assert.equal(await tellHistory({ known, nodes, seatOf, now: day(0) }), 0);

  const city = databases[0]?.database;
  assert.ok(city);
  const count = async (text: string) =>
    (await city.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n;
  assert.equal(await count("journal where not demo"), 0);
  assert.equal(await count("journal where kind <> 'hop' and not counted"), 0);
  assert.equal(await count("batch"), 0);
  assert.equal(await count("tally where not demo"), 0);
  const sums = await city.query<{ told: number; counted: number }>(
    `select (select sum(rows) from journal where kind = 'file')::float8 as told, (select sum(rows) from tally)::float8 as counted`,
  );
  assert.equal(sums.rows[0]?.told, sums.rows[0]?.counted);

  const later = await tellHistory({ known, nodes, seatOf, now: day(3) });
  assert.ok(later > 0 && later < first / 5, String(later));

  const [link] = await consoleLinks(nodes);
  assert.match(link?.url ?? "", /^http:\/\/127\.0\.0\.1:8445\/set-up#[\w-]{40,}$/);
  await city.query(
    `insert into operator (operator_id, login, name, way, roles, state, created_at, changed_at)
     values (gen_random_uuid(), 'one', '一', 'local', '{operator}', 'active', now(), now())`,
  );
  assert.equal((await consoleLinks(nodes))[0]?.url, "http://127.0.0.1:8445/");
});
