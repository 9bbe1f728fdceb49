/**
 * The node's state from its database to gauges, at most every few seconds however often it is asked for. The trap: what
 * could not be read is left out and not repeated, or a node whose database is gone would look as it did before.
 */
import { X509Certificate } from "node:crypto";
import { neighbours } from "../network.ts";
import type { NodeParts } from "../node-parts.ts";
import {
  abandonedOf,
  alarmsOpen,
  intakePoisoned,
  intakeWaiting,
  logState,
  queueOf,
  type Waiting,
} from "../store/console/watch-rows.ts";
import { neighbourRows, newestShown } from "../store/neighbour-rows.ts";
import type { Metrics } from "./metrics.ts";
import { METRICS, type Metric } from "./names.ts";

export const KEPT_MS = 3000;

/** What is cleared before each reading. */
const READ: readonly Metric[] = METRICS.filter(({ of }) => of === "node").map(({ name }) => name);

export function createReading(parts: NodeParts, metrics: Metrics): { read(): Promise<void> } {
  const { site } = parts;
  let readAt = Number.NEGATIVE_INFINITY;
  let under: Promise<void> | undefined;

  async function read(): Promise<void> {
    const values: (readonly [Metric, Readonly<Record<string, string>>, number])[] = [];
    const put = (name: Metric, labels: Readonly<Record<string, string>>, value: number | null) => {
      if (value !== null) values.push([name, labels, value]);
    };
    let up = 1;
    try {
      await readInto(parts, put);
    } catch (error) {
      site.note(error);
      values.length = 0;
      up = 0;
    }
    for (const name of READ) metrics.clear(name);
    for (const [name, labels, value] of values) metrics.set(name, labels, value);
    metrics.set("xinqiao_database_up", {}, up);
  }

  return {
    read: async () => {
      if (performance.now() - readAt < KEPT_MS) return;
      under ??= read().finally(() => {
        readAt = performance.now();
        under = undefined;
      });
      await under;
    },
  };
}

type Put = (name: Metric, labels: Readonly<Record<string, string>>, value: number | null) => void;

async function readInto(parts: NodeParts, put: Put): Promise<void> {
  const { site, editions } = parts;
  const { db } = site;
  const now = site.clock();
  const peers = neighbours(site.registers().network, site.config.node).map(({ id }) => id);
  const waiting = await intakeWaiting(db);
  put("xinqiao_intake_waiting", {}, waiting.count);
  put("xinqiao_intake_oldest_seconds", {}, ageOf(waiting, now));
  put("xinqiao_intake_poisoned", {}, await intakePoisoned(db));
  for (const peer of peers) {
    const queues = await queueOf(db, peer);
    for (const kind of ["batch", "receipt"] as const) {
      const queue = queues.find((one) => one.kind === kind) ?? { count: 0, oldest: null };
      put("xinqiao_queue_waiting", { peer, kind }, queue.count);
      put("xinqiao_queue_oldest_seconds", { peer, kind }, ageOf(queue, now));
    }
    put("xinqiao_queue_abandoned", { peer }, await abandonedOf(db, peer));
  }
  for (const { node: peer, sentAt, heardAt } of await neighbourRows(db)) {
    if (!peers.includes(peer)) continue;
    put("xinqiao_neighbour_sent_timestamp_seconds", { peer }, secondsOf(sentAt));
    put("xinqiao_neighbour_heard_timestamp_seconds", { peer }, secondsOf(heardAt));
  }
  const log = await logState(db, peers);
  put("xinqiao_log_entries", {}, log.entries);
  put("xinqiao_log_unnumbered", {}, log.unnumbered);
  put("xinqiao_log_checkpoint_timestamp_seconds", {}, secondsOf(log.checkpoint?.at ?? null));
  put("xinqiao_log_checkpoint_entries", {}, log.checkpoint?.size ?? null);
  for (const { node: peer, size, at } of log.cosigned) {
    put("xinqiao_log_cosigned_timestamp_seconds", { peer }, secondsOf(at));
    put("xinqiao_log_cosigned_entries", { peer }, size);
  }
  for (const severity of ["warning", "critical"] as const)
    put("xinqiao_alarms_open", { severity }, await alarmsOpen(db, severity));
  await putCertificates(parts, put);
  const { number, known } = editions.now();
  put("xinqiao_catalog_release", { version: known.catalog.version }, number);
}

/** Our own, and those that holders of the registry showed last: a name that the registry does not list is nobody's. */
async function putCertificates({ site }: NodeParts, put: Put): Promise<void> {
  const { pem, node } = site.config;
  const own = {
    server: pem.serverCertificate,
    client: pem.clientCertificate,
    seal: pem.sealCertificate,
    ca: pem.ca,
  };
  const name = "xinqiao_certificate_expiry_timestamp_seconds";
  for (const [certificate, text] of Object.entries(own))
    put(name, { holder: `node:${node}`, certificate }, secondsOf(new X509Certificate(text).validToDate));
  const { network } = site.registers();
  const holders = new Set([
    ...network.nodes.map(({ id }) => `node:${id}`),
    ...network.agencies.map(({ id }) => `agency:${id}`),
  ]);
  for (const { holder, side, validTo } of await newestShown(site.db))
    if (holders.has(holder) && holder !== `node:${node}`)
      put(name, { holder, certificate: side }, secondsOf(validTo));
}

function ageOf({ oldest }: Waiting, now: Date): number {
  return oldest === null ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / 1000);
}

function secondsOf(at: Date | null): number | null {
  return at === null ? null : at.getTime() / 1000;
}
