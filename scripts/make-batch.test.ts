import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { checkFile } from "../gateway/cli/check.ts";
import type { ToldFinding } from "../gateway/cli/check-text.ts";
import { loadData } from "../gateway/data.ts";
import type { Known } from "../gateway/piece/piece.ts";
import { writeBatch } from "./make-batch.ts";
import { FAULTS, FLAWS } from "./make-batch-faults.ts";
import type { Charset } from "./make-batch-row.ts";
import { type BatchOptions, type KeyLine, RECEIVED_ON } from "./make-batch-rows.ts";

const ADAPTER = "cities/jinan-penalties";
const folder = mkdtempSync(join(tmpdir(), "xinqiao-batch-"));
after(() => rmSync(folder, { recursive: true }));

/** The catalog and adapters with the adapter's character set replaced. */
function knownWith(charset: Charset): Known {
  const known = loadData();
  const adapters = known.adapters.map((adapter) => ({ ...adapter, decode: { ...adapter.decode, charset } }));
  return { ...known, adapters };
}

function lines(findings: readonly (KeyLine | ToldFinding)[]): string[] {
  return findings.map(({ row, column, code }) => `${row} ${column} ${code}`).sort();
}

const SHARES = { rows: 8000, rejected: 0.06, warned: 0.03, duplicates: 0.02 };

const FILES: readonly {
  readonly charset: Charset;
  readonly titles: "codes" | "chinese";
  readonly more: Partial<BatchOptions>;
}[] = [
  { charset: "gb18030", titles: "chinese", more: { seed: 1 } },
  { charset: "gb18030", titles: "codes", more: { seed: 2, receivedOn: "2025-02-07" } },
  { charset: "utf-8", titles: "chinese", more: { seed: 3, changed: 0.05 } },
  { charset: "utf-8", titles: "codes", more: { seed: 4 } },
];

for (const { charset, titles, more } of FILES) {
  test(`the pre-check finds what was planted, and nothing else, in a file in ${charset} titled by ${titles}`, async () => {
    const path = join(folder, `${charset}-${titles}.csv`);
    const options = { ...SHARES, charset, titles, ...more };
    const key = writeBatch(path, options);
    const result = await checkFile(path, ADAPTER, options.receivedOn ?? RECEIVED_ON, knownWith(charset));
    assert.deepEqual(lines(result.rejections), lines(key.rejections));
    assert.deepEqual(lines(result.warnings), lines(key.warnings));
    const { rows, accepted, rejected, duplicates, unknownColumns } = result;
    assert.deepEqual(
      { rows, accepted, rejected, duplicates },
      {
        rows: key.rows,
        accepted: key.accepted,
        rejected: key.rejected,
        duplicates: key.duplicates,
      },
    );
    assert.deepEqual(unknownColumns, []);
    assert.equal(new Set(key.rejections.map(({ column, code }) => `${column} ${code}`)).size >= 15, true);
  });
}

test("every fault and every flaw is planted, and each has a name of its own", () => {
  assert.ok(FAULTS.length >= 15);
  const names = [...FAULTS, ...FLAWS].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

test("the same options give the same bytes, and the next night differs in the rows it says", () => {
  const write = (name: string, options: Partial<BatchOptions>) => {
    const path = join(folder, name);
    const key = writeBatch(path, { ...SHARES, rows: 3000, ...options });
    return { key, text: readFileSync(path).toString("latin1") };
  };
  const first = write("first.csv", {});
  assert.equal(write("again.csv", {}).text, first.text);
  const next = write("next.csv", { changed: 0.01 });
  assert.deepEqual(next.key.rejections, first.key.rejections);
  assert.ok(next.key.changed > 0);
  const before = new Set(first.text.split("\r\n"));
  const others = next.text.split("\r\n").filter((line) => !before.has(line));
  // A changed row may stand there twice, as its own duplicate, and a row may span two lines.
  assert.ok(new Set(others).size <= next.key.changed && new Set(others).size >= next.key.changed * 0.9);
});
