/**
 * The witness: puts this node's line under a neighbour's checkpoint, after proof that
 * it follows from the one cosigned last. A rollback or a fork is refused, kept in our
 * own log and shouted out. The trap: without that proof a cosignature says nothing.
 */
import {
  type Checkpoint,
  cosign,
  logOrigin,
  parseCheckpoint,
  verifyCheckpoint,
  witnessName,
} from "./log/checkpoint.ts";
import { verifyConsistency } from "./log/proof.ts";
import { canonical } from "./model/canonical.ts";
import type { Identity } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { registeredNode } from "./network.ts";
import { ed25519Key } from "./seal/registry.ts";
import type { Site } from "./site.ts";
import { advancePeerCheckpoint, appendLeaf, peerCheckpoint } from "./store/log-rows.ts";

interface Request {
  readonly old: number;
  readonly proof: readonly Buffer[];
  readonly note: string;
}

const MAX_PROOF = 63;

export async function answerCosign(site: Site, from: Identity, text: string): Promise<string> {
  const { old, proof, note } = parseRequest(text);
  const keys = registeredNode(site.registers().network, from.id).logKeys.map(ed25519Key);
  const checkpoint = verifyCheckpoint(note, logOrigin(from.id), keys);
  const known = await peerCheckpoint(site.db, from.id);
  const last = known ? parseCheckpoint(known.note) : null;
  const size = last?.size ?? 0;
  const fault = historyFault(last, checkpoint);
  if (fault) return await refuse(site, from, fault, checkpoint, known?.note ?? "", note);
  if (old !== size) throw new Refusal("LOG_COSIGNED_AT", { size });
  if (
    last &&
    checkpoint.size > size &&
    !verifyConsistency(size, checkpoint.size, last.root, checkpoint.root, proof)
  )
    return await refuse(site, from, "not-consistent", checkpoint, known?.note ?? "", note);
  const now = site.clock();
  const next = { node: from.id, size: checkpoint.size, note, at: now };
  if (!(await advancePeerCheckpoint(site.db, next, size))) {
    const newer = (await peerCheckpoint(site.db, from.id))?.size ?? 0;
    throw new Refusal("LOG_COSIGNED_AT", { size: newer });
  }
  const { logKey, node } = site.config;
  return `${cosign(note, witnessName(node), logKey.privateKey, now)}\n`;
}

/** What no proof could mend: less than before, or another root for the same size. */
function historyFault(last: Checkpoint | null, next: Checkpoint): "rollback" | "fork" | null {
  if (!last) return null;
  if (next.size < last.size) return "rollback";
  return next.size === last.size && !next.root.equals(last.root) ? "fork" : null;
}

/** Both signed notes go into our log: together they are the proof against the other node. */
async function refuse(
  site: Site,
  from: Identity,
  fault: string,
  next: Checkpoint,
  known: string,
  note: string,
): Promise<never> {
  const data = canonical({ fault, known, node: from.id, note });
  await appendLeaf(site.db, { leafId: site.newId(), at: site.clock(), kind: "alarm", data });
  site.alarm(`node ${from.id} shows another history of its log: ${fault} at size ${next.size}`);
  site.wake();
  throw new Refusal("LOG_INVALID", { detail: fault });
}

function parseRequest(text: string): Request {
  const end = text.indexOf("\n\n");
  const [head = "", ...hashes] = text.slice(0, Math.max(0, end)).split("\n");
  const old = /^old (0|[1-9]\d{0,15})$/.exec(head)?.[1];
  const proof = hashes.map((line) => Buffer.from(line, "base64"));
  const sound = proof.every((hash, at) => hash.length === 32 && hash.toString("base64") === hashes[at]);
  if (old === undefined || !sound || proof.length > MAX_PROOF)
    throw new Refusal("REQUEST_INVALID", { detail: "cosign" });
  return { old: Number(old), proof, note: text.slice(end + 2) };
}
