import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";

import { REFUSALS } from "../gateway/model/refusals.ts";
import { atEnd } from "../gateway/model/test-end.ts";
import { complaintsOf } from "./make-contracts.ts";

const CONTRACTS = join(import.meta.dirname, "../contracts");
const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];
const CHINESE = /\p{Script=Han}/u;
const ENGLISH = /[A-Za-z]{2}/;

interface Media {
  readonly schema?: object;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly "x-refusals"?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const contract = JSON.parse(readFileSync(join(CONTRACTS, "generated/exchange.json"), "utf8")) as Contract;
const operations = [...Object.values(contract.paths), ...Object.values(contract.webhooks)].flatMap((path) =>
  METHODS.flatMap((method) => (path[method] === undefined ? [] : [path[method]])),
);
const ids = operations.map(({ operationId }) => operationId);

test("the lint finds nothing to say of the exchange contract", async () => {
  assert.deepEqual(await complaintsOf(join(CONTRACTS, "exchange.openapi.yaml")), []);
});

test("the lint does speak where something is wrong", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-contract-"));
  atEnd(t, () => rmSync(folder, { recursive: true }));
  const broken = readFileSync(join(CONTRACTS, "generated/exchange.json"), "utf8")
    .replace('"operationId": "putBatch"', '"operationId": "getBatch"')
    .replaceAll('"purpose": "licensing"', '"purpose": 7');
  writeFileSync(join(folder, "broken.openapi.json"), broken);
  const complaints = (await complaintsOf(join(folder, "broken.openapi.json"))).join("\n");
  assert.match(complaints, /operation-operationId-unique/);
  assert.match(complaints, /no-invalid-media-type-examples/);
});

test("what agencies and nodes rely on since the first version is still there", () => {
  const first = ["putBatch", "getBatch", "getReceipt", "getFindings", "getHops", "getSeal", "getEvidence"];
  const nodes = ["getCheckpoint", "postTransfer", "postReceipt", "postCosign", "getHealth", "getReadiness"];
  for (const id of [...first, ...nodes]) assert.ok(ids.includes(id), id);
});

test("every operation says in Chinese and in English what it is, and by which codes it refuses", () => {
  for (const one of operations) {
    for (const text of [one.summary, one.description]) {
      assert.match(text, ENGLISH, one.operationId);
      assert.ok(CHINESE.test(text) || text.startsWith("RFC"), `${one.operationId}: ${text}`);
    }
    assert.ok(one["x-refusals"] !== undefined, one.operationId);
    for (const code of one["x-refusals"]) assert.ok(Object.hasOwn(REFUSALS, code), code);
  }
});

test("every operation refuses by the one problem document", () => {
  // A HEAD has no body, and what a receiver of events answers is its own.
  const others = ["getUploadOptions", "getUploadOffset", "receiveChanges"];
  for (const { operationId, responses } of operations)
    if (!others.includes(operationId))
      assert.equal(responses["default"]?.$ref, "#/components/responses/Problem", operationId);
});

test("no body of a request may carry members that the contract does not name", () => {
  const open = Object.entries(contract.components.schemas).filter(
    ([, schema]) => "properties" in schema && !("additionalProperties" in schema),
  );
  assert.deepEqual(
    open.map(([name]) => name),
    // RFC 8414 lets a server say more.
    ["ServerMetadata"],
  );
});

test("every schema compiles in strict mode, and every example of a body is valid by it", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  for (const format of ["uuid", "date-time", "date"] as const) ajv.addFormat(format, fullFormats[format]);
  ajv.addKeyword("schemas");
  const pointed = (schema: object): object =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/')) as object;
  ajv.addSchema(pointed({ schemas: contract.components.schemas }), "contract");
  for (const name of Object.keys(contract.components.schemas))
    assert.ok(ajv.getSchema(`contract#/schemas/${name}`), name);
  let examples = 0;
  for (const { operationId, requestBody } of operations) {
    for (const { schema, examples: given } of Object.values(requestBody?.content ?? {})) {
      for (const [name, { value }] of Object.entries(given ?? {})) {
        const isValid = ajv.compile(pointed(schema ?? {}));
        assert.ok(isValid(value), `${operationId} ${name} ${JSON.stringify(isValid.errors)}`);
        examples++;
      }
    }
  }
  assert.ok(examples >= 7);
});
