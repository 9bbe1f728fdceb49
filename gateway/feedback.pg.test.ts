import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import iconv from "iconv-lite";

import { convertRows } from "./decode/convert.ts";
import { parseCsv } from "./decode/csv.ts";
import { accept } from "./exchange.ts";
import { rejectedXlsx, type XlsxRow } from "./feedback/xlsx.ts";
import { type FeedbackMaking, makeFeedback } from "./feedback.ts";
import { feedbackFiles, openFeedbackOf } from "./feedback-files.ts";
import type { Signed } from "./model/batch.ts";
import { canonical } from "./model/canonical.ts";
import type { FeedbackSource } from "./model/feedback.ts";
import { Refusal } from "./model/refusal.ts";
import type { Step } from "./model/steps.ts";
import { atEnd } from "./model/test-end.ts";
import { verifyReceipt } from "./receipt/receipt.ts";
import { verifyRefusal } from "./receipt/refusal.ts";
import { type Batch, findBatchBySeq } from "./store/batch-rows.ts";
import { claimFeedback, feedbackBefore } from "./store/feedback-rows.ts";
import {
  claimIntake,
  findIntake,
  type Intake,
  intakesThatNeedTheirFile,
  recordIntake,
  refuseIntake,
} from "./store/intake.ts";
import { type TestNode, testNetwork, testNode } from "./test-node.ts";

const PENALTIES = "cities/jinan-penalties";
const PERMITS = "cities/jinan-permits";
const OWNER = "test";

interface House {
  readonly node: TestNode;
  readonly making: FeedbackMaking;
}

async function house(t: TestContext, decode: object = {}): Promise<House> {
  const network = await testNetwork();
  const adapters = network.known.adapters.map((one) =>
    one.id === PENALTIES ? { ...one, decode: { ...one.decode, ...decode } } : one,
  );
  const node = await testNode(t, { ...network, known: { ...network.known, adapters } }, "370100");
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-feedback-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const making: FeedbackMaking = {
    db: node.db,
    node: node.here.id,
    folder,
    adapters,
    receiptKey: node.receiptKey,
    networkProof: () => ({ root: "", signature: "", text: "" }),
    signed: (row) => ({ text: row.body, key: node.receiptKey.id, signature: row.signature }),
    clock: node.clock,
    probe: () => undefined,
  };
  return { node, making };
}

function lease(node: TestNode) {
  return { owner: OWNER, now: node.now, until: new Date(node.now.getTime() + 60_000) };
}

/** As the doors and the work loop do it: taken in and decided, its feedback not yet made. */
async function decide(
  { node }: House,
  adapter: string,
  bytes: Buffer,
  fileName: string,
  door: "sftp" | "http" = "sftp",
): Promise<Intake> {
  const intakeId = randomUUID();
  writeFileSync(join(node.spool, intakeId), bytes);
  const sender = node.adapters.find((one) => one.id === adapter)?.agency ?? "";
  const sha256 = createHash("sha256").update(bytes).digest();
  await recordIntake(node.db, {
    ...{ intakeId, kind: "file", sender, adapter, fileName, bytes: bytes.length, sha256 },
    ...{ spool: node.spool, receivedAt: node.now, door },
  });
  const intake = await claimIntake(node.db, lease(node), [node.spool], 8);
  assert.equal(intake?.intakeId, intakeId);
  try {
    await accept(node, { intake, owner: OWNER });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, params } = error;
    await refuseIntake(node.db, intakeId, OWNER, canonical({ code, params }));
  }
  const ended = await findIntake(node.db, intakeId);
  assert.ok(ended);
  return ended;
}

interface Answer {
  readonly intake: Intake;
  readonly batch: Batch | undefined;
  readonly names: readonly string[];
  file(suffix: string): Promise<Buffer>;
}

async function answer(at: House, adapter: string, bytes: Buffer, fileName = "nightly.csv"): Promise<Answer> {
  const { node, making } = at;
  const { intakeId, sender } = await decide(at, adapter, bytes, fileName);
  const claimed = await claimFeedback(node.db, lease(node), [node.spool]);
  assert.equal(claimed?.intakeId, intakeId);
  await makeFeedback(making, claimed);
  // Each answer a second later, as the names of older ones tell.
  node.now = new Date(node.now.getTime() + 1000);
  const out = feedbackFiles(node.db, making.folder);
  const intake = await findIntake(node.db, intakeId);
  assert.ok(intake);
  return {
    intake,
    batch: intake.batchSeq === null ? undefined : await findBatchBySeq(node.db, intake.batchSeq),
    names: (await out.list(sender)).map(({ name }) => name),
    file: async (suffix) => await content(await out.open(sender, fileName + suffix)),
  };
}

