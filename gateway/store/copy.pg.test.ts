/**
 * COPY over a way to the server that breaks. The trap that these hold: whoever waits for a stream that neither ends nor
 * goes on waits for ever, keeps the lease of what it works on, and no other process may take that up.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectTo, createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { atEnd } from "../model/test-end.ts";
import { connect, type Database } from "./connect.ts";
import { type CopySink, tuple, withCopy } from "./copy.ts";
import { testDatabase } from "./test-database.ts";

const ROW = tuple([7, Buffer.alloc(1000, "x")]);
const NOT_A_ROW = tuple([7]);
/** More than any buffer on the way takes in. */
const MANY = 64 * 1024;
/** Nothing here takes a second; what has not ended by then never will. */
const FOREVER = { timeout: 30_000 };

interface Way {
  /** By this way. */
  readonly database: Database;
  /** Straight to the server. */
  readonly direct: Database;
  /** Break every connection at the moment at which this stands in what the client sends. */
  cutAt(sent: string | Buffer): void;
  /** Take nothing more from the client. */
  hold(): void;
  cut(): void;
}

/** A database with a table `probe`, and a way to it that can be cut. */
async function testWay(t: TestContext): Promise<Way> {
  const { url, database: direct } = await testDatabase(t);
  await direct.query("create table probe (a integer not null, b bytea not null)");
  const { hostname, port: serverPort } = new URL(url);
  const sockets: Socket[] = [];
  let at: string | Buffer | undefined;
  const cut = () => {
    for (const socket of sockets.splice(0)) socket.resetAndDestroy();
  };
  const server = createServer((client) => {
    const onward = connectTo(Number(serverPort || 5432), hostname);
    sockets.push(client, onward);
    for (const socket of [client, onward]) socket.on("error", () => {});
    client.on("data", (chunk) => {
      if (at !== undefined && chunk.includes(at)) cut();
      else if (!onward.write(chunk)) {
        client.pause();
        onward.once("drain", () => client.resume());
      }
    });
    onward.on("data", (chunk) => client.write(chunk));
    client.on("close", () => onward.destroy());
    onward.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(t, () => void server.close());
  const { port } = server.address() as { readonly port: number };
  const target = new URL(url);
  target.host = `127.0.0.1:${port}`;
  const database = connect(target.href, { max: 1 });
  // A client that waits for ever is not waited for: the test that found it has failed already.
  atEnd(t, async () => await Promise.race([database.close(), pause(5000, undefined, { ref: false })]));
  atEnd(t, cut);
  await database.query("select 1");
  return {
    database,
    direct,
    cut,
    cutAt: (sent) => {
      at = sent;
    },
    hold: () => {
      for (const socket of sockets) socket.pause();
    },
  };
}

const copying = (database: Database, work: (sink: CopySink) => Promise<void>): Promise<void> =>
  database.transaction(async (client) => await withCopy(client, "probe", "a, b", work));

async function rows(sink: CopySink, count: number): Promise<void> {
  for (let row = 0; row < count; row++) await sink.write(ROW);
}

const stored = async ({ direct }: Way) =>
  (await direct.query<{ count: number }>("select count(*) from probe")).rows[0]?.count;

test("rows arrive, few and many", FOREVER, async (t) => {
  const way = await testWay(t);
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
      const way = await testWay(inner);
      await assert.rejects(act(way));
      assert.equal(await stored(way), 0);
    });
});

test("a COPY that fails leaves its connection fit for the next one", async (t) => {
  const way = await testWay(t);
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
