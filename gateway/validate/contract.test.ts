import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { type ContractDocument, compileContract } from "./contract.ts";

const FILE = join(import.meta.dirname, "../../contracts/generated/exchange.json");
const contract = compileContract(JSON.parse(readFileSync(FILE, "utf8")) as ContractDocument);
const ID = "3957d37c-1d2f-4496-a50e-908c81d0d72b";

const inputs = (method: string, path: string, query = "", headers: Record<string, string> = {}) => {
  const found = contract.find(method, path);
  assert.ok(found, `${method} ${path}`);
  return contract.inputs(found.operation.id, {
    path: found.path,
    query: new URLSearchParams(query),
    headers,
  });
};
const answer = (operation: string, status: number, body: unknown, type = "application/json") =>
  contract.response(
    operation,
    status,
    { "content-type": `${type}; charset=utf-8` },
    Buffer.from(JSON.stringify(body)),
  );

test("a path that names an operation wins over one that would take the word for an id", () => {
  assert.equal(contract.find("POST", "/v1/queries/subjects")?.operation.id, "querySubjects");
  assert.equal(contract.find("GET", `/v1/batches/${ID}`)?.operation.route, "/v1/batches/:id");
  assert.equal(contract.find("GET", "/v1/batches/"), undefined);
});

test("a method that a path does not take is told apart from a path that is not there", () => {
  assert.equal(contract.find("POST", "/v1/batches"), undefined);
  assert.deepEqual(contract.methods("/v1/batches"), ["GET", "PUT"]);
  assert.deepEqual(contract.methods("/v1/nothing"), []);
});

test("parameters come in the types of the contract, with its defaults", () => {
  const { inputs: given, faults } = inputs("GET", "/v1/batches", "state=due&since=2026-11-20T02:05:00Z");
  assert.deepEqual(faults, []);
  assert.deepEqual(given.query, { state: "due", since: "2026-11-20T02:05:00Z", limit: 100 });
});

test("a parameter that is missing, repeated, misspelt or no number is told by its name alone", () => {
  const faults = (path: string, query: string) =>
    inputs("GET", path, query).faults.map((one) => `${one.in} ${one.pointer} ${one.rule}`);
  for (const limit of ["0", "1001", "0x10", "1e2", " 7", "7.5", "", "９"])
    assert.equal(faults("/v1/batches", `limit=${encodeURIComponent(limit)}`).length, 1, limit);
  assert.deepEqual(faults("/v1/batches", "limit=1&limit=2"), ["query limit type"]);
  assert.deepEqual(faults("/v1/batches", "110101199003070000=1"), ["query * additionalProperties"]);
  assert.deepEqual(faults("/v1/batches/not-an-id", ""), ["path id format"]);
  assert.deepEqual(faults("/v1/batches/%E0%A4", ""), ["path id format"]);
  assert.deepEqual(faults("/v1/templates", "format=csv"), ["query adapter required"]);
});

test("a trace that does not fit is no fault of the request", () => {
  assert.deepEqual(inputs("GET", `/v1/batches/${ID}`, "", { traceparent: "nonsense" }).faults, []);
});

test("a body is checked whole, and names that the sender chose are not repeated", () => {
  const push = (value: unknown, all = false) => contract.body("pushRecords", "application/json", value, all);
  assert.deepEqual(push({ records: [{ uniscid: "x" }] }), []);
  assert.deepEqual(push({ records: [{ "110101199003070000 张三": { deep: 1 } }] }), [
    { in: "body", pointer: "*", rule: "type" },
  ]);
  assert.equal(push({ records: [{}, {}], role: "admin" }, true).length, 3);
  assert.deepEqual(push(JSON.parse('{"records":[{"a":1}],"__proto__":{}}')), [
    { in: "body", pointer: "", rule: "additionalProperties" },
  ]);
});

test("an answer is as the contract says, or it is told where not", () => {
  const accepted = { id: ID, state: "due", links: {} };
  assert.deepEqual(answer("putBatch", 202, accepted), []);
  assert.deepEqual(answer("putBatch", 202, { ...accepted, salt: "00" }), [
    { in: "body", pointer: "", rule: "additionalProperties" },
  ]);
  assert.equal(answer("putBatch", 202, accepted, "text/html")[0]?.rule, "content-type");
  assert.equal(answer("putBatch", 200, accepted)[0]?.rule, "content-type");
});

test("a refusal is one that its operation lists, under its own status", () => {
  const problem = (code: string, status: number) => ({
    ...{ type: "urn:x", title: "x", status, detail: "x", code, message: { zh: "x", en: "x" }, params: {} },
    retry: false,
  });
  const refused = (code: string, status: number, as = status) =>
    answer("cancelBatch", as, problem(code, status), "application/problem+json").map(({ rule }) => rule);
  assert.deepEqual(refused("BATCH_SEALED", 409), []);
  assert.deepEqual(refused("RATE_LIMITED", 429), []);
  assert.deepEqual(refused("PUSH_EMPTY", 422), ["x-refusals"]);
  assert.deepEqual(refused("BATCH_SEALED", 409, 410), ["status"]);
});

test("every check of the contract compiles", () => {
  for (const { id, types, route } of contract.operations) {
    for (const type of types) contract.body(id, type, {}, true);
    const path = Object.fromEntries([...route.matchAll(/:(\w+)/g)].map((match) => [match[1] ?? "", "x"]));
    contract.inputs(id, { path, query: new URLSearchParams("limit=1&wait=1&types=x"), headers: {} });
    answer(id, 418, {});
  }
  assert.ok(contract.operations.length >= 14);
});
