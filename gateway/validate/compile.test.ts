import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Catalog, Field, Rule, Standard } from "../model/catalog.ts";
import { FINDINGS } from "../model/findings.ts";
import { PLACEHOLDER_USCC } from "../model/identifier.ts";
import { Refusal } from "../model/refusal.ts";
import type { RecordFields } from "../model/row.ts";
import { compileStandard, compileWithdrawal } from "./compile.ts";
import { makeAjv } from "./schema.ts";

const CALENDAR = { source: "invented", years: [2026], holidays: ["2026-11-12"], workdays: ["2026-11-14"] };
const KINDS = {
  id: "kinds",
  title: { zh: "类别", en: "Kinds" },
  source: "invented",
  codes: ["罚款", "警告"].map((code) => ({ code, label: { zh: code, en: code } })),
  openPrefix: "其他-",
};
const CATALOG: Catalog = {
  version: "test",
  digest: "",
  categories: [],
  agencies: [],
  nodes: [],
  codeSets: [KINDS],
  items: [],
  standards: [],
  calendar: CALENDAR,
  publicationTerms: [],
};

const PROPERTIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  name: { type: "string", minLength: 1, maxLength: 10, "x-sensitivity": "open" },
  kind: { type: "string", enum: ["法人及非法人组织", "自然人", "个体工商户"] },
  uscc: { type: "string", minLength: 1, format: "uscc" },
  regNo: { type: "string", format: "business-reg-no" },
  orgCode: { type: "string", format: "org-code" },
  certNo: { type: "string", format: "resident-id" },
  docNo: { type: "string", minLength: 1, maxLength: 64 },
  facts: { type: "string", maxLength: 100 },
  kinds: { type: "array", minItems: 1, uniqueItems: true, items: { type: "string" }, "x-code-set": "kinds" },
  fine: { type: "string", pattern: "^\\d{1,12}(\\.\\d{1,6})?$", "x-unit": "万元" },
  decided: { type: "string", format: "date" },
  until: { type: "string", format: "date" },
  changed: { type: "string", format: "date-time" },
  asReceived: { type: "object", additionalProperties: { type: "string" } },
};

const RULES: readonly Rule[] = [
  { rule: "R3", use: "uscc-prefix", with: { kind: "kind", uscc: "uscc" } },
  { rule: "R4", use: "amount-positive", with: { field: "fine" } },
  { rule: "AMOUNT", use: "amount-over", with: { field: "fine", over: "10000" } },
  { rule: "R5", use: "date-not-after-received", with: { fields: ["decided", "changed"] } },
  { rule: "R5", use: "date-order", with: { from: "decided", to: "until" } },
  { rule: "R5", use: "publicity-max", with: { from: "decided", to: "until", maxMonths: 36 } },
  { rule: "R6", use: "late-report", with: { from: "decided", workingDays: 7 } },
  { rule: "R8", use: "id-in-text", with: { fields: ["facts"] } },
];

function branch(kind: string, then: unknown): unknown {
  return { "x-rule": "R1", if: { properties: { kind: { const: kind } }, required: ["kind"] }, then };
}

const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:test:standard:penalty:1",
  "x-standard": "penalty@1",
  type: "object",
  additionalProperties: false,
  required: ["name", "kind", "docNo", "decided"],
  properties: PROPERTIES,
  allOf: [
    branch("自然人", { required: ["certNo"], properties: { uscc: false } }),
    branch("个体工商户", { anyOf: [{ required: ["uscc"] }, { required: ["regNo"] }] }),
  ],
};

const FIELDS: readonly Field[] = Object.entries(PROPERTIES).map(([name, property]) => ({
  name,
  title: { zh: `“${name}”`, en: name },
  aliases: [],
  type: name === "fine" ? "decimal" : property["format"] === "date" ? "date" : "string",
  ...(property["format"] === undefined ? {} : { format: property["format"] as string }),
  ...(property["x-code-set"] === undefined ? {} : { codeSet: property["x-code-set"] as string }),
  ...(property["x-unit"] === undefined ? {} : { unit: property["x-unit"] as string }),
  sensitivity: "open",
  required: SCHEMA.required.includes(name),
}));

