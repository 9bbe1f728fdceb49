/** Whatever several operators order and decide at once, however often a request is sent: each happens once or not at all, with its audit entry. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Database } from "../../store/connect.ts";
import { holdsOn } from "../../store/console/hold-rows.ts";
import { listProposals } from "../../store/console/proposal-rows.ts";
import { recordIntake } from "../../store/intake.ts";
import { testDatabase } from "../../store/test-database.ts";
import { makeAudit } from "../audit.ts";
import { type Decision, decide, type NewOrder, type Ordering, order } from "./orders.ts";

const NOW = new Date("2026-11-23T02:00:00Z");
const OPERATORS: readonly Operator[] = [1, 2, 3].map((n) => ({
  ...{ id: randomUUID(), name: `操作员${n}`, roles: ["operator"], scope: null },
}));

type Step =
  | {
      readonly kind: "order";
      readonly who: number;
      readonly act: "quarantine" | "cancel" | "lane";
      readonly twice: boolean;
    }
  | { readonly kind: "release"; readonly who: number; readonly which: number }
  | { readonly kind: "decide"; readonly who: number; readonly which: number; readonly decision: Decision };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("order" as const),
    who: fc.nat(2),
    act: fc.constantFrom("quarantine" as const, "cancel" as const, "lane" as const),
    twice: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("release" as const), who: fc.nat(2), which: fc.nat(3) }),
  fc.record({
    kind: fc.constant("decide" as const),
    who: fc.nat(2),
    which: fc.nat(5),
    decision: fc.constantFrom<Decision>("approve", "decline", "withdraw"),
  }),
);

async function arrival(db: Database): Promise<string> {
  const intakeId = randomUUID();
  await recordIntake(db, {
    ...{ intakeId, kind: "file", sender: "jinan", adapter: randomUUID(), fileName: "f.csv", bytes: 1 },
    ...{ sha256: randomBytes(32), spool: "/spool", receivedAt: NOW },
  });
  return intakeId;
}

/** Steps of a group are sent at the same moment. */
async function run(ordering: Ordering, intake: string, group: readonly Step[]): Promise<void> {
  const { db } = ordering;
  const { rows } = await db.query<{ adapter: string }>("select adapter from intake where intake_id = $1", [
    intake,
  ]);
  const on = { intakeId: intake, batchSeq: null, sender: "jinan", adapter: rows[0]?.adapter ?? "" };
  const holds = await holdsOn(db, on);
  const open = await ofIntake(db, intake);
  const asks = group.flatMap((one): (() => Promise<unknown>)[] => {
    const who = OPERATORS[one.who] as Operator;
    if (one.kind === "decide") {
      const chosen = open[one.which % Math.max(1, open.length)];
      return chosen ? [() => decide(ordering, who, chosen.proposalId, one.decision, "决定的理由")] : [];
    }
    const target =
      one.kind === "release"
        ? {
            act: "release" as const,
            hold: holds[one.which % Math.max(1, holds.length)]?.holdId ?? randomUUID(),
          }
        : one.act === "lane"
          ? { act: "quarantine" as const, lane: true }
          : { act: one.act };
    const asked: NewOrder = { id: randomUUID(), reason: "处置的理由", ...target };
    const ask = () => order(ordering, who, intake, asked);
    return one.kind === "order" && one.twice ? [ask, ask] : [ask];
  });
  for (const result of await Promise.allSettled(asks.map((ask) => ask())))
    if (result.status === "rejected") assert.ok(result.reason instanceof Refusal, String(result.reason));
}

async function ofIntake(db: Database, intake: string) {
  const all = await listProposals(db, { scope: null, state: null, now: NOW, before: null, limit: 1000 });
  return all.filter(({ intakeId }) => intakeId === intake);
}

test("orders and decisions hold together, whoever sends them and whenever", async (t) => {
  const { database: db } = await testDatabase(t);
  const audit = makeAudit({ clock: () => NOW, newId: randomUUID });
  const ordering: Ordering = { db, node: "370100", audit, clock: () => NOW, probe: () => {} };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      async (groups) => {
        const intake = await arrival(db);
        for (const group of groups) await run(ordering, intake, group);
        const proposals = await ofIntake(db, intake);
        const audited = await db.query<{ act: string }>(
          "select act from operator_act a join log_leaf l on l.leaf_id = a.act_id where a.target = $1",
          [`batch:${intake}`],
        );
        const decisions = proposals.filter(({ decidedAt }) => decidedAt !== null);
        assert.equal(
          audited.rows.length,
          proposals.length + decisions.length,
          "an entry for each order and each decision",
        );
        for (const { decidedBy, byId, state } of decisions)
          assert.equal(decidedBy === byId, state === "withdrawn");
        const done = (act: string) =>
          proposals.filter((one) => one.act === act && one.state === "done").length;
        const { rows } = await db.query<{ state: string; adapter: string }>(
          "select state, adapter from intake where intake_id = $1",
          [intake],
        );
        assert.equal(rows[0]?.state === "cancelled", done("cancel") === 1);
        assert.ok(done("cancel") <= 1);
        const holds = await holdsOn(db, {
          intakeId: intake,
          batchSeq: null,
          sender: "jinan",
          adapter: rows[0]?.adapter ?? "",
        });
        const inForce = holds.filter(({ releasedAt }) => releasedAt === null);
        assert.equal(inForce.length, done("quarantine") - done("release"));
        assert.equal(
          new Set(inForce.map(({ kind }) => kind)).size,
          inForce.length,
          "one of a kind at a time",
        );
      },
    ),
    { numRuns: 25 },
  );
});
