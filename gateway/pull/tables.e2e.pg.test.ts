import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "../model/test-end.ts";
import { connect } from "../store/connect.ts";
import { emptyDatabase } from "../store/test-database.ts";
import { CITY, testPath } from "../test-path.ts";

const ADAPTER = "cities/jinan-court-defaulters";
const SAMPLES = join(import.meta.dirname, "../../adapters", ADAPTER, "samples");

type Row = Readonly<Record<string, unknown>>;

function rows(name: string): Row[] {
  const lines = readFileSync(join(SAMPLES, name), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line) => JSON.parse(line) as Row);
}

test("a node fetches the rows of a front-end database when they are due, and writes back what became of each", async (t) => {
  const good = rows("accepted-forms.input.ndjson");
  const bad = rows("refused-rows.input.ndjson").filter(
    // A record in a record is no row of a table.
    (row) => Object.values(row).every((value) => value === null || typeof value !== "object"),
  );
  const columns = [...new Set([...good, ...bad].flatMap((row) => Object.keys(row)))].filter(
    (name) => name !== "id",
  );
  const url = await emptyDatabase(t);
  const front = connect(url, { max: 1 });
  atEnd(t, () => front.close());
  const named = columns.map((name) => `"${name}"`);
  await front.query(
    `create table defaulter (id bigint primary key, state text not null, ${named.map((name) => `${name} text`).join(", ")})`,
  );
  await front.query(`create table result (batch_id text, row_key text, result text, code text, column_name text,
    message text, decided_at timestamptz, primary key (batch_id, row_key))`);
  for (const [at, row] of [...good, ...bad].entries()) {
    const cells = columns.map((name) => row[name] ?? null);
    const places = cells.map((_, cell) => `$${cell + 2}`).join(", ");
    await front.query(`insert into defaulter values ($1, 'due', ${places})`, [at + 1, ...cells]);
  }

  const path = await testPath(t, ["jinan-court"]);
  path.file("front.url", url);
  const source = {
    ...{ kind: "table", databaseUrl: "front.url", table: "defaulter", columns, key: "id", mode: "status" },
    ...{ status: "state", due: "due", taken: "taken", feedback: "result" },
  };
  const pulls = path.file(
    "pulls.json",
    JSON.stringify([{ id: "court", adapter: ADAPTER, schedule: "* * * * * *", source }]),
  );
  path.configure(CITY, {
    ...{ pulls, egress: { allow: ["127.0.0.0/8", "::1"] }, roles: ["receive", "work", "pull"] },
  });
  await path.start(CITY);

  const count = async (sql: string) => (await front.query<{ n: number }>(sql)).rows[0]?.n;
  while ((await count("select count(*) as n from result")) !== good.length + bad.length) await pause(100);
  const { rows: told } = await front.query<{ key: number; result: string }>(
    "select row_key::int as key, result from result order by 1",
  );
  assert.deepEqual(
    told,
    [...good, ...bad].map((_, at) => ({ key: at + 1, result: at < good.length ? "accepted" : "rejected" })),
  );
  assert.equal(
    await count("select count(*) as n from defaulter where state = 'taken'"),
    good.length + bad.length,
  );
  assert.equal(await count("select count(*) as n from result where result = 'rejected' and message = ''"), 0);
});
