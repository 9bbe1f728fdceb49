/**
 * Which catalog a node works by, now and at any moment that still counts: what it was
 * installed with, then each release from its effective time on. Follows the database, so that
 * every process of a node turns over at the same moment, whichever of them took the release.
 *
 * The trap: what something is judged by follows from when it was received and not from when
 * it is worked, or a file that waited a night would be judged by rules its sender never saw.
 */
import { join } from "node:path";

import { loadData } from "../data.ts";
import { type Loop, startLoop } from "../loop.ts";
import { canonical } from "../model/canonical.ts";
import type { Node } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { INSTALLED, type Reign, reignAt, reignsOf } from "../model/release.ts";
import type { Known } from "../piece/piece.ts";
import { trustOf } from "../seal/registry.ts";
import type { Site } from "../site.ts";
import { appendLeaf } from "../store/log-rows.ts";
import { advanceRegister, registerState } from "../store/register-rows.ts";
import { type ReleaseRow, releasesTaken, setFault } from "../store/release-rows.ts";
import { hereIn } from "./open.ts";
import type { Checked } from "./open-thread.ts";
import { openTaken, type Taking } from "./take.ts";

/** A catalog that things are judged by. */
export interface Edition {
  /** 0: as installed. */
  readonly number: number;
  readonly known: Known;
  /** This node, as it says. */
  readonly here: Node;
}

export interface Editions {
  /** In force. */
  now(): Edition;
  /** Releases that this node can use, and the rest with their faults. */
  taken(): readonly ReleaseRow[];
  reigns(): readonly Reign[];
  /** Undefined where it cannot be had any more. */
  find(number: number): Promise<Edition | undefined>;
  /** Called after each turn. */
  onTurn(listener: () => void): void;
  /** Something was taken by this process. */
  wake(): void;
  stop(): Promise<void>;
}

const LOOK_MS = 1000;
/** Beside the one in force and those to come. */
const KEPT = 2;

export function takingOf(site: Site): Taking {
  const { config, db, clock, probe } = site;
  return {
    ...{ db, clock, probe, node: config.node },
    trust: () => trustOf(site.registers().network, [config.pem.ca], clock()),
    folder: join(config.files, "releases"),
  };
}

export async function startEditions(site: Site): Promise<Editions> {
  const taking = takingOf(site);
  const loaded = new Map<number, Promise<Edition | undefined>>();
  const listeners: (() => void)[] = [];
  /** Faults of a former program may be none of this one's: each is looked at once more. */
  const retried = new Set<number>();
  const unusable = new Set<number>();
  let taken: readonly ReleaseRow[] = [];
  let reigns = reignsOf([]);
  let inForce: Edition | undefined;

  async function load(number: number): Promise<Edition | undefined> {
    if (number === INSTALLED) return installed(site);
    const checked = await opened(number);
    if ("fault" in checked) {
      unusable.add(number);
      site.alarm(`release ${number} of the catalog cannot be used: ${checked.fault}`);
      return undefined;
    }
    const here = hereIn(checked.known.catalog, site.config.node);
    return here && { number, known: checked.known, here };
  }

  /** What stands in the database may not be what was taken. */
  async function opened(number: number, first = false): Promise<Checked> {
    try {
      return await openTaken(taking, number, first);
    } catch (error) {
      if (error instanceof Refusal) return { fault: error.message };
      throw error;
    }
  }

  function find(number: number): Promise<Edition | undefined> {
    let found = loaded.get(number);
    if (found === undefined) {
      found = load(number);
      loaded.set(number, found);
      found.catch(() => loaded.delete(number));
    }
    return found;
  }

  async function look(): Promise<void> {
    taken = await releasesTaken(site.db);
    for (const { number, fault } of taken) if (fault !== null && !retried.has(number)) await retry(number);
    reigns = reignsOf(taken.filter(({ number, fault }) => fault === null && !unusable.has(number)));
    const wanted = reignAt(reigns, site.clock()).number;
    // A clock that is set back takes no release back.
    if (inForce === undefined || wanted > inForce.number) await turnTo(wanted);
    // Loaded ahead, so that its moment finds it ready.
    for (const { number } of reigns) if (inForce && number > inForce.number) await find(number);
    forget();
  }

  async function retry(number: number): Promise<void> {
    retried.add(number);
    const checked = await opened(number, true);
    if ("fault" in checked)
      return site.alarm(`release ${number} of the catalog cannot be used: ${checked.fault}`);
    await setFault(site.db, number, null);
    taken = await releasesTaken(site.db);
  }

  async function turnTo(number: number): Promise<void> {
    const edition = await find(number);
    if (edition === undefined) {
      // What holds goes on holding; but nothing older is begun with.
      if (inForce === undefined)
        throw new Refusal("RELEASE_INVALID", { detail: `release ${number}, which is in force` });
      return;
    }
    if (number !== INSTALLED) await admit(site, edition, taken);
    inForce = edition;
    for (const listener of listeners) listener();
  }

  function forget(): void {
    const past = [...loaded.keys()].filter((number) => inForce && number < inForce.number);
    for (const number of past.slice(0, Math.max(0, past.length - KEPT))) loaded.delete(number);
  }

  await look();
  const loop: Loop = startLoop(
    async () => {
      await look();
      return false;
    },
    { pauseMs: LOOK_MS, note: site.note },
  );
  return {
    now: () => inForce as Edition,
    taken: () => taken,
    reigns: () => reigns,
    find,
    onTurn: (listener) => void listeners.push(listener),
    wake: loop.wake,
    stop: loop.stop,
  };
}

function installed({ config }: Site): Edition {
  const known = loadData(config);
  const here = hereIn(known.catalog, config.node);
  if (here === undefined)
    throw new Refusal("CONFIG_INVALID", { detail: `node ${config.node} is not in the catalog` });
  return { number: INSTALLED, known, here };
}

/** Noted once a node, in its log. */
async function admit(site: Site, { number, known }: Edition, taken: readonly ReleaseRow[]): Promise<void> {
  const at = site.clock();
  const sha256 = Buffer.from(known.catalog.digest, "hex");
  if ((await registerState(site.db, "catalog"))?.number === number) return;
  const isNew = await site.db.transaction(async (client) => {
    if (!(await advanceRegister(client, "catalog", { number, sha256 }, at))) return false;
    const data = canonical({ kind: "catalog", number, sha256: known.catalog.digest });
    await appendLeaf(client, { leafId: site.newId(), at, kind: "register", data });
    return true;
  });
  site.probe("release.in-force");
  const version = taken.find((row) => row.number === number)?.version ?? "";
  if (isNew) site.say(`release ${number} of the catalog (${version}) is in force`);
}