async function content(source: FeedbackSource | undefined): Promise<Buffer> {
  assert.ok(source, "there is such a file");
  try {
    return Buffer.from(await source.read(0, source.bytes));
  } finally {
    await source.close();
  }
}

async function findingsOf({ file }: Answer): Promise<string[]> {
  const { findings } = JSON.parse((await file(".receipt.json")).toString()) as { findings: string };
  return findings.split("\n").filter((line) => line !== "" && !line.includes('"W_'));
}

function sample(adapter: string, name: string): Buffer {
  return readFileSync(join(import.meta.dirname, "../adapters", adapter, "samples", name));
}

function parse(text: string): string[][] {
  const rows: string[][] = [];
  parseCsv(text.replace(/^\ufeff/, ""), 44, (cells) => void rows.push(cells));
  return rows;
}

/** What a clerk types into the rows, by their number in the file that was sent. */
const MENDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  2: { "行政相对人代码_1（统一社会信用代码）": "00000000000000000X", "行政相对人代码_3（组织机构代码）": "" },
  3: { 处罚决定日期: "2026-11-18" },
  4: { "罚款金额（万元）": "0.05" },
  5: { "罚款金额（万元）": "5" },
  6: { 行政处罚决定书文号: "济虚罚〔2026〕9001号" },
  7: { 处罚决定日期: "2026-11-18", 公示截止期: "2027-11-18" },
  8: { 处罚类别: "警告" },
  9: { 证件号码: "11010519491231002X" },
  10: { 公示截止期: "2027-11-18" },
};

function mend<Cell>(rows: readonly Cell[][], mended: typeof MENDED, like: (value: string) => Cell): Cell[][] {
  const titles = (rows[0] ?? []).map(String);
  return rows.map((cells) =>
    cells.map((cell, at) => {
      const typed = mended[String(cells[0])]?.[titles[at] ?? ""];
      return typed === undefined ? cell : like(typed);
    }),
  );
}

function csv(rows: readonly (readonly string[])[], lineEnd: string): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((cells) => cells.map(cell).join(",") + lineEnd).join("");
}

test("rejected rows of a GB18030 file come back in it, are mended, sent as they are, and none is rejected", async (t) => {
  const at = await house(t);
  const sent = sample(PENALTIES, "refused-rows.input.csv");
  const first = await answer(at, PENALTIES, sent);
  assert.equal(first.batch?.rejected, 9);
  const rejected = await first.file(".rejected.csv");
  const lines = sent.toString("latin1").split("\n").filter(Boolean);
  for (const line of lines)
    assert.ok(rejected.includes(Buffer.from(`,${line}\n`, "latin1")), "byte for byte");
  const rows = parse(iconv.decode(rejected, "gb18030"));
  assert.deepEqual(
    rows.slice(1).map((cells) => cells.slice(0, 3)),
    (JSON.parse(sample(PENALTIES, "refused-rows.expected.json").toString()) as Expected).findings.map(
      ({ row, column, code }) => [String(row), column, code],
    ),
  );
  const again = iconv.encode(csv(mend(rows, MENDED, String), "\n"), "gb18030");
  const second = await answer(at, PENALTIES, again, "mended.csv");
  assert.deepEqual(await findingsOf(second), []);
  assert.deepEqual([second.batch?.rows, second.batch?.accepted, second.batch?.rejected], [9, 9, 0]);
});

interface Expected {
  readonly findings: readonly { readonly row: number; readonly column: string; readonly code: string }[];
}

test("byte order mark, CRLF, quotes, line breaks and formulas make the round unharmed", async (t) => {
  const at = await house(t, { charset: "utf-8" });
  const rows = parse(iconv.decode(sample(PENALTIES, "refused-rows.input.csv"), "gb18030"));
  const name = '=虚构,"引号"\r\n公司';
  const odd = rows.map((cells, row) => (row === 2 ? [name, ...cells.slice(1)] : cells));
  const first = await answer(at, PENALTIES, Buffer.from(`\ufeff${csv(odd, "\r\n")}`));
  const rejected = (await first.file(".rejected.csv")).toString();
  assert.ok(rejected.startsWith("\ufeff原行号,错误列,错误代码,错误说明,行政相对人名称,"));
  assert.ok(rejected.includes(`"'=虚构,""引号""\r\n公司"`), "made neutral, in its own quotes");
  assert.equal(rejected.replaceAll("\r\n", "").includes("\n"), false);
  // A row over two lines counts as one, so the rows after it have the numbers of the file that was sent.
  const again = `\ufeff${csv(mend(parse(rejected), MENDED, String), "\r\n")}`;
  const second = await answer(at, PENALTIES, Buffer.from(again), "mended.csv");
  assert.deepEqual([second.batch?.accepted, second.batch?.rejected], [9, 0]);
  const { rows: stored } = await at.node.db.query<{ payload: string }>(
    "select payload from record where payload like '%虚构,%'",
  );
  assert.equal((JSON.parse(stored[0]?.payload ?? "{}") as { subjectName?: string }).subjectName, name);
});

