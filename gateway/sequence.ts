/**
 * Role log: gives the open leaves of this node's log their numbers, grows the tree,
 * signs checkpoints and asks the neighbours to cosign. One process of a node at a
 * time. The trap: what was signed once binds for ever, so before the first number
 * after a start the stored tree must still give the root of the newest checkpoint.
 */
import { closeLink, type Link } from "./deliver/link.ts";
import { askCosignature } from "./deliver/transfers.ts";
import { linkTo } from "./dispatch.ts";
import { logOrigin, signCheckpoint, verifyCosignature, witnessName } from "./log/checkpoint.ts";
import { entryText } from "./log/entry.ts";
import { type Frontier, loadFrontier } from "./log/frontier.ts";
import { consistencyProof, rootAt } from "./log/proof.ts";
import { HASH_BYTES, leafHash, readerOver, type TileReader } from "./log/tiles.ts";
import { type Loop, startLoop } from "./loop.ts";
import { Refusal } from "./model/refusal.ts";
import { neighbours } from "./network.ts";
import { ed25519Key } from "./seal/registry.ts";
import type { Site } from "./site.ts";
import { type Queryable, tryLock } from "./store/connect.ts";
import {
  type Checkpoint,
  cosignaturesOf,
  findTile,
  leavesBetween,
  logSize,
  newestCheckpoint,
  numberLeaves,
  openLeaves,
  putCheckpoint,
  putCosignature,
  putTile,
  SEQUENCER_LOCK,
} from "./store/log-rows.ts";

export interface Sequencer {
  wake(): void;
  stop(): Promise<void>;
}

const PAUSE_MS = 1000;
/** A checkpoint costs a signature, a commit and every witness's line: no more than so often, and then for more leaves. */
const GAP_MS = 200;
const AT_ONCE = 2000;

export function startSequencer(site: Site): Sequencer {
  const { config } = site;
  const links = neighbours(site.registers().network, config.node).map((peer) => linkTo(site, peer));
  const cut = new AbortController();
  const witnesses: Loop[] = links.map((link) => {
    // What the witness cosigned last; it says so itself when we are wrong.
    const last = { size: 0 };
    return startLoop(async () => await cosignedBy(site, link, last, cut.signal), {
      pauseMs: 5000,
      note: site.note,
    });
  });
  const signed = () => {
    for (const witness of witnesses) witness.wake();
  };
  let frontier: Frontier | null = null;
  const main = startLoop(
    async () =>
      await site.db.dedicated(async (client) => {
        const more = await tryLock(client, SEQUENCER_LOCK, async () => {
          try {
            frontier = await currentFrontier(site, frontier);
            const count = await number(site, frontier);
            if (await signIfTime(site, frontier, count < AT_ONCE)) signed();
            return count === AT_ONCE;
          } catch (error) {
            frontier = null;
            throw error;
          }
        });
        return more ?? false;
      }),
    { pauseMs: PAUSE_MS, gapMs: GAP_MS, note: site.note },
  );
  return {
    wake: main.wake,
    stop: async () => {
      await main.stop();
      cut.abort();
      await Promise.all(witnesses.map((witness) => witness.stop()));
      for (const link of links) closeLink(link);
    },
  };
}

/** Reads the tree from the database. */
export function storedTree(db: Queryable): TileReader {
  return readerOver({
    tile: async (level, tile) => (await findTile(db, level, tile)) ?? null,
    leaves: async (from, to) => {
      const rows = await leavesBetween(db, from, to, to - from);
      const hashes = Buffer.concat(rows.map((row) => leafHash(entryText(row))));
      if (hashes.length !== (to - from) * HASH_BYTES)
        throw new Refusal("LOG_INVALID", { detail: "leaf-missing" });
      return hashes;
    },
  });
}

