/** Whatever happens to intakes, pushes and transfers, in whatever order: the journal says what the tables say. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { cancelIntake, noteProgress } from "../batch-list.ts";
import { type Batch, insertBatch, nextBatchSeq } from "../batch-rows.ts";
import type { Database } from "../connect.ts";
import { claimFeedback, failFeedback } from "../feedback-rows.ts";
import { insertGroup } from "../group-rows.ts";
import * as intakes from "../intake.ts";
import { testDatabase } from "../test-database.ts";
import * as transfers from "../transfer.ts";
import { tellAdapters } from "./journal.ts";
import { journalDifference } from "./test-journal.ts";

const PEERS = ["shandong", "qingdao"];

/** One node's life: `pick` chooses among what there is, so that any sequence of numbers is a life. */
function openLife(db: Database) {
  let now = Date.parse("2026-11-20T02:00:00Z");
  const known: { id: string; at: Date; kind: intakes.NewIntake["kind"]; sha256: Buffer }[] = [];
  const planned: string[] = [];
  const batches: number[] = [];
  // Among the newest few, or nothing would ever happen twice to one.
  const of = <T>(list: readonly T[], pick: number): T | undefined =>
    list.at(-1 - (pick % Math.max(1, Math.min(5, list.length))));
  const lease = () => ({ owner: "w", now: new Date(now), until: new Date(now + 20_000) });
  const batchOf = async (over: Partial<Batch>): Promise<Batch> => ({
    ...{
      batchSeq: await nextBatchSeq(db),
      batchId: randomUUID(),
      origin: "jinan",
      sender: "jinan-credit",
      receivedFrom: "x",
    },
    ...{
      adapter: "a1",
      item: "XZCF",
      standard: "s",
      version: 1,
      rows: 9,
      accepted: 9,
      rejected: 0,
      duplicates: 0,
      warnings: 1,
    },
    ...{
      leaves: 9,
      root: randomBytes(32),
      blockRoots: Buffer.alloc(0),
      manifest: "{}",
      seal: Buffer.alloc(1),
    },
    ...{ receivedAt: new Date(now), committedAt: new Date(now), catalog: "", ...over },
  });
  const plan = async (batchSeq: number, pick: number) => {
    const transferId = randomUUID();
    const peer = of(PEERS, pick) ?? "";
    const made = await transfers.planTransfer(db, {
      ...{ transferId, kind: "batch", batchSeq, receiptId: null, peer, lane: "l", dueAt: new Date(now) },
    });
    if (made) planned.push(transferId);
  };
  const deeds: readonly ((pick: number) => Promise<unknown>)[] = [
    async (pick) => {
      const kind = of(["file", "file", "sealed", "push"] as const, pick) ?? "file";
      const intake = {
        ...{
          intakeId: randomUUID(),
          kind,
          sender: kind === "sealed" ? "qingdao" : "jinan-credit",
          bytes: pick,
        },
        ...{
          adapter: kind === "sealed" ? "" : "a1",
          fileName: `文件${pick}.csv`,
          sha256: randomBytes(32),
          spool: "/s",
        },
        ...{ receivedAt: new Date(now), door: kind === "push" ? ("push" as const) : ("http" as const) },
      };
      await intakes.recordIntake(db, intake);
      known.push({ id: intake.intakeId, at: intake.receivedAt, kind, sha256: intake.sha256 });
    },
    async () => await intakes.claimIntake(db, lease(), ["/s"], 3),
    async () => await intakes.claimIntake(db, lease(), ["/s"], 3),
    async (pick) => {
      const one = of(known, pick);
      if (!one) return;
      const over = one.kind === "sealed" ? {} : { batchId: one.id };
      await db
        .transaction(async (client) => {
          const rejected = pick % 3;
          const batch = await batchOf({ ...over, receivedAt: one.at, rejected, accepted: 9 - rejected });
          await insertBatch(client, batch);
          // The lease is another's, or it has ended: nothing of it stays.
          if (!(await intakes.finishIntake(client, one.id, "w", batch.batchSeq))) throw new Error("not ours");
          batches.push(batch.batchSeq);
        })
        .catch(() => undefined);
    },
    async (pick) => {
      const [one, batchSeq] = [of(known, pick), of(batches, pick)];
      if (one && batchSeq !== undefined) await intakes.finishIntake(db, one.id, "w", batchSeq);
    },
    async (pick) => {
      const one = of(known, pick);
      if (one) await intakes.refuseIntake(db, one.id, "w", '{"code":"MAP_MISSING_COLUMN","params":{}}');
    },
    async (pick) => {
      const failure = { error: "TypeError", dueAt: new Date(now), maxAttempts: 2 };
      await intakes.failIntake(db, of(known, pick)?.id ?? randomUUID(), "w", failure);
    },
    async (pick) =>
      await intakes.giveBackIntake(db, of(known, pick)?.id ?? randomUUID(), "w", {
        error: "away",
        dueAt: new Date(now),
      }),
    async () => await intakes.releaseIntakes(db, "w"),
    async () => await intakes.buryExhausted(db, new Date(now + 60_000), 2),
    async (pick) => await intakes.reviveIntake(db, of(known, pick)?.id ?? randomUUID(), new Date(now)),
    async (pick) => await intakes.extendLease(db, of(known, pick)?.id ?? randomUUID(), lease()),
    async (pick) => await noteProgress(db, of(known, pick)?.id ?? randomUUID(), pick),
    async (pick) => await cancelIntake(db, of(known, pick)?.id ?? randomUUID()),
    async (pick) => {
      // The same bytes again, by another door.
      const one = of(known, pick);
      if (one?.kind !== "file") return;
      const same = {
        intakeId: randomUUID(),
        kind: one.kind,
        sender: "jinan-credit",
        adapter: "a1",
        fileName: "again.csv",
      };
      const { intake, isNew } = await intakes.recordIntake(db, {
        ...{ ...same, bytes: 1, sha256: one.sha256, spool: "/s", receivedAt: new Date(now), door: "sftp" },
      });
      if (isNew)
        known.push({ id: intake.intakeId, at: intake.receivedAt, kind: one.kind, sha256: one.sha256 });
    },
    async () => {
      const intake = await claimFeedback(db, lease(), ["/s"]);
      if (intake) await failFeedback(db, intake.intakeId, "w", { error: "disk", dueAt: new Date(now) });
    },
    async (pick) => {
      const batch = await batchOf({ rejected: pick % 2, accepted: 9 - (pick % 2) });
      const { batchSeq, receivedAt } = batch;
      const push = {
        batchSeq,
        sender: batch.sender,
        key: null,
        bodySha256: randomBytes(32),
        bytes: 7,
        receivedAt,
      };
      await db.transaction(async (client) => {
        await insertGroup(client, {
          ...{ batch, leaf: { leafId: randomUUID(), at: receivedAt, kind: "batch", data: "{}" } },
          receipt: {
            receiptId: randomUUID(),
            batchSeq,
            node: "jinan",
            body: "{}",
            signature: "",
            receivedAt,
          },
          transfers: [
            {
              transferId: randomUUID(),
              kind: "batch",
              batchSeq,
              receiptId: null,
              peer: "shandong",
              lane: "l",
              dueAt: receivedAt,
            },
          ],
          pushes: [0, 1].map((position) => ({
            ...push,
            position,
            firstRow: position,
            rows: 1,
            outcome: "{}",
          })),
          state: {
            heads: 0,
            entries: 0,
            lastVersion: 1,
            lastBatch: batchSeq,
            sequence: 1,
            previous: "",
            manifestBatch: 0,
          },
        });
      });
      batches.push(batchSeq);
    },
    async (pick) => {
      const batchSeq = of(batches, pick);
      if (batchSeq !== undefined) await plan(batchSeq, pick);
    },
    async (pick) => await transfers.claimTransfers(db, lease(), of(PEERS, pick) ?? "", 3),
    async (pick) => {
      const why = pick % 2 ? "DELIVERED" : "DELIVER_UNREACHABLE";
      await transfers.delayTransfer(db, of(planned, pick) ?? randomUUID(), "w", new Date(now), why);
    },
    async (pick) => await transfers.acknowledgeTransfer(db, of(planned, pick) ?? randomUUID(), new Date(now)),
    async (pick) =>
      await transfers.abandonTransfer(
        db,
        of(planned, pick) ?? randomUUID(),
        "w",
        new Date(now),
        "SEAL_INVALID",
      ),
    async (pick) => await transfers.reviveTransfer(db, of(planned, pick) ?? randomUUID(), new Date(now)),
    async () => await transfers.releaseTransfers(db, "w"),
  ];
  return {
    count: deeds.length,
    act: async (deed: number, pick: number) => {
      now += 1 + (pick % 7) * 4000;
      await deeds[deed % deeds.length]?.(pick);
    },
  };
}

test("any life of a node", async (t) => {
  const { database: db } = await testDatabase(t);
  await tellAdapters(db, "jinan", [{ id: "a1", item: "XZCF" }]);
  const life = openLife(db);
  const step = fc.tuple(fc.nat(life.count - 1), fc.nat(10_000));
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      for (const [deed, pick] of steps) await life.act(deed, pick);
      assert.deepEqual(await journalDifference(db), []);
      const { rows } = await db.query<{ state: string }>("select distinct state from journal");
      for (const { state } of rows) seen.add(state);
    }),
    { numRuns: 25 },
  );
  // It was a life, and not rows that never changed; which states chance led to is its own affair.
  assert.ok(seen.size >= 4, [...seen].join(" "));
});
