/**
 * Role api: gives releases of the catalog to the nodes below, and says which one is in force,
 * which are still accepted, which are to come, and what the neighbours work by. The trap: a
 * release is offered as soon as it is here and authentic, also before its time and also where
 * this node cannot use it, so that those below have it when its time comes.
 */
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { neighbours } from "../network.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { findBundle, peersTold, putPeer, type ReleaseRow, releasesTaken } from "../store/release-rows.ts";
import { bundleText, type Files } from "./bundle.ts";
import type { Edition, Editions } from "./editions.ts";
import { accepted } from "./judging.ts";

export async function startOffering({ site, editions }: NodeParts): Promise<Feature> {
  if (!site.config.roles.includes("api")) return ABSENT;
  return {
    routes: {
      nodes: {
        offer: async (from, { after, using, content }) => {
          await hear(from, using, content);
          const newer = (await releasesTaken(site.db)).filter(({ number }) => number > after);
          return { using: named(editions.now()), releases: newer.map(shown) };
        },
        bundle: async (number) => {
          const kept = await findBundle(site.db, number);
          if (kept === undefined) throw new Refusal("NOT_FOUND");
          const { body: text, signature, files } = kept;
          return bundleText({ text, signature, files: JSON.parse(files) as Files });
        },
        releases: async () => await overview(),
      },
    },
    stop: async () => {},
  };

  async function hear({ id: node }: Identity, number: number, content: string): Promise<void> {
    if (!neighbours(site.registers().network, site.config.node).some(({ id }) => id === node)) return;
    await putPeer(site.db, { node, number, content, at: site.clock() });
  }

  async function overview(): Promise<object> {
    const peers = await peersTold(site.db);
    return {
      ...standing(editions, site.clock()),
      peers: peers.map((peer) => ({ ...peer, at: peer.at.toISOString() })),
    };
  }
}

/** ReleaseList of the contract, without peers. */
export function standing(editions: Editions, now: Date): object {
  const { number } = editions.now();
  const reigns = editions.reigns();
  const untilOf = new Map(accepted(reigns, now).map((reign) => [reign.number, reign.acceptedUntil]));
  const rows = editions.taken();
  const older = [...untilOf].filter(([one]) => one < number);
  return {
    inForce: { ...named(editions.now()), ...datesOf(rows, number) },
    accepted: older.map(([one, until]) => ({ number: one, until: new Date(until).toISOString() })),
    coming: rows
      .filter((row) => row.fault === null && row.effectiveAt > now && row.number > number)
      .map(shown),
    unusable: rows.filter(({ fault }) => fault !== null).map(({ number: one }) => one),
  };
}

function named({ number, known }: Edition): { number: number; content: string; version: string } {
  return { number, content: known.catalog.digest, version: known.catalog.version };
}

function datesOf(rows: readonly ReleaseRow[], number: number): object {
  const row = rows.find((one) => one.number === number);
  return row === undefined
    ? {}
    : { effectiveAt: row.effectiveAt.toISOString(), graceUntil: row.graceUntil.toISOString() };
}

function shown({ number, content, version, effectiveAt, graceUntil }: ReleaseRow): object {
  return {
    ...{ number, content, version },
    ...{ effectiveAt: effectiveAt.toISOString(), graceUntil: graceUntil.toISOString() },
  };
}
