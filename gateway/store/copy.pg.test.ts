/**
 * COPY over a way to the server that breaks. The trap that these hold: whoever waits for a stream that neither ends nor
 * goes on waits for ever, keeps the lease of what it works on, and no other process may take that up.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import type { Database } from "./connect.ts";
import { type CopySink, tuple, withCopy } from "./copy.ts";
import { testWay, type Way } from "./test-way.ts";

const ROW = tuple([7, Buffer.alloc(1000, "x")]);
const NOT_A_ROW = tuple([7]);
/** More than any buffer on the way takes in. */
const MANY = 64 * 1024;
/** Nothing here takes a second; what has not ended by then never will. */
const FOREVER = { timeout: 30_000 };

const copying = (database: Database, work: (sink: CopySink) => Promise<void>): Promise<void> =>
  database.transaction(async (client) => await withCopy(client, "probe", "a, b", work));

async function rows(sink: CopySink, count: number): Promise<void> {
  for (let row = 0; row < count; row++) await sink.write(ROW);
}

async function probed(t: TestContext): Promise<Way> {
  const way = await testWay(t);
  await way.direct.query("create table probe (a integer not null, b bytea not null)");
  return way;
}

const stored = async ({ direct }: Way) =>
  (await direct.query<{ count: number }>("select count(*) from probe")).rows[0]?.count;

test("rows arrive, few and many", FOREVER, async (t) => {
  const way = await probed(t);
  for (const [count, sum] of [
    [0, 0],
    [1, 1],
    [20_000, 20_001],
  ] as const) {
    await copying(way.database, async (sink) => await rows(sink, count));
    assert.equal(await stored(way), sum);
  }
});

test("a way that breaks fails the COPY, and nothing waits for ever", async (t) => {
  const cases: Readonly<Record<string, (way: Way) => Promise<void>>> = {
    "before it is asked for": async (way) =>
      await way.database.transaction(async (client) => {
        const known = once(client, "end");
        way.cut();
        await known;
        await withCopy(client, "probe", "a, b", async (sink) => await rows(sink, 200));
      }),
    "before it is asked for, and nobody knows yet": async (way) =>
      await way.database.transaction(async (client) => {
        way.cut();
        await withCopy(client, "probe", "a, b", async (sink) => await rows(sink, 200));
      }),
    "when it is asked for, while the rows wait for the word": async (way) => {
      way.cutAt("copy probe");
      await copying(way.database, async (sink) => await rows(sink, 200));
    },
    "when it is asked for, and the rows are all given": async (way) => {
      way.cutAt("copy probe");
      await copying(way.database, async (sink) => await rows(sink, 1));
    },
    "when it is asked for, and no row comes": async (way) => {
      way.cutAt("copy probe");
      await copying(way.database, async () => {});
    },
    "when it is asked for, and the work fails for it": async (way) => {
      way.cutAt("copy probe");
      await copying(way.database, async () => {
        await pause(200);
        throw new Error("the work has failed");
      });
    },
    "when it is asked for, and the work fails at once": async (way) => {
      way.cutAt("copy probe");
      await copying(way.database, () => Promise.reject(new Error("the work has failed")));
    },
    "while the server takes no more rows": async (way) =>
      await copying(way.database, async (sink) => {
        await rows(sink, 200);
        way.hold();
        setTimeout(way.cut, 500).unref();
        await rows(sink, MANY);
      }),
    "while the server takes no more rows, and the work fails": async (way) =>
      await copying(way.database, async (sink) => {
        await rows(sink, 200);
        way.hold();
        setTimeout(way.cut, 500).unref();
        sink.write(ROW).catch(() => {});
        throw new Error("the work has failed");
      }),
    "at the end": async (way) => {
      way.cutAt(Buffer.from([0xff, 0xff]));
      await copying(way.database, async (sink) => await rows(sink, 200));
    },
  };
  for (const [name, act] of Object.entries(cases))
    await t.test(name, FOREVER, async (inner) => {
      const way = await probed(inner);
      await assert.rejects(act(way));
      assert.equal(await stored(way), 0);
    });
});

test("a COPY that fails leaves its connection fit for the next one", async (t) => {
  const way = await probed(t);
  const cases: Readonly<Record<string, (sink: CopySink) => Promise<void>>> = {
    "the work fails before the first row": () => Promise.reject(new Error("no")),
    "the work fails after one row": async (sink) => {
      await sink.write(ROW);
      throw new Error("no");
    },
    "the work fails after many": async (sink) => {
      await rows(sink, 20_000);
      throw new Error("no");
    },
    "the server refuses the last row": async (sink) => await sink.write(NOT_A_ROW),
    "the server refuses a row within": async (sink) => {
      await sink.write(NOT_A_ROW);
      await rows(sink, MANY);
    },
    "the server refuses a row, and the work fails too": async (sink) => {
      await sink.write(NOT_A_ROW);
      await pause(300);
      throw new Error("no");
    },
  };
  for (const [name, work] of Object.entries(cases))
    await t.test(name, FOREVER, async () => {
      await way.database.dedicated(async (client) => {
        const { rows: before } = await client.query("select pg_backend_pid() as pid");
        await client.query("begin");
        await assert.rejects(withCopy(client, "probe", "a, b", work));
        await client.query("rollback");
        await withCopy(client, "probe", "a, b", async (sink) => await sink.write(ROW));
        assert.deepEqual((await client.query("select pg_backend_pid() as pid")).rows, before);
      });
      assert.equal(await stored(way), 1);
      await way.direct.query("truncate probe");
    });
});
