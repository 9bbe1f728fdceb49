/** Browsers that follow the log of transfers are told what they may see, once, without a gap, while their session holds. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request as startRequest } from "node:http";
import { Agent, request as startSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { atEnd } from "../../model/test-end.ts";
import type { Database } from "../../store/connect.ts";
import { journalMark } from "../../store/console/journal-live.ts";
import { testDatabase } from "../../store/test-database.ts";
import { testConsole } from "../test-console.ts";
import { type Follower, startLive } from "./live.ts";

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

interface Stream {
  readonly told: readonly Told[];
  readonly ended: Promise<void>;
  until(enough: (told: readonly Told[]) => boolean): Promise<void>;
  close(): void;
}

function read(response: IncomingMessage): Stream {
  const told: Told[] = [];
  let rest = "";
  const watchers = new Set<() => void>();
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      if (field("event") !== "") told.push({ id: field("id"), event: field("event"), data: field("data") });
    }
    for (const watch of watchers) watch();
  });
  response.on("error", () => {});
  return {
    told,
    ended: new Promise((resolve) => response.once("close", resolve)),
    until: (enough) =>
      new Promise((resolve) => {
        const look = () => {
          if (!enough(told)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    close: () => response.destroy(),
  };
}

const names = (told: readonly Told[]) =>
  told
    .filter(({ event }) => event === "transfers")
    .flatMap(({ data }) => (JSON.parse(data) as { fileName: string }[]).map(({ fileName }) => fileName));

async function refuse(db: Database, agency: string, name: string, count = 1): Promise<void> {
  await db.query(
    `insert into door_refusal (refusal_id, at, door, agency, adapter, file_name, code, params, feedback)
     select gen_random_uuid(), now() + n * interval '1 ms', 'sftp', $1, 'x', $2, 'C', '{}', 'due' from generate_series(1, $3) n`,
    [agency, name, count],
  );
}

/** The reader over real sockets; who asks says its scope in the address. */
async function following(t: TestContext) {
  const { database: db } = await testDatabase(t);
  const gate = { isFree: Promise.resolve() };
  const query: Database["query"] = async (text, values) => {
    await gate.isFree;
    return await db.query(text, values);
  };
  const live = startLive(
    { db: { ...db, query }, note: (error) => assert.fail(String(error)) },
    { pauseMs: 20, beatMs: 50 },
  );
  const held = new Set<string>();
  const server = createServer((request, response) => {
    const { searchParams: asked } = new URL(request.url ?? "/", "http://x");
    const agency = asked.get("agency");
    const name = randomUUID();
    const follower: Follower = {
      ...{ response, scope: agency === null ? null : [agency], since: asked.get("since") ?? "" },
      holds: () => Promise.resolve(!held.has(agency ?? name)),
    };
    assert.ok(live.follow(follower));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(t, async () => {
    await live.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const open = (query = "") =>
    new Promise<Stream>((resolve, reject) => {
      startRequest({ port, path: `/?${query}` }, (response) => resolve(read(response)))
        .once("error", reject)
        .end();
    });
  return { db, open, gate, endSession: (agency: string) => void held.add(agency) };
}

test("what changes is told once to who may see it; who was away is told what it missed", async (t) => {
  const { db, open } = await following(t);
  const [all, mine] = [await open(), await open("agency=a")];
  await Promise.all([all, mine].map((one) => one.until((told) => told.length > 0)));
  await refuse(db, "a", "first");
  await refuse(db, "b", "second");
  await all.until((told) => names(told).length >= 2);
  await mine.until((told) => names(told).length >= 1);
  assert.deepEqual(names(all.told).sort(), ["first", "second"]);
  const mark = mine.told.at(-1)?.id ?? "";
  mine.close();
  await refuse(db, "a", "missed");
  await refuse(db, "b", "not mine");
  const back = await open(`agency=a&since=${mark}`);
  await back.until((told) => names(told).length >= 1);
  await refuse(db, "a", "after");
  await back.until((told) => names(told).includes("after"));
  assert.deepEqual(names(back.told), ["missed", "after"]);
  assert.ok(!names(mine.told).includes("second"));
});

test("from the mark of a list on; a mark of nobody's is from now on; far too much is told as such", async (t) => {
  const { db, open } = await following(t);
  const mark = await journalMark(db);
  await refuse(db, "a", "between list and stream");
  const one = await open(`since=${mark}`);
  await one.until((told) => names(told).length >= 1);
  assert.deepEqual(names(one.told), ["between list and stream"]);
  const other = await open("since=nonsense");
  await other.until((told) => told.length > 0);
  await refuse(db, "a", "much", 300);
  await Promise.all(
    [one, other].map((stream) => stream.until((told) => told.some(({ event }) => event === "many"))),
  );
  await refuse(db, "a", "little");
  await other.until((told) => names(told).length > 0);
  assert.deepEqual(names(other.told), ["little"]);
});

test("who comes while the database is slow is told no mark before it is told what it missed", async (t) => {
  const { db, open, gate } = await following(t);
  const mark = await journalMark(db);
  await refuse(db, "a", "missed");
  const first = await open();
  await first.until((told) => told.length > 0);
  const slow = Promise.withResolvers<void>();
  gate.isFree = slow.promise;
  const late = await open(`since=${mark}`);
  const beats = first.told.length;
  await first.until((told) => told.length >= beats + 3);
  assert.deepEqual(late.told, []);
  slow.resolve();
  await late.until((told) => names(told).length > 0);
  assert.deepEqual(names(late.told), ["missed"]);
});

test("the stream beats, and ends with the session", async (t) => {
  const { open, endSession } = await following(t);
  const one = await open("agency=a");
  await one.until((told) => told.filter(({ event }) => event === "beat").length >= 3);
  endSession("a");
  await one.ended;
});

test("over the console: for who has a session and the role", async (t) => {
  const { city, operator, ask, url } = await testConsole(t);
  assert.equal((await ask("/api/live")).status, 401);
  const security = await operator(["security"]);
  assert.equal((await security.ask("/api/live")).status, 403);
  const who = await operator(["viewer"], ["jinan-credit"]);
  const agent = new Agent({ ca: readFileSync(join(city.path.folder, "ca.crt"), "utf8") });
  atEnd(t, () => agent.destroy());
  const stream = await new Promise<Stream>((resolve, reject) => {
    startSecure(
      `${url}/api/live`,
      { agent, headers: { cookie: who.cookie, "last-event-id": "1:1:" } },
      (response) => {
        assert.equal(response.headers["content-type"], "text/event-stream; charset=utf-8");
        resolve(read(response));
      },
    )
      .once("error", reject)
      .end();
  });
  await stream.until((told) => told.length > 0);
  await refuse(city.db, "jinan-credit", "年报.csv");
  await stream.until((told) => names(told).includes("年报.csv"));
  stream.close();
});
