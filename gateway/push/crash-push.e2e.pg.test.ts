/** kill -9 of the process that takes pushes, at every step, while many senders push and repeat by their keys. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { call, closeLink, openLink } from "../deliver/link.ts";
import { Refusal } from "../model/refusal.ts";
import type { Step } from "../model/steps.ts";
import { atEnd } from "../model/test-end.ts";
import { readNetwork, registeredNode } from "../network.ts";
import { receiptVerifier } from "../receipts.ts";
import { lockInTransaction } from "../store/connect.ts";
import { journalDifference } from "../store/console/test-journal.ts";
import { CITY, testPath } from "../test-path.ts";
import { PENALTIES, SENDER } from "../test-penalties.ts";
import { verifyLog } from "../verify-log.ts";
import { penalty, type Told } from "./test-door.ts";

const SENDERS = 12;
/** Each with how its pushes are answered: at once, or behind a file that holds the item. */
const CASES: readonly (readonly [Step, "at once" | "in turn"])[] = [
  ["push.judged", "at once"],
  ["push.stored-before-commit", "at once"],
  ["push.committed", "at once"],
  ["receive.synced", "in turn"],
  ["receive.recorded", "in turn"],
  ["work.claimed", "in turn"],
  ["push.stored-before-commit", "in turn"],
  ["push.committed", "in turn"],
];

test("kill -9 at any step of a push loses nothing and doubles nothing", { timeout: 120_000 }, async (t) => {
  const path = await testPath(t, [SENDER]);
  path.configure(CITY, { leases: { workSeconds: 1 }, push: { lockWaitMs: 20 } });
  const db = path.db[CITY];
  assert.ok(db);
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const { network } = readNetwork(join(path.folder, "network.json"), read("ca.crt"));
  const link = openLink({
    url: registeredNode(network, CITY).url,
    node: CITY,
    ca: read("ca.crt"),
    certificate: read(`agencies/${SENDER}/client.crt`),
    key: read(`agencies/${SENDER}/client.key`),
    timeoutMs: 20_000,
    connections: SENDERS,
    revoked: new Set(),
  });
  atEnd(t, () => closeLink(link));

  /** The sender does what senders do: the same request with its key until it has an answer. */
  async function push(n: number, until: number): Promise<Buffer> {
    for (;;) {
      try {
        const { status, body } = await call(link, {
          method: "POST",
          path: `/v1/records?adapter=${encodeURIComponent(PENALTIES)}`,
          headers: { "content-type": "application/json", "idempotency-key": `key-${n}` },
          body: Buffer.from(JSON.stringify({ records: [penalty({ n }), penalty({ n: n + 50_000 })] })),
        });
        if (status <= until) return body;
      } catch (error) {
        if (!(error instanceof Refusal && ["DELIVER_UNREACHABLE", "NODE_BUSY"].includes(error.code)))
          throw error;
      }
      await pause(30);
    }
  }

  let pushed = 0;
  for (const [step, how] of CASES) {
    await t.test(`${step}, answered ${how}`, async () => {
      const numbers = Array.from({ length: SENDERS }, () => ++pushed);
      const dying = await path.dying(CITY, step);
      // Before the item is free: while a push is put aside, or as soon as it is taken up.
      const diesWaiting = step.startsWith("receive.") || step === "work.claimed";
      if (how === "in turn") {
        await db.transaction(async (client) => {
          await lockInTransaction(client, "item XZCF");
          const aside = Promise.all(numbers.map((n) => push(n, 202)));
          if (!diesWaiting) return void (await aside);
          assert.equal(await dying.ended, "SIGKILL");
          await path.start(CITY);
          await aside;
        });
      }
      const answered = Promise.all(numbers.map((n) => push(n, 200)));
      assert.equal(await dying.ended, "SIGKILL");
      if (!diesWaiting) await path.start(CITY);
      const answers = await answered;
      const verify = receiptVerifier(() => network);
      for (const body of answers) {
        const told = JSON.parse(body.toString()) as Told;
        assert.equal(verify(told.receipt).batch, told.batch);
        assert.deepEqual(
          told.results.map(({ outcome }) => outcome),
          ["accepted", "accepted"],
        );
      }
      assert.deepEqual(
        await Promise.all(numbers.map((n) => push(n, 200))),
        answers,
        "the answers stay what they were",
      );
      const { rows } =
        await db.query(`select (select count(*) from record) as records, (select count(*) from push) as pushes,
        (select count(*) from batch) - (select count(*) from receipt) as unreceipted,
        (select count(*) from batch) - (select max(last) from feed_head) as untold,
        (select count(*) from intake where state <> 'done') as undone`);
      assert.deepEqual(rows, [{ records: pushed * 2, pushes: pushed, unreceipted: 0, untold: 0, undone: 0 }]);
      assert.deepEqual(await journalDifference(db), []);
    });
  }
  await path.stop(CITY);
  assert.deepEqual((await verifyLog(db, network, CITY)).faults, []);
});
