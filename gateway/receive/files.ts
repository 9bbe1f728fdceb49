/**
 * The door for agencies' files and neighbours' sealed batches: who may send what,
 * bytes durable, one intake row, and only then an answer. Knows nothing of content.
 * The trap: the same bytes again are answered with the first intake, and the new copy
 * is thrown away after that answer is certain, never before.
 */
import { explain } from "../model/codes.ts";
import type { Accepted, Inbound } from "../model/inbound.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Probe } from "../model/steps.ts";
import type { Params } from "../model/text.ts";
import type { Queryable } from "../store/connect.ts";
import { type Intake, intakesThatNeedTheirFile, recordIntake } from "../store/intake.ts";
import { discard, spool, sweep } from "./spool.ts";

export interface Door {
  readonly db: Queryable;
  readonly spool: string;
  readonly fileBytes: number;
  readonly transferBytes: number;
  readonly leftoverSeconds: number;
  /** The agency whose adapter this is; undefined when there is no such adapter. */
  agencyOf(adapter: string): string | undefined;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  /** Something is due now. */
  wake(): void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function receiveFile(door: Door, inbound: Inbound): Promise<Accepted> {
  const { identity, query } = inbound;
  const adapter = typeof query["adapter"] === "string" ? query["adapter"] : "";
  const owner = door.agencyOf(adapter);
  if (owner === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: printable(adapter) });
  if (identity.kind !== "agency" || identity.id !== owner) throw new Refusal("SENDER_NOT_ENTITLED");
  const name = typeof query["name"] === "string" ? query["name"] : "";
  return await take(door, inbound, "file", adapter, printable(name), door.fileBytes);
}

/** A sealed batch of a neighbour. Its batch id travels beside the body, so that a refusal can be told by name. */
export async function receiveTransfer(door: Door, inbound: Inbound): Promise<Accepted> {
  const batch = inbound.query["batch"];
  if (typeof batch !== "string" || !UUID.test(batch))
    throw new Refusal("REQUEST_INVALID", { detail: "batch" });
  return await take(door, inbound, "sealed", "", batch, door.transferBytes);
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
  kind: Intake["kind"],
  adapter: string,
  fileName: string,
  limit: number,
): Promise<Accepted> {
  if (inbound.length !== undefined && inbound.length > limit)
    throw new Refusal("RECEIVE_TOO_LARGE", { limit });
  const declared = declaredDigest(inbound.contentDigest);
  const receivedAt = door.clock();
  const intakeId = door.newId();
  inbound.proceed();
  const { bytes, sha256 } = await spool(inbound.body, door.spool, intakeId, limit, declared, door.probe);
  const sender = inbound.identity.id;
  const row = { intakeId, kind, sender, adapter, fileName, bytes, sha256, spool: door.spool, receivedAt };
  const { intake, isNew } = await recordIntake(door.db, row);
  door.probe("receive.recorded");
  if (!isNew) await discard(door.spool, intakeId);
  door.wake();
  return accepted(intake);
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

/** A name as sent, for people to read: no control or direction characters, not too long. Never used as a path. */
function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(0, 255);
}
