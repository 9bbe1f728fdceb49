/**
 * A node's way of a batch, once for each release of the catalog that something is judged by:
 * each with threads of its own, so that what is under way goes on by the release it began
 * with while another takes effect. Keys, heads and database are the same for all.
 *
 * The trap: threads are given up only when nobody works by them and nothing more can be
 * judged by their release; a pool that is closed under a batch never answers it.
 */
import { createPrivateKey } from "node:crypto";

import { type Accepted, accept, type Claim, type Exchange } from "./exchange.ts";
import { createHeadsCache } from "./heads-cache.ts";
import type { Manifest } from "./model/batch.ts";
import { Refusal } from "./model/refusal.ts";
import { INSTALLED } from "./model/release.ts";
import { createPool } from "./piece/pool.ts";
import { progressNotes } from "./progress.ts";
import { type Pushing, preparePushing, pushingBy } from "./push/commit.ts";
import { acceptAny } from "./push/waiting.ts";
import type { Edition, Editions } from "./release/editions.ts";
import { accepted, assertNotShut, olderThan, releaseOf, releaseOfSealed } from "./release/judging.ts";
import { trustOf } from "./seal/registry.ts";
import type { Site } from "./site.ts";
import type { Intake } from "./store/intake.ts";

export interface Exchanges {
  /** By the release in force. Made at the first call, with its worker threads. */
  now(): Exchange;
  /** An intake of any kind, by the release that it is to be judged by. */
  accept(claim: Claim): Promise<Accepted>;
  /** RELEASE_NOT_ACCEPTED for a release that nothing may be made by now. */
  pushing(stated: number | null): Promise<Pushing>;
  /** By the release in force. */
  pushingNow(): Pushing;
  close(): Promise<void>;
}

interface Made {
  readonly edition: Edition;
  exchange?: Exchange;
  pushing?: Pushing;
  users: number;
  /** Since when nobody has worked by it, ms. */
  idleSince: number;
}

const KEPT_HEADS = 2_000_000;
const TIDY_MS = 10_000;
/** Longer than anything that asks for threads without saying so. */
const IDLE_MS = 10 * 60_000;

