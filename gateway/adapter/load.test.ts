import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import type { Catalog, Field } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { adapterFolders, knownTitles, loadAdapters } from "./load.ts";

const root = mkdtempSync(join(tmpdir(), "adapters-"));
after(() => rmSync(root, { recursive: true }));
let folders = 0;

function field(name: string, zh: string, type: Field["type"], more: Partial<Field> = {}): Field {
  return { name, title: { zh, en: name }, aliases: [], type, sensitivity: "open", required: false, ...more };
}

const CATALOG = {
  version: "test",
  digest: "",
  categories: [],
  nodes: [],
  agencies: [
    { id: "some-agency", name: { zh: "某单位", en: "Some agency" }, node: "370100" },
    { id: "bureau", name: { zh: "某机构", en: "Some bureau" }, node: "370100", receivesOnly: true },
  ],
  codeSets: [{ id: "kinds", title: { zh: "类别", en: "Kinds" }, source: "test", codes: [] }],
  items: [{ id: "TEST", standard: "test-list@1" }],
  standards: [
    {
      id: "test-list@1",
      title: { zh: "试验名单", en: "Test list" },
      identity: ["docNo"],
      subject: { uscc: "uscc", name: "name" },
      fields: [
        field("name", "名称", "string", { code: "MC", required: true, mandatoryColumn: true }),
        field("uscc", "统一社会信用代码", "string", { format: "uscc", aliases: ["信用代码"] }),
        field("orgCode", "组织机构代码", "string", { format: "org-code" }),
        field("personCertNo", "证件号码", "string"),
        field("docNo", "文号", "string", { required: true }),
        field("kind", "类别", "code", { codeSet: "kinds" }),
        field("amount", "金额(万元)", "decimal", { unit: "万元" }),
        field("day", "日期", "date"),
      ],
      schema: {},
      rules: [],
    },
  ],
  calendar: { source: "test", years: [], holidays: [], workdays: [] },
} as unknown as Catalog;

const HEAD = `
version: 1.0.0
title: { zh: 试验, en: Test }
agency: some-agency
item: TEST
standard: test-list@1
door: sftp
delivery: snapshot
decode: { format: csv, charset: utf-8 }
`;

function load(declarations: Readonly<Record<string, string>>) {
  folders += 1;
  const folder = join(root, String(folders));
  for (const [id, text] of Object.entries(declarations)) {
    mkdirSync(join(folder, id), { recursive: true });
    writeFileSync(join(folder, id, "adapter.yaml"), text);
  }
  return loadAdapters(folder, CATALOG);
}

const one = (more: string, head = HEAD) => {
  const [adapter] = load({ "cities/one": `adapter: cities/one${head}${more}` });
  assert.ok(adapter);
  return adapter;
};

function faults(more: string, head = HEAD): string {
  try {
    one(more, head);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.equal(error.code, "CATALOG_INVALID");
    return String(error.params["detail"]);
  }
  return "";
}

test("what a declaration leaves unsaid comes from the standard", () => {
  const { map } = one("");
  const of = (name: string) => map.find((entry) => entry.field === name);
  assert.deepEqual(of("name"), {
    field: "name",
    columns: ["MC", "名称"],
    mandatory: true,
    apply: [{ name: "text" }],
  });
  assert.deepEqual(of("uscc")?.columns, ["统一社会信用代码", "信用代码"]);
  assert.deepEqual(of("uscc")?.apply, [{ name: "identifier" }]);
  assert.deepEqual(of("orgCode")?.apply, [{ name: "identifier", options: { hyphens: "strip" } }]);
  assert.deepEqual(of("personCertNo")?.apply, [{ name: "identifier" }]);
  assert.deepEqual(of("docNo")?.apply, [{ name: "document-number" }]);
  assert.deepEqual(of("kind"), {
    field: "kind",
    columns: ["类别"],
    mandatory: false,
    apply: [{ name: "code" }],
    codeSet: "kinds",
  });
  assert.deepEqual(of("day")?.apply, [{ name: "date", options: { month: "first" } }]);
});

test("dates of a workbook may be day numbers, also where other forms are declared", () => {
  const { map } = one(
    "map: { day: { apply: [{ date: { longTerm: true } }] } }",
    HEAD.replace("format: csv", "format: xlsx"),
  );
  assert.deepEqual(map.find((entry) => entry.field === "day")?.apply, [
    { name: "date", options: { serial: true, month: "first", longTerm: true } },
  ]);
});

test("a derivation stands behind the field's own transform, and frees the column of being mandatory", () => {
  const { map } = one("map: { name: { apply: [{ copy-of: { field: docNo } }] } }");
  assert.deepEqual(map[0]?.apply, [{ name: "text" }, { name: "copy-of", options: { field: "docNo" } }]);
  assert.equal(map[0]?.mandatory, false);
});

test("the same declaration has the same digest, another one another", () => {
  assert.equal(one("").digest, one("# a comment").digest);
  assert.notEqual(one("").digest, one("ignore: [序号]").digest);
  assert.match(one("").digest, /^[0-9a-f]{64}$/);
});

