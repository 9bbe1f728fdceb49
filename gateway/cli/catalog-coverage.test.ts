import assert from "node:assert/strict";
import { after, test } from "node:test";

import type { System } from "../catalog/systems.ts";
import { copyCatalog } from "../catalog/test-catalog.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../data.ts";
import { coverage, coverageOf, shownCoverage, standingOf } from "./catalog-coverage.ts";

const covered = coverageOf({ catalog: CATALOG_FOLDER, adapters: ADAPTERS_FOLDER });

test("every system of the plans is served, or there is a reason why not", () => {
  assert.deepEqual(covered.missing, []);
  assert.deepEqual(covered.problems, []);
  assert.equal(covered.served + covered.reasoned, covered.rows);
});

test("every item and every adapter serves a system that the plans name", () => {
  assert.deepEqual(covered.unplaced, { items: [], adapters: [] });
});

const copy = copyCatalog();
after(copy.remove);

/** Exit code and answer while `from` stands as `to` in systems.yaml. */
function answerAfter(from: string | RegExp, to: string) {
  const told: string[] = [];
  const folders = { catalog: copy.folder, adapters: ADAPTERS_FOLDER };
  const code = copy.changed("systems.yaml", from, to, () =>
    coverage(folders, true, (line) => told.push(line)),
  );
  return {
    code,
    answer: JSON.parse(told.join("")) as { missing: string[]; problems: { line: number; place: string }[] },
  };
}

test("coverage fails and names the row when nothing serves it any more", () => {
  const { code, answer } = answerAfter(
    /(id: biz\.statistics\n(?: {4}.*\n)*?) {4}servedBy:\n(?: {6}.*\n)+/,
    "$1",
  );
  assert.equal(code, 1);
  assert.deepEqual(answer.missing, ["biz.statistics"]);
});

test("coverage fails when a row names an adapter that is not there", () => {
  const { code, answer } = answerAfter("cities/qingdao-penalties", "cities/qingdao-penalty");
  assert.equal(code, 1);
  assert.match(answer.problems[0]?.place ?? "", /^\/systems\/\d+\/servedBy\/adapters\/0$/);
  assert.ok((answer.problems[0]?.line ?? 0) > 1);
});

const text = { zh: "示例", en: "Example" };
const row = (given: Partial<System>): System => ({
  id: "test.row",
  name: text,
  plans: ["N"],
  section: "8.1",
  kind: "sector",
  owner: text,
  flow: "gives",
  ...given,
});
const reason = (status: "PROHIBITED" | "RESTRICTED" | "REASSIGNED") => [
  { what: text, status, reason: text, source: "test" },
];

test("a row that gives is served by an item, an adapter, a route or an operation that takes in", () => {
  for (const servedBy of [
    { items: ["XZCF"] },
    { adapters: ["cities/jinan-penalties"] },
    { routes: ["370100→370000"] },
    { api: ["POST /v1/records"] },
  ])
    assert.equal(standingOf(row({ servedBy })), "served");
  assert.equal(standingOf(row({})), "missing");
});

test("a row that gives and may only ask is not served", () => {
  assert.equal(standingOf(row({ servedBy: { api: ["POST /v1/queries"] } })), "missing");
  assert.equal(standingOf(row({ flow: "takes", servedBy: { api: ["POST /v1/queries"] } })), "served");
});

test("a reason answers for a row of which nothing is exchanged, and for no other", () => {
  assert.equal(standingOf(row({ flow: "none", notCollectable: reason("PROHIBITED") })), "reasoned");
  assert.equal(standingOf(row({ flow: "gives", notCollectable: reason("RESTRICTED") })), "missing");
  assert.equal(standingOf(row({ flow: "none" })), "missing");
});

test("that another owner gathers it is no reason to leave it out", () => {
  assert.equal(standingOf(row({ flow: "none", notCollectable: reason("REASSIGNED") })), "missing");
});

test("every sector that gives has an adapter that reads one of its items", () => {
  assert.deepEqual(covered.withoutAdapter, []);
});

test("the table names the rows that are missing", () => {
  const bare = row({ id: "test.bare" });
  const shown = shownCoverage({ ...covered, systems: [bare], missing: ["test.bare"] });
  assert.match(shown, /test\.bare .*\n +Example\n +缺 MISSING/);
});
