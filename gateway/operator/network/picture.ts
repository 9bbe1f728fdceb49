/**
 * The network as one answer: the registry, with what this node noted of each neighbour and agency beside it. The
 * trap: a neighbour that has nothing to say looks like one that is away; what is told is when it was last met, and a
 * state only where the numbers bear it.
 */
import { X509Certificate } from "node:crypto";

import type { RegisteredNode } from "../../model/network.ts";
import { neighbours } from "../../network.ts";
import { flowsSince, lastLinkTests, lastOfAgencies } from "../../store/console/network-rows.ts";
import { abandonedOf, logState, type Queue, queueOf } from "../../store/console/watch-rows.ts";
import { type NeighbourRow, neighbourRows, newestShown } from "../../store/neighbour-rows.ts";
import { peersTold } from "../../store/release-rows.ts";
import { VERSION } from "../../version.ts";
import type { JsonAnswer } from "../admit.ts";
import type { ConsoleParts } from "../parts.ts";

type Network = JsonAnswer<"getNetwork">;
type Node = Network["nodes"][number];

const MINUTES = 15;
const WAITS_MS = 15 * 60_000;
const SILENT_MS = 26 * 3600_000;
/** Who sent nothing for so long has no last time here. */
const KNOWN_DAYS = 45;

export async function networkOf(parts: ConsoleParts): Promise<Network> {
  const { site } = parts;
  const { network } = site.registers();
  const now = site.clock();
  return {
    here: site.config.node,
    at: now.toISOString(),
    minutes: MINUTES,
    version: VERSION,
    nodes: await nodesOf(parts, now),
    agencies: await agenciesOf(
      parts,
      network.agencies.filter(({ node }) => node === site.config.node).map(({ id }) => id),
      now,
    ),
    certificates: await certificatesOf(parts),
    flows: await flowsOf(parts, now),
  };
}

async function nodesOf({ site, editions }: ConsoleParts, now: Date): Promise<Node[]> {
  const { db, config } = site;
  const { network } = site.registers();
  const near = neighbours(network, config.node);
  const ids = near.map(({ id }) => id);
  const notes = new Map((await neighbourRows(db)).map((one) => [one.node, one]));
  const releases = new Map((await peersTold(db)).map((one) => [one.node, one]));
  const tests = new Map((await lastLinkTests(db, ids)).map((one) => [one.node, one]));
  const { cosigned } = await logState(db, ids);
  const own = editions.now();
  const taken = editions.taken();
  const ours = [taken.find(({ number }) => number === own.number)?.content, own.known.catalog.digest];
  const here = network.nodes.find(({ id }) => id === config.node);
  const queues = new Map<string, readonly Queue[]>();
  const abandoned = new Map<string, number>();
  for (const id of ids) {
    queues.set(id, await queueOf(db, id));
    abandoned.set(id, await abandonedOf(db, id));
  }
  return network.nodes.map((node): Node => {
    const note = notes.get(node.id);
    const said = releases.get(node.id);
    const isSelf = node.id === config.node;
    const isNear = ids.includes(node.id);
    const queue = isNear ? queueAsTold(queues.get(node.id) ?? [], abandoned.get(node.id) ?? 0) : null;
    const test = tests.get(node.id);
    const sign = cosigned.find((one) => one.node === node.id);
    return {
      id: node.id,
      parent: node.parent,
      relation: isSelf ? "self" : relationOf(node, here),
      url: node.url,
      state: isSelf ? "good" : queue === null ? "far" : stateOf(note, queue, now),
      release: isSelf
        ? { number: own.number, version: own.known.catalog.version, same: true, at: now.toISOString() }
        : said
          ? {
              number: said.number,
              version: ours.includes(said.content)
                ? own.known.catalog.version
                : (taken.find(({ content }) => content === said.content)?.version ?? null),
              same: ours.includes(said.content),
              at: said.at.toISOString(),
            }
          : null,
      sentAt: note?.sentAt?.toISOString() ?? null,
      heardAt: note?.heardAt?.toISOString() ?? null,
      failedAt: note?.failedAt?.toISOString() ?? null,
      why: note?.why ?? null,
      queue,
      cosigned: sign ? { size: sign.size, at: sign.at.toISOString() } : null,
      test: test
        ? {
            ...(JSON.parse(test.result) as Pick<NonNullable<Node["test"]>, "ok" | "steps">),
            ...{ node: node.id, at: test.at.toISOString(), operator: test.operator },
          }
        : null,
    };
  });
}

function relationOf(node: RegisteredNode, here: RegisteredNode | undefined): "parent" | "child" | "far" {
  if (node.id === here?.parent) return "parent";
  return node.parent === here?.id ? "child" : "far";
}

