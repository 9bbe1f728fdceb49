import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { writeBatch } from "../scripts/make-batch.ts";
import { dayInChina } from "./model/calendar.ts";
import { findBatchBySeq } from "./store/batch-rows.ts";
import { takeFile, testNetwork, testNode } from "./test-node.ts";
import { verifyLeaves } from "./verify-leaves.ts";

const ROWS = 2500;
const RECEIVED_ON = dayInChina(new Date("2026-11-20T02:00:00Z"));

test("a changed, missing, doubled or surplus leaf of a batch is found and named, and so is a changed root", async (t) => {
  const node = await testNode(t, await testNetwork(), "370100");
  const file = join(node.spool, "x.csv");
  writeBatch(file, { rows: ROWS, rejected: 0, duplicates: 0, warned: 0, receivedOn: RECEIVED_ON });
  const { batchSeq } = await takeFile(node, "cities/jinan-penalties", readFileSync(file));
  const faults = async () => {
    const batch = await findBatchBySeq(node.db, batchSeq);
    assert.ok(batch);
    const told: string[] = [];
    await verifyLeaves(node.db, batch, (detail) => told.push(detail));
    return told;
  };
  assert.deepEqual(await faults(), []);

  const OTHER_ROOT = ["root: the leaves give another", "manifest: the leaves give another root"];
  const inBlock = (block: number) => `block ${block}: the leaves from ${block * 1024} on give another root`;
  const changes: readonly (readonly [change: string, found: readonly string[]])[] = [
    [
      "update record set payload = replace(payload, ':', ': ') where leaf_index = 7",
      [inBlock(0), ...OTHER_ROOT],
    ],
    [
      "update record set salt = substring(salt || salt from 2 for 16) where leaf_index = 2499",
      [inBlock(2), ...OTHER_ROOT],
    ],
    ["delete from record where leaf_index = 1500", ["leaf 1500 is missing", inBlock(1), ...OTHER_ROOT]],
    ["insert into withheld_leaf select batch_seq, 3, '\\x00', 'x' from batch", ["leaf 3 is there twice"]],
    [
      "insert into withheld_leaf select batch_seq, 2500, '\\x00', 'x' from batch",
      ["leaf 2500 is one too many"],
    ],
    ["update batch set block_roots = overlay(block_roots placing '\\x00'::bytea from 33)", [inBlock(1)]],
    ["update batch set root = sha256(root)", ["root: the leaves give another"]],
    [
      'update batch set manifest = regexp_replace(manifest, \'"root":"....\', \'"root":"0000\')',
      ["manifest: the leaves give another root"],
    ],
  ];
  for (const [change, found] of changes) {
    const undone = new Error("undone");
    await assert.rejects(
      node.db.transaction(async (client) => {
        assert.equal((await client.query(change)).rowCount, 1, change);
        const batch = await findBatchBySeq(client, batchSeq);
        assert.ok(batch);
        const told: string[] = [];
        await verifyLeaves(client, batch, (detail) => told.push(detail));
        if (change.includes("'\\x00', 'x'")) assert.ok(told.includes(found[0] ?? ""), told.join());
        else assert.deepEqual(told, found, change);
        throw undone;
      }),
      undone,
    );
  }
  assert.deepEqual(await faults(), []);
});
