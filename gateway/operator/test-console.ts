/**
 * For tests only: a city with its console in this process, operators of any role and scope who are signed in, and
 * requests as a browser's page makes them. Every answer is held against the operator contract. The sessions are
 * real rows; only the typing of passwords is left out (sign-in has tests of its own).
 */
import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { operatorContract } from "../contract.ts";
import type { Role } from "../model/operator.ts";
import { atEnd } from "../model/test-end.ts";
import type { Database } from "../store/connect.ts";
import { freePort } from "../store/free-port.ts";
import { type AccessPart, type Asking, type Reply, sendBy, type TestCity, testCity } from "../test-city.ts";
import { CITY } from "../test-path.ts";

export type { Asking, Reply };

export interface TestOperator {
  readonly id: string;
  readonly login: string;
  readonly cookie: string;
  ask(path: string, asking?: Asking): Promise<Reply>;
}

export interface TestConsole {
  readonly city: TestCity;
  readonly url: string;
  /** Signed in already. */
  operator(roles: readonly Role[], scope?: readonly string[] | null): Promise<TestOperator>;
  /** As nobody, or with a cookie of one's own. */
  ask(path: string, asking?: Asking): Promise<Reply>;
}

export interface ConsolePlan {
  readonly agencies?: readonly string[];
  readonly access?: AccessPart;
  /** Of the node's configuration. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of its console. */
  readonly console?: Readonly<Record<string, unknown>>;
}

const AGENCIES = ["jinan-credit", "jinan-market-supervision"];

const sends = (item: string) => [{ item, actions: ["send" as const], upTo: "personal" as const }];

/** Two agencies, each of which owes one item: what the pages of nights and of quality tell is of these two lines. */
export const TWO_SENDERS: AccessPart = {
  agencies: [
    { id: "jinan-credit", grants: sends("XZCF") },
    { id: "jinan-market-supervision", grants: sends("JYYC") },
  ],
};

export async function testConsole(t: TestContext, plan: ConsolePlan = {}): Promise<TestConsole> {
  const port = await freePort();
  const settings = { ...plan.settings, console: { host: "127.0.0.1", port, ...plan.console } };
  const city = await testCity(t, plan.agencies ?? AGENCIES, plan.access ?? {}, settings);
  const agent = new Agent({ keepAlive: true, ca: readFileSync(join(city.path.folder, "ca.crt"), "utf8") });
  atEnd(t, () => agent.destroy());
  const url = `https://127.0.0.1:${port}`;
  const ask = async (path: string, asking: Asking = {}): Promise<Reply> => {
    const reply = await send(agent, url, path, asking);
    holdAgainstContract(methodOf(asking), path, reply);
    return reply;
  };
  return {
    city,
    url,
    ask,
    operator: async (roles, scope = null) => {
      const { id, login, cookie } = await signedIn(city.db, roles, scope);
      const own = (asking: Asking): Asking => ({ ...asking, headers: { cookie, ...asking.headers } });
      return { id, login, cookie, ask: async (path, asking = {}) => await ask(path, own(asking)) };
    },
  };
}

/** An active operator of the city with a session, as a sign-in would have left them. */
export async function signedIn(
  db: Database,
  roles: readonly Role[],
  scope: readonly string[] | null = null,
): Promise<Pick<TestOperator, "id" | "login" | "cookie">> {
  const id = randomUUID();
  const login = `${roles[0] ?? "nobody"}-${id.slice(0, 8)}`;
  const token = randomBytes(32).toString("base64url");
  await db.query(
    `insert into operator (operator_id, login, name, way, roles, scope, state, created_at, changed_at)
     values ($1, $2, $2, 'local', $3, $4, 'active', now(), now())`,
    [id, login, roles, scope],
  );
  await db.query(
    `insert into operator_session (token, operator_id, created_at, seen_at, ends_at)
     values ($1, $2, now(), now(), now() + interval '12 hours')`,
    [createHash("sha256").update(token).digest(), id],
  );
  return { id, login, cookie: `__Host-xinqiao-${CITY}=${token}` };
}

function methodOf({ method, body }: Asking): string {
  return method ?? (body === undefined ? "GET" : "POST");
}

function holdAgainstContract(method: string, path: string, { status, headers, body }: Reply): void {
  const contract = operatorContract();
  const found = contract.find(method, path.split("?")[0] ?? "");
  if (!found) return;
  const faults = contract.response(found.operation.id, status, headers, body);
  const told = `${found.operation.id} ${status}: ${body.toString("utf8").slice(0, 300)}`;
  assert.deepEqual(faults, [], `an answer that the contract does not promise: ${told}`);
}

/** As a page of the console sends it. */
async function send(agent: Agent, url: string, path: string, asking: Asking): Promise<Reply> {
  const method = methodOf(asking);
  const own = method === "GET" || method === "HEAD" ? {} : { origin: url, "xinqiao-console": "1" };
  return await sendBy(agent, `${url}${path}`, { ...asking, method, headers: { ...own, ...asking.headers } });
}