test("a row of foreign bytes comes back with these bytes; one with too few cells keeps its fault until it is mended", async (t) => {
  const at = await house(t);
  const good = sample(PENALTIES, "accepted-forms.input.csv");
  const text = good.toString("latin1").split("\n");
  const broken = `${text[1]?.slice(0, 4)}\xff\xff${text[1]?.slice(4)}`;
  const short = text[2]?.split(",").slice(0, 5).join(",");
  const first = await answer(at, PENALTIES, Buffer.from([text[0], broken, short].join("\n"), "latin1"));
  const rejected = await first.file(".rejected.csv");
  assert.ok(rejected.includes(Buffer.from(broken, "latin1")));
  assert.ok(rejected.subarray(-1).equals(Buffer.from("\n")), "the last row had no line end");
  const unmended = await answer(at, PENALTIES, rejected, "unmended.csv");
  assert.deepEqual([unmended.batch?.rows, unmended.batch?.rejected], [2, 2]);
  const typed = rejected
    .toString("latin1")
    .replace(broken, String(text[1]))
    .replace(String(short), String(text[2]));
  const second = await answer(at, PENALTIES, Buffer.from(typed, "latin1"), "mended.csv");
  assert.deepEqual([second.batch?.accepted, second.batch?.rejected], [2, 0]);
});

/** Rows of a workbook below its titles, read as the adapter reads them. */
async function sheet(at: House, adapter: string, bytes: Buffer): Promise<(string | number | null)[][]> {
  const options = at.node.adapters.find((one) => one.id === adapter)?.decode;
  assert.ok(options);
  const path = join(at.making.folder, `${randomUUID()}.part`);
  writeFileSync(path, bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of convertRows(path, options, [], {}, true)) chunks.push(chunk);
  rmSync(path);
  const lines = Buffer.concat(chunks)
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  return lines.flatMap((line) => {
    if (Array.isArray(line)) return [line.slice(1) as (string | null)[]];
    const { header, cells } = line as { header?: string[]; cells?: (string | number | null)[] };
    return header ? [header] : cells ? [cells] : [];
  });
}

