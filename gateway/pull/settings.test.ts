import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import { readPulls } from "./settings.ts";

const SFTP = {
  ...{ kind: "sftp", host: "sftp.example", user: "xinqiao", hostKey: `SHA256:${"a".repeat(43)}` },
  folder: "/out",
};
const HTTP = { kind: "http", url: "https://court.example/daily" };
const TABLE = {
  ...{ kind: "table", databaseUrl: "front.url", table: "exchange.处罚", columns: ["id", "名称"], key: "id" },
  ...{ mode: "cursor", changedAt: "changed_at" },
};

function read(t: TestContext, content: unknown) {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-pulls-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "pulls.json");
  writeFileSync(file, JSON.stringify(content));
  return readPulls(file);
}

function pull(source: object, over: object = {}): object {
  return { id: "nightly", adapter: "cities/a", schedule: "30 2 * * *", source, ...over };
}

test("each kind of source is read with its defaults", (t) => {
  const pulls = read(t, [pull(SFTP), pull(HTTP, { id: "daily" }), pull(TABLE, { id: "front" })]);
  assert.deepEqual(
    pulls.map(({ source }) => source.kind),
    ["sftp", "http", "table"],
  );
  const [first] = pulls;
  assert.ok(first?.source.kind === "sftp");
  assert.deepEqual([first.source.port, first.source.pattern, first.source.after], [22, "*", "remember"]);
});

for (const [what, content, said] of [
  ["no list", {}, "holds no list"],
  ["a member that nobody knows", [pull({ ...SFTP, aftr: "remove" })], "unknown setting aftr"],
  ["a kind that nobody knows", [pull({ kind: "ftp" })], "source.kind"],
  ["a line that is no schedule", [pull(SFTP, { schedule: "each night" })], "schedule names no time"],
  ["an id twice", [pull(SFTP), pull(HTTP)], "an id is there twice"],
  ["an id that is no name", [pull(SFTP, { id: "../a" })], "0.id"],
  ["no host key", [pull({ ...SFTP, hostKey: "" })], "hostKey"],
  ["a host key of another form", [pull({ ...SFTP, hostKey: "MD5:00:11" })], "hostKey"],
  ["moving to nowhere", [pull({ ...SFTP, after: "move" })], "moveTo is missing"],
  ["a URL without TLS", [pull({ ...HTTP, url: "http://court.example/" })], "url"],
  ["a password in a URL", [pull({ ...HTTP, url: "https://a:b@court.example/" })], "url"],
  ["a table that is a statement", [pull({ ...TABLE, table: "a; drop table b" })], "table"],
  ["a column that is a statement", [pull({ ...TABLE, columns: ['a", (select 1), "b'] })], "columns"],
  ["reading by a cursor without its column", [pull({ ...TABLE, changedAt: "" })], "changedAt is missing"],
  ["reading by a status without its column", [pull({ ...TABLE, mode: "status" })], "status is missing"],
  ["a status that never changes", [pull({ ...TABLE, due: "1", taken: "1" })], "due and taken are the same"],
] as const) {
  test(`pulls.json with ${what} is refused, and says so`, (t) => {
    assert.throws(
      () => read(t, content),
      (error) => error instanceof Refusal && error.code === "CONFIG_INVALID" && error.message.includes(said),
    );
  });
}

test("the examples of docs/pulls.md are read as they stand there", (t) => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/pulls.md"), "utf8");
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(
    ([, json]) => JSON.parse(json ?? "") as unknown,
  );
  assert.deepEqual(
    examples.map((example) => read(t, example)[0]?.source.kind),
    ["sftp", "http", "table"],
  );
});