test("every title of an adapter is known to the readers of keyed formats", () => {
  const titles = knownTitles(
    one("operation: { columns: [opt_type], put: [I], withdraw: [D] }\nignore: [序号]"),
  );
  for (const title of ["MC", "信用代码", "opt_type", "序号"]) assert.ok(titles.includes(title), title);
});

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["an unknown key", "colour: red", /colour: unknown key/],
  ["an unknown key inside", "map: { name: { column: [x] } }", /map\.name\.column: unknown key/],
  ["an unknown field", "map: { colour: {} }", /map\.colour: test-list@1 has no such field/],
  ["an unknown transform", "map: { name: { apply: [upper] } }", /map\.name\.apply\[0\]: one of text, /],
  [
    "a misspelt option",
    "map: { day: { apply: [{ date: { longterm: true } }] } }",
    /date\.longterm: unknown key/,
  ],
  [
    "an option of another type",
    "map: { day: { apply: [{ date: { longTerm: 长期 } }] } }",
    /date\.longTerm: must be boolean/,
  ],
  ["a missing option", "map: { amount: { apply: [decimal, { unit: { from: 元 } }] } }", /unit\.to: give it/],
  [
    "an unknown unit",
    "map: { amount: { apply: [decimal, { unit: { from: 角, to: 万元 } }] } }",
    /unit\.from: 元, 万元/,
  ],
  [
    "a unit against the standard",
    "map: { amount: { apply: [decimal, { unit: { from: 万元, to: 元 } }] } }",
    /counts in 万元/,
  ],
  ["a title of two fields", "map: { docNo: { columns: [名称] } }", /title 名称 also leads to map\.name/],
  ["a title both mapped and ignored", "ignore: [ＭＣ]", /title ＭＣ also leads to map\.name/],
  ["a required field left out", "omit: [docNo]", /omit\.docNo: the standard requires/],
  ["a field both mapped and left out", "map: { day: {} }\nomit: [day]", /declared in map as well/],
  ["a field without any source", "map: { day: { only: true } }", /map\.day: give columns/],
  [
    "a derivation in the middle",
    "map: { name: { apply: [{ copy-of: { field: docNo } }, text] } }",
    /it comes last/,
  ],
  [
    "a derivation from nowhere",
    "map: { name: { apply: [{ copy-of: { field: colour } }] } }",
    /has no field colour/,
  ],
  [
    "a ring of derivations",
    "map: { name: { apply: [{ copy-of: { field: docNo } }] }, docNo: { apply: [{ copy-of: { field: name } }] } }",
    /derives from itself/,
  ],
  [
    "a code set that is not there",
    "map: { kind: { codeSet: nothing } }",
    /code set nothing is not in the catalog/,
  ],
  ["a number without quotes", "map: { name: { constant: 1 } }", /put quotes around numbers/],
  ["a key that comes twice", "omit: []\nomit: []", /line \d+: Map keys must be unique/],
  ["a YAML alias", "nulls: &a [x]\nignore: *a", /aliases are not allowed/],
];

for (const [what, more, expected] of WRONG) {
  test(`${what} is told with its place and its remedy`, () => {
    assert.match(faults(more), expected);
  });
}

test("an adapter names its folder, an agency, an item and that item's standard", () => {
  assert.match(faults("", HEAD.replace("some-agency", "nobody")), /agency: nobody is not in/);
  assert.match(faults("", HEAD.replace("some-agency", "bureau")), /agency: bureau receives only/);
  assert.match(faults("", HEAD.replace("item: TEST", "item: OTHER")), /item: OTHER is not an item/);
  assert.match(
    faults("", HEAD.replace("test-list@1", "test-list@2")),
    /standard: item TEST is exchanged by test-list@1/,
  );
  assert.throws(
    () => load({ "cities/one": `adapter: cities/two${HEAD}` }),
    /must be the folder's name, cities\/one/,
  );
});

test("the format and its options fit together", () => {
  const decode = (options: string) => faults("", HEAD.replace("format: csv, charset: utf-8", options));
  assert.match(decode("format: xml, charset: utf-8"), /decode\.rowElement/);
  assert.match(decode("format: csv, charset: utf-8, sheet: 0"), /decode\.sheet: only for xlsx/);
  assert.match(decode("format: json, charset: utf-8, titleRows: 1"), /decode\.titleRows/);
  assert.match(decode("format: xlsx, charset: gb18030"), /decode\.charset/);
  assert.match(decode("format: csv, charset: gbk"), /decode\.charset: one of utf-8, gb18030/);
  assert.match(decode('format: csv, charset: utf-8, delimiter: "."'), /decode\.delimiter/);
});

test("all faults of all files are told at once", () => {
  assert.throws(
    () =>
      load({ "cities/one": `adapter: cities/one${HEAD}ignore: [名称]\ncolour: red`, "province/two": "[]" }),
    (error: unknown) =>
      error instanceof Refusal &&
      ["cities/one/adapter.yaml colour", "title 名称", "province/two/adapter.yaml"].every((part) =>
        String(error.params["detail"]).includes(part),
      ),
  );
});

test("folders without a declaration are no adapters", () => {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(join(folder, "cities", "notes"), { recursive: true });
  assert.deepEqual(adapterFolders(folder), []);
  assert.deepEqual(loadAdapters(join(folder, "nowhere"), CATALOG), []);
});
