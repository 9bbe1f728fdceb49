/** The operator contract as the exchange contract is held: languages, refusals, roles, strictness; and that what is served is what is promised. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { OPERATOR_ROLES } from "../gateway/model/operator.ts";
import { REFUSALS } from "../gateway/model/refusals.ts";
import { complaintsOf } from "./make-contracts.ts";

const ROOT = join(import.meta.dirname, "..");
const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];
const CHINESE = /\p{Script=Han}/u;
const ENGLISH = /[A-Za-z]{2}/;
/** Without a session, by what they are for: how one gets one. */
const OPEN = ["acceptLink", "finishOidc", "getSignIn", "openLink", "signIn", "startOidc"];

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly "x-roles"?: readonly string[];
  readonly "x-refusals"?: readonly string[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags: readonly { readonly name: string }[];
}

const contract = JSON.parse(
  readFileSync(join(ROOT, "contracts/generated/operator.json"), "utf8"),
) as Contract;
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [{ path, method, ...operation }];
  }),
);

test("the lint finds nothing to say of the operator contract", async () => {
  assert.deepEqual(await complaintsOf(join(ROOT, "contracts/operator.openapi.yaml")), []);
});

test("every operation names the roles that may call it, or is one of those by which one signs in", () => {
  for (const { operationId, security, "x-roles": roles } of operations) {
    if (OPEN.includes(operationId)) {
      assert.deepEqual([security, roles], [[], undefined], operationId);
      continue;
    }
    assert.equal(security, undefined, `${operationId} is open to the world`);
    assert.ok(roles && roles.length > 0, `${operationId} is nobody's`);
    for (const role of roles) assert.ok((OPERATOR_ROLES as readonly string[]).includes(role), role);
    assert.equal(new Set(roles).size, roles.length, operationId);
  }
  const found = operations.map(({ operationId }) => operationId).filter((id) => OPEN.includes(id));
  assert.deepEqual(found.sort(), OPEN);
});

test("every operation says in Chinese and in English what it is, and by which codes it refuses", () => {
  const tags = contract.tags.map(({ name }) => name);
  for (const one of operations) {
    for (const text of [one.summary, one.description]) {
      assert.match(text, ENGLISH, one.operationId);
      assert.match(text, CHINESE, one.operationId);
    }
    for (const tag of one.tags) assert.ok(tags.includes(tag), tag);
    assert.ok(one["x-refusals"] !== undefined, one.operationId);
    for (const code of one["x-refusals"])
      assert.ok(Object.hasOwn(REFUSALS, code), `${one.operationId}: ${code}`);
    assert.equal(one.responses["default"]?.$ref, "#/components/responses/Problem", one.operationId);
    assert.match(one.path, /^\/api\//);
  }
});

test("no object of a request or an answer may carry members that the contract does not name", () => {
  const open: string[] = [];
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    if (
      "properties" in value &&
      "type" in value &&
      value.type === "object" &&
      !("additionalProperties" in value)
    )
      open.push(at);
    for (const [name, one] of Object.entries(value))
      if (!/^examples?$/.test(name)) visit(one, `${at}/${name}`);
  };
  visit(contract, "");
  assert.deepEqual(open, []);
});

test("the contract promises what is served, and nothing is served that it does not promise", () => {
  const promised = operations.map(
    ({ method, path }) => `${method} ${path.replaceAll(/\{([a-zA-Z]+)\}/g, ":$1")}`,
  );
  const source = globSync("gateway/operator/**/*.ts", { cwd: ROOT })
    .filter((file) => !/\.test\.ts$|\/test-/.test(file))
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");
  const routes = [...source.matchAll(/\bapp\s*\.(\w+)\(\s*"(\/[^"]+)"/g)]
    .map(([, method, path]) => `${method} ${path}`)
    .filter((route) => METHODS.includes(route.split(" ")[0] ?? ""));
  assert.deepEqual([...new Set(routes)].sort(), promised.sort());
  assert.equal(new Set(routes).size, routes.length, "a route stands twice");
});
