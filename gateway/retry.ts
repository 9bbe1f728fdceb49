/**
 * An operator's order, after what was wrong is mended: files that were given up (poison)
 * are worked again and transfers that were abandoned are due again, and the log says
 * that it was ordered. The trap: an acknowledged file whose bytes are gone from the spool
 * cannot be worked again; it stays as it is, and is named.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { canonical } from "./model/canonical.ts";
import { findBatch } from "./store/batch-rows.ts";
import type { Database } from "./store/connect.ts";
import { findIntake, type Intake, poisonIntakes, reviveIntake } from "./store/intake.ts";
import { appendLeaf } from "./store/log-rows.ts";
import { abandonedTransfers, reviveTransfer, type Transfer } from "./store/transfer.ts";

/** What to revive: one batch's transfers, one file, a peer's transfers; everything when nothing is named. */
export interface Selection {
  readonly batch?: string;
  readonly intake?: string;
  readonly peer?: string;
}

export interface Retried {
  readonly intakes: readonly { readonly intake: string; readonly sender: string; readonly file: string }[];
  readonly transfers: readonly { readonly transfer: string; readonly kind: string; readonly peer: string }[];
  /** Files whose bytes are not in the spool any more. */
  readonly missing: readonly { readonly intake: string; readonly sender: string; readonly file: string }[];
}

export async function retry(
  db: Database,
  selection: Selection,
  now: Date,
  newId: () => string,
): Promise<Retried> {
  const given = await poison(db, selection);
  const here = given.filter((intake) => existsSync(join(intake.spool, intake.intakeId)));
  return await db.transaction(async (client) => {
    const intakes: Intake[] = [];
    for (const intake of here) if (await reviveIntake(client, intake.intakeId, now)) intakes.push(intake);
    const transfers: Transfer[] = [];
    for (const transfer of await abandoned(client, selection))
      if (await reviveTransfer(client, transfer.transferId, now)) transfers.push(transfer);
    const report = {
      intakes: intakes.map(named),
      transfers: transfers.map(({ transferId, kind, peer }) => ({ transfer: transferId, kind, peer })),
      missing: given.filter((one) => !here.includes(one)).map(named),
    };
    if (intakes.length + transfers.length > 0) {
      const data = canonical({
        intakes: intakes.map(({ intakeId }) => intakeId),
        transfers: transfers.map(({ transferId }) => transferId),
      });
      await appendLeaf(client, { leafId: newId(), at: now, kind: "retry", data });
    }
    return report;
  });
}

async function poison(db: Database, { batch, intake, peer }: Selection): Promise<readonly Intake[]> {
  if (intake !== undefined) {
    const found = await findIntake(db, intake);
    return found?.state === "poison" ? [found] : [];
  }
  return batch === undefined && peer === undefined ? await poisonIntakes(db) : [];
}

async function abandoned(
  db: Parameters<typeof abandonedTransfers>[0],
  { batch, intake, peer }: Selection,
): Promise<readonly Transfer[]> {
  if (intake !== undefined && batch === undefined && peer === undefined) return [];
  const seq = batch === undefined ? undefined : (await findBatch(db, batch))?.batchSeq;
  if (batch !== undefined && seq === undefined) return [];
  const all = await abandonedTransfers(db);
  return all.filter(
    (one) => (seq === undefined || one.batchSeq === seq) && (peer === undefined || one.peer === peer),
  );
}

function named({ intakeId, sender, fileName }: Intake) {
  return { intake: intakeId, sender, file: fileName };
}
