/** kill -9 of the process that delivers, at its every step, to a callback and to an SFTP server. */
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import iconv from "iconv-lite";

import type { Target } from "../model/access.ts";
import { Refusal } from "../model/refusal.ts";
import type { Step } from "../model/steps.ts";
import { startSshd } from "../pull/test-sshd.ts";
import { askerOf } from "../test-asking.ts";
import { writeAccess } from "../test-city.ts";
import { CITY, sendFile, type TestPath, testPath } from "../test-path.ts";
import { MAY_SEND, PENALTIES, penalties, SENDER } from "../test-penalties.ts";
import { type Event, startReceiver } from "./test-receiver.ts";

const OTHER = "jinan-observer";
const STEPS: readonly Step[] = ["subscribe.sent", "subscribe.advanced"];
const ROWS = 5;

/** Deliveries in the order they came, each with its name and its events. */
type Came = () => readonly { readonly name: string; readonly events: readonly Event[] }[];

async function callback(t: TestContext, path: TestPath): Promise<[Target, Came]> {
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const key = createPublicKey(read(`nodes/${CITY}/event.key`));
  const { url, received } = await startReceiver(t, path.folder, key);
  const target = { name: "desk", kind: "webhook", url, ca: read("ca.crt") } as const;
  return [target, () => received.map(({ id, events }) => ({ name: id, events }))];
}

async function server(t: TestContext, path: TestPath): Promise<[Target, Came]> {
  const sshd = await startSshd(t);
  path.configure(CITY, { keys: { sshClientKey: sshd.source.privateKey } });
  const { host, port, user, hostKey } = sshd.source;
  const url = `sftp://${user}@${host}:${port}${sshd.folder}`;
  const number = (name: string) => Number(name.split("-")[1]);
  const came: Came = () =>
    readdirSync(sshd.folder)
      .filter((name) => name.endsWith(".ndjson"))
      .sort((a, b) => number(a) - number(b))
      .map((name) => {
        const lines = readFileSync(join(sshd.folder, name), "utf8").trim().split("\n");
        return { name, events: lines.map((line) => JSON.parse(line) as Event) };
      });
  return [{ name: "desk", kind: "sftp", url, hostKey, everySeconds: 0, addresses: ["127.0.0.1/32"] }, came];
}

for (const [kind, receiver] of [
  ["a callback", callback],
  ["an SFTP server", server],
] as const)
  test(`kill -9 while changes go to ${kind} loses none and doubles none`, { timeout: 120_000 }, async (t) => {
    const path = await testPath(t, [SENDER, OTHER]);
    const [target, came] = await receiver(t, path);
    const grants = [{ item: "XZCF", actions: ["subscribe"], upTo: "shared" }] as const;
    writeAccess(path.folder, CITY, 1, { agencies: [MAY_SEND, { id: OTHER, grants, targets: [target] }] });
    path.configure(CITY, {
      ...{ access: "access.json", egress: { allow: ["127.0.0.1/32"] } },
      leases: { workSeconds: 1 },
    });
    const db = path.db[CITY];
    assert.ok(db);
    const { ask } = askerOf(t, path, OTHER);
    await path.start(CITY);
    await ask("POST", "/v1/subscriptions", { target: "desk", items: ["XZCF"] });
    const client = path.client(SENDER);
    let sent = 0;
    const arrived = () => new Set(came().flatMap(({ events }) => events.map(({ id }) => id)));
    for (const step of STEPS)
      await t.test(step, async () => {
        const dying = await path.dying(CITY, step);
        const rows = Array.from({ length: ROWS }, () => ({ n: ++sent }));
        const file = path.file(`${step}.csv`, iconv.encode(penalties(...rows).toString(), "gb18030"));
        const sending = (async () => {
          for (;;) {
            try {
              return await sendFile(client, file, PENALTIES);
            } catch (error) {
              if (!(error instanceof Refusal) || error.code !== "DELIVER_UNREACHABLE") throw error;
              await pause(50);
            }
          }
        })();
        assert.equal(await dying.ended, "SIGKILL");
        // Its lease runs half a minute: as if that were over.
        await db.query("update subscription set lease_until = null");
        await path.start(CITY);
        assert.equal((await sending).state, "done");
        while (arrived().size < sent) await pause(20);
      });
    // Until the last place has moved on: nothing more will come.
    const places =
      "select 1 from subscription s join feed_head f on f.last > (s.positions::json -> f.item ->> 0)::bigint";
    while ((await db.query(places)).rows.length > 0) await pause(20);
    await path.stop(CITY);
    const deliveries = new Map(came().map(({ name, events }) => [name, events.map(({ id }) => id)]));
    assert.deepEqual(
      [...deliveries.values()].flat(),
      STEPS.flatMap((_, at) => Array.from({ length: ROWS }, (__, leaf) => `${CITY}:XZCF:${at + 1}:${leaf}`)),
      "by its name a delivery that came twice is known; beyond that each event came once, in order",
    );
  });