async function workbook(rows: (string | number | null)[][], titleRows: number): Promise<Buffer> {
  const [titles = [], ...data] = rows;
  async function* taken(): AsyncGenerator<XlsxRow> {
    for (const [row, columns, codes, messages, ...cells] of data)
      yield { faults: [String(row), String(columns), String(codes), String(messages)], cells };
  }
  const header = titles.slice(4).map(String);
  const chunks: Uint8Array[] = [];
  for await (const chunk of rejectedXlsx({ header, titleRows, sheet: "s" }, taken())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("rejected rows of a workbook come back as a workbook, are mended, sent as they are, and none is rejected", async (t) => {
  const at = await house(t);
  const first = await answer(at, PERMITS, sample(PERMITS, "refused-rows.input.xlsx"), "许可.xlsx");
  assert.equal(first.batch?.rejected, 5);
  const rejected = await first.file(".rejected.xlsx");
  const rows = await sheet(at, PERMITS, rejected);
  assert.deepEqual(
    rows.slice(1).map((cells) => cells.slice(0, 3)),
    (JSON.parse(sample(PERMITS, "refused-rows.expected.json").toString()) as Expected).findings.map(
      ({ row, column, code }) => [String(row), column, code],
    ),
  );
  const titles = (rows[0] ?? []).map(String);
  const damaged = rows[4]?.[titles.indexOf("证件号码")];
  assert.equal(typeof damaged, "number", "a damaged number is not made to look whole");
  const unmended = await answer(at, PERMITS, rejected, "unmended.xlsx");
  assert.equal(unmended.batch?.rejected, 5);
  const mended = mend<string | number | null>(
    rows,
    {
      4: { "行政相对人代码_1（统一社会信用代码）": "00000000000000000X" },
      5: { "*许可类别": "普通" },
      6: { "*有效期至": "2029-11-18" },
      7: { 证件号码: "11010519491231002X" },
      8: { "*许可内容": "虚构的内容" },
    },
    String,
  );
  const second = await answer(at, PERMITS, await workbook(mended, 1), "mended.xlsx");
  assert.deepEqual([second.batch?.accepted, second.batch?.rejected], [5, 0]);
});

for (const [adapter, input] of [
  ["cities/jinan-abnormal-operations", "refused-rows.input.json"],
  ["cities/jinan-court-defaulters", "refused-rows.input.ndjson"],
  ["cities/jinan-market-penalties-xml", "refused-rows.input.xml"],
  ["cities/jinan-wage-arrears", "refused-rows.input.xlsx"],
  ["cities/jinan-enterprise-registration", "refused-rows.input.csv"],
  ["cities/laiwu-penalties-2015", "refused-rows.input.csv"],
] as const) {
  test(`every rejected row of ${adapter} stands in its feedback, with its number and its codes`, async (t) => {
    const at = await house(t);
    const made = await answer(at, adapter, sample(adapter, input), "x");
    const expected = (JSON.parse(sample(adapter, "refused-rows.expected.json").toString()) as Expected)
      .findings;
    const xlsx = input.endsWith("xlsx");
    const bytes = await made.file(xlsx ? ".rejected.xlsx" : ".rejected.csv");
    const rows = xlsx ? await sheet(at, adapter, bytes) : parse(bytes.toString());
    const told = rows.slice(1).map((cells) => [Number(cells[0]), String(cells[2])]);
    const wanted = new Map<number, Set<string>>();
    for (const { row, code } of expected) wanted.set(row, (wanted.get(row) ?? new Set()).add(code));
    assert.deepEqual(
      told,
      [...wanted].map(([row, codes]) => [row, [...codes].join("；")]),
    );
    assert.equal(made.batch?.rejected, told.length);
  });
}

test("receipt, summary and rejected rows agree, and the spool file goes only after them", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const waiting = await decide(at, PENALTIES, sample(PENALTIES, "refused-rows.input.csv"), "夜间 全量.csv");
  assert.equal(waiting.feedback, "due");
  assert.deepEqual([...(await intakesThatNeedTheirFile(node.db, [waiting.intakeId]))], [waiting.intakeId]);
  const steps: [Step, boolean][] = [];
  const probe = (step: Step) => void steps.push([step, existsSync(join(node.spool, waiting.intakeId))]);
  await makeFeedback({ ...making, probe }, waiting);
  assert.deepEqual(steps, [
    ["feedback.made", true],
    ["feedback.kept", true],
  ]);
  assert.deepEqual(readdirSync(node.spool), []);
  assert.equal((await findIntake(node.db, waiting.intakeId))?.feedback, "made");
  const out = feedbackFiles(node.db, making.folder);
  assert.deepEqual(
    (await out.list(waiting.sender)).map(({ name }) => name),
    ["夜间 全量.csv.receipt.json", "夜间 全量.csv.rejected.csv", "夜间 全量.csv.summary.txt"],
  );
  assert.deepEqual(await out.list("another"), []);
  assert.equal(await out.open("another", "夜间 全量.csv.summary.txt"), undefined);
  const receipt = JSON.parse(
    (await content(await openFeedbackOf(node.db, making.folder, waiting.intakeId, "receipt"))).toString(),
  ) as { receipt: Signed; findings: string };
  const body = verifyReceipt(receipt.receipt, node.receiptPublicKey);
  assert.equal(createHash("sha256").update(receipt.findings).digest("hex"), body.findings.sha256);
  const summary = (await content(await out.open(waiting.sender, "夜间 全量.csv.summary.txt"))).toString();
  const rejected = await content(await out.open(waiting.sender, "夜间 全量.csv.rejected.csv"));
  assert.match(summary, /9 行未被接收/);
  assert.ok(summary.includes(createHash("sha256").update(rejected).digest("hex")));
});

test("a file refused whole is answered with a signed refusal and how to mend it", async (t) => {
  const at = await house(t);
  const { intake, names, file } = await answer(
    at,
    PENALTIES,
    sample(PENALTIES, "refused-missing-column.input.csv"),
  );
  assert.equal(intake.state, "refused");
  assert.deepEqual(names, ["nightly.csv.receipt.json", "nightly.csv.summary.txt"]);
  const { refusal } = JSON.parse((await file(".receipt.json")).toString()) as { refusal: Signed };
  const document = verifyRefusal(refusal, at.node.receiptPublicKey);
  assert.deepEqual([document.intake, document.code], [intake.intakeId, "MAP_MISSING_COLUMN"]);
  assert.match((await file(".summary.txt")).toString(), /整个文件被拒收[\s\S]*MAP_MISSING_COLUMN/);
});

test("made twice, or by two at once, or again after a crash between folder and database, it is the same", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const waiting = await decide(at, PENALTIES, sample(PENALTIES, "refused-rows.input.csv"), "a.csv");
  const crash = (step: Step) => {
    if (step === "feedback.made") throw new Error("killed");
  };
  await assert.rejects(makeFeedback({ ...making, probe: crash }, waiting), /killed/);
  const folder = join(making.folder, waiting.intakeId);
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), "hex"));
  await Promise.all([makeFeedback(making, waiting), makeFeedback(making, waiting)]);
  await makeFeedback(making, waiting);
  assert.deepEqual(
    readdirSync(folder).map((name) => readFileSync(join(folder, name), "hex")),
    before,
  );
  assert.deepEqual(readdirSync(making.folder), [waiting.intakeId]);
  assert.equal((await feedbackFiles(node.db, making.folder).list(waiting.sender)).length, 3);
});

