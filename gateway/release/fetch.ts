/**
 * Role deliver: asks the parent which releases of the catalog it has, tells it which one is in
 * force here, fetches what is new and takes it. The trap: the parent is only where it comes
 * from; what counts is the network's signature, so a parent that was taken over can hold a
 * release back and cannot make one.
 */
import { call, closeLink, type Link } from "../deliver/link.ts";
import { linkTo } from "../dispatch.ts";
import { startLoop } from "../loop.ts";
import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import { registeredNode } from "../network.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { appendLeaf } from "../store/log-rows.ts";
import { putPeer } from "../store/release-rows.ts";
import { takingOf } from "./editions.ts";
import { takeRelease } from "./take.ts";

export async function startFetching({ site, editions }: NodeParts): Promise<Feature> {
  if (!site.config.roles.includes("deliver")) return ABSENT;
  const told = new Set<string>();
  const cut = new AbortController();
  const turn = async (): Promise<boolean> => {
    const { network } = site.registers();
    const { parent } = registeredNode(network, site.config.node);
    if (parent === null) return false;
    const link = linkTo(site, registeredNode(network, parent));
    try {
      await fetchFrom(link);
    } catch (error) {
      if (cut.signal.aborted) return false;
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== "DELIVER_UNREACHABLE") await tell(parent, error);
    } finally {
      closeLink(link);
    }
    return false;
  };

  async function fetchFrom(link: Link): Promise<void> {
    const peer = link.options.node;
    const highest = editions.taken().at(-1)?.number ?? 0;
    const { number, known } = editions.now();
    const using = `using=${number}&content=${known.catalog.digest}`;
    const path = `/node/v1/releases?after=${highest}&${using}`;
    const { body } = await call(link, { method: "GET", path, signal: cut.signal });
    const offer = readOffer(body);
    await putPeer(site.db, { node: peer, ...offer.using, at: site.clock() });
    for (const next of offer.releases) {
      if (next <= highest) continue;
      const bundle = await call(link, {
        ...{ method: "GET" as const, path: `/node/v1/releases/${next}`, signal: cut.signal },
      });
      const row = await takeRelease(takingOf(site), bundle.body.toString("utf8"), peer);
      site.say(
        `release ${row.number} of the catalog taken from ${peer}, in force from ${row.effectiveAt.toISOString()}`,
      );
      if (row.fault !== null) site.alarm(`release ${row.number} of the catalog cannot be used: ${row.fault}`);
      editions.wake();
    }
  }

  /** Once in a process: it is asked for again and again, and is as wrong each time. */
  async function tell(peer: string, error: Refusal): Promise<void> {
    const why = `${error.code} ${String(error.params["detail"] ?? error.params["number"] ?? error.params["code"] ?? "")}`;
    if (told.has(why)) return;
    told.add(why);
    site.alarm(`a release of the catalog from ${peer} was not taken: ${error.message}`);
    const data = canonical({ kind: "release", peer, why: why.trim() });
    await appendLeaf(site.db, { leafId: site.newId(), at: site.clock(), kind: "alarm", data });
  }

  const loop = startLoop(turn, { pauseMs: site.config.releases.pollSeconds * 1000, note: site.note });
  return {
    stop: async () => {
      cut.abort();
      await loop.stop();
    },
  };
}

interface Offer {
  readonly using: { readonly number: number; readonly content: string };
  /** Numbers, ascending. */
  readonly releases: readonly number[];
}

/** What another node wrote: nothing of it is believed before it has the form. */
function readOffer(body: Buffer): Offer {
  let value: { using?: { number?: unknown; content?: unknown }; releases?: unknown };
  try {
    value = JSON.parse(body.toString("utf8")) as typeof value;
  } catch (cause) {
    throw new Refusal("RELEASE_INVALID", { detail: "offer" }, { cause });
  }
  const { number, content } = value.using ?? {};
  const releases = Array.isArray(value.releases) ? (value.releases as { number?: unknown }[]) : null;
  const numbers = releases?.map((one) => one?.number);
  if (!isNumber(number, 0) || typeof content !== "string" || !/^[0-9a-f]{64}$/.test(content))
    throw new Refusal("RELEASE_INVALID", { detail: "offer" });
  if (!numbers?.every((one) => isNumber(one, 1))) throw new Refusal("RELEASE_INVALID", { detail: "offer" });
  return { using: { number, content }, releases: (numbers as number[]).sort((a, b) => a - b) };
}

function isNumber(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}
