/**
 * A signed access register on its way into force: verified by the loader's own rules, kept beside the register in force
 * until a second person has read the differences, then put in its place. Proposal and decision are acts in the audit. The
 * trap: what waits lies on a disk, so it is held against the digests of the audit and verified anew before it counts; and
 * the act is committed before the files are moved, so a crash between is mended by approving once more, at the next start, or
 * when another is proposed, which has to wait until then.
 */
import { createHash } from "node:crypto";

import { accessFault, verifyAccess } from "../../access.ts";
import type { Access } from "../../model/access.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { readAccess } from "../../rights/register.ts";
import type { Verified } from "../../seal/cms.ts";
import { lockInTransaction } from "../../store/connect.ts";
import { actsAbout, type PlainAct } from "../../store/console/act-rows.ts";
import type { Detail } from "../audit.ts";
import {
  accessInForce,
  type Drafting,
  editsOf,
  LOCK,
  type Moment,
  momentOf,
  REGISTER,
} from "./register-draft.ts";
import {
  dropWaiting,
  isWritable,
  keepWaiting,
  putInPlace,
  readWaiting,
  readWaitingText,
  type SignedFile,
} from "./register-place.ts";
import { settledEdits } from "./register-settled.ts";

export const EXPIRES_HOURS = 24;

export interface Proposal {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly byId: string | null;
  readonly reason: string;
  readonly number: number;
  readonly sha256: string;
  readonly signature: string;
  readonly state: "open" | Decided;
  readonly decidedBy: string | null;
  readonly decidedById: string | null;
}

type Decided = "approved" | "declined" | "withdrawn";
export type Decision = "approve" | "decline" | "withdraw";

const STATES = { approve: "approved", decline: "declined", withdraw: "withdrawn" } as const;

/** The newest; undefined when there was none. */
export function newestProposal(acts: readonly PlainAct[]): Proposal | undefined {
  let found: Proposal | undefined;
  for (const { act, at, operator, operatorId, reason, detail } of acts) {
    const told = JSON.parse(detail) as Detail;
    const id = String(told["id"]);
    if (act === "register.force.propose")
      found = {
        ...{ id, at, by: operator, byId: operatorId, reason: reason ?? "", number: Number(told["number"]) },
        ...{ sha256: String(told["sha256"]), signature: String(told["signature"]) },
        ...{ state: "open", decidedBy: null, decidedById: null },
      };
    const decision = /^register\.force\.(approve|decline|withdraw)$/.exec(act)?.[1] as Decision | undefined;
    if (decision && found?.id === id)
      found = { ...found, state: STATES[decision], decidedBy: operator, decidedById: operatorId };
  }
  return found;
}

export function isWaiting(proposal: Proposal, now: Date): boolean {
  return proposal.state === "open" && now < endOf(proposal);
}

export function endOf({ at }: Proposal): Date {
  return new Date(at.getTime() + EXPIRES_HOURS * 3_600_000);
}

export interface Verdict {
  readonly access: Access;
  readonly signer: Verified;
}

/** Signed by the network, whole, for this node, and newer than what is in force; a refusal that says which it is not. */
export function verifySigned(
  { site, catalog }: Pick<Drafting, "site" | "catalog">,
  { text, p7s }: SignedFile,
  { network, next }: Moment,
): Verdict {
  const trust = { node: site.config.node, ca: site.config.pem.ca, network, catalog };
  const signer = attempt("REGISTER_SIGNATURE_INVALID", () => verifyAccess(text, p7s, trust));
  const access = attempt("REGISTER_FILE_INVALID", () => readAccess(text));
  const fault = accessFault(access, trust);
  if (fault !== null) throw new Refusal("REGISTER_FILE_INVALID", { detail: fault });
  if (access.number < next) throw new Refusal("REGISTER_NUMBER_LOW", { number: next - 1 });
  return { access, signer };
}

function attempt<T>(code: "REGISTER_SIGNATURE_INVALID" | "REGISTER_FILE_INVALID", act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal(code, { detail: String(cause.params["detail"] ?? cause.code) }, { cause });
  }
}

/** Its file; without one there is nothing to put in force. */
function placeOf(drafting: Drafting): string {
  accessInForce(drafting);
  return drafting.site.config.access ?? "";
}

export async function propose(
  drafting: Drafting,
  operator: Operator,
  { id, reason, signed }: { readonly id: string; readonly reason: string; readonly signed: SignedFile },
): Promise<void> {
  const { site, audit } = drafting;
  const file = placeOf(drafting);
  const sha256 = digest(Buffer.from(signed.text));
  await site.db.transaction(async (tx) => {
    await lockInTransaction(tx, LOCK);
    const acts = await actsAbout(tx, REGISTER);
    const known = newestProposal(acts);
    if (known?.id === id && known.byId === operator.id && known.sha256 === sha256) return;
    if (acts.some(({ act, detail }) => act === "register.force.propose" && idIn(detail) === id))
      throw new Refusal("ACT_CONFLICT");
    const { access, signer } = verifySigned(drafting, signed, await momentOf(drafting, tx));
    if (!(await isWritable(file))) throw new Refusal("REGISTER_PLACE_READONLY");
    if (known) await demandOver(drafting, file, known);
    await keepWaiting(file, id, signed);
    const detail = {
      ...{ id, number: access.number, sha256, signature: digest(signed.p7s), signer: signer.fingerprint },
    };
    await audit.record(tx, operator, { act: "register.force.propose", target: REGISTER, reason, detail });
  });
}

