/** The order of an item's changes is that in which they could be seen, not that of the batches' numbers. */
import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { Pool } from "./piece/pool.ts";
import {
  sealedStream,
  type TestNetwork,
  type TestNode,
  takeFile,
  takeSealed,
  testNode,
} from "./test-node.ts";
import { PENALTIES, penalties, penaltyNetwork } from "./test-penalties.ts";

const CITY = "370100";
const PROVINCE = "370000";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

/** A pool that does its first piece only when told to. */
function held(pool: Pool): { pool: Pool; readonly begun: Promise<void>; release(): void } {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  return {
    begun: begun.promise,
    release: () => gate.resolve(),
    pool: {
      ...pool,
      open(plan) {
        const open = pool.open(plan);
        begun.resolve();
        return {
          ...open,
          take: async (bytes, trustKnown, spare) => {
            await gate.promise;
            return await open.take(bytes, trustKnown, spare);
          },
        };
      },
    },
  };
}

async function changes(node: TestNode): Promise<readonly (readonly [number, number])[]> {
  const { rows } = await node.db.query<{ number: number; batch_seq: number }>(
    "select number, batch_seq from change_batch where item = 'XZCF' order by number",
  );
  return rows.map((row) => [row.number, row.batch_seq]);
}

test("two sealed batches that commit in reverse order are told in the order of their commits", async (t) => {
  const city = await testNode(t, network, CITY);
  const province = await testNode(t, network, PROVINCE);
  const first = await takeFile(city, PENALTIES, penalties({ n: 1 }));
  const second = await takeFile(city, PENALTIES, penalties({ n: 2 }));
  const slow = held(province.pool);
  const taking = takeSealed({ ...province, pool: slow.pool }, CITY, await sealedStream(city, first.batch));
  await slow.begun;
  const { batch: later } = await takeSealed(province, CITY, await sealedStream(city, second.batch));
  assert.deepEqual(await changes(province), [[1, later.batchSeq]], "the one under way cannot be seen");
  slow.release();
  const { batch: earlier } = await taking;
  assert.ok(earlier.batchSeq < later.batchSeq);
  assert.deepEqual(await changes(province), [
    [1, later.batchSeq],
    [2, earlier.batchSeq],
  ]);
});

test("each item counts its own changes, without gaps, a file refused whole leaving none", async (t) => {
  const city = await testNode(t, network, CITY);
  await takeFile(city, PENALTIES, penalties({ n: 1 }));
  await assert.rejects(takeFile(city, PENALTIES, Buffer.concat([penalties({ n: 2 }), Buffer.from('"')])));
  const { batch } = await takeFile(city, PENALTIES, penalties({ n: 1 }));
  assert.deepEqual(
    (await changes(city)).map(([number]) => number),
    [1, 2],
  );
  const { rows } = await city.db.query("select item, last from feed_head");
  assert.deepEqual(rows, [{ item: "XZCF", last: 2 }]);
  assert.equal((await changes(city)).at(-1)?.[1], batch.batchSeq);
});
