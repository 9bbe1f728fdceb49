/**
 * The door for agencies' files and neighbours' sealed batches: who may send what,
 * bytes durable, one intake row, and only then an answer. Knows nothing of content.
 * The trap: the same bytes again are answered with the first intake, and the new copy
 * is thrown away after that answer is certain, never before.
 */
import { createHash } from "node:crypto";

import { explain } from "../model/codes.ts";
import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Probe } from "../model/steps.ts";
import type { Params } from "../model/text.ts";
import type { Database, Queryable } from "../store/connect.ts";
import { findIntake, type Intake, intakesThatNeedTheirFile, recordIntake } from "../store/intake.ts";
import { findRequestKey, keepRequestKey, type RequestKey } from "../store/request-keys.ts";
import { discard, printable, spool, sweep } from "./spool.ts";

export interface Door {
  readonly db: Database;
  readonly spool: string;
  readonly fileBytes: number;
  readonly transferBytes: number;
  readonly leftoverSeconds: number;
  /** The agency whose adapter this is; undefined when there is no such adapter. */
  agencyOf(adapter: string): string | undefined;
  /** Refuses with ITEM_PROHIBITED what the catalog has shut, NOT_GRANTED what the access register does not let this agency send. */
  demandSend(identity: Identity, adapter: string): Promise<void>;
  /** The agency's detached signature over a file of this digest, when it is good; null where there is none and none is demanded. */
  demandSignature(agency: string, sha256: Buffer, signature: Buffer | null): Buffer | null;
  /** Throws RELEASE_NOT_ACCEPTED where nothing may be made by this release of the catalog now. */
  demandCatalog?(number: number): void;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  /** Something is due now. */
  wake(): void;
}

const SIGNATURE_CHARACTERS = 12_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function receiveFile(door: Door, inbound: Inbound): Promise<Accepted> {
  const { identity, query } = inbound;
  const adapter = typeof query["adapter"] === "string" ? query["adapter"] : "";
  const owner = door.agencyOf(adapter);
  if (owner === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: printable(adapter) });
  if (identity.kind !== "agency" || identity.id !== owner) throw new Refusal("SENDER_NOT_ENTITLED");
  await door.demandSend(identity, adapter);
  const name = typeof query["name"] === "string" ? query["name"] : "";
  return await take(door, inbound, { kind: "file", adapter, fileName: printable(name) }, door.fileBytes);
}

/** A sealed batch of a neighbour. Its batch id travels beside the body, so that a refusal can be told by name. */
export async function receiveTransfer(door: Door, inbound: Inbound): Promise<Accepted> {
  const batch = inbound.query["batch"];
  if (typeof batch !== "string" || !UUID.test(batch))
    throw new Refusal("REQUEST_INVALID", { detail: "batch" });
  const what = { kind: "sealed", adapter: "", fileName: batch } as const;
  return await take(door, inbound, what, door.transferBytes);
}

/** Remove what a crash left in the spool. Returns how many files. */
export async function sweepSpool(door: Door): Promise<number> {
  const known = async (ids: readonly string[]) =>
    await intakesThatNeedTheirFile(
      door.db,
      ids.filter((id) => UUID.test(id)),
    );
  return (await sweep(door.spool, door.clock().getTime(), door.leftoverSeconds * 1000, known)).length;
}

async function take(
  door: Door,
  inbound: Inbound,
  what: Pick<Intake, "kind" | "adapter" | "fileName">,
  limit: number,
): Promise<Accepted> {
  if (inbound.length !== undefined && inbound.length > limit)
    throw new Refusal("RECEIVE_TOO_LARGE", { limit });
  const declared = declaredDigest(inbound.contentDigest);
  const given = givenSignature(inbound.signature);
  // Held against the contract already: digits, and not too many.
  const catalog = inbound.catalog === undefined || what.kind !== "file" ? null : Number(inbound.catalog);
  if (catalog !== null) door.demandCatalog?.(catalog);
  const receivedAt = door.clock();
  const intakeId = door.newId();
  const sender = inbound.identity.id;
  inbound.proceed();
  const { bytes, sha256 } = await spool(inbound.body, door.spool, intakeId, limit, declared, door.probe);
  try {
    const signature = what.kind === "file" ? door.demandSignature(sender, sha256, given) : null;
    const row = {
      ...what,
      intakeId,
      sender,
      bytes,
      sha256,
      spool: door.spool,
      receivedAt,
      signature,
      catalog,
      trace: inbound.trace ?? null,
    };
    const { intake, isNew } = await record(door, row, inbound.idempotencyKey);
    door.probe("receive.recorded");
    if (!isNew) await discard(door.spool, intakeId);
    door.wake();
    return accepted(intake);
  } catch (error) {
    // What the database did not say no to may be there: then the file is needed, and sweeping knows.
    if (error instanceof Refusal) await discard(door.spool, intakeId);
    throw error;
  }
}

type Recorded = Awaited<ReturnType<typeof recordIntake>>;

/** Under a key the first intake stands, also one that was taken back since. */
async function record(
  door: Door,
  row: Parameters<typeof recordIntake>[1],
  key: string | undefined,
): Promise<Recorded> {
  if (key === undefined) return await recordIntake(door.db, row);
  const bodySha256 = createHash("sha256").update(`${row.adapter}\n`).update(row.sha256).digest();
  const asked = { agency: row.sender, operation: "putBatch", key };
  return await door.db.transaction(async (client): Promise<Recorded> => {
    const first = await findRequestKey(client, asked);
    if (first) return { intake: await keptUnder(client, first, bodySha256), isNew: false };
    const made = await recordIntake(client, row);
    const answer = made.intake.intakeId;
    const stands = await keepRequestKey(client, {
      ...asked,
      ...{ bodySha256, status: 202, answer, at: row.receivedAt },
    });
    // Another request was quicker with this key: what was recorded here is rolled back with the refusal, or is the same.
    if (stands.answer === answer) return made;
    return { intake: await keptUnder(client, stands, bodySha256), isNew: false };
  });
}

async function keptUnder(
  db: Queryable,
  first: Pick<RequestKey, "bodySha256" | "answer">,
  bodySha256: Buffer,
): Promise<Intake> {
  if (!first.bodySha256.equals(bodySha256)) throw new Refusal("IDEMPOTENCY_CONFLICT");
  const intake = await findIntake(db, first.answer);
  if (!intake) throw new Error("a key names an intake that is not there");
  return intake;
}

function accepted(intake: Intake): Accepted {
  const self = `/v1/batches/${intake.intakeId}`;
  const links = { self, receipt: `${self}/receipt`, findings: `${self}/findings`, hops: `${self}/hops` };
  const answer = { id: intake.intakeId, state: intake.state, links };
  if (intake.refusal === null) return answer;
  const { code, params } = JSON.parse(intake.refusal) as { code: RefusalCode; params: Params };
  return { ...answer, refusal: { code, ...explain(code, params) } };
}

/** `Content-Digest: sha-256=:<base64>:` (RFC 9530); other algorithms beside it are not our affair. */
function declaredDigest(header: string | undefined): Buffer | null {
  if (header === undefined) return null;
  const match = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header);
  if (!match) throw new Refusal("REQUEST_INVALID", { detail: "content-digest" });
  return Buffer.from(match[1] ?? "", "base64");
}

/** `Xinqiao-Signature: :<base64>:` */
function givenSignature(header: string | undefined): Buffer | null {
  if (header === undefined) return null;
  if (header.length > SIGNATURE_CHARACTERS) throw new Refusal("SIGNATURE_INVALID", { detail: "size" });
  return Buffer.from(header.slice(1, -1), "base64");
}
