/**
 * What became of a sending, as its sender reads it: state, progress, counts, transfers, where the rest is to be
 * had. The trap: nothing of it comes from the rows themselves.
 */
import { explain } from "../model/codes.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";
import { progressOf } from "../store/batch-list.ts";
import type { Batch } from "../store/batch-rows.ts";
import type { Queryable } from "../store/connect.ts";
import type { Intake } from "../store/intake.ts";
import { releaseOfContent } from "../store/release-rows.ts";
import { type Transfer, transfersOfBatch } from "../store/transfer.ts";

export interface Seen {
  readonly intake: Intake | undefined;
  readonly batch: Batch | undefined;
}

export async function describe(db: Queryable, id: string, seen: Seen): Promise<object> {
  const { intake, batch } = seen;
  const transfers = batch ? await transfersOfBatch(db, batch.batchSeq) : [];
  const rows = intake?.state === "due" ? await progressOf(db, intake.intakeId) : undefined;
  const catalog = batch?.catalog ? await catalogOf(db, batch.catalog) : undefined;
  return { ...shape(id, seen, transfers, rows), ...(catalog && { catalog }) };
}

/** Which release it was; none where a node worked by what it was installed with. */
async function catalogOf(db: Queryable, digest: string): Promise<object> {
  const found = await releaseOfContent(db, digest);
  return { digest, ...(found && { release: found.number, version: found.version }) };
}

function shape(
  id: string,
  { intake, batch }: Seen,
  transfers: readonly Transfer[],
  rows: number | undefined,
): object {
  const self = `/v1/batches/${id}`;
  const links = {
    self,
    receipt: `${self}/receipt`,
    findings: `${self}/findings`,
    hops: `${self}/hops`,
    ...(batch && batch.rejected > 0 && { rejections: `${self}/rejections` }),
    ...(intake?.feedback === "made" && { summary: `${self}/summary` }),
    ...(intake?.feedback === "made" && batch && batch.rejected > 0 && { rejected: `${self}/rejected` }),
  };
  return {
    id,
    state: intake?.state ?? "done",
    ...(intake && {
      sender: intake.sender,
      ...(intake.kind !== "sealed" && { door: intake.door }),
      file: { name: intake.fileName, bytes: intake.bytes, sha256: intake.sha256.toString("hex") },
      receivedAt: intake.receivedAt.toISOString(),
    }),
    ...(rows !== undefined && { progress: { rows } }),
    ...(intake?.refusal && { refusal: refusalOf(intake.refusal) }),
    ...(batch && {
      ...(!intake && { sender: batch.sender, door: "push", receivedAt: batch.receivedAt.toISOString() }),
      batch: batch.batchId,
      origin: batch.origin,
      adapter: batch.adapter,
      item: batch.item,
      counts: {
        rows: batch.rows,
        accepted: batch.accepted,
        rejected: batch.rejected,
        duplicates: batch.duplicates,
        warnings: batch.warnings,
      },
      root: batch.root.toString("hex"),
      committedAt: batch.committedAt.toISOString(),
      transfers: transfers
        .filter((transfer) => transfer.kind === "batch")
        .map(({ peer, state, attempts, lastRefusal }) => ({ peer, state, attempts, lastRefusal })),
    }),
    links,
  };
}

function refusalOf(text: string): object {
  const { code, params } = JSON.parse(text) as { code: RefusalCode; params: Params };
  return { code, params, message: explain(code, params) };
}