export function openExchanges(site: Site, editions: Editions, changed: (item: string) => void): Exchanges {
  const { config, clock } = site;
  const made = new Map<number, Made>();
  const heads = createHeadsCache(KEPT_HEADS);
  let base: Pushing | undefined;

  function of(edition: Edition): Made {
    let found = made.get(edition.number);
    if (found === undefined) {
      found = { edition, users: 0, idleSince: Date.now() };
      made.set(edition.number, found);
    }
    return found;
  }

  function exchangeOf(one: Made): Exchange {
    const { known, here } = one.edition;
    one.exchange ??= {
      ...known,
      here,
      db: site.db,
      trust: (at) => trustOf(site.registers().network, [config.pem.ca], at),
      sealKey: createPrivateKey(config.pem.sealKey),
      sealCertificate: config.pem.sealCertificate,
      receiptKey: config.receiptKey,
      subjectKey: config.subjectKey,
      spool: config.spool,
      pool: createPool(known, config.workers),
      heads,
      clock,
      probe: site.probe,
      progress: progressNotes(site),
    };
    return one.exchange;
  }

  function pushingOf(one: Made): Pushing {
    const { known, here } = one.edition;
    base ??= preparePushing({
      ...{ ...known, here, db: site.db, clock, probe: site.probe },
      ...{ receiptKey: config.receiptKey, subjectKey: config.subjectKey, spool: config.spool },
      sealKey: createPrivateKey(config.pem.sealKey),
      sealCertificate: config.pem.sealCertificate,
      ...{ changed, signal: site.signal },
    });
    one.pushing ??= pushingBy(base, { ...known, here });
    return one.pushing;
  }

  async function hold(number: number): Promise<Made> {
    const edition = (await editions.find(number)) ?? editions.now();
    const one = of(edition);
    one.users++;
    return one;
  }

  function release(one: Made): void {
    one.users--;
    one.idleSince = Date.now();
  }

  async function holding<T>(number: number, work: (one: Made) => Promise<T>): Promise<T> {
    const one = await hold(number);
    try {
      return await work(one);
    } finally {
      release(one);
    }
  }

  /** A sealed batch says what it was judged by only in its manifest: the exchange is chosen when that is read. */
  async function acceptSealed(claim: Claim): Promise<Accepted> {
    const held: Made[] = [];
    const judging = async (manifest: Manifest, { receivedAt }: Intake): Promise<Exchange> => {
      assertNotShut(editions.now().known.catalog, manifest.item);
      const sealedAt = new Date(manifest.sealedAt);
      const named = { content: manifest.catalog, sealedAt, receivedAt };
      const contents = await contentsBy();
      const one = await hold(releaseOfSealed(editions.reigns(), (number) => contents.get(number), named));
      held.push(one);
      return exchangeOf(one);
    };
    try {
      const done = await holding(
        editions.now().number,
        async (one) => await accept({ ...exchangeOf(one), judging }, claim),
      );
      changed(done.item);
      return done;
    } finally {
      for (const one of held) release(one);
    }
  }

  async function contentsBy(): Promise<ReadonlyMap<number, string>> {
    const contents = new Map(editions.taken().map(({ number, content }) => [number, content]));
    // What was installed has no row; it is read again only while something may still be by it.
    if (accepted(editions.reigns(), clock()).some(({ number }) => number === INSTALLED))
      contents.set(INSTALLED, (await editions.find(INSTALLED))?.known.catalog.digest ?? "");
    return contents;
  }

  /** A file or pushed records; one that misses a column of the new form may still be of the old one. */
  async function acceptOwn(claim: Claim): Promise<Accepted> {
    const { receivedAt, catalog: stated } = claim.intake;
    const number = releaseOf(editions.reigns(), { receivedAt, stated });
    try {
      return await acceptBy(number, claim);
    } catch (error) {
      const older = olderThan(editions.reigns(), number, receivedAt);
      if (stated !== null || older === undefined || !isUnfit(error)) throw error;
      return await acceptBy(older, claim);
    }
  }

  async function acceptBy(number: number, claim: Claim): Promise<Accepted> {
    return await holding(number, async (one) => {
      const { known } = one.edition;
      const item = known.adapters.find(({ id }) => id === claim.intake.adapter)?.item;
      if (item !== undefined) assertNotShut(editions.now().known.catalog, item);
      return await acceptAny(exchangeOf(one), pushingOf(one), claim);
    });
  }

  async function tidy(): Promise<void> {
    const current = editions.now().number;
    const alive = new Set(accepted(editions.reigns(), clock()).map(({ number }) => number));
    for (const [number, one] of made) {
      if (number === current || alive.has(number) || one.users > 0) continue;
      if (Date.now() - one.idleSince < IDLE_MS) continue;
      made.delete(number);
      await one.exchange?.pool.close();
    }
  }
  const timer = setInterval(() => void tidy().catch(site.note), TIDY_MS);
  timer.unref();

  return {
    now: () => exchangeOf(of(editions.now())),
    accept: (claim) => (claim.intake.kind === "sealed" ? acceptSealed(claim) : acceptOwn(claim)),
    pushing: async (stated) => {
      const number = releaseOf(editions.reigns(), { receivedAt: clock(), stated });
      const edition = (await editions.find(number)) ?? editions.now();
      return pushingOf(of(edition));
    },
    pushingNow: () => pushingOf(of(editions.now())),
    close: async () => {
      clearInterval(timer);
      await Promise.all([...made.values()].map(async ({ exchange }) => await exchange?.pool.close()));
    },
  };
}

/** The file as a whole does not have the form. */
function isUnfit(error: unknown): boolean {
  return error instanceof Refusal && error.code === "MAP_MISSING_COLUMN";
}
