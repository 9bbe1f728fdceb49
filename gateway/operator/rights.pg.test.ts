/**
 * Roles × operations, by real requests. The table of rights is the contract's `x-roles`; whatever the roles of an
 * operator and whatever the operation, a real console lets through exactly whom that table names.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import { operatorContract } from "../contract.ts";
import type { Operation } from "../model/contract.ts";
import { areCompatible, OPERATOR_ROLES, type Role } from "../model/operator.ts";
import { atEnd } from "../model/test-end.ts";
import { type ContractDocument, compileContract } from "../validate/contract.ts";
import { makeAdmit } from "./admit.ts";
import { type TestOperator, testConsole } from "./test-console.ts";

const { operations } = operatorContract();
const WAYS_IN = ["acceptLink", "finishOidc", "getSignIn", "openLink", "signIn", "startOidc"];
/** It would end the session that the next requests are made with. */
const ENDS = "signOut";

/** Every set of roles that one person may have. */
const SETS = Array.from({ length: 2 ** OPERATOR_ROLES.length }, (_, bits) =>
  OPERATOR_ROLES.filter((_role, at) => bits & (1 << at)),
).filter(areCompatible);

interface Told {
  readonly status: number;
  readonly code: string;
}

/** Reads no further than it must: some answers are streams without an end. */
function tell(agent: Agent, url: string, operation: Operation, cookie: string | undefined): Promise<Told> {
  const path = operation.route.replaceAll(/:[a-zA-Z]+/g, randomUUID());
  const [type] = operation.types;
  return new Promise((resolve, reject) => {
    const request = startRequest(`${url}${path}`, {
      agent,
      method: operation.method,
      headers: {
        ...{ origin: url, "xinqiao-console": "1" },
        ...(type !== undefined && { "content-type": type }),
        ...(cookie !== undefined && { cookie }),
      },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const { statusCode: status = 0 } = response;
      if (!String(response.headers["content-type"]).includes("problem+json")) {
        response.destroy();
        return resolve({ status, code: "" });
      }
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => void (text += chunk));
      response.once("end", () => resolve({ status, code: (JSON.parse(text) as { code: string }).code }));
    });
    // Of the right type and otherwise wrong, so that nothing is done by who may.
    request.end(type === undefined ? undefined : "{}");
  });
}

test("whoever asks for whatever: the roles that the contract names are let in, all others are not, nobody is nowhere", async (t) => {
  const console = await testConsole(t);
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(join(console.city.path.folder, "ca.crt"), "utf8"),
  });
  atEnd(t, () => agent.destroy());
  const known = new Map<string, TestOperator>();
  const operatorWith = async (roles: readonly Role[]): Promise<TestOperator> => {
    const found = known.get(roles.join()) ?? (await console.operator(roles));
    known.set(roles.join(), found);
    return found;
  };
  const check = async (operation: Operation, roles: readonly Role[]): Promise<void> => {
    const { status, code } = await tell(agent, console.url, operation, (await operatorWith(roles)).cookie);
    const named = roles.some((role) => operation.roles.includes(role));
    const about = `${operation.id} as ${roles.join("+")}: ${status} ${code}`;
    if (named) assert.ok(code !== "ROLE_NEEDED" && code !== "SESSION_MISSING", about);
    else assert.deepEqual([status, code], [403, "ROLE_NEEDED"], about);
  };
  const asked = operations.filter(({ id }) => !WAYS_IN.includes(id) && id !== ENDS);
  for (const operation of asked) {
    const { status, code } = await tell(agent, console.url, operation, undefined);
    assert.deepEqual([status, code], [401, "SESSION_MISSING"], `${operation.id} as nobody`);
  }
  // Each role with each operation once, then any set of roles with any of them.
  for (const operation of asked) for (const role of OPERATOR_ROLES) await check(operation, [role]);
  await fc.assert(fc.asyncProperty(fc.constantFrom(...asked), fc.constantFrom(...SETS), check), {
    numRuns: 150,
  });
});

test("an operation that names no roles is nobody's, whoever asks", async () => {
  const document = {
    security: [{ session: [] }],
    paths: { "/api/forgotten": { get: { operationId: "forgotten", responses: {} } } },
    components: { schemas: {}, responses: { Problem: {} } },
  } as unknown as ContractDocument;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SETS), async (roles) => {
      const session = { operator: { id: randomUUID(), name: "", roles, scope: null } };
      const admit = makeAdmit({
        contract: compileContract(document),
        sessions: { of: async () => session } as unknown as Parameters<typeof makeAdmit>[0]["sessions"],
        trace: () => ({ traceId: "0".repeat(32), spanId: "0".repeat(16), flags: "00" }),
        isOwnOrigin: () => true,
      });
      const request = { method: "GET", url: "/api/forgotten", headers: {} };
      const response = { setHeader: () => {} };
      await assert.rejects(admit(request as never, response as never), { code: "ROLE_NEEDED" });
    }),
  );
});
