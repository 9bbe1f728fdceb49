import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { writeBatch } from "../scripts/make-batch.ts";
import { dayInChina } from "./model/calendar.ts";
import type { Step } from "./model/steps.ts";
import { sftpClient } from "./sftp/test-client.ts";
import { countStored } from "./store/batch-rows.ts";
import { freePort } from "./store/free-port.ts";
import { writeAccess } from "./test-city.ts";
import { CITY, testPath } from "./test-path.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const IN = `in/${ADAPTER}`;
const ROWS = 40;
const STEPS: readonly Step[] = [
  "upload.written",
  "upload.final",
  "upload.taken",
  "work.stored-before-commit",
];

test("kill -9 of the node during an upload loses nothing and doubles nothing, and reput goes on", {
  timeout: 200_000,
}, async (t) => {
  const path = await testPath(t, [AGENCY]);
  const client = sftpClient(t);
  const [host, key] = [client.key("host"), client.key("agency")];
  const port = await freePort();
  writeAccess(path.folder, CITY, 1, {
    agencies: [
      {
        id: AGENCY,
        grants: [{ item: "XZCF", actions: ["send"], upTo: "open" }],
        sftp: { keys: [key.line], final: "rename" },
      },
    ],
  });
  path.configure(CITY, {
    access: "access.json",
    sftp: { port, hostKeys: [host.file] },
    leases: { workSeconds: 1 },
  });
  const db = path.db[CITY];
  assert.ok(db);
  const run = (commands: readonly string[]) => client.run(port, AGENCY, key, commands);
  const uploads = join(path.folder, "nodes", CITY, "files", "uploads");
  const taken = async () =>
    (
      await db.query<{ sha256: string }>(
        "select encode(sha256, 'hex') as sha256 from intake order by received_at, intake_id",
      )
    ).rows.map(({ sha256 }) => sha256);
  let sent = 0;

  await t.test(
    "in the middle of the bytes: what had arrived is kept, and the rest is sent after it",
    async () => {
      const node = await path.start(CITY);
      const content = randomBytes(40_000_000);
      client.file("big.csv", content);
      const child = client.start(port, AGENCY, key, [`put big.csv ${IN}/big.csv.part`]);
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
      await until(() => readdirSync(uploads).some((name) => statSync(join(uploads, name)).size > 3_000_000));
      process.kill(node.pid, "SIGKILL");
      assert.equal(await node.ended, "SIGKILL");
      assert.notEqual(await ended, 0);
      const [name = ""] = readdirSync(uploads);
      const kept = readFileSync(join(uploads, name));
      assert.ok(kept.length < content.length && kept.equals(content.subarray(0, kept.length)));
      await path.start(CITY);
      const resumed = await run([
        `reput big.csv ${IN}/big.csv.part`,
        `rename ${IN}/big.csv.part ${IN}/big.csv`,
      ]);
      assert.equal(resumed.code, 0, resumed.err);
      assert.deepEqual(await taken(), [createHash("sha256").update(content).digest("hex")]);
    },
  );

  for (const step of STEPS)
    await t.test(`at ${step}`, async () => {
      const dying = await path.dying(CITY, step);
      const file = join(client.folder, `${step}.csv`);
      const receivedOn = dayInChina(new Date());
      writeBatch(file, { rows: ROWS, seed: ++sent, rejected: 0, duplicates: 0, warned: 0, receivedOn });
      const send = [`put ${step}.csv ${IN}/${step}.part`, `rename ${IN}/${step}.part ${IN}/${step}.csv`];
      const first = await run(send);
      assert.equal(await dying.ended, "SIGKILL");
      await path.start(CITY);
      // The sender does what senders do who were not answered: it sends the whole file again.
      if (first.code !== 0) {
        const again = await run(send);
        assert.equal(again.code, 0, again.err);
      }
      await until(async () => (await countStored(db)).records === sent * ROWS);
      assert.deepEqual(await countStored(db), { batches: sent, records: sent * ROWS });
      assert.equal((await taken()).length, sent + 1);
    });

  await until(
    async () => (await db.query("select from intake where state = 'due' or feedback = 'due'")).rowCount === 0,
  );
  assert.deepEqual(readdirSync(uploads), []);
});

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 10));
}
