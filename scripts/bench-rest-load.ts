/**
 * Load for the REST bench, in a process of its own: so many connections, each sending its next
 * request when the last is answered, over TLS with a client certificate. Raw sockets, since an
 * HTTP client would cost more than some servers; every answer's status is looked at.
 */
import { connect, type TLSSocket } from "node:tls";

import { ADAPTER, pushBodies, standardBodies } from "./bench-rest-rows.ts";

export interface LoadOrder {
  readonly kind: "push" | "naive" | "asked";
  /** Of kind "asked": where to, and the bodies to ask with, again and again. */
  readonly path?: string;
  readonly bodies?: readonly string[];
  readonly port: number;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly connections: number;
  readonly seconds: number;
  /** Rows are numbered on from here; at most `most` are sent. */
  readonly from: number;
  readonly most: number;
}

export interface LoadResult {
  readonly answered: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const PATHS = { push: `/v1/records?adapter=${encodeURIComponent(ADAPTER)}`, naive: "/records" } as const;

process.on("message", (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit(0));

async function run(order: LoadOrder): Promise<LoadResult> {
  const path = order.kind === "asked" ? (order.path ?? "/") : PATHS[order.kind];
  const requests = bodiesOf(order).map((body) => {
    const head = `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(order)));
  const times: number[] = [];
  let next = 0;
  const start = performance.now();
  const end = start + order.seconds * 1000;
  await Promise.all(sockets.map((socket) => keepAsking(socket)));
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { answered: times.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };

  function keepAsking(socket: TLSSocket): Promise<void> {
    return new Promise((resolve, reject) => {
      let sentAt = 0;
      let seen: Buffer = Buffer.alloc(0);
      const ask = (): void => {
        const request = requests[order.kind === "asked" ? next++ % requests.length : next++];
        if (request === undefined || performance.now() >= end) return resolve();
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on("data", (chunk: Buffer) => {
        seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
        const head = seen.indexOf(HEAD_END);
        if (head < 0) return;
        const text = seen.toString("latin1", 0, head);
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
        if (!text.startsWith("HTTP/1.1 20") || Number.isNaN(length))
          return reject(new Error(`answered ${seen.toString("utf8").slice(0, 2000)}`));
        if (seen.length < head + 4 + length) return;
        seen = Buffer.alloc(0);
        times.push(performance.now() - sentAt);
        ask();
      });
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("the server closed a connection")));
      ask();
    });
  }
}

function bodiesOf({ kind, bodies = [], from, most }: LoadOrder): readonly Buffer[] {
  if (kind === "asked") return bodies.map((body) => Buffer.from(body));
  return kind === "push" ? pushBodies(from, from + most) : standardBodies(from, from + most);
}

function open({ port, ca, certificate, key }: LoadOrder): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: "127.0.0.1",
      ca,
      cert: certificate,
      key,
      minVersion: "TLSv1.3",
      checkServerIdentity: () => undefined,
    });
    socket.setNoDelay(true);
    socket.once("error", reject);
    socket.once("secureConnect", () => resolve(socket));
  });
}
