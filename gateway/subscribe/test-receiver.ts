/** For tests only: an agency's callback, a real HTTPS server that verifies what it is sent and answers as it is told. */
import { type KeyObject, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { atEnd } from "../model/test-end.ts";

export interface Event {
  readonly id: string;
  readonly type: string;
  readonly subject?: string;
  readonly data: { readonly record?: { readonly fields: Record<string, string>; readonly subject: string } };
}

export interface Received {
  readonly id: string;
  readonly events: readonly Event[];
  readonly isSigned: boolean;
  readonly traceparent: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What the next deliveries are answered with; 204 by default. */
  answer(status: (events: readonly Event[]) => number): void;
  /** Resolves when so many deliveries have come. */
  until(count: number): Promise<void>;
  /** Stop and start listening at the same port. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** Under a certificate of the network in `folder`; `key` is the public half of the node's event key. */
export async function startReceiver(t: TestContext, folder: string, key: KeyObject): Promise<Receiver> {
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const received: Received[] = [];
  let status: (events: readonly Event[]) => number = () => 204;
  let waiting: (() => void)[] = [];
  const server = createServer(
    { cert: read("nodes/370000/server.crt"), key: read("nodes/370000/server.key") },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.once("end", () => {
        const body = Buffer.concat(chunks);
        const header = (name: string) => String(request.headers[name]);
        const signed = Buffer.from(`${header("webhook-id")}.${header("webhook-timestamp")}.${String(body)}`);
        const [scheme, signature = ""] = header("webhook-signature").split(",");
        const young = Math.abs(Date.now() / 1000 - Number(header("webhook-timestamp"))) < 300;
        const events = JSON.parse(String(body)) as Event[];
        received.push({
          id: header("webhook-id"),
          events,
          isSigned: scheme === "v1a" && young && verify(null, signed, key, Buffer.from(signature, "base64")),
          traceparent: header("traceparent"),
        });
        response.writeHead(status(events)).end();
        for (const one of waiting) one();
      });
    },
  );
  const listen = async (port: number) =>
    await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  atEnd(t, close);
  return {
    url: `https://127.0.0.1:${port}/events?token=of-the-register`,
    received,
    answer: (next) => void (status = next),
    until: async (count) => {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      waiting = [];
    },
    pause: close,
    resume: async () => await listen(port),
  };
}
