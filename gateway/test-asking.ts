/**
 * For tests only: an agency's requests to the city as a process that may be killed meanwhile. The asker does what
 * askers do: the same request again until it is answered.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { type Answer, call, closeLink, openLink } from "./deliver/link.ts";
import { Refusal } from "./model/refusal.ts";
import { atEnd } from "./model/test-end.ts";
import { readNetwork, registeredNode } from "./network.ts";
import { CITY, type TestPath } from "./test-path.ts";

export interface Asker {
  /** Until it is answered with 2xx; anything but no answer, or a code of `waiting`, is thrown. */
  ask(method: "GET" | "POST", at: string, body?: object, waiting?: readonly string[]): Promise<Answer>;
}

const UNANSWERED = ["DELIVER_UNREACHABLE", "NODE_BUSY"];

export function askerOf(t: TestContext, path: TestPath, agency: string): Asker {
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const { network } = readNetwork(join(path.folder, "network.json"), read("ca.crt"));
  const link = openLink({
    ...{ url: registeredNode(network, CITY).url, node: CITY, ca: read("ca.crt") },
    certificate: read(`agencies/${agency}/client.crt`),
    key: read(`agencies/${agency}/client.key`),
    ...{ timeoutMs: 20_000, connections: 4, revoked: new Set() },
  });
  atEnd(t, () => closeLink(link));
  return {
    async ask(method, at, body, waiting = []) {
      for (;;) {
        try {
          return await call(link, {
            ...{ method, path: at },
            ...(body && {
              headers: { "content-type": "application/json" },
              body: Buffer.from(JSON.stringify(body)),
            }),
          });
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          const code = String(error.params["code"] ?? error.code);
          if (![...UNANSWERED, ...waiting].includes(code)) throw error;
          await pause(30);
        }
      }
    },
  };
}
