import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { loadCatalog, readCatalog } from "./load.ts";
import { LOCK_FILE, lockOf, renewLock } from "./lock.ts";
import { copyCatalog } from "./test-catalog.ts";

const copy = copyCatalog();
after(copy.remove);
const lock = join(copy.folder, LOCK_FILE);
before(() => writeFileSync(lock, lockOf(loadCatalog(copy.folder))));

const STANDARD = "standards/wage-arrears/v1.schema.json";
const COMMON = "standards/common/v1.schema.json";

const told = () => readCatalog(copy.folder).problems.map(({ file, place, en }) => ({ file, place, en }));

test("a catalog that is as it was published is sound", () => {
  assert.deepEqual(told(), []);
});

test("what a published standard decides cannot change without a new version", () => {
  const [problem, ...others] = copy.changed(STANDARD, /"maxLength": \d+/, '"maxLength": 7', told);
  assert.deepEqual(others, []);
  assert.equal(problem?.file, STANDARD);
  assert.match(problem?.en ?? "", /must not change.*wage-arrears@2/);
});

test("nor by way of a common definition, which every standard that uses it tells", () => {
  const problems = copy.changed(COMMON, /"maxLength": \d+/, '"maxLength": 11', told);
  assert.ok(problems.filter(({ en }) => en.includes("must not change")).length > 1);
});

test("a change of wording is told until it is recorded, and recording it takes nothing else", () => {
  copy.changed(STANDARD, /"description": "[^"]*/, "$&.", () => {
    assert.match(told()[0]?.en ?? "", /wording has changed/);
    const before = readFileSync(lock, "utf8");
    const renewed = renewLock(copy.folder, readCatalog(copy.folder).catalog);
    assert.deepEqual([renewed.problems, renewed.added], [[], []]);
    writeFileSync(lock, renewed.text);
    assert.deepEqual(told(), []);
    writeFileSync(lock, before);
  });
  copy.changed(STANDARD, /"maxLength": \d+/, '"maxLength": 7', () => {
    assert.equal(renewLock(copy.folder, readCatalog(copy.folder).catalog).problems.length, 1);
  });
});

test("a published standard that is gone is missed; a line that is none is told", () => {
  const before = readFileSync(lock, "utf8");
  const digest = "0".repeat(64);
  writeFileSync(lock, `${before}old-form@1 ${digest} ${digest}\nold-form@1\n`);
  const places = told().map(({ file, place }) => `${file} ${place}`);
  writeFileSync(lock, before);
  assert.equal(places.length, 2);
  assert.match(places[0] ?? "", /^published\.lock line \d+$/);
  assert.equal(places[1], "published.lock old-form@1");
});

test("a standard that is not listed is a draft", () => {
  const before = readFileSync(lock, "utf8");
  writeFileSync(lock, before.replace(/^wage-arrears@1 .*\n/m, ""));
  const problems = copy.changed(STANDARD, /"maxLength": \d+/, '"maxLength": 7', told);
  writeFileSync(lock, before);
  assert.deepEqual(problems, []);
});
