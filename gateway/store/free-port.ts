/**
 * Ports of this machine that nobody uses. The trap: between drawing one and listening at it, which a node does seconds
 * later, another may take it; so they are drawn below those that a system gives to connections and to whoever asks
 * for any, and who draws one keeps it from all others who draw, for as long as its process lives.
 */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

import { Refusal } from "../model/refusal.ts";

/** Registered ports (RFC 6335), below the dynamic ones of Linux (32768 on) and of others (49152 on). */
const DRAWN = { from: 20_000, until: 32_000, tries: 200 };

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < DRAWN.tries; tries++) {
    const drawn = randomInt(DRAWN.from, DRAWN.until);
    if ((await keep(drawn)) && (await isFree(drawn))) return drawn;
  }
  throw new Refusal("CONFIG_INVALID", {
    detail: `在 ${DRAWN.from} 与 ${DRAWN.until} 之间找不到空闲端口 no free port between ${DRAWN.from} and ${DRAWN.until}`,
  });
}

/** By a Unix socket without a file (unix(7), "Abstract sockets"): its name is free again when the process ends, however it does. */
function keep(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const kept = createServer();
    kept.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code !== "EADDRINUSE"));
    kept.listen(`\0xinqiao-port-${port}`, () => resolve(true));
    kept.unref();
  });
}

/** Whether nobody listens at this port of 127.0.0.1. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
