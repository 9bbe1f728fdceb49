/** Each kind of change, on this repository's own catalog: what is said of it, and whom it meets. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { standardOf } from "../catalog/standard.ts";
import { CATALOG_FOLDER, loadData } from "../data.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog, CodeSet, Item } from "../model/catalog.ts";
import type { Known } from "../piece/piece.ts";
import { difference } from "./diff.ts";

const known = loadData();
const common = JSON.parse(
  readFileSync(join(CATALOG_FOLDER, "standards/common/v1.schema.json"), "utf8"),
) as Record<string, unknown>;
const PENALTY = "administrative-penalty@1";

// Schemas are loose JSON, and the tests turn them about.
type Loose = Record<string, Record<string, Record<string, unknown>>> & {
  "x-identity": string[];
  "x-rules": { use: string; with: object }[];
  required: string[];
  allOf: object[];
};

const catalogWith = (part: Partial<Catalog>): Known => ({ ...known, catalog: { ...known.catalog, ...part } });

function schemaWith(change: (schema: Loose) => void): Known {
  const standards = known.catalog.standards.map((standard) => {
    if (standard.id !== PENALTY) return standard;
    const schema = structuredClone(standard.schema) as Loose;
    change(schema);
    return standardOf(schema, common);
  });
  return catalogWith({ standards });
}

function property(name: string, change: (property: Record<string, unknown>) => void): Known {
  return schemaWith((schema) => change(schema["properties"]?.[name] ?? {}));
}

function itemWith(id: string, part: Partial<Item>): Known {
  return catalogWith({
    items: known.catalog.items.map((item) => (item.id === id ? { ...item, ...part } : item)),
  });
}

function codesWith(id: string, change: (codes: CodeSet["codes"]) => CodeSet["codes"]): Known {
  return catalogWith({
    codeSets: known.catalog.codeSets.map((set) =>
      set.id === id ? { ...set, codes: change(set.codes) } : set,
    ),
  });
}

function adapterWith(part: (adapter: Adapter) => Partial<Adapter>): Known {
  return {
    ...known,
    adapters: known.adapters.map((adapter) =>
      adapter.id === "cities/jinan-penalties"
        ? { ...adapter, ...part(adapter), digest: "0".repeat(64) }
        : adapter,
    ),
  };
}

type Meets = "senders" | "readers" | "nobody";

const CHANGES: readonly (readonly [what: string, after: Known, kind: string, meets: Meets])[] = [
  ["a new mandatory field", field(true), "field.required", "senders"],
  ["a new field that may be left out", field(false), "field.added", "nobody"],
  [
    "a field that must be filled now",
    schemaWith((schema) => schema.required.push("licenceAffected")),
    "field.required",
    "senders",
  ],
  [
    "a field that may be left out now",
    schemaWith((schema) => void (schema.required = schema.required.filter((name) => name !== "facts"))),
    "field.optional",
    "nobody",
  ],
  [
    "a field that is gone",
    schemaWith((schema) => void delete schema["properties"]?.["licenceAffected"]),
    "field.removed",
    "senders",
  ],
  [
    "a column that must be there now",
    property("licenceAffected", (one) => void (one["x-mandatory-column"] = true)),
    "field.column",
    "senders",
  ],
  [
    "a title that is no longer known",
    property("subjectKind", (one) => void delete one["x-aliases"]),
    "field.title",
    "senders",
  ],
  [
    "a title that is known as well",
    property("subjectKind", (one) => (one["x-aliases"] as string[]).push("相对人种类")),
    "field.alias",
    "nobody",
  ],
  [
    "a shortened length",
    property("licenceAffected", (one) => void (one["maxLength"] = 10)),
    "length.shortened",
    "senders",
  ],
  [
    "an extended length",
    property("licenceAffected", (one) => void (one["maxLength"] = 9999)),
    "length.extended",
    "nobody",
  ],
  ["another unit", property("fineAmount", (one) => void (one["x-unit"] = "元")), "field.unit", "senders"],
  [
    "a text that is to be a date",
    property("licenceAffected", (one) => void (one["format"] = "date")),
    "field.form",
    "senders",
  ],
  [
    "a pattern where there was none",
    property("licenceAffected", (one) => void (one["pattern"] = "^A")),
    "field.stricter",
    "senders",
  ],
  [
    "a pattern that is gone",
    property("fineAmount", (one) => void delete one["pattern"]),
    "field.eased",
    "nobody",
  ],
  [
    "codes where there was free text",
    property("licenceAffected", (one) => void (one["x-code-set"] = "severity")),
    "field.code-set",
    "senders",
  ],
  [
    "a field that fewer may see",
    property("licenceAffected", (one) => void (one["x-sensitivity"] = "restricted")),
    "field.sensitivity",
    "readers",
  ],
  [
    "another identity",
    schemaWith((schema) => void schema["x-identity"].push("decisionDate")),
    "identity.changed",
    "senders",
  ],
  [
    "a stricter rule",
    schemaWith((schema) =>
      schema["x-rules"].push({ use: "date-order", with: { from: "decisionDate", to: "validUntil" } }),
    ),
    "rule.stricter",
    "senders",
  ],
  [
    "a rule that only warns",
    schemaWith((schema) =>
      schema["x-rules"].push({ use: "amount-over", with: { field: "confiscationAmount", over: "9" } }),
    ),
    "rule.warns",
    "nobody",
  ],
  [
    "a rule that is dropped",
    schemaWith(
      (schema) => void (schema["x-rules"] = schema["x-rules"].filter(({ use }) => use !== "publicity-max")),
    ),
    "rule.dropped",
    "nobody",
  ],
  [
    "a condition between fields",
    schemaWith((schema) => schema.allOf.push({ "x-rule": "R9", required: ["remarks"] })),
    "rule.stricter",
    "senders",
  ],
  ["an item that is gone", catalogWith({ items: known.catalog.items.slice(1) }), "item.removed", "senders"],
  [
    "an item that may not be collected any more",
    itemWith("XZCF", { status: "PROHIBITED" }),
    "item.status",
    "senders",
  ],
  ["an item that is restricted", itemWith("XZCF", { status: "RESTRICTED" }), "item.status", "nobody"],
  [
    "an item that is open to fewer",
    itemWith("XZCF", { openness: "authorizedOnly" }),
    "item.openness",
    "readers",
  ],
  [
    "an item that is shared with fewer",
    itemWith("XZCF", { sharing: "notShared" }),
    "item.sharing",
    "readers",
  ],
  ["a subject that is no longer collected", itemWith("XZCF", { subjects: [] }), "item.subjects", "senders"],
  [
    "a shorter term for reporting",
    itemWith("XZCF", { reportWithin: { workingDays: 2, from: "decisionDate", source: "" } }),
    "item.deadline",
    "senders",
  ],
  ["other words", itemWith("XZCF", { description: { zh: "", en: "" } }), "item.described", "nobody"],
  ["a narrowed code set", codesWith("severity", (codes) => codes.slice(1)), "code.removed", "senders"],
  [
    "a wider code set",
    codesWith("severity", (codes) => [...codes, { code: "x", label: { zh: "甲", en: "x" } }]),
    "code.added",
    "nobody",
  ],
  [
    "a spelling that is no longer read",
    codesWith("severity", (codes) =>
      codes.map((code) => ({ ...code, aliases: [], label: { zh: "无", en: "" } })),
    ),
    "code.alias",
    "senders",
  ],
  ["an adapter that is gone", { ...known, adapters: known.adapters.slice(1) }, "adapter.removed", "senders"],
  [
    "another character set",
    adapterWith(({ decode }) => ({ decode: { ...decode, charset: "utf-8" } })),
    "adapter.format",
    "senders",
  ],
  [
    "a column that an adapter does not know any more",
    adapterWith(({ map }) => ({ map: map.slice(1) })),
    "adapter.title",
    "senders",
  ],
  ["an adapter's new version", adapterWith(() => ({ version: "9" })), "adapter.changed", "nobody"],
  [
    "an agency that sends elsewhere",
    catalogWith({ agencies: known.catalog.agencies.map((one) => ({ ...one, node: "100000" })) }),
    "agency.node",
    "senders",
  ],
  [
    "a calendar with another holiday",
    catalogWith({ calendar: { ...known.catalog.calendar, holidays: [] } }),
    "calendar.changed",
    "nobody",
  ],
];

function field(required: boolean): Known {
  return schemaWith((schema) => {
    const properties = schema["properties"] ?? {};
    properties["caseNo"] = {
      type: "string",
      title: "案号",
      "x-title-en": "Case number",
      "x-sensitivity": "open",
    };
    if (required) schema.required.push("caseNo");
  });
}

for (const [what, after, kind, meets] of CHANGES) {
  test(`${what} is told, and meets ${meets}`, () => {
    const { changes } = difference(known, after);
    const found = changes.filter((change) => change.kind === kind);
    assert.ok(found.length > 0, `told: ${changes.map((one) => one.kind).join(", ") || "nothing"}`);
    for (const { breaksSenders, narrowsReaders, zh, en } of found) {
      assert.deepEqual([breaksSenders, narrowsReaders], [meets === "senders", meets === "readers"]);
      assert.ok(/\p{Script=Han}/u.test(zh) && /[a-z]/.test(en), `${zh} / ${en}`);
    }
  });
}

test("the same catalog differs in nothing", () => {
  assert.deepEqual(difference(known, known).changes, []);
  assert.equal(difference(known, known).breaksSenders, false);
});

test("a new version of a standard is held against the old one where an item changes over to it, and breaks nobody before", () => {
  const old = known.catalog.standards.find(({ id }) => id === PENALTY);
  assert.ok(old);
  const next = {
    ...schemaWith((schema) => schema.required.push("licenceAffected")).catalog.standards.find(
      ({ id }) => id === PENALTY,
    ),
    id: "administrative-penalty@2",
  } as typeof old;
  const standards = [...known.catalog.standards, next];
  const beside = difference(known, catalogWith({ standards }));
  assert.deepEqual(
    [beside.breaksSenders, beside.changes.map(({ kind }) => kind)],
    [false, ["standard.added"]],
  );
  const items = known.catalog.items.map((item) =>
    item.standard === PENALTY ? { ...item, standard: next.id } : item,
  );
  const used = difference(known, catalogWith({ standards, items }));
  const required = used.changes.find(({ kind }) => kind === "field.required");
  assert.equal(required?.part, "standard administrative-penalty@1 → administrative-penalty@2");
  assert.equal(used.breaksSenders, true);
});
