import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { readCatalog } from "./load.ts";
import { readSystems, SYSTEMS_FILE } from "./systems.ts";
import { copyCatalog } from "./test-catalog.ts";

const copy = copyCatalog();
after(copy.remove);
const { catalog } = readCatalog(copy.folder);
const BEYOND = { adapters: [], operations: new Set<string>() };

/** The places that are told while `from` stands as `to`. */
function placesAfter(from: string | RegExp, to: string, beyond = {}): string[] {
  return copy.changed(SYSTEMS_FILE, from, to, () =>
    readSystems(copy.folder, catalog, beyond).problems.map(({ place }) => place),
  );
}

test("every row of the plans is read, in all eight parts, and nothing in it is wrong", () => {
  const { systems, problems } = readSystems(copy.folder, catalog);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [...new Set(systems.map(({ section }) => section))],
    ["8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7", "8.8"],
  );
  const count = (start: string) => systems.filter(({ id }) => id.startsWith(start)).length;
  assert.equal(count("sd.city."), 17, "sixteen cities and the withdrawn one");
  assert.equal(count("area."), 18, "key areas");
  assert.equal(count("person."), 25, "21 groups of the outline, two of Shandong, two of its talent project");
  assert.equal(count("biz.intermediary."), 13, "classes of intermediaries");
});

const MISTAKES: readonly (readonly [why: string, from: string | RegExp, to: string, place: string])[] = [
  ["a system named twice", "- id: nat.uscc", "- id: nat.network", "/systems/1/id"],
  ["a key that is not known", "flow: both", "flows: both", "/systems/0/flows"],
  ["a plan that is none", "plans: [N, S]", "plans: [N, X]", "/systems/0/plans/1"],
  [
    "an operation named twice",
    "api: [POST /node/v1/transfers,",
    "api: [POST /node/v1/queries,",
    "/systems/0/servedBy/api",
  ],
  ["a node that is not there", '["370000→100000"', '["370000→990000"', "/systems/0/servedBy/routes/0"],
  ["nodes that are not neighbours", '["370000→100000"', '["370100→100000"', "/systems/0/servedBy/routes/0"],
  ["an item that is not there", "items: [JHSY]", "items: [JHSX]", "/notCollectable/0/items/0"],
  ["an item whose status is another", "items: [JHSY]", "items: [XZCF]", "/notCollectable/0/items/0"],
  [
    "a prohibited item that is said to serve",
    "    servedBy:\n      routes:",
    "    servedBy:\n      items: [JHSY]\n      routes:",
    "/systems/0/servedBy/items/0",
  ],
  [
    "an item that is said to serve and is not there",
    "    servedBy:\n      routes:",
    "    servedBy:\n      items: [NOPE]\n      routes:",
    "/systems/0/servedBy/items/0",
  ],
  ["a row that is served and said not to flow", "flow: both", "flow: none", "/systems/0/flow"],
];

for (const [why, from, to, place] of MISTAKES) {
  test(`${why} is told with its place`, () => {
    const told = placesAfter(from, to);
    assert.ok(
      told.some((one) => one.endsWith(place)),
      `told: ${told.join("; ") || "nothing"}`,
    );
  });
}

test("a mistake is told with its line", () => {
  const [told] = copy.changed(SYSTEMS_FILE, "- id: nat.uscc", "- id: nat.network", () =>
    readSystems(copy.folder, catalog).problems.map(({ line, place }) => ({ line, place })),
  );
  const lines = readFileSync(join(copy.folder, SYSTEMS_FILE), "utf8").split("\n");
  assert.deepEqual(told, { line: lines.indexOf("  - id: nat.uscc") + 1, place: "/systems/1/id" });
});

test("adapters and operations are checked where they are given, and let be where they are not", () => {
  const [from, to] = [
    "    servedBy:\n      routes:",
    "    servedBy:\n      adapters: [cities/none]\n      routes:",
  ];
  assert.ok(placesAfter(from, to, BEYOND).includes("/systems/0/servedBy/adapters/0"));
  assert.ok(placesAfter(from, to, BEYOND).includes("/systems/0/servedBy/api/0"));
  assert.deepEqual(placesAfter(from, to), []);
});

test("broken YAML and a missing file are told, not thrown", () => {
  assert.deepEqual(placesAfter(/^systems:/m, "systems: ]"), ["/"]);
  const path = join(copy.folder, SYSTEMS_FILE);
  renameSync(path, `${path}.away`);
  const { problems } = readSystems(copy.folder, catalog);
  renameSync(`${path}.away`, path);
  assert.deepEqual(
    problems.map(({ file, place }) => `${file} ${place}`),
    [`${SYSTEMS_FILE} /`],
  );
});