const STANDARD: Standard = {
  id: "penalty@1",
  title: { zh: "处罚", en: "Penalty" },
  identity: ["docNo", "decided"],
  subject: { kind: "kind", uscc: "uscc", businessRegNo: "regNo", certNo: "certNo", name: "name" },
  fields: FIELDS,
  schema: SCHEMA,
  rules: RULES,
};

const GOOD: RecordFields = {
  name: "虚构公司",
  kind: "法人及非法人组织",
  uscc: "91330203674737244W",
  docNo: "虚罚〔2026〕1号",
  decided: "2026-11-16",
  until: "2027-11-16",
};

const validate = compileStandard(STANDARD, CATALOG);
const withdraw = compileWithdrawal(STANDARD, CATALOG);

interface Found {
  readonly code: string;
  readonly field: string;
  readonly params: Readonly<Record<string, string | number>>;
}

function judge(record: RecordFields, check = validate, receivedOn = "2026-11-20"): Found[] {
  const found: Found[] = [];
  check(record, { receivedOn }, (code, field, params = {}) => found.push({ code, field, params }));
  return found;
}

function named(record: RecordFields, receivedOn?: string): string[] {
  return judge(record, validate, receivedOn).map(({ code, field }) => `${code} ${field}`);
}

function without(...fields: string[]): RecordFields {
  return Object.fromEntries(Object.entries(GOOD).filter(([field]) => !fields.includes(field)));
}

test("a time of change within the day of receipt is no future, whatever the clock says", () => {
  assert.deepEqual(judge({ ...GOOD, changed: "2026-11-20T23:59:59+08:00" }), []);
  assert.deepEqual(judge({ ...GOOD, changed: "2026-11-20T15:59:59Z" }), []);
});

test("a withdrawal of the future is refused, since no later version could replace it", () => {
  assert.deepEqual(judge({ ...GOOD, changed: "2026-11-20T08:00:00+08:00" }, withdraw), []);
  const found = judge({ ...GOOD, changed: "2099-01-01T00:00:00+08:00" }, withdraw);
  assert.deepEqual(
    found.map(({ code, field }) => [code, field]),
    [["DATE_FUTURE", "changed"]],
  );
});

test("a good record gives no finding", () => {
  assert.deepEqual(judge(GOOD), []);
  assert.deepEqual(
    judge({ ...GOOD, kinds: ["罚款", "其他-约谈"], fine: "0.000001", asReceived: { uscc: "x" } }),
    [],
  );
});