/** The growing edge, read anew after a start or when another process has numbered leaves meanwhile. */
async function currentFrontier(site: Site, kept: Frontier | null): Promise<Frontier> {
  const size = await logSize(site.db);
  if (kept?.size === size) return kept;
  const read = storedTree(site.db);
  const newest = await newestCheckpoint(site.db);
  if (newest && (newest.size > size || !(await rootAt(newest.size, read)).equals(newest.root))) {
    site.alarm(
      `the stored log does not give the root of its checkpoint of size ${newest.size}; nothing more is signed`,
    );
    throw new Refusal("LOG_INVALID", { detail: "root" });
  }
  return await loadFrontier(size, read);
}

async function number(site: Site, frontier: Frontier): Promise<number> {
  const count = await site.db.transaction(async (client) => {
    const leaves = await openLeaves(client, AT_ONCE);
    if (leaves.length === 0) return 0;
    const first = frontier.size;
    await numberLeaves(
      client,
      leaves.map((leaf) => leaf.leafId),
      first,
    );
    for (const leaf of leaves) {
      for (const full of frontier.append(leafHash(entryText(leaf))))
        await putTile(client, full.level, full.tile, full.data);
    }
    return leaves.length;
  });
  if (count > 0) site.probe("log.sequenced");
  return count;
}

/** Every so many leaves, every so many seconds, and whenever nothing more is waiting. */
async function signIfTime(site: Site, frontier: Frontier, idle: boolean): Promise<boolean> {
  const { config } = site;
  const newest = await newestCheckpoint(site.db);
  const unsigned = frontier.size - (newest?.size ?? 0);
  const now = site.clock();
  const age = now.getTime() - (newest?.at.getTime() ?? 0);
  const due = idle || unsigned >= config.log.checkpointLeaves || age >= config.log.checkpointSeconds * 1000;
  if (unsigned === 0 || !due) return false;
  const checkpoint = { origin: logOrigin(config.node), size: frontier.size, root: frontier.root() };
  const note = signCheckpoint(checkpoint, config.logKey.privateKey);
  await putCheckpoint(site.db, { size: checkpoint.size, root: checkpoint.root, note, at: now });
  site.probe("log.signed");
  return true;
}

/** Ask one neighbour for its line under the newest checkpoint, unless it is there already. */
async function cosignedBy(
  site: Site,
  link: Link,
  last: { size: number },
  signal: AbortSignal,
): Promise<boolean> {
  const newest = await newestCheckpoint(site.db);
  const witness = link.options.node;
  if (!newest) return false;
  if ((await cosignaturesOf(site.db, newest.size)).some((one) => one.node === witness)) return false;
  try {
    const line = await ask(site, link, last, newest, signal);
    const keys =
      site
        .registers()
        .network.nodes.find((one) => one.id === witness)
        ?.logKeys.map(ed25519Key) ?? [];
    verifyCosignature(newest.note, line, witnessName(witness), keys);
    await putCosignature(site.db, newest.size, witness, line, site.clock());
    last.size = newest.size;
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof Refusal)) throw error;
    // A neighbour that is down is no event; one that refuses our history is.
    if (error.code !== "DELIVER_UNREACHABLE")
      site.alarm(`node ${witness} does not cosign size ${newest.size}: ${error.message}`);
  }
  return false;
}

async function ask(
  site: Site,
  link: Link,
  last: { size: number },
  newest: Checkpoint,
  signal: AbortSignal,
): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const proof = await consistencyProof(last.size, newest.size, storedTree(site.db));
    try {
      return (await askCosignature(link, cosignRequest(last.size, proof, newest.note), signal)).trim();
    } catch (error) {
      const size =
        error instanceof Refusal && error.params["code"] === "LOG_COSIGNED_AT"
          ? Number(error.params["size"])
          : -1;
      if (attempt > 2 || !Number.isSafeInteger(size) || size < 0 || size > newest.size) throw error;
      last.size = size;
    }
  }
}

/** C2SP tlog-witness: `old <size>`, the proof, an empty line, the checkpoint. */
function cosignRequest(old: number, proof: readonly Buffer[], note: string): string {
  return [`old ${old}`, ...proof.map((hash) => hash.toString("base64")), "", note].join("\n");
}
