/**
 * Pushes that must wait their turn, because a file of their item is being worked or earlier
 * things of their sender are still due: durable in the spool and answered so (202), later
 * taken by role work like any file. A sender sees no time-out because a night is long.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type Accepted, accept, type Claim, type Exchange } from "../exchange.ts";
import { dayInChina } from "../model/calendar.ts";
import { explain } from "../model/codes.ts";
import type { Accepted as Told } from "../model/inbound.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";
import { discard, spool } from "../receive/spool.ts";
import { findBatchBySeq } from "../store/batch-rows.ts";
import { finishIntake } from "../store/intake.ts";
import { findWaitingPush, keyOfIntake, recordWaitingPush, type WaitingPush } from "../store/push-rows.ts";
import { readRecords } from "./body.ts";
import { commitGroup, type Push, type Pushing } from "./commit.ts";

/** Their names in the spool's rows tell which of the two a body is. */
const NAMES = { "application/json": "push.json", "application/x-ndjson": "push.ndjson" } as const;

/** Make it durable and say where its result will be. The same key again is the same push. */
export async function putAside(node: Pushing, push: Push, intakeId: string): Promise<Told> {
  const { sender, adapter, key, body, bodySha256, receivedAt, type } = push;
  const { bytes, sha256 } = await spool(one(body), node.spool, intakeId, body.length, bodySha256, node.probe);
  const fileName = type === "application/json" ? NAMES[type] : NAMES["application/x-ndjson"];
  const row = {
    intakeId,
    sender,
    adapter: adapter.id,
    fileName,
    bytes,
    sha256,
    spool: node.spool,
    receivedAt,
    catalog: push.stated,
  };
  const isNew = await recordWaitingPush(node.db, row, key);
  node.probe("receive.recorded");
  if (isNew || key === null) return told({ intakeId, state: "due", refusal: null });
  const known = await findWaitingPush(node.db, sender, key);
  await discard(node.spool, intakeId);
  if (known === undefined) throw new Refusal("NODE_BUSY");
  if (!known.sha256.equals(sha256) || known.adapter !== adapter.id) throw new Refusal("IDEMPOTENCY_CONFLICT");
  return told(known);
}

async function* one(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}

function told({ intakeId, state, refusal }: Pick<WaitingPush, "intakeId" | "state" | "refusal">): Told {
  const self = `/v1/batches/${intakeId}`;
  const links = { self, receipt: `${self}/receipt`, findings: `${self}/findings`, hops: `${self}/hops` };
  const answer = { id: intakeId, state, links };
  if (refusal === null) return answer;
  const { code, params } = JSON.parse(refusal) as { code: RefusalCode; params: Params };
  return { ...answer, refusal: { code, ...explain(code, params) } };
}

/** An intake of any kind through the node. */
export async function acceptAny(exchange: Exchange, pushing: Pushing, claim: Claim): Promise<Accepted> {
  if (claim.intake.kind === "push") return await acceptPush(pushing, claim);
  const accepted = await accept(exchange, claim);
  pushing.changed(accepted.item);
  return accepted;
}

async function acceptPush(node: Pushing, { intake, owner }: Claim): Promise<Accepted> {
  const adapter = node.adapters.find((known) => known.id === intake.adapter);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: intake.adapter });
  if (adapter.agency !== intake.sender) throw new Refusal("SENDER_NOT_ENTITLED");
  const body = await readFile(join(node.spool, intake.intakeId));
  const type = intake.fileName === NAMES["application/json"] ? "application/json" : "application/x-ndjson";
  const push: Push = {
    by: node,
    stated: intake.catalog,
    sender: intake.sender,
    adapter,
    key: await keyOfIntake(node.db, intake.intakeId),
    body,
    type,
    bodySha256: intake.sha256,
    receivedAt: intake.receivedAt,
    ...node.reader(adapter)(readRecords(body, type), dayInChina(intake.receivedAt)),
  };
  let taken = -1;
  const { committed } = await commitGroup(node, [push], {
    lockWaitMs: null,
    batchId: intake.intakeId,
    settled: async (client, batchSeq) => {
      if (!(await finishIntake(client, intake.intakeId, owner, batchSeq)))
        throw new Error(`the lease of intake ${intake.intakeId} was lost`);
      taken = batchSeq;
    },
  });
  const batch = committed?.batch ?? (await findBatchBySeq(node.db, taken));
  if (batch === undefined) throw new Error(`batch ${taken} is not there`);
  return { batchSeq: batch.batchSeq, batchId: batch.batchId, item: batch.item };
}
