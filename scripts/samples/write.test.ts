import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { makeSamples } from "./write.ts";

const COMMITTED = join(import.meta.dirname, "../../adapters");

const samplesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /samples.(nightly|.*\.input)\.(?!expected)/.test(path))
    .sort();

test("the samples that stand beside the adapters are those that scripts/samples makes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  try {
    await makeSamples(folder);
    assert.deepEqual(samplesIn(folder), samplesIn(COMMITTED));
    for (const path of samplesIn(folder)) {
      assert.ok(readFileSync(join(folder, path)).equals(readFileSync(join(COMMITTED, path))), path);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