const ONE_FAULT: readonly { readonly with: RecordFields; readonly finds: string }[] = [
  { with: without("docNo"), finds: "VALUE_REQUIRED docNo" },
  { with: { ...GOOD, docNo: "" }, finds: "VALUE_REQUIRED docNo" },
  { with: { ...GOOD, name: "一".repeat(11) }, finds: "VALUE_TOO_LONG name" },
  { with: { ...GOOD, uscc: "91330203674737245W" }, finds: "ID_USCC uscc" },
  { with: { ...GOOD, regNo: "330203000030630" }, finds: "ID_REGNO regNo" },
  { with: { ...GOOD, orgCode: "674737245" }, finds: "ID_ORG orgCode" },
  { with: { ...GOOD, certNo: "110105194912310021" }, finds: "ID_RESIDENT certNo" },
  { with: { ...GOOD, decided: "2026-11-31" }, finds: "VALUE_FORMAT decided" },
  { with: { ...GOOD, fine: "1,5" }, finds: "VALUE_FORMAT fine" },
  { with: { ...GOOD, kinds: ["罚钱"] }, finds: "VALUE_CODE kinds" },
  { with: { ...GOOD, kinds: ["其他-"] }, finds: "VALUE_CODE kinds" },
  { with: { ...GOOD, kinds: [] }, finds: "VALUE_REQUIRED kinds" },
  { with: { ...GOOD, kinds: ["罚款", "罚款"] }, finds: "VALUE_REPEATED kinds" },
  { with: { ...GOOD, kind: "公司" }, finds: "VALUE_CODE kind" },
  { with: { ...GOOD, secret: "x" }, finds: "FIELD_UNKNOWN " },
  { with: { ...GOOD, decided: "2026-11-21" }, finds: "DATE_FUTURE decided" },
  { with: { ...GOOD, changed: "2026-11-21T00:00:00+08:00" }, finds: "DATE_FUTURE changed" },
  { with: { ...GOOD, changed: "2026-11-20T16:00:00Z" }, finds: "DATE_FUTURE changed" },
  { with: { ...GOOD, until: "2026-11-15" }, finds: "DATE_ORDER until" },
  { with: { ...GOOD, until: "2029-11-17" }, finds: "PUBLICITY_TOO_LONG until" },
  { with: { ...GOOD, fine: "0.00" }, finds: "AMOUNT_NOT_POSITIVE fine" },
  { with: { ...GOOD, uscc: PLACEHOLDER_USCC }, finds: "W_PLACEHOLDER_USCC uscc" },
  { with: { ...GOOD, uscc: "92330203674737244T", kind: "个体工商户" }, finds: "ID_USCC uscc" },
  { with: { ...GOOD, kind: "个体工商户" }, finds: "W_USCC_PREFIX uscc" },
  { with: { ...GOOD, fine: "10000.000001" }, finds: "W_AMOUNT_LARGE fine" },
  { with: { ...GOOD, facts: "当事人身份证号11010519491231002X" }, finds: "W_ID_IN_TEXT facts" },
  { with: { ...without("uscc"), kind: "个体工商户" }, finds: "VALUE_REQUIRED uscc" },
  { with: { ...GOOD, kind: "自然人", certNo: "11010519491231002X" }, finds: "VALUE_FORBIDDEN uscc" },
  { with: { ...without("uscc"), kind: "自然人" }, finds: "VALUE_REQUIRED certNo" },
];

for (const { with: record, finds } of ONE_FAULT) {
  test(`${finds} alone is found in ${JSON.stringify(record)}`, () =>
    assert.deepEqual(named(record), [finds]));
}

test("a publicity period that ends on the last allowed day is not too long", () => {
  assert.deepEqual(judge({ ...GOOD, until: "2029-11-16" }), []);
});

test("late is what comes after the seventh working day, by the calendar of the catalog", () => {
  // Between them lie a holiday on Thursday the 12th and a make-up working day on Saturday the 14th.
  assert.deepEqual(named({ ...GOOD, decided: "2026-11-11" }, "2026-11-20"), []);
  assert.deepEqual(named({ ...GOOD, decided: "2026-11-10" }, "2026-11-20"), ["W_LATE decided"]);
  assert.deepEqual(named({ ...GOOD, decided: "2026-11-10" }, "2026-11-19"), []);
});

test("a record with several faults names each of them once, in the order of the standard, and no warning", () => {
  const record = {
    ...GOOD,
    name: "",
    uscc: "x",
    decided: "2026-12-01",
    until: "2026-11-15",
    fine: "0",
    facts: "11010519491231002X",
  };
  assert.deepEqual(named(record), [
    "VALUE_REQUIRED name",
    "ID_USCC uscc",
    "AMOUNT_NOT_POSITIVE fine",
    "DATE_FUTURE decided",
    "DATE_ORDER until",
  ]);
});

test("a finding names the rule it comes from, and never carries a value of the row", () => {
  const [forbidden] = judge({ ...GOOD, kind: "自然人", certNo: "11010519491231002X" });
  assert.deepEqual(forbidden?.params, { rule: "R1" });
  const [missing] = judge(without("docNo"));
  assert.deepEqual(missing?.params, { rule: "penalty@1" });
  const secret = "机密甲乙丙丁戊己庚辛壬癸";
  for (const field of Object.keys(PROPERTIES)) {
    for (const { params } of judge({ ...GOOD, [field]: secret }))
      assert.ok(!JSON.stringify(params).includes("机密"));
  }
});

