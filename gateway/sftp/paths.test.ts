import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { absolute, companionOf, isName, isUnfinishedName, placeOf } from "./paths.ts";

const ADAPTERS = ["cities/jinan-penalties", "cities/jinan-permits"];
const place = (path: string) => placeOf(path, ADAPTERS);

test("the tree is in/<adapter>/, out/ and templates/, and nothing else", () => {
  assert.deepEqual(place("."), { kind: "folder", path: "/", names: ["in", "out", "templates"] });
  assert.deepEqual(place("/in"), { kind: "folder", path: "/in", names: ["cities"] });
  assert.deepEqual(place("in/cities/"), {
    kind: "folder",
    path: "/in/cities",
    names: ["jinan-penalties", "jinan-permits"],
  });
  assert.deepEqual(place("/in/cities/jinan-permits"), {
    kind: "inbox",
    path: "/in/cities/jinan-permits",
    adapter: "cities/jinan-permits",
  });
  assert.deepEqual(place("/in/cities/jinan-permits/行政许可 2026.csv"), {
    kind: "upload",
    adapter: "cities/jinan-permits",
    name: "行政许可 2026.csv",
  });
  assert.deepEqual(place("/out/a.csv.receipt.json"), { kind: "feedback", name: "a.csv.receipt.json" });
  assert.deepEqual(place("templates/cities"), {
    kind: "folder",
    path: "/templates/cities",
    names: ["jinan-penalties.csv", "jinan-permits.csv"],
  });
  assert.deepEqual(place("templates/cities/jinan-permits.csv"), {
    kind: "template",
    adapter: "cities/jinan-permits",
  });
  for (const nowhere of [
    "/etc/passwd",
    "../../etc/passwd",
    "/in/cities/laiwu-penalties-2015/x.csv",
    "/in/cities/jinan-permits/deeper/x.csv",
    "/out/a/b",
    "/templates/x.csv",
    "/in/../../root/.ssh/authorized_keys",
  ])
    assert.equal(place(nowhere), undefined, nowhere);
});

test("an agency without adapters sees empty folders", () => {
  assert.deepEqual(placeOf("/in", []), { kind: "folder", path: "/in", names: [] });
  assert.equal(placeOf("/in/cities", []), undefined);
});

test("whatever a client writes as a path, it leads to one of the agency's own places or nowhere", () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "", "in", "out", "templates", "cities", "jinan-penalties", "x.csv", "\0", "~"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.boolean(), (parts, rooted) => {
      const found = place((rooted ? "/" : "") + parts.join("/"));
      if (found === undefined) return true;
      if (found.kind === "upload") return ADAPTERS.includes(found.adapter) && !found.name.includes("/");
      if (found.kind === "inbox" || found.kind === "template") return ADAPTERS.includes(found.adapter);
      if (found.kind === "feedback") return !found.name.includes("/") && found.name !== "..";
      return !found.path.includes("..") || found.path.split("/").every((one) => one !== "..");
    }),
    { numRuns: 2000 },
  );
});

test("an absolute path is its own absolute form", () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      const once = absolute(path);
      assert.ok(once.startsWith("/"));
      assert.equal(absolute(once), once);
    }),
  );
  assert.equal(placeOf("/in/".repeat(5000), ADAPTERS), undefined);
});

test("names that deceive, or that no file system takes, are no names", () => {
  for (const good of ["处罚2026-11.csv", "a b.csv", "x.csv.part", "数据（一）.xlsx", `${"文".repeat(76)}.a`])
    assert.ok(isName(good), good);
  const bad = [
    "",
    ".",
    "..",
    ".bashrc",
    "-rf",
    "a/b",
    "a\\b",
    "a\nb",
    "a\0b",
    "gpj.\u202Ecsv",
    "a\u2028b",
    "a\uFFFDb",
    "\uD800",
    "文".repeat(86),
    "x".repeat(256),
    "x.csv ",
  ];
  for (const name of bad) assert.ok(!isName(name), JSON.stringify(name));
});

test("what a name says about a file", () => {
  assert.ok(isUnfinishedName("a.csv.part") && isUnfinishedName("a.tmp") && !isUnfinishedName("part.csv"));
  assert.deepEqual(companionOf("a.csv.ctl"), { kind: "control", of: "a.csv" });
  assert.deepEqual(companionOf("a.csv.sha256"), { kind: "control", of: "a.csv" });
  assert.deepEqual(companionOf("a.csv.p7s"), { kind: "signature", of: "a.csv" });
  assert.equal(companionOf("a.csv"), undefined);
  assert.equal(companionOf(".p7s"), undefined);
});
