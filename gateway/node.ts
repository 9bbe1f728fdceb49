/**
 * One process of a node: makes what its roles share, starts the roles and features asked
 * for, and stops them in order. Wiring only. The trap: nothing may be kept only in memory,
 * since several processes share the node and any of them may die at any moment.
 */
import type { X509Certificate } from "node:crypto";
import type { Server } from "node:https";

import { type AdmitParts, makeAdmit } from "./api/admit.ts";
import { makeApp, type RouteParts } from "./api/app.ts";
import { makeGate } from "./api/gate.ts";
import { closeServer, cutRevoked, listen, openServer } from "./api/server.ts";
import type { NodeConfig } from "./config.ts";
import type { Address } from "./config-doors.ts";
import { exchangeContract } from "./contract.ts";
import type { Crash } from "./crash.ts";
import { startDispatch } from "./dispatch.ts";
import { startExchangeDoors } from "./exchange-door.ts";
import { type Exchanges, openExchanges } from "./exchanges.ts";
import { startFeedback } from "./feedback-loop.ts";
import { startJournal } from "./journal.ts";
import type { Catalog } from "./model/catalog.ts";
import type { Identity } from "./model/network.ts";
import { certificateShown, startNeighbourNotes } from "./neighbours.ts";
import { ABSENT, createChangeNews, type Feature, type NodeParts } from "./node-parts.ts";
import { startPush } from "./push/door.ts";
import { startQueries } from "./query/door.ts";
import { createQueryLog } from "./query-log.ts";
import { signedRow } from "./receipts.ts";
import { followRegisters, type SwappingSite } from "./registers.ts";
import { type Editions, startEditions } from "./release/editions.ts";
import { startFetching } from "./release/fetch.ts";
import { liveAdapters, liveCatalog } from "./release/live.ts";
import { startOffering } from "./release/offer.ts";
import { followNeighbours } from "./restart.ts";
import { compileRights, type Rights } from "./rights/judge.ts";
import { startSequencer } from "./sequence.ts";
import { makeSite, type Site } from "./site.ts";
import { spending } from "./spend.ts";
import { assertServer, connect } from "./store/connect.ts";
import { migrate } from "./store/migrate.ts";
import { startSubscriptions } from "./subscribe/door.ts";
import { bearerOf, startTokens } from "./tokens.ts";
import { startUploads } from "./uploads.ts";
import { VERSION } from "./version.ts";
import { startWork } from "./work.ts";

export interface RunningNode {
  /** Where it listens; 0 when no role needs a socket. */
  readonly port: number;
  readonly crashAt: Crash["at"];
  stop(): Promise<void>;
}

type Stops = (() => Promise<void>)[];

/** A stop is over well within the half minute that supervisors give. */
const GRACE_MS = 20_000;
const WORK_LOOPS = 2;

type Watch = Pick<AdmitParts, "onAnswer" | "seen">;
type Start = (parts: NodeParts) => Promise<Feature>;

/** In this order; stopped in the other. Each looks itself whether this process has its role. */
const FEATURES: readonly Start[] = [
  startJournal,
  startFeedback,
  startExchangeDoors,
  startPush,
  startQueries,
  startSubscriptions,
  startUploads,
  where("sftp", async () => (await import("./sftp-door.ts")).startSftp),
  where("sftp", async () => (await import("./inbox.ts")).startInbox),
  where("pull", async () => (await import("./pull/loop.ts")).startPulls),
  startTokens,
  startOffering,
  startFetching,
  startNeighbourNotes,
  async (parts) =>
    parts.site.config.metrics === null
      ? ABSENT
      : await (await import("./watch/start.ts")).startWatching(parts),
  where("console", async () => (await import("./operator/console.ts")).startConsole),
];

/** Read only where the process has the role: the packages of such a feature cost memory. */
function where(role: NodeConfig["roles"][number], load: () => Promise<Start>): Start {
  return async (parts) => (parts.site.config.roles.includes(role) ? await (await load())(parts) : ABSENT);
}

export async function startNode(
  config: NodeConfig,
  out: NodeJS.WritableStream,
  told: Pick<AdmitParts, "onAnswer"> = {},
): Promise<RunningNode> {
  await migrate(config.databaseUrl);
  const db = connect(config.databaseUrl, { max: 20, applicationName: `xinqiao ${config.node}` });
  const site = makeSite(config, db, out);
  const stops: Stops = [];
  try {
    await assertServer(db);
    const editions = await startEditions(site);
    stops.push(editions.stop);
    const catalog = liveCatalog(() => editions.now().known);
    const adapters = liveAdapters(() => editions.now().known);
    const rights = rightsOf(site, editions, catalog);
    const registers = await followRegisters(site, catalog);
    stops.push(registers.stop);
    const changes = createChangeNews();
    const exchanges = openExchanges(site, editions, changes.tell);
    stops.push(exchanges.close);
    startRoles(site, exchanges, stops);
    const known = { site, catalog, adapters, editions };
    const parts = { ...known, rights, queryLog: createQueryLog(site), exchanges, changes };
    const routes: RouteParts[] = [];
    let watch: Watch = told;
    for (const start of FEATURES) {
      const feature = await start(parts);
      stops.push(feature.stop);
      if (feature.routes) routes.push(feature.routes);
      if (feature.seen) watch = { ...watch, seen: feature.seen };
    }
    let port = 0;
    if (config.roles.includes("receive") || config.roles.includes("api")) {
      const servers = openDoors(site, routes, watch);
      for (const { server, host, port: wanted } of servers) {
        const got = await listen(server, host, wanted);
        stops.push(async () => await closeServer(server, 5000));
        if (server === servers[0]?.server) port = got;
      }
    }
    let stopped: Promise<void> | undefined;
    return { port, crashAt: site.crashAt, stop: () => (stopped ??= stopAll(stops, site)) };
  } catch (error) {
    await stopAll(stops, site);
    throw error;
  }
}