test("every parameter that a text asks for is there", () => {
  for (const { with: record } of ONE_FAULT) {
    for (const { code, params } of judge(record)) {
      const { zh, en } = FINDINGS[code as keyof typeof FINDINGS];
      for (const [, name] of `${zh}${en}`.matchAll(/\{(\w+)\}/g))
        assert.ok((name as string) in params, `${code} ${name}`);
    }
  }
});

test("the quick check refuses exactly what the schema refuses, whatever fields come in whatever order", () => {
  const whole = makeAjv([KINDS], { allErrors: true }).compile({ ...SCHEMA, $id: "urn:test:whole" });
  const noRules = compileStandard({ ...STANDARD, rules: [] }, CATALOG);
  const value = fc.constantFrom<RecordFields[string]>(
    ...Object.values(GOOD),
    "自然人",
    "个体工商户",
    "",
    "x",
    ["罚款"],
    ["?"],
    {},
  );
  const name = fc.constantFrom(...Object.keys(PROPERTIES), "secret", "toString", "__proto__");
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { maxLength: 4 }),
      fc.array(fc.tuple(name, value), { maxLength: 3 }),
      (drop, set) => {
        const entries = [...Object.entries(GOOD).filter(([field]) => !drop.includes(field)), ...set];
        const record: RecordFields = JSON.parse(
          `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`,
        );
        const refused = judge(record, noRules).some(({ code }) => !code.startsWith("W_"));
        assert.equal(refused, !whole(record));
      },
    ),
    { numRuns: 2000 },
  );
});

test("a field that is there without a value counts as absent", () => {
  const record = { ...GOOD, facts: undefined, docNo: undefined } as unknown as RecordFields;
  assert.deepEqual(named(record), ["VALUE_REQUIRED docNo"]);
  assert.deepEqual(judge({ ...GOOD, facts: undefined } as unknown as RecordFields), []);
});

test("a withdrawal needs what identifies the record and its subject, and nothing else", () => {
  const few = { docNo: GOOD["docNo"] as string, decided: GOOD["decided"] as string };
  assert.deepEqual(judge({ ...few, uscc: GOOD["uscc"] as string }, withdraw), []);
  assert.deepEqual(judge({ ...few, name: "虚构公司" }, withdraw), []);
  assert.deepEqual(
    judge(few, withdraw).map(({ code, field }) => [code, field]),
    [["VALUE_REQUIRED", "uscc"]],
  );
  assert.deepEqual(
    judge({ uscc: "x", decided: "2026-11-16" }, withdraw).map(({ code, field }) => [code, field]),
    [
      ["ID_USCC", "uscc"],
      ["VALUE_REQUIRED", "docNo"],
    ],
  );
});

const WRONG: readonly { readonly why: string; readonly standard: Standard }[] = [
  {
    why: "an unknown rule",
    standard: { ...STANDARD, rules: [{ rule: "R9", use: "phase-of-moon", with: {} }] },
  },
  {
    why: "a rule named as every object inherits",
    standard: { ...STANDARD, rules: [{ rule: "R9", use: "toString", with: {} }] },
  },
  {
    why: "a rule on a field that is not there",
    standard: { ...STANDARD, rules: [{ rule: "R4", use: "amount-positive", with: { field: "fien" } }] },
  },
  {
    why: "a rule without its setting",
    standard: { ...STANDARD, rules: [{ rule: "R6", use: "late-report", with: { from: "decided" } }] },
  },
  { why: "a misspelt keyword", standard: { ...STANDARD, schema: { ...SCHEMA, requierd: [] } } },
  {
    why: "a field named as every object inherits",
    standard: {
      ...STANDARD,
      schema: { ...SCHEMA, properties: { ...PROPERTIES, constructor: { type: "string" } } },
    },
  },
];

for (const { why, standard } of WRONG) {
  test(`a standard with ${why} stops the start`, () => {
    assert.throws(
      () => compileStandard(standard, CATALOG),
      (refusal) => refusal instanceof Refusal && refusal.code === "CATALOG_INVALID",
    );
  });
}
