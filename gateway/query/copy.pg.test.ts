import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, type TestContext, test } from "node:test";
import { zstdDecompressSync } from "node:zlib";

import { readCursor } from "../model/change.ts";
import type { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import { changesAfter, type FeedPlace } from "../store/feed.ts";
import { type TestNetwork, type TestNode, takeFile, testNode } from "../test-node.ts";
import { PENALTIES, type PenaltyRow, penalties, penaltyNetwork } from "../test-penalties.ts";
import { WHOLE } from "./answer.ts";
import { type Copies, openCopies } from "./copy.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

function copiesOf(t: TestContext, node: TestNode): { readonly copies: Copies; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-copies-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  let id = 0;
  const copies = openCopies({
    db: node.db,
    folder,
    clock: node.clock,
    newId: () => `id-${id++}`,
    probe: node.probe,
    note: (error) => assert.fail(error as Error),
    mask: () => WHOLE,
    term: () => null,
  });
  return { copies, folder };
}

interface Line {
  readonly id: string;
  readonly fields: { readonly content: string };
}

async function download(copies: Copies): Promise<{ readonly place: FeedPlace; readonly records: Line[] }> {
  await assert.rejects(
    copies.find("XZCF", "personal"),
    (error) => (error as Refusal).code === "COPY_NOT_READY",
  );
  await copies.settle();
  const file = await copies.find("XZCF", "personal");
  const bytes = Buffer.concat(await file.open(0, file.bytes - 1).toArray());
  assert.deepEqual(createHash("sha256").update(bytes).digest(), file.sha256);
  const text = zstdDecompressSync(bytes).toString("utf8");
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const [head, tail] = [lines[0], lines.at(-1)];
  const digest = createHash("sha256")
    .update(text.slice(0, text.trimEnd().lastIndexOf("\n") + 1))
    .digest("hex");
  assert.deepEqual(tail, { records: lines.length - 2, sha256: digest });
  return {
    place: readCursor(String(head?.["cursor"]), "XZCF"),
    records: lines.slice(1, -1) as unknown as Line[],
  };
}

test("a copy holds every latest record, and the same file is given until it is a day old", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties({ n: 1 }, { n: 2 }));
  await takeFile(city, PENALTIES, penalties({ n: 2, content: "罚款一万元整" }));
  const { copies, folder } = copiesOf(t, city);
  const { records, place } = await download(copies);
  assert.deepEqual(records.map((one) => one.fields.content).sort(), ["罚款一万元整", "罚款人民币1万元"]);
  assert.deepEqual((await changesAfter(city.db, "XZCF", place, 10)).rows, []);
  await copies.find("XZCF", "personal");
  const [only = "", ...others] = readdirSync(folder);
  assert.deepEqual(others, []);
  assert.equal(statSync(join(folder, only)).mode & 0o777, 0o600, "records are for the node's own user");
  city.now = new Date(city.now.getTime() + 25 * 3600_000);
  await download(copies);
  city.now = new Date(city.now.getTime() + 72 * 3600_000);
  await takeFile(city, PENALTIES, penalties({ n: 3 }));
  await download(copies);
  assert.equal(readdirSync(folder).length, 1, "old files are removed");
});

test("copy and feed together are everything, whenever the copy is made while batches are committed", async (t) => {
  const city = await testNode(t, network, "370100");
  const rounds: readonly PenaltyRow[][] = Array.from({ length: 12 }, (_, round) =>
    Array.from({ length: 30 }, (_, n) => ({ n: n + round * 10, content: `罚款第${round}次` })),
  );
  await takeFile(city, PENALTIES, penalties(...(rounds[0] as PenaltyRow[])));
  const taken: { place: FeedPlace; records: Line[] }[] = [];
  let over = false;
  const copying = (async () => {
    while (!over) taken.push(await download(copiesOf(t, city).copies));
  })();
  for (const rows of rounds.slice(1)) await takeFile(city, PENALTIES, penalties(...rows));
  over = true;
  await copying;
  const { rows: all } = await city.db.query<{ id: string; payload: string }>(
    `select distinct on (record_id) record_id as id, payload from record
     order by record_id, version desc, batch_seq desc, leaf_index desc`,
  );
  const truth = new Map(
    all.map(({ id, payload }) => [id, (JSON.parse(payload) as { content: string }).content]),
  );
  assert.ok(
    new Set(taken.map(({ place }) => place.number)).size > 1,
    "copies were made at different moments",
  );
  for (const { place, records } of taken) {
    const held = new Map(records.map(({ id, fields }) => [id, fields.content]));
    for (let at = place, more = true; more; ) {
      const page = await changesAfter(city.db, "XZCF", at, 7);
      for (const row of page.rows)
        if (!row.late) held.set(row.recordId, (JSON.parse(row.payload) as { content: string }).content);
      ({ next: at, more } = page);
    }
    assert.deepEqual([...held].sort(), [...truth].sort());
  }
});