/** What was approved is dropped by nobody: once its signature is in place, its text is the only one that fits. */
async function demandOver(drafting: Drafting, file: string, known: Proposal): Promise<void> {
  const { number } = known;
  if (isWaiting(known, drafting.site.clock()))
    throw new Refusal("ACT_IMPOSSIBLE", {
      detail: `编号 ${number} 正待复核 number ${number} is waiting for a decision`,
    });
  if (await layIfApproved(drafting, file, known))
    throw new Refusal("ACT_IMPOSSIBLE", {
      detail: `编号 ${number} 已同意，刚放置，正在生效 number ${number} was approved and laid just now, and is coming into force`,
    });
  await dropWaiting(file, known.id);
}

function idIn(detail: string): unknown {
  return (JSON.parse(detail) as Detail)["id"];
}

export async function decide(
  drafting: Drafting,
  operator: Operator,
  { id, decision, reason }: { readonly id: string; readonly decision: Decision; readonly reason: string },
): Promise<void> {
  const { site, audit } = drafting;
  const file = placeOf(drafting);
  await site.db.transaction(async (tx) => {
    await lockInTransaction(tx, LOCK);
    const acts = await actsAbout(tx, REGISTER);
    const one = newestProposal(acts);
    if (one?.id !== id) throw new Refusal("NOT_FOUND");
    if (one.state === STATES[decision] && one.decidedById === operator.id) return;
    if (one.state !== "open") throw new Refusal("PROPOSAL_DECIDED", { state: one.state });
    if (!isWaiting(one, site.clock())) throw new Refusal("PROPOSAL_EXPIRED", { hours: EXPIRES_HOURS });
    if ((one.byId === operator.id) !== (decision === "withdraw")) {
      if (decision === "withdraw")
        throw new Refusal("ACT_IMPOSSIBLE", { detail: "只能由提出者撤回 its proposer alone withdraws it" });
      throw new Refusal("OWN_PROPOSAL");
    }
    let settled: readonly string[] = [];
    if (decision === "approve") {
      const signed = await waitingOf(file, one);
      const { access } = verifySigned(drafting, signed, await momentOf(drafting, tx));
      if (!(await isWritable(file))) throw new Refusal("REGISTER_PLACE_READONLY");
      settled = settledEdits(access, editsOf(acts));
    }
    const detail = { id, number: one.number, sha256: one.sha256, settled };
    await audit.record(tx, operator, {
      ...{ act: `register.force.${decision}`, target: REGISTER, reason, detail },
    });
  });
  if (decision === "approve") await layNewest(drafting);
  else await dropWaiting(file, id);
}

/** The very bytes that were proposed; REGISTER_FILE_INVALID when they are gone or are others. */
export async function waitingOf(file: string, one: Proposal): Promise<SignedFile> {
  const found = await readWaiting(file, one.id);
  if (found && digest(Buffer.from(found.text)) === one.sha256 && digest(found.p7s) === one.signature)
    return found;
  throw new Refusal("REGISTER_FILE_INVALID", {
    detail:
      "待复核的文件已不在，或已被改动，请重新上传 what was proposed is gone or was changed; upload it again",
  });
}

/** Puts in its place what was approved and is not in force yet. Where that fails a node starts all the same. */
export async function layApproved(drafting: Drafting): Promise<void> {
  try {
    await layNewest(drafting);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    drafting.site.alarm(error.message);
  }
}

async function layNewest(drafting: Drafting): Promise<void> {
  const { db, config } = drafting.site;
  const file = config.access;
  if (file === null) return;
  await db.transaction(async (tx) => {
    await lockInTransaction(tx, LOCK);
    const one = newestProposal(await actsAbout(tx, REGISTER));
    if (one) await layIfApproved(drafting, file, one);
  });
}

/** Whether there was anything to lay. */
async function layIfApproved(drafting: Drafting, file: string, one: Proposal): Promise<boolean> {
  const { state, id, number, sha256 } = one;
  // A newer one was laid by hand since.
  if (state !== "approved" || accessInForce(drafting).number >= number) return false;
  const text = await readWaitingText(file, id);
  if (text === null || digest(Buffer.from(text)) !== sha256) return false;
  try {
    await putInPlace(file, id);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    throw new Refusal(
      "ACT_IMPOSSIBLE",
      {
        detail: `编号 ${number} 已同意，但放不到位（${code}），请修复登记所在的位置后再试 number ${number} was approved and cannot be laid in its place (${code}); mend the place and try again`,
      },
      { cause },
    );
  }
  return true;
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
