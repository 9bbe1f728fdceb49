import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { loadAdapters } from "../adapter/load.ts";
import { ADAPTERS_FOLDER, loadData } from "../data.ts";
import { adapterCommand } from "./adapter.ts";
import { checkWithRecords } from "./adapter-trial.ts";

const known = loadData();
const drafts = mkdtempSync(join(tmpdir(), "drafts-"));
after(() => rmSync(drafts, { recursive: true }));
const NIGHT = join(ADAPTERS_FOLDER, "cities/jinan-penalties/samples/nightly.csv");
const FORMS = join(ADAPTERS_FOLDER, "cities/jinan-penalties/samples/accepted-forms.input.csv");

async function call(args: readonly string[], folder = ADAPTERS_FOLDER, adapters = known.adapters) {
  let text = "";
  const data = { catalog: known.catalog, adapters };
  const code = await adapterCommand(args, {
    ...data,
    folder,
    check: (path, adapter, received) => checkWithRecords(path, adapter, received, data),
    print: (part) => {
      text += part;
    },
  });
  return { code, text, json: () => JSON.parse(text) as Record<string, never> };
}

test("draft prints an adapter.yaml with its confidence, and what the file gives when read so", async () => {
  const { code, text } = await call(["draft", NIGHT, "--received", "2026-11-20"]);
  assert.equal(code, 0);
  assert.match(text, /^standard: administrative-penalty@1$/m);
  assert.match(text, /^# ✔ 处罚决定日期 +→ decisionDate 100%/m);
  assert.match(text, /^# 试读 Trial: \d+ 行，接收 \d+，退回 \d+/m);
});

test("draft as JSON tells every column with its alternatives", async () => {
  const told = (await call(["draft", NIGHT, "--json"])).json() as unknown as {
    standard: string;
    item: string;
    columns: { column: string; fields: string[]; confidence: number; unsure: boolean }[];
    candidates: { standard: string; score: number }[];
    yaml: string;
  };
  assert.equal(told.standard, "administrative-penalty@1");
  assert.equal(told.item, "XZCF");
  assert.deepEqual(told.columns.find(({ column }) => column === "内部流水号")?.fields, []);
  assert.ok(told.columns.every(({ confidence }) => confidence >= 0 && confidence <= 1));
  assert.ok(
    told.candidates.length > 1 && (told.candidates[0]?.score ?? 0) > (told.candidates[1]?.score ?? 1),
  );
  assert.ok(told.yaml.startsWith("# 草稿"));
});

test("a draft that is written is an adapter, which a file can be read by row by row", async () => {
  const args = ["draft", FORMS, "--adapter", "cities/some-penalties", "--agency", "jinan-credit", "--write"];
  const { text } = await call(args, drafts, []);
  assert.match(text, /xinqiao adapter test cities\/some-penalties --file/);
  const path = join(drafts, "cities/some-penalties/adapter.yaml");
  assert.ok(existsSync(path));
  await assert.rejects(
    call(args, drafts, []),
    { code: "COMMAND_INVALID" },
    "it never writes over an adapter",
  );

  const adapters = loadAdapters(drafts, known.catalog);
  const read = (file: string) =>
    call(["test", "cities/some-penalties", "--file", file, "--received", "2026-11-20"], drafts, adapters);
  const good = await read(FORMS);
  assert.match(good.text, /退回 0 行/);
  assert.equal(good.code, 0);
  const night = await read(NIGHT);
  assert.equal(night.code, 1);
  assert.match(night.text, /✘/);
  assert.match(night.text, /处罚决定日期/);
});

test("rows are told with their numbers in the file", async () => {
  const file = join(ADAPTERS_FOLDER, "cities/jinan-penalties/samples/refused-rows.input.csv");
  const told = (
    await call(["test", "cities/jinan-penalties", "--file", file, "--received", "2026-11-20", "--json"])
  ).json() as unknown as {
    rows: { row: number; outcome: string; findings: { code: string }[] }[];
    rejected: number;
  };
  assert.deepEqual(
    told.rows.map(({ row }) => row),
    told.rows.map((_, at) => at + 2),
  );
  assert.equal(told.rows.filter(({ outcome }) => outcome === "rejected").length, told.rejected);
  assert.equal(told.rows[1]?.findings[0]?.code, "MAP_DATE");
});

test("the figure over an adapter's samples is told sample by sample", async () => {
  const args = ["draft", "--samples", "--adapter", "cities/jinan-abnormal-operations"];
  const { code, text } = await call(args);
  assert.equal(code, 0);
  assert.match(text, /cities\/jinan-abnormal-operations +nightly\.json +12 +12 +100\.0%/);
  assert.match(text, /refused-truncated\.input\.json/, "what nobody can read is named");
  const figure = (await call([...args, "--json"])).json() as unknown as {
    ok: boolean;
    columns: number;
    right: number;
  };
  assert.ok(figure.ok);
  assert.equal(figure.right, figure.columns);
});

test("without the names that standards know, less is found, and nothing is promised", async () => {
  const args = ["draft", "--samples", "--adapter", "cities/jinan-enterprise-registration"];
  const seen = (await call([...args, "--json"])).json() as unknown as { right: number; columns: number };
  const { code, json } = await call([...args, "--unseen", "--json"]);
  const unseen = json() as unknown as { right: number; columns: number };
  assert.equal(code, 0);
  assert.equal(unseen.columns, seen.columns);
  assert.ok(unseen.right < seen.right);
});

test("wrong calls are refused", async () => {
  const refused = (args: readonly string[], code: string) =>
    assert.rejects(call(["draft", ...args], drafts), { code });
  await refused([], "COMMAND_INVALID");
  await refused([NIGHT, NIGHT], "COMMAND_INVALID");
  await refused([NIGHT, "--write"], "COMMAND_INVALID");
  await refused([NIGHT, "--adapter", "../somewhere", "--write"], "COMMAND_INVALID");
  await refused([NIGHT, "--agency", "nobody"], "COMMAND_INVALID");
  await refused([NIGHT, "--item", "NOTHING"], "ITEM_UNKNOWN");
  await refused([NIGHT, "--received", "2026-02-30"], "COMMAND_INVALID");
  await refused(["--samples", "--adapter", "cities/nowhere"], "ADAPTER_UNKNOWN");
  await refused([join(drafts, "nowhere.csv")], "NOT_FOUND");
});

test("a draft whose sender nobody knows is printed and not written", async () => {
  const unsaid = join(ADAPTERS_FOLDER, "cities/jinan-court-defaulters/samples/nightly.ndjson");
  assert.match((await call(["draft", unsaid])).text, /^agency: 待定 # \?/m);
  await assert.rejects(call(["draft", unsaid, "--adapter", "cities/courts", "--write"], drafts), {
    code: "COMMAND_INVALID",
  });
  assert.ok(!existsSync(join(drafts, "cities/courts")));
});
