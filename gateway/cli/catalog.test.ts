import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { CATALOG_FOLDER } from "../data.ts";
import { catalogCommand } from "./catalog.ts";

const PROGRAM = fileURLToPath(new URL("../xinqiao.mjs", import.meta.url));

function xinqiao(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, "catalog", ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

test("catalog check answers yes for the catalog of this repository, and says what is unverified", async () => {
  const { code, out } = await xinqiao("check", "--json");
  const answer = JSON.parse(out) as {
    ok: boolean;
    problems: unknown[];
    unverified: string[];
    digest: string;
  };
  assert.equal(code, 0);
  assert.equal(answer.ok, true);
  assert.deepEqual(answer.problems, []);
  assert.match(answer.digest, /^[0-9a-f]{64}$/);
  assert.ok(answer.unverified.includes("calendar"));
});

test("catalog list names every item with its status", async () => {
  const { out } = await xinqiao("list", "--json");
  const items = JSON.parse(out) as { id: string; status: string }[];
  assert.equal(items.find(({ id }) => id === "JHSY")?.status, "PROHIBITED");
  assert.equal(items.find(({ id }) => id === "XZCF")?.status, "ACTIVE");
});

test("catalog show prints an item with its standard's fields and rules", async () => {
  const { code, out } = await xinqiao("show", "XZCF");
  assert.equal(code, 0);
  assert.match(out, /行政处罚信息/);
  assert.match(out, /decisionDocNo +CF_WSH +行政处罚决定书文号/);
  assert.match(out, /late-report/);
});

test("catalog show gives the same as JSON, without the schema", async () => {
  const { out } = await xinqiao("show", "xzcf", "--json");
  const { item, standard } = JSON.parse(out) as {
    item: { id: string };
    standard: { id: string; schema?: unknown };
  };
  assert.deepEqual([item.id, standard.id, standard.schema], ["XZCF", "administrative-penalty@1", undefined]);
});

test("what is not in the catalog is refused", async () => {
  const { code, err } = await xinqiao("show", "NOPE");
  assert.equal(code, 2);
  assert.match(err, /^ITEM_UNKNOWN/);
});

test("a wrong call is refused with a hint", async () => {
  for (const args of [[], ["destroy"], ["show"], ["list", "more"]]) {
    const { code, err } = await xinqiao(...args);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, /^COMMAND_INVALID/);
  }
});

test("a pattern that could run for hours is found by catalog check, not by the first node that starts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "catalog-"));
  try {
    cpSync(CATALOG_FOLDER, folder, { recursive: true });
    const file = join(folder, "standards/enterprise-registration/v1.schema.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"^[0-9]{4}$"', '"^(?=4)[0-9]{4}$"'));
    assert.equal(await catalogCommand(["check", "--json"], folder), 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