function queueAsTold(queues: readonly Queue[], abandoned: number): NonNullable<Node["queue"]> {
  const batches = queues.find(({ kind }) => kind === "batch");
  const receipts = queues.find(({ kind }) => kind === "receipt");
  const oldest = queues.flatMap((one) => one.oldest ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  const delivered = batches?.delivered ?? 0;
  return {
    ...{ batches: (batches?.count ?? 0) - delivered, delivered, receipts: receipts?.count ?? 0 },
    ...{ oldestAt: oldest?.toISOString() ?? null, abandoned },
  };
}

export function stateOf(
  note: Pick<NeighbourRow, "sentAt" | "heardAt" | "failedAt"> | undefined,
  queue: NonNullable<Node["queue"]>,
  now: Date,
): Node["state"] {
  const met = Math.max(note?.sentAt?.getTime() ?? 0, note?.heardAt?.getTime() ?? 0);
  const failed = note?.failedAt?.getTime() ?? 0;
  const owed = queue.batches + queue.receipts;
  if (queue.abandoned > 0 || (owed > 0 && failed > met)) return "failing";
  const oldest = queue.oldestAt === null ? now.getTime() : Date.parse(queue.oldestAt);
  if (now.getTime() - oldest > WAITS_MS) return "waiting";
  return now.getTime() - met > SILENT_MS ? "silent" : "good";
}

async function agenciesOf(
  { site }: ConsoleParts,
  agencies: readonly string[],
  now: Date,
): Promise<Network["agencies"]> {
  const since = new Date(now.getTime() - KNOWN_DAYS * 86_400_000);
  const last = new Map((await lastOfAgencies(site.db, agencies, since)).map((one) => [one.agency, one]));
  return agencies.map((id) => {
    const one = last.get(id);
    return {
      id,
      lastAt: one?.lastAt.toISOString() ?? null,
      lastState: one?.lastState ?? null,
      goodAt: one?.goodAt?.toISOString() ?? null,
      demo: one?.demo ?? false,
    };
  });
}

async function certificatesOf({ site }: ConsoleParts): Promise<Network["certificates"]> {
  const { pem, node } = site.config;
  const { network } = site.registers();
  const isRevoked = (serial: string) => network.revoked?.includes(serial) ?? false;
  const own = (
    [
      ["server", pem.serverCertificate],
      ["client", pem.clientCertificate],
      ["seal", pem.sealCertificate],
      ["ca", pem.ca],
    ] as const
  ).map(([certificate, text]) => {
    const { serialNumber, validFromDate, validToDate } = new X509Certificate(text);
    return {
      ...{ holder: node, kind: "node" as const, certificate, serial: serialNumber },
      ...{ validFrom: validFromDate.toISOString(), validTo: validToDate.toISOString() },
      ...{ seenAt: null, revoked: isRevoked(serialNumber) },
    };
  });
  const nodes = new Set(network.nodes.map(({ id }) => id));
  const agencies = new Set(network.agencies.map(({ id }) => id));
  const shown = (await newestShown(site.db)).flatMap(
    ({ holder, side, serial, validFrom, validTo, lastAt }) => {
      const at = holder.indexOf(":");
      const [kind, id] = [holder.slice(0, at), holder.slice(at + 1)];
      const isKnown = kind === "node" ? nodes.has(id) && id !== node : agencies.has(id);
      if (!isKnown) return [];
      return {
        ...{ holder: id, kind: kind === "node" ? ("node" as const) : ("agency" as const) },
        ...{ certificate: side, serial, validFrom: validFrom.toISOString(), validTo: validTo.toISOString() },
        ...{ seenAt: lastAt.toISOString(), revoked: isRevoked(serial) },
      };
    },
  );
  return [...own, ...shown].sort((a, b) => Date.parse(a.validTo) - Date.parse(b.validTo));
}

async function flowsOf({ site }: ConsoleParts, now: Date): Promise<Network["flows"]> {
  const here = site.config.node;
  const parent = site.registers().network.nodes.find(({ id }) => id === here)?.parent;
  const rows = await flowsSince(site.db, new Date(now.getTime() - MINUTES * 60_000));
  return rows.map(({ kind, agency, peer, batches, rows: count, refused }) => {
    const counts = { batches, rows: count, refused };
    if (kind === "agency") return { kind: "agency", from: agency, to: here, ...counts };
    const [from, to] = kind === "hop" ? [here, peer] : [peer, here];
    const isUp = kind === "hop" ? peer === parent : peer !== parent;
    return { kind: isUp ? "up" : "down", from, to, ...counts };
  });
}
