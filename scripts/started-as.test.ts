import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { atEnd } from "../gateway/model/test-end.ts";

const ROOT = join(import.meta.dirname, "..");
const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });

test("a script does its work by run.mjs as well as by itself", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-script-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  for (const starter of [["scripts/run.mjs"], []]) {
    const out = join(folder, `${starter.length}.csv`);
    const { status, stdout } = run(...starter, "scripts/make-batch.ts", "--rows", "10", "--out", out);
    assert.equal(status, 0);
    assert.equal((JSON.parse(stdout) as { rows: number }).rows, 10);
    assert.ok(existsSync(out));
  }
});

test("a generated file that is fresh passes its check by run.mjs, and a wrong option is heard", () => {
  assert.equal(run("scripts/run.mjs", "scripts/make-errors.ts", "--check").status, 0);
  assert.equal(run("scripts/run.mjs", "scripts/make-contracts.ts", "--check").status, 0);
  assert.notEqual(run("scripts/run.mjs", "scripts/make-batch.ts", "--nonsense").status, 0);
});
