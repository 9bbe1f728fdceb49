import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { loadCatalog, readCatalog } from "./load.ts";

const REAL = join(import.meta.dirname, "../../catalog");

let copy: string;
before(() => {
  copy = mkdtempSync(join(tmpdir(), "xinqiao-catalog-"));
  cpSync(REAL, copy, { recursive: true });
});
after(() => rmSync(copy, { recursive: true, force: true }));

/** The places at which the copy is wrong once `from` stands as `to` in one file. */
function placesAfter(file: string, from: string | RegExp, to: string): string[] {
  const path = join(copy, file);
  const sound = readFileSync(path, "utf8");
  const changed = sound.replace(from, to);
  assert.notEqual(changed, sound, `nothing to change in ${file}`);
  writeFileSync(path, changed);
  try {
    return readCatalog(copy).problems.map((problem) => `${problem.file} ${problem.place}`);
  } finally {
    writeFileSync(path, sound);
  }
}

test("the catalog of this repository is sound", () => {
  const catalog = loadCatalog(REAL);
  assert.equal(catalog.categories.length, 12);
  assert.equal(
    catalog.nodes.filter((node) => node.tier === "municipal" && node.withdrawn === undefined).length,
    16,
  );
  assert.deepEqual(
    catalog.standards.map((standard) => standard.id),
    [
      "abnormal-operations@1",
      "administrative-penalty@1",
      "administrative-permit@1",
      "enterprise-registration@1",
      "judgment-defaulter@1",
      "wage-arrears@1",
    ],
  );
});

test("the digest stays while the catalog stays, and changes with any value", () => {
  const { digest } = loadCatalog(copy);
  assert.match(digest, /^[0-9a-f]{64}$/);
  assert.equal(loadCatalog(REAL).digest, digest);
  const path = join(copy, "codesets/severity.yaml");
  const sound = readFileSync(path, "utf8");
  writeFileSync(path, sound.replace("轻微失信", "轻微的失信"));
  assert.notEqual(loadCatalog(copy).digest, digest);
  writeFileSync(path, `# a remark\n${sound}`);
  assert.equal(loadCatalog(copy).digest, digest);
  writeFileSync(path, sound);
});

test("the traffic of a withdrawn city and districts is named an heir", () => {
  const catalog = loadCatalog(REAL);
  assert.equal(catalog.nodes.find((node) => node.id === "371200")?.withdrawn?.routedTo, "370100");
  const divisions = catalog.codeSets.find((set) => set.id === "divisions")?.codes ?? [];
  const heir = (code: string) => divisions.find((one) => one.code === code)?.replacedBy;
  assert.deepEqual([heir("371200"), heir("371202"), heir("371203")], ["370100", "370116", "370117"]);
});

test("a field carries code, titles, length, unit and how far it may be shown", () => {
  const penalty = loadCatalog(REAL).standards.find((standard) => standard.id === "administrative-penalty@1");
  const field = (name: string) => penalty?.fields.find((one) => one.name === name);
  assert.deepEqual(
    [field("fineAmount")?.type, field("fineAmount")?.unit, field("fineAmount")?.code],
    ["decimal", "万元", "CF_NR_FK"],
  );
  assert.equal(field("penaltyKinds")?.type, "codes");
  assert.equal(field("decisionDate")?.type, "date");
  assert.equal(field("sourceUpdatedAt")?.type, "datetime");
  assert.equal(field("subjectCertNo")?.sensitivity, "personal");
  assert.equal(field("decisionDocNo")?.mandatoryColumn, true);
  assert.equal(field("asReceived"), undefined);
  assert.doesNotMatch(JSON.stringify(penalty?.schema), /"\$ref"/);
});

test("code 2 and code 3 are found by the name in brackets, never by the number", () => {
  for (const { id, fields } of loadCatalog(REAL).standards) {
    const columns = fields.flatMap(({ title, aliases }) => [title.zh, ...aliases]);
    assert.deepEqual(
      columns.filter((column) => /代码_[23]$/.test(column)),
      [],
      id,
    );
  }
});

const ITEM = "items/double-publicity/XZCF.yaml";
const STANDARD = "standards/administrative-penalty/v1.schema.json";
const COMMON = "standards/common/v1.schema.json";

