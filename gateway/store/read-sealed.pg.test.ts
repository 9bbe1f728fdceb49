/** A batch that is read over a way to the server that breaks, and by readers that are slow or leave. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import type { Batch } from "./batch-rows.ts";
import { sealedLines } from "./read-sealed.ts";
import { testWay, type Way } from "./test-way.ts";

/** More than any buffer on the way takes in. */
const LEAVES = 400_000;
const BATCH = { item: "XZCF", batchSeq: 1, leaves: LEAVES, manifest: "{}", seal: Buffer.of(1) } as Batch;
/** Nothing here takes ten seconds; what has not ended by then never will. */
const FOREVER = { timeout: 60_000 };

async function batchOn(t: TestContext): Promise<Way> {
  const way = await testWay(t);
  await way.direct.transaction(async (client) => {
    await client.query("set local session_replication_role = replica");
    await client.query(
      `insert into withheld_leaf (batch_seq, leaf_index, leaf, reason)
       select 1, n, sha256(n::text::bytea), 'a test' from generate_series(0, $1::int - 1) as n`,
      [LEAVES],
    );
  });
  return way;
}

/** Reads all of it, `each` before the next chunk is asked for; the number of bytes. */
const reading = async (way: Way, each: (chunks: number) => Promise<unknown> | undefined = () => undefined) =>
  await way.database.dedicated(async (client) => {
    let bytes = 0;
    let chunks = 0;
    for await (const chunk of sealedLines(client, BATCH)) {
      bytes += chunk.length;
      await each(++chunks);
    }
    return bytes;
  });

test("a batch that is read over a way that breaks", async (t) => {
  const way = await batchOn(t);
  const whole = Buffer.byteLength("{}\nAQ==\n") + LEAVES * "- \n".concat("0".repeat(64)).length;
  const cases: Readonly<Record<string, () => Promise<unknown>>> = {
    "when it is asked for": async () => {
      way.cutAt("copy (select");
      await reading(way);
    },
    "after the first chunks": async () => await reading(way, async (chunks) => chunks === 3 && way.cut()),
    "while the reader takes its time": async () =>
      await reading(way, async (chunks) => {
        if (chunks !== 3) return;
        setTimeout(way.cut, 200).unref();
        await pause(600);
      }),
    "while the server sends nothing more": async () =>
      await reading(way, async (chunks) => {
        if (chunks !== 3) return;
        way.hold();
        setTimeout(way.cut, 200).unref();
      }),
    "before it is asked for": async () =>
      await way.database.dedicated(async (client) => {
        const known = once(client, "end");
        way.cut();
        await known;
        for await (const _ of sealedLines(client, BATCH));
      }),
  };
  for (const [name, act] of Object.entries(cases))
    await t.test(name, FOREVER, async () => {
      await assert.rejects(act);
      way.cutAt();
      assert.equal(await reading(way), whole);
    });
});

test(
  "a reader who leaves a batch early, and one who fails, leave no connection behind",
  FOREVER,
  async (t) => {
    const way = await batchOn(t);
    const own =
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'copy%'";
    await assert.rejects(
      reading(way, () => Promise.reject(new Error("the peer has refused it"))),
      /the peer has refused it/,
    );
    for (let tries = 0; ; tries++) {
      const { rows } = await way.direct.query<{ n: number }>(own);
      if (rows[0]?.n === 0) break;
      assert.ok(tries < 100, "the server still sends to nobody");
      await pause(100);
    }
    assert.ok((await reading(way)) > LEAVES);
  },
);
