import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../data.ts";
import type { Difference } from "../release/diff.ts";
import { makeKeys } from "./sandbox-network.ts";

const PROGRAM = fileURLToPath(new URL("../xinqiao.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "xinqiao-releases-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const catalog = join(folder, "catalog");
const adapters = join(folder, "adapters");
cpSync(CATALOG_FOLDER, catalog, { recursive: true });
// One source is enough to make a release of.
cpSync(join(ADAPTERS_FOLDER, "cities/jinan-penalties"), join(adapters, "cities/jinan-penalties"), {
  recursive: true,
});
rmSync(join(catalog, "published.lock"), { force: true });
await makeKeys(folder, [], [], new Date());

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function xinqiao(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, "catalog", ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

const release = (number: number, out: string) =>
  xinqiao(
    ...["release", "--number", String(number), "--effective", "2026-12-01T00:00:00+08:00"],
    ...["--key", join(folder, "network.key"), "--certificate", join(folder, "network.crt")],
    ...["--catalog", catalog, "--adapters", adapters, "--out", join(folder, out), "--json"],
  );

test("from drafts to a signed release, and what the next one changes", async (t) => {
  await t.test("a catalog with drafts is not released", async () => {
    const { code, err } = await release(1, "1.json");
    assert.equal(code, 2);
    assert.match(err, /catalog lock/);
    assert.equal(existsSync(join(folder, "1.json")), false);
  });

  await t.test("locked, it is, under a name made of its content", async () => {
    assert.equal((await xinqiao("lock", "--catalog", catalog)).code, 0);
    assert.match(readFileSync(join(catalog, "published.lock"), "utf8"), /^administrative-penalty@1 /m);
    const { code, out, err } = await release(1, "1.json");
    assert.equal(code, 0, err);
    const told = JSON.parse(out) as Record<string, unknown>;
    assert.equal(told["effectiveAt"], "2026-11-30T16:00:00.000Z");
    assert.equal(told["graceUntil"], "2026-12-30T16:00:00.000Z");
    assert.match(String(told["content"]), /^[0-9a-f]{64}$/);
  });

  await t.test("what a published standard decides cannot be locked anew", async () => {
    const file = join(catalog, "standards/wage-arrears/v1.schema.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/"maxLength": \d+/, '"maxLength": 7'));
    const { code, err } = await xinqiao("lock", "--catalog", catalog);
    writeFileSync(file, text);
    assert.equal(code, 2);
    assert.match(err, /wage-arrears@2/);
  });

  await t.test("a narrowed code set breaks senders, and diff says so in both languages", async () => {
    const file = join(catalog, "codesets/severity.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("label: { zh: 轻微", "label: { zh: 细小"));
    const { code, out } = await xinqiao("diff", join(folder, "1.json"), catalog, "--json");
    const told = await xinqiao("diff", join(folder, "1.json"), catalog);
    writeFileSync(file, text);
    const { changes, breaksSenders } = JSON.parse(out) as Difference;
    assert.deepEqual([code, breaksSenders, changes.map(({ kind }) => kind)], [1, true, ["code.alias"]]);
    assert.match(told.out, /code set severity\n {2}✘ 影响报送 breaks senders {2}不再认写法/);
  });

  await t.test("a release is the same as the folder that it was made of", async () => {
    const { code, out } = await xinqiao("diff", join(folder, "1.json"), catalog);
    assert.equal(code, 0);
    assert.match(out, /没有差别/);
  });
});

test("a time without its zone is no time", async () => {
  const { code, err } = await xinqiao("release", "--number", "1", "--effective", "2026-12-01T00:00:00");
  assert.equal(code, 2);
  assert.match(err, /\+08:00/);
});