const MISTAKES: readonly (readonly [
  why: string,
  file: string,
  from: string | RegExp,
  to: string,
  place: string,
])[] = [
  ["an unknown key of an item", ITEM, "negative:", "negativ: true\nnegative:", "/negativ"],
  ["an item without a legal basis", ITEM, /legalBasis:\n( .*\n)+/, "legalBasis: []\n", "/legalBasis"],
  ["an item without a responsible unit", ITEM, /responsibleUnit:.*\n/, "", "/"],
  ["a text in one language", ITEM, ", en: Administrative penalties", "", "/title"],
  ["figures without quotes", ITEM, 'version: "1"', "version: 1", "/version"],
  ["a category that is not there", ITEM, "category: administrative", "category: administration", "/category"],
  ["a standard that is not there", ITEM, "administrative-penalty@1", "administrative-penalty@9", "/standard"],
  ["an active item without a standard", ITEM, /standard:.*\n/, "", "/standard"],
  [
    "an item that rises below where it is collected",
    ITEM,
    "collectedAt: municipal\nrisesTo: national",
    "collectedAt: national\nrisesTo: municipal",
    "/risesTo",
  ],
  ["an item under another file name", ITEM, "id: XZCF", "id: XZCG", "/id"],
  [
    "a prohibited item without a reason",
    "items/health/JHSY.yaml",
    /statusReason:\n( {2}.*\n)+/,
    "",
    "/statusReason",
  ],
  ["dishonest conduct without a publication rule", ITEM, /publication:\n( {2}.*\n)+/, "", "/publication"],
  [
    "a publication period from a field that is not there",
    ITEM,
    "startsAt: decisionDate",
    "startsAt: decidedOn",
    "/publication/startsAt",
  ],
  [
    "a reporting term that differs from the standard's",
    ITEM,
    "workingDays: 7",
    "workingDays: 8",
    "/reportWithin/workingDays",
  ],
  [
    "an active item whose every basis is repealed",
    "items/market-supervision/JYYC.yaml",
    /legalBasis:\n( .*\n)+/,
    'legalBasis: [{ type: law, name: x, repealedOn: "2020" }]\n',
    "/legalBasis",
  ],
  ["a day that does not exist", ITEM, '"2021-07-15"', '"2021-02-30"', "/legalBasis/0"],
  [
    "a mark on an entry that the item lacks",
    ITEM,
    "unverified: [legalBasis",
    "unverified: [basis",
    "/unverified/0",
  ],
  ["a broken YAML file", ITEM, "title: {", "title: ] {", "line 2"],
  ["a second root", "nodes.yaml", 'parent: "100000"', "parent: null", "/nodes"],
  ["a node below itself", "nodes.yaml", /(id: "370100".*parent: )"370000"/, '$1"370100"', "370100"],
  ["a node without its parent", "nodes.yaml", /(id: "370100".*parent: )"370000"/, '$1"379900"', "370100"],
  ["an heir that is not there", "nodes.yaml", 'routedTo: "370100"', 'routedTo: "379900"', "371200"],
  ["a node named twice", "nodes.yaml", 'id: "370200"', 'id: "370300"', "370300"],
  [
    "an agency at a node that is not there",
    "agencies.yaml",
    'node: "370200"',
    'node: "379900"',
    "qingdao-credit",
  ],
  ["an agency at a withdrawn node", "agencies.yaml", 'node: "370200"', 'node: "371200"', "qingdao-credit"],
  [
    "an agency with a wrong check character",
    "agencies.yaml",
    /uscc: "(.{17})."/,
    'uscc: "$10"',
    "jinan-credit",
  ],
  ["a make-up working day that is none", "calendar.yaml", '- "2024-02-04"', '- "2024-02-05"', "2024-02-05"],
  ["a holiday of a year not listed", "calendar.yaml", '- "2024-01-01"', '- "2023-01-01"', "2023-01-01"],
  ["a code named twice", "codesets/severity.yaml", "code: general", "code: minor", "minor"],
  ["an alias that fits two codes", "codesets/severity.yaml", "[一般失信]", "[轻微]", "general"],
  [
    "a successor that is not in the set",
    "codesets/divisions.yaml",
    'replacedBy: "370116"',
    'replacedBy: "370199"',
    "371202",
  ],
  ["a code set under another file name", "codesets/severity.yaml", "id: severity", "id: graveness", "/id"],
  [
    "a rule for a field that is not there",
    STANDARD,
    '"field": "fineAmount"',
    '"field": "fine"',
    "/x-rules/1/with/field",
  ],
  ["a rule that is not known", STANDARD, '"use": "uscc-prefix"', '"use": "uscc-suffix"', "/x-rules/0/use"],
  ["a parameter that is not known", STANDARD, '"over": "10000"', '"above": "10000"', "/x-rules/3/with/above"],
  ["a date rule on what is no date", STANDARD, '"to": "validUntil"', '"to": "content"', "/x-rules/5/with/to"],
  [
    "an identity field that is not there",
    STANDARD,
    '"x-identity": ["decisionDocNo"',
    '"x-identity": ["docNo"',
    "/x-identity/0",
  ],
  [
    "an identity field that may be absent",
    STANDARD,
    '"x-identity": ["decisionDocNo"',
    '"x-identity": ["remarks"',
    "/x-identity/0",
  ],
  [
    "a required field that is not there",
    STANDARD,
    /"required": \[\s*"subjectName"/,
    '"required": ["subjectTitle"',
    "/required/0",
  ],
  [
    "a subject field that is not there",
    STANDARD,
    '"name": "subjectName"',
    '"name": "who"',
    "/x-subject/name",
  ],
  [
    "a version field that is no time",
    STANDARD,
    '"x-version-field": "sourceUpdatedAt"',
    '"x-version-field": "decisionDate"',
    "/x-version-field",
  ],
  [
    "a code set that is not there",
    STANDARD,
    '"x-code-set": "penalty-kinds"',
    '"x-code-set": "fines"',
    "/properties/penaltyKinds/x-code-set",
  ],
  [
    "a property name that the program keeps",
    STANDARD,
    '"penaltyName": {',
    '"withdrawn": {',
    "/properties/withdrawn",
  ],
  [
    "a field without an English title",
    STANDARD,
    '"x-title-en": "Kind of violation",',
    "",
    "/properties/violationType",
  ],
  ["a field without a bound", STANDARD, '"maxLength": 200,', "", "/properties/licenceAffected"],
  ["an amount without its unit", STANDARD, /"x-unit": "万元",/, "", "/properties/fineAmount"],
  [
    "one column for two fields",
    STANDARD,
    '"x-code": "CF_WFXW"',
    '"x-code": "CF_WSH"',
    "/properties/violationType",
  ],
  [
    "a misspelt annotation",
    STANDARD,
    '"x-sensitivity": "open"',
    '"x-sensitivty": "open"',
    "/properties/subjectName/x-sensitivty",
  ],
  [
    "a definition that is not there",
    STANDARD,
    "common:1#/$defs/money",
    "common:1#/$defs/cash",
    "/properties/fineAmount",
  ],
  [
    "an assertion beside a $ref",
    STANDARD,
    '"x-unit": "万元",',
    '"x-unit": "万元", "maxLength": 5,',
    "/properties/fineAmount/maxLength",
  ],
  [
    "a condition on a field that is not there",
    STANDARD,
    '"required": ["licenceAffected"]',
    '"required": ["licence"]',
    "/allOf/11/then",
  ],
  [
    "another id than the file's",
    STANDARD,
    "urn:xinqiao:standard:administrative-penalty:1",
    "urn:xinqiao:standard:penalty:1",
    "/$id",
  ],
  ["a broken JSON file", STANDARD, "{", "{{", "/"],
  [
    "a definition with a misspelt keyword",
    COMMON,
    /"minLength": 1,\s*"format": "date",/,
    '"minLenght": 1, "format": "date",',
    "/properties/decisionDate/minLenght",
  ],
];

for (const [why, file, from, to, place] of MISTAKES) {
  test(`${why} is named with its place`, () => {
    const places = placesAfter(file, from, to);
    const wanted = file === COMMON ? `${STANDARD} ${place}` : `${file} ${place}`;
    assert.ok(places.includes(wanted), `told: ${places.join("; ") || "nothing"}`);
  });
}

test("a missing file is named", () => {
  const path = join(copy, "calendar.yaml");
  renameSync(path, `${path}.away`);
  const { problems } = readCatalog(copy);
  renameSync(`${path}.away`, path);
  assert.deepEqual(
    problems.map(({ file, place }) => `${file} ${place}`),
    ["calendar.yaml /"],
  );
});

test("all mistakes are told at once, and what follows from a broken file is not", () => {
  const path = join(copy, "agencies.yaml");
  const agencies = readFileSync(path, "utf8");
  writeFileSync(path, agencies.replace('node: "370200"', "node: 370200"));
  const places = placesAfter("categories.yaml", "id: contract", "id: Contract");
  writeFileSync(path, agencies);
  assert.deepEqual(places, ["categories.yaml /categories/6/id", "agencies.yaml /agencies/8/node"]);
});

test("a wrong catalog is refused, and the refusal says where in both languages", () => {
  const path = join(copy, ITEM);
  const sound = readFileSync(path, "utf8");
  writeFileSync(path, sound.replace("category: administrative", "category: administration"));
  try {
    assert.throws(
      () => loadCatalog(copy),
      (error) =>
        error instanceof Refusal &&
        error.code === "CATALOG_INVALID" &&
        String(error.params["detail"]).startsWith(`${ITEM} /category: 没有信息类别 administration`),
    );
  } finally {
    writeFileSync(path, sound);
  }
});
