import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { shownCheck } from "./check-text.ts";

const PROGRAM = fileURLToPath(new URL("../xinqiao.mjs", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../../adapters/cities/jinan-penalties/samples/", import.meta.url));
const ADAPTER = ["--adapter", "cities/jinan-penalties", "--json"];
const folder = mkdtempSync(join(tmpdir(), "预 检-"));
after(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly error?: { readonly code: string };
}

/** The answer on standard output, which with --json is one JSON whatever happens. */
function check(
  ...args: string[]
): Promise<{ readonly code: number; readonly answer: Answer; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, "check", ...args], { cwd: folder }, (error, out, err) => {
      resolve({
        code: typeof error?.code === "number" ? error.code : 0,
        answer: JSON.parse(out) as Answer,
        err,
      });
    });
  });
}

test("a file is judged, and every row is counted once", async () => {
  const { code, answer } = await check(join(SAMPLES, "nightly.csv"), ...ADAPTER, "--received", "2026-11-20");
  assert.equal(code, 1);
  assert.equal(answer.accepted + answer.rejected + answer.duplicates, answer.rows);
});

test("a file with titles and no rows is not said to be good", () => {
  const nothing = { rows: 0, accepted: 0, rejected: 0, duplicates: 0, rejections: [], warnings: [] };
  const file = { name: "空表.xlsx", bytes: 9000, sha256: "0".repeat(64) };
  const text = shownCheck({
    ...{ adapter: "cities/jinan-penalties", item: "XZCF", standard: "administrative-penalty@1" },
    ...nothing,
    file,
    unknownColumns: [],
  });
  assert.match(text, /没有数据行/);
  assert.doesNotMatch(text, /可以报送/);
});

test("a refused file leaves nothing open behind it", async () => {
  const { code, answer, err } = await check(join(SAMPLES, "refused-missing-column.input.csv"), ...ADAPTER);
  assert.deepEqual([code, answer.error?.code], [2, "MAP_MISSING_COLUMN"]);
  assert.doesNotMatch(err, /Warning/);
});

test("what is no file, or no day, is refused and is no defect of ours", async () => {
  writeFileSync(join(folder, "空 文件.csv"), "");
  for (const [args, expected] of [
    [[folder], "COMMAND_INVALID"],
    [[join(folder, "没有.csv")], "NOT_FOUND"],
    [["空 文件.csv"], "DECODE_EMPTY"],
    [["空 文件.csv", "--received", "2026-02-30"], "COMMAND_INVALID"],
  ] as const) {
    const { code, answer } = await check(...args, ...ADAPTER);
    assert.deepEqual([code, answer.error?.code], [2, expected], args.join(" "));
  }
});
