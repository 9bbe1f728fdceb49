import assert from "node:assert/strict";
import { test } from "node:test";

import { checkFloors } from "./floors.ts";

const DOC = "/** Made up. */\n";

function complaints(
  files: Readonly<Record<string, string>>,
  dependencies: readonly string[] = [],
): readonly string[] {
  return checkFloors(new Map(Object.entries(files).map(([path, text]) => [path, DOC + text])), dependencies);
}

const ALLOWED = [
  ["gateway/exchange.ts", `import { a } from "./seal/a.ts"; import type { B } from "./store/b.ts";`],
  ["gateway/cli/send.ts", `import { a } from "../exchange.ts"; import { b } from "../receive/b.ts";`],
  ["gateway/receive/door.ts", `import { a } from "../store/a.ts"; import type { B } from "../model/b.ts";`],
  ["gateway/seal/tree.ts", `import { a } from "./leaf.ts"; import { createHash } from "node:crypto";`],
  ["gateway/store/intake.ts", `import pg from "pg"; import type { A } from "../model/a.ts";`],
  [
    "gateway/map/bind.test.ts",
    `import fc from "fast-check"; import { a } from "../../scripts/make-batch.ts";`,
  ],
  ["gateway/receive/door.pg.test.ts", `import { testDatabase } from "../store/test-database.ts";`],
  [
    "gateway/console/src/app.tsx",
    `import { Button } from "antd"; import type { paths } from "../../../contracts/generated/operator.d.ts"; export const App = () => <Button>a</Button>;`,
  ],
  [
    "gateway/console/a.browser.pg.test.ts",
    `import { chromium } from "playwright-core"; import "../node.ts";`,
  ],
  ["gateway/model/row.test.ts", `import { test } from "node:test"; import { a } from "./row.ts";`],
] as const;

for (const [path, text] of ALLOWED) {
  test(`${path} may: ${text}`, () => {
    assert.deepEqual(complaints({ [path]: text }), []);
  });
}

const REFUSED = [
  ["gateway/seal/tree.ts", `import { a } from "../log/a.ts";`, "a room knows no other room"],
  ["gateway/seal/tree.ts", `import type { A } from "../log/a.ts";`, "not even its types"],
  ["gateway/seal/tree.ts", `type A = import("../log/a.ts").A;`, "nor by an inline type"],
  ["gateway/seal/tree.ts", `const a = await import("../log/a.ts");`, "nor later"],
  ["gateway/seal/tree.ts", `export { a } from "../log/a.ts";`, "nor to hand it on"],
  ["gateway/seal/tree.ts", `new Worker(new URL("../piece/worker.ts", import.meta.url));`, "nor in a thread"],
  ["gateway/decode/csv.ts", `import { a } from "../store/a.ts";`, "a room knows no store"],
  ["gateway/receive/door.ts", `import { a } from "../deliver/a.ts";`, "a door knows no other door"],
  ["gateway/receive/door.ts", `import { a } from "../seal/a.ts";`, "a door knows no room"],
  ["gateway/store/intake.ts", `import { a } from "../exchange.ts";`, "the store knows no roof"],
  ["gateway/model/row.ts", `import { createHash } from "node:crypto";`, "the ground imports nothing"],
  ["gateway/model/row.ts", `import { a } from "../store/a.ts";`, "the ground stands on nothing"],
  [
    "gateway/console/src/api.ts",
    `import type { Operator } from "../../model/operator.ts";`,
    "a browser knows no gateway",
  ],
  ["gateway/operator/static.ts", `import { THEME } from "../console/src/theme.ts";`, "nor a node its pages"],
  ["gateway/work.ts", `import { Button } from "antd";`, "antd is the browser's"],
  ["gateway/work.ts", `import { a } from "../scripts/make-batch.ts";`, "scripts are not for production"],
  ["gateway/work.ts", `import { testDatabase } from "./store/test-database.ts";`, "nor is test support"],
  ["gateway/work.ts", `import pg from "pg";`, "pg lives in the store"],
  ["gateway/seal/tree.ts", `import fc from "fast-check";`, "fast-check is for tests"],
  ["gateway/seal/tree.ts", `import left from "left-pad";`, "a package needs a home"],
  ["gateway/misc/a.ts", "const a = 1;", "a folder needs a floor"],
  ["gateway/seal/helpers.ts", "const a = 1;", "a name says what a thing does"],
  ["gateway/seal/tree.ts", "class TreeManager {}", "also a class's"],
  ["gateway/seal/tree.ts", "export const treeHandler = 1;", "also a constant's"],
  ["gateway/seal/all.ts", `export * from "./tree.ts";`, "no barrels"],
  [
    "gateway/seal/all.ts",
    `export { a } from "./tree.ts"; export { b } from "./leaf.ts";`,
    "not named either",
  ],
  ["gateway/seal/long.ts", "const a = 1;\n".repeat(301), "a long file does two things"],
] as const;

for (const [path, text, reason] of REFUSED) {
  test(`${path} may not: ${reason}`, () => {
    assert.equal(
      complaints({ [path]: text }).every((line) => line.startsWith(`${path}: `)),
      true,
    );
    assert.notEqual(complaints({ [path]: text }).length, 0);
  });
}

test("what is dangerous is imported by one file", () => {
  const one = { "gateway/seal/build.ts": `import forge from "node-forge";` };
  assert.deepEqual(complaints(one), []);
  assert.equal(complaints({ ...one, "gateway/seal/parse.ts": `import forge from "node-forge";` }).length, 2);
});

test("an import cycle is found, types included, and named once", () => {
  const knot = {
    "gateway/seal/a.ts": `import { b } from "./b.ts";`,
    "gateway/seal/b.ts": `import { c } from "./c.ts";`,
    "gateway/seal/c.ts": `import type { A } from "./a.ts";`,
  };
  assert.deepEqual(complaints(knot), [
    "gateway/seal/a.ts: imports itself by way of gateway/seal/b.ts → gateway/seal/c.ts → gateway/seal/a.ts",
  ]);
});

test("a file without an opening docstring is named, a dependency without a home too", () => {
  assert.equal(checkFloors(new Map([["gateway/work.ts", "const a = 1;\n"]]), []).length, 1);
  assert.deepEqual(complaints({}, ["pg", "left-pad"]).length, 1);
});