test("the newest answer has the plain name, the one before keeps its own with the time", async (t) => {
  const at = await house(t);
  const older = sample(PENALTIES, "refused-rows.input.csv");
  await answer(at, PENALTIES, older);
  const { names, intake, file } = await answer(at, PENALTIES, Buffer.concat([older, Buffer.from("\n")]));
  assert.deepEqual(
    names.map((name) => name.replace(/\d{8}-\d{6}/, "T")),
    ["", "~T"].flatMap((mark) =>
      [".receipt.json", ".rejected.csv", ".summary.txt"].map((suffix) => `nightly.csv${mark}${suffix}`),
    ),
  );
  assert.ok((await file(".summary.txt")).toString().includes(intake.intakeId));
});

test("the same bytes again are answered under the name they came by this time, too", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const bytes = sample(PENALTIES, "refused-rows.input.csv");
  const { intake } = await answer(at, PENALTIES, bytes, "monday.csv");
  const { sender, adapter, sha256 } = intake;
  for (const fileName of ["tuesday.csv", "tuesday.csv", "monday.csv"]) {
    node.now = new Date(node.now.getTime() + 1000);
    const again = {
      intakeId: randomUUID(),
      kind: "file",
      sender,
      adapter,
      fileName,
      bytes: 1,
      sha256,
    } as const;
    const { isNew } = await recordIntake(node.db, { ...again, spool: node.spool, receivedAt: node.now });
    assert.equal(isNew, false);
  }
  const out = feedbackFiles(node.db, making.folder);
  assert.deepEqual(
    (await out.list(sender)).map(({ name }) => name),
    ["monday.csv", "tuesday.csv"].flatMap((name) =>
      [".receipt.json", ".rejected.csv", ".summary.txt"].map((suffix) => name + suffix),
    ),
  );
  assert.deepEqual(
    await content(await out.open(sender, "monday.csv.rejected.csv")),
    await content(await out.open(sender, "tuesday.csv.rejected.csv")),
  );
  const month = 30 * 86_400_000;
  const later = new Date(node.now.getTime() + month - 500);
  assert.deepEqual(await feedbackBefore(node.db, new Date(later.getTime() - month), 10), []);
  assert.equal((await feedbackBefore(node.db, new Date(later.getTime() + 1000), 10)).length, 1);
});

test("a good file that came over HTTP is answered by its receipt alone, until it comes by a door with an out/", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const intake = await decide(
    at,
    PENALTIES,
    sample(PENALTIES, "accepted-forms.input.csv"),
    "good.csv",
    "http",
  );
  assert.deepEqual([intake.state, intake.feedback], ["done", "none"]);
  rmSync(join(node.spool, intake.intakeId));
  await recordIntake(node.db, { ...intake, intakeId: randomUUID(), door: "sftp", receivedAt: node.now });
  const claimed = await claimFeedback(node.db, lease(node), [node.spool]);
  assert.equal(claimed?.intakeId, intake.intakeId);
  await makeFeedback(making, claimed);
  assert.deepEqual(
    (await feedbackFiles(node.db, making.folder).list(intake.sender)).map(({ name }) => name),
    ["good.csv.receipt.json", "good.csv.summary.txt"],
  );
});
