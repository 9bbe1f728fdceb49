/**
 * The listener for metrics, where the configuration has one: plain HTTP on an address of its own, loopback unless
 * another is named, with /metrics, /healthz and /readyz and nothing else. The trap: it asks nobody who they are, so it
 * tells counts, times and the names of the registers, never an id of a batch or a record, never a person.
 */
import { createServer, type ServerResponse } from "node:http";

import type { Feature, NodeParts } from "../node-parts.ts";
import { ABSENT } from "../node-parts.ts";
import { VERSION } from "../version.ts";
import { startCounting } from "./count.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createReading } from "./read.ts";
import { startRequests } from "./requests.ts";

const GRACE_MS = 1000;

export async function startWatching(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { metrics: settings, node, roles } = site.config;
  if (settings === null) return ABSENT;
  const metrics = createMetrics();
  metrics.set("xinqiao_build_info", { version: VERSION, node, roles: roles.join(",") }, 1);
  const counting = startCounting(parts, metrics);
  const reading = createReading(parts, metrics);
  const flush = setInterval(() => void counting.flush().catch(site.note), 2000);
  flush.unref();
  const scrape = async (): Promise<string> => {
    // Without the database the process's own counters are still worth having.
    await counting.flush().catch(() => undefined);
    await reading.read();
    connections(site.db.usage(), metrics);
    return await metrics.text();
  };
  const server = createServer({ maxHeaderSize: 8192 }, (request, response) => {
    const path = (request.url ?? "").split("?")[0];
    request.resume();
    if (request.method !== "GET" && request.method !== "HEAD") return answer(response, 405, "text/plain", "");
    if (path === "/healthz") return answer(response, 200, "application/json", '{"status":"ok"}');
    if (path === "/readyz")
      return void site.db.query("select 1").then(
        () => answer(response, 200, "application/json", '{"status":"ok"}'),
        () => answer(response, 503, "application/json", '{"status":"unavailable"}'),
      );
    if (path !== "/metrics") return answer(response, 404, "text/plain", "");
    scrape().then(
      (text) => answer(response, 200, metrics.type, text),
      (error: unknown) => {
        site.note(error);
        answer(response, 500, "text/plain", "");
      },
    );
  });
  server.headersTimeout = 5000;
  server.requestTimeout = 10_000;
  server.maxConnections = 32;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  site.say(`metrics listen on http://${settings.host}:${port}/metrics`);
  return {
    seen: startRequests(metrics),
    stop: async () => {
      clearInterval(flush);
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

function connections(usage: { busy: number; idle: number; waiting: number }, metrics: Metrics): void {
  for (const [state, value] of Object.entries(usage))
    metrics.set("xinqiao_database_connections", { state }, value);
}

function answer(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(text);
}
