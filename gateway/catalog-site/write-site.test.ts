import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { after, test } from "node:test";

import { Ajv2020 } from "ajv/dist/2020.js";

import { ADAPTERS_FOLDER, CATALOG_FOLDER, loadData } from "../data.ts";
import { both, html } from "./markup.ts";
import { fileOf } from "./page.ts";
import { gather } from "./shown.ts";
import { writeSite } from "./write-site.ts";

const out = mkdtempSync(join(tmpdir(), "xinqiao-site-"));
after(() => rmSync(out, { recursive: true }));
const known = loadData();
const { catalog } = known;
const shown = gather(known, { catalog: CATALOG_FOLDER, adapters: ADAPTERS_FOLDER }, []);
const written = await writeSite(shown, out, "2026-11-23");
const paths = readdirSync(out, { recursive: true, encoding: "utf8" });
const pages = paths.filter((path) => path.endsWith(".html"));
const read = (path: string) => readFileSync(join(out, path), "utf8");

test("every item, standard and code set has its page", () => {
  const there = new Set(pages);
  assert.equal(pages.length, written.pages);
  for (const { id } of catalog.items) assert.ok(there.has(`items/${id}.html`), id);
  for (const { id } of catalog.standards) assert.ok(there.has(`standards/${fileOf(id)}.html`), id);
  for (const { id } of catalog.codeSets) assert.ok(there.has(`codesets/${id}.html`), id);
});

test("every link leads to a file of the site, and to a place in it", () => {
  const ids = new Map<string, Set<string>>();
  const idsIn = (path: string) => {
    const found =
      ids.get(path) ?? new Set([...read(path).matchAll(/ id="([^"]+)"/g)].map((one) => one[1] ?? ""));
    ids.set(path, found);
    return found;
  };
  const files = new Set(paths);
  const dead: string[] = [];
  for (const path of pages)
    for (const [, to = ""] of read(path).matchAll(/(?:href|src)="([^"]+)"/g)) {
      const [file = "", anchor] = to.split("#");
      const target = file === "" ? path : normalize(join(dirname(path), file));
      if (!files.has(target) || (anchor !== undefined && !idsIn(target).has(anchor)))
        dead.push(`${path} → ${to}`);
    }
  assert.deepEqual(dead, []);
});

test("no page carries a script, a style or anything from elsewhere", () => {
  for (const path of pages) {
    const text = read(path);
    assert.doesNotMatch(
      text,
      /<script(?! src=")|<style| style="| on[a-z]+="|(?:src|href)="(?:[a-z]+:)?\/\//i,
      path,
    );
    assert.match(text, /default-src &#39;none&#39;/);
  }
  assert.doesNotMatch(read("site.css"), /url\(|@import/);
});

test("what the catalog says is shown as text, whatever stands in it", () => {
  const text = html`<b title="${'"><script>'}">${both({ zh: "<i>&", en: "'" })}</b>`.markup;
  assert.equal(
    text,
    '<b title="&quot;&gt;&lt;script&gt;">&lt;i&gt;&amp; <span class="en" lang="en">&#39;</span></b>',
  );
});

test("what is prohibited says so and why, and has no template", () => {
  const item = catalog.items.find(({ status }) => status === "PROHIBITED");
  assert.ok(item?.statusReason);
  const text = read(`items/${item.id}.html`);
  assert.ok(text.includes("禁止归集") && text.includes(html`${item.statusReason.zh}`.markup));
  assert.ok(!existsSync(join(out, "templates", `${item.id}.xlsx`)));
});

test("what is not verified is marked", () => {
  for (const standard of catalog.standards) {
    const open = standard.fields.filter(({ unverified }) => unverified).length;
    const marks = read(`standards/${fileOf(standard.id)}.html`).match(/class="mark warn"/g) ?? [];
    assert.equal(marks.length, open, standard.id);
  }
});

for (const { id } of catalog.standards)
  test(`a stranger's validator judges by the plain schema of ${id}`, () => {
    const schema = JSON.parse(read(`schemas/${fileOf(id)}.schema.json`)) as Record<string, unknown>;
    assert.ok(!JSON.stringify(schema).includes('"$ref"'));
    const validate = new Ajv2020({ strict: false, logger: false }).compile(schema);
    const examples = shown.examplesOf(id).filter(({ name }) => name.startsWith("valid-"));
    for (const { name, text } of examples)
      assert.ok(validate(JSON.parse(text)), `${name}: ${JSON.stringify(validate.errors)}`);
    assert.ok(!validate({}), "an empty record passes");
    const [first] = examples;
    const set = catalog.standards
      .find((one) => one.id === id)
      ?.fields.find(({ type, codeSet }) => type === "code" && codeSet);
    const isOpen = catalog.codeSets.find((one) => one.id === set?.codeSet)?.openPrefix !== undefined;
    if (first && set && !isOpen)
      assert.ok(!validate({ ...(JSON.parse(first.text) as object), [set.name]: "没有的代码" }), set.name);
  });

test("the search index names every item and every field's code", () => {
  const [, json = ""] = /^window\.XINQIAO_INDEX = (.*);\n$/s.exec(read("search-index.js")) ?? [];
  const entries = JSON.parse(json) as readonly (readonly string[])[];
  assert.ok(entries.some(([zh, , code]) => zh === "行政处罚信息" && code === "XZCF"));
  assert.ok(entries.some(([, , code]) => code === "CF_XDR_MC subjectName"));
  const files = new Set(paths);
  for (const [, , , , to = ""] of entries) assert.ok(files.has(to.split("#")[0] ?? ""), to);
});
