import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { ACCESS } from "./model/access.ts";
import {
  EVIDENCE,
  MANIFEST,
  NETWORK,
  RECEIPT,
  RECEIPT_FILE,
  REFUSAL_DOCUMENT,
  REFUSAL_FILE,
  SEAL_FILE,
  type Shape,
} from "./model/document.ts";
import { BUNDLE, RELEASE } from "./model/release.ts";

const DOCUMENTS: readonly (readonly [string, Shape])[] = [
  ["manifest", MANIFEST],
  ["receipt", RECEIPT],
  ["evidence", EVIDENCE],
  ["receipt-file", RECEIPT_FILE],
  ["refusal-file", REFUSAL_FILE],
  ["seal-file", SEAL_FILE],
  ["network", NETWORK],
  ["access", ACCESS],
  ["refusal", REFUSAL_DOCUMENT],
  ["release", RELEASE],
  ["bundle", BUNDLE],
];
const ANNOTATIONS = new Set(["$schema", "$id", "title", "description"]);

for (const [name, shape] of DOCUMENTS) {
  test(`contracts/${name}.schema.json promises exactly what the program reads`, () => {
    const contract: unknown = JSON.parse(
      readFileSync(new URL(`../contracts/${name}.schema.json`, import.meta.url), "utf8"),
    );
    assert.deepEqual(withoutAnnotations(contract), shape);
  });

  test(`contracts/${name}.schema.json describes every member`, () => {
    const contract: unknown = JSON.parse(
      readFileSync(new URL(`../contracts/${name}.schema.json`, import.meta.url), "utf8"),
    );
    assert.deepEqual(undescribed(contract, name), []);
  });
}

test("PROTOCOL.md explains every reason that seal, receipt and log give for a refusal", () => {
  const protocol = readFileSync(new URL("../contracts/PROTOCOL.md", import.meta.url), "utf8");
  const reasons = ["seal", "receipt", "log"].flatMap((room) => {
    const folder = new URL(`./${room}/`, import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    return sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), "utf8").matchAll(/(?:refuse\(|detail: )"([a-z-]+)"/g)].map(
        (match) => match[1] ?? "",
      ),
    );
  });
  assert.ok(reasons.length > 20);
  assert.deepEqual(
    reasons.filter((reason) => !protocol.includes(`\`${reason}\``)),
    [],
  );
});

/** A schema's annotations, not members of the document that happen to bear such a name. */
function withoutAnnotations(schema: unknown, isSchema = true): unknown {
  if (Array.isArray(schema)) return schema.map((member) => withoutAnnotations(member));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => !isSchema || !ANNOTATIONS.has(name))
      .map(([name, value]) => [name, withoutAnnotations(value, !(isSchema && name === "properties"))]),
  );
}

function undescribed(schema: unknown, at: string): string[] {
  const { description, properties, items } = schema as {
    description?: unknown;
    properties?: Record<string, unknown>;
    items?: unknown;
  };
  return [
    ...(typeof description === "string" && description !== "" ? [] : [at]),
    ...Object.entries(properties ?? {}).flatMap(([name, member]) => undescribed(member, `${at}/${name}`)),
    ...(items === undefined ? [] : undescribed(items, `${at}/*`)),
  ];
}
