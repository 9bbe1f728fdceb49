/**
 * `npm run check`: everything that can be said about the code without running its tests, the
 * fastest first, and it stops at the first complaint. `npm test` runs the tests; .ci/run both.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

interface Check {
  readonly name: string;
  readonly mend: string;
  /** Run by our own Node, from the root. */
  readonly command: readonly [script: string, ...args: string[]];
}

const CHECKS: readonly Check[] = [
  { name: "format and lint", mend: "npm run format", command: ["scripts/biome.ts", "check"] },
  { name: "floors", mend: "see scripts/house.ts", command: ["scripts/check-floors.ts"] },
  {
    name: "ERRORS.md is fresh",
    mend: "npm run generate",
    command: ["scripts/make-errors.ts", "--check"],
  },
  {
    name: "schema.sql is fresh",
    mend: "npm run generate",
    command: ["scripts/dump-schema.ts", "--check"],
  },
  {
    name: "types of the contracts are fresh",
    mend: "npm run generate",
    command: ["scripts/make-contracts.ts", "--check"],
  },
  { name: "types", mend: "npx tsc -p .", command: ["node_modules/typescript/bin/tsc", "-p", "."] },
  {
    name: "types of the console",
    mend: "npx tsc -p gateway/console/src",
    command: ["node_modules/typescript/bin/tsc", "-p", "gateway/console/src"],
  },
  {
    name: "promises and switches",
    mend: "npx eslint .",
    command: ["node_modules/eslint/bin/eslint.js", "."],
  },
];

for (const { name, mend, command } of CHECKS) {
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: "inherit" });
  if (error) throw error;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
  if (status !== 0) {
    process.stdout.write(`     ${mend}\n`);
    process.exitCode = 1;
    break;
  }
}