/** The doors first, so that nothing new comes in; the database last. */
async function stopAll(stops: Stops, site: Site): Promise<void> {
  for (const stop of [...stops].reverse()) await stop().catch(site.note);
  await site.db.close();
}

function startRoles(site: SwappingSite & NodeParts["site"], exchanges: Exchanges, stops: Stops): void {
  const has = (role: NodeConfig["roles"][number]) => site.config.roles.includes(role);
  if (has("work")) {
    // Its threads are there before the first file is.
    exchanges.now();
    const work = startWork(
      site,
      async (intake, owner) => {
        await exchanges.accept({ intake, owner });
        // Pushes say themselves what became of them.
        if (intake.kind !== "push")
          site.signal({ what: "intake", intakeId: intake.intakeId, outcome: "done" });
      },
      WORK_LOOPS,
    );
    site.onWake((why) => why === "intake" && work.wake());
    stops.push(async () => await work.stop(GRACE_MS));
  }
  if (has("deliver")) {
    const dispatch = followNeighbours(site, () =>
      startDispatch(site, (row) => signedRow(site.registers().network, row)),
    );
    site.onWake(dispatch.wake);
    stops.push(dispatch.stop);
  }
  if (has("log")) {
    const sequencer = followNeighbours(site, () => startSequencer(site));
    site.onWake(sequencer.wake);
    stops.push(sequencer.stop);
  }
}

/** Rights that follow the access register, and the catalog above it. */
function rightsOf(site: Site, editions: Editions, catalog: Catalog): Rights {
  let now = compileRights(site.registers().access, catalog.items);
  site.onRegisters(({ access }) => void (now = compileRights(access, catalog.items)));
  editions.onTurn(() => void (now = compileRights(site.registers().access, catalog.items)));
  return {
    may: (...asked) => now.may(...asked),
    items: (...asked) => now.items(...asked),
    grant: (...asked) => now.grant(...asked),
    grants: (...asked) => now.grants(...asked),
  };
}

/** The node's socket first; then the one for tokens, where it is configured. */
function openDoors(
  site: Site,
  routes: readonly RouteParts[],
  watch: Watch,
): readonly (Address & { readonly server: Server })[] {
  const { config, db } = site;
  const bearer = bearerOf(site);
  const gate = makeGate({ known: (identity) => isKnown(site, identity), ...(bearer && { bearer }) });
  const ready = async () =>
    await db.query("select 1").then(
      () => true,
      () => false,
    );
  const pace = { ms: config.limits.paceSeconds * 1000, bytes: config.limits.paceBytes };
  const admit = makeAdmit({ contract: exchangeContract(), gate, spend: spending(site), pace, ...watch });
  const app = makeApp({
    ...merged(routes),
    gate,
    admit,
    contract: exchangeContract().document,
    note: site.note,
    version: VERSION,
    ready,
  });
  const { ca, serverCertificate: certificate, serverKey: key } = config.pem;
  const isRevoked = (serial: string) => site.registers().network.revoked?.includes(serial) ?? false;
  const options = {
    ...{ ca, certificate, key, idleMs: config.limits.idleSeconds * 1000, isRevoked },
    onShown: (shown: X509Certificate) => certificateShown(site, shown),
  };
  const servers = [{ ...config.listen, server: openServer(options, app) }];
  if (config.listenTokens && config.roles.includes("api"))
    servers.push({ ...config.listenTokens, server: openServer({ ...options, forTokens: true }, app) });
  for (const { server } of servers) site.onRegisters(() => cutRevoked(server));
  return servers;
}

/** Features may each bring some of the operations of one file of routes. */
function merged(routes: readonly RouteParts[]): RouteParts {
  const all: Record<string, object> = {};
  for (const one of routes)
    for (const [name, part] of Object.entries(one)) all[name] = { ...all[name], ...part };
  return all;
}

/** A node of the registry, or an agency that the registry gives to this node. */
function isKnown(site: Site, { kind, id }: Identity): boolean {
  const { network } = site.registers();
  if (kind === "node") return network.nodes.some((one) => one.id === id);
  return network.agencies.some((one) => one.id === id && one.node === site.config.node);
}
