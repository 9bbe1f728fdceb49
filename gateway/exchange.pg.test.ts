import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import { isUscc } from "./model/identifier.ts";
import { Refusal } from "./model/refusal.ts";
import {
  sealedStream,
  type TestNetwork,
  type TestNode,
  takeFile,
  takeSealed,
  testNetwork,
  testNode,
} from "./test-node.ts";

const PENALTIES = "cities/jinan-penalties";
const CITY = "370100";
const PROVINCE = "370000";
const NATION = "100000";

let network: TestNetwork;
before(async () => {
  network = await testNetwork();
  // The same adapter, read as UTF-8, so that tests can write files as plain strings.
  const adapters = network.known.adapters.map((adapter) =>
    adapter.id === PENALTIES
      ? { ...adapter, decode: { ...adapter.decode, charset: "utf-8" as const } }
      : adapter,
  );
  network = { ...network, known: { ...network.known, adapters } };
});

const HEADER =
  "CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_FRDB,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_YXQ,CF_GSJZQ,CF_CFJG,CF_CFJGDM,CF_SJLY,CF_SJLYDM,BZ";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** An invented company's code: right by its check character, and of nobody. */
function uscc(n: number): string {
  const body = `91370100MA${String(n).padStart(7, "0")}`;
  const found = [...ALPHABET].map((last) => body + last).find(isUscc);
  if (found === undefined) throw new Error("no check character fits");
  return found;
}
const ORGAN = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"]
  .map((c) => `11370100004188888${c}`)
  .find(isUscc) as string;

interface Row {
  readonly n: number;
  readonly content?: string;
  readonly uscc?: string;
  readonly fine?: string;
}
function line({ n, content = "罚款人民币1万元", uscc: code = uscc(n), fine = "1.000000" }: Row): string {
  const name = `虚构${n}号贸易有限公司`;
  return `${name},法人及非法人组织,${code},张虚构,济测罚〔2026〕${n}号,未按规定公示,当事人未按规定公示信息,《虚构条例》第一条,罚款,${content},${fine},2026-11-18,2027-11-18,2027-11-18,济南市测试局,${ORGAN},济南市测试局,${ORGAN},`;
}
const file = (...rows: (Row | string)[]): Buffer =>
  Buffer.from(
    `${[HEADER, ...rows.map((row) => (typeof row === "string" ? row : line(row)))].join("\r\n")}\r\n`,
  );

async function stored(
  node: TestNode,
): Promise<{ batches: number; records: number; findings: number; log: number }> {
  const { rows } =
    await node.db.query(`select (select count(*) from batch) as batches, (select count(*) from record) as records,
    (select count(*) from finding) as findings, (select count(*) from log_leaf) as log`);
  return rows[0] as Awaited<ReturnType<typeof stored>>;
}

test("good rows are stored, bad ones told with row, column and code, and nothing else is lost", async (t) => {
  const city = await testNode(t, network, CITY);
  const { batch, receipt } = await takeFile(
    city,
    PENALTIES,
    file({ n: 1 }, { n: 2, uscc: uscc(2).replace(/.$/, (c) => (c === "0" ? "1" : "0")) }, { n: 3 }),
  );
  assert.deepEqual([receipt.rows, receipt.accepted, receipt.rejected, receipt.duplicates], [3, 2, 1, 0]);
  const { rows } = await city.db.query(
    "select row_number, column_title, code from finding where batch_seq = $1",
    [batch.batchSeq],
  );
  assert.deepEqual(rows, [{ row_number: 3, column_title: "CF_XDR_SHXYM", code: "ID_USCC" }]);
  assert.deepEqual(await stored(city), { batches: 1, records: 2, findings: 1, log: 1 });
});

test("a snapshot sent again stores only what changed, with the same outcome by lines as by content", async (t) => {
  const city = await testNode(t, network, CITY);
  const rows = Array.from({ length: 50 }, (_, n) => ({ n }));
  await takeFile(city, PENALTIES, file(...rows));
  const again = await takeFile(
    city,
    PENALTIES,
    file(...rows.map(({ n }) => ({ n, content: n === 7 ? "罚款一万元整" : "罚款人民币1万元" }))),
  );
  assert.deepEqual([again.receipt.accepted, again.receipt.duplicates], [1, 49]);
  // Another header means that no raw line is known: only the contents are.
  const other = file(...rows.map(({ n }) => ({ n, content: n === 7 ? "罚款一万元整" : "罚款人民币1万元" })))
    .toString()
    .replace(",BZ\r\n", ",BZ,多余的列\r\n")
    .replaceAll(`${ORGAN},\r\n`, `${ORGAN},,x\r\n`);
  const reread = await takeFile(city, PENALTIES, Buffer.from(other));
  assert.deepEqual([reread.receipt.accepted, reread.receipt.duplicates], [0, 50]);
  assert.deepEqual(reread.receipt.unknownColumns, ["多余的列"]);
  assert.deepEqual(reread.receipt.routes, [
    { to: PROVINCE, decision: "not-forwarded", reason: "NOTHING_NEW" },
  ]);
});

test("another process without the heads in memory comes to the same duplicates", async (t) => {
  const city = await testNode(t, network, CITY);
  const rows = Array.from({ length: 30 }, (_, n) => ({ n }));
  await takeFile(city, PENALTIES, file(...rows));
  await takeFile(city, PENALTIES, file({ n: 3, content: "改了" }));
  city.heads.drop("XZCF");
  const again = await takeFile(city, PENALTIES, file(...rows));
  assert.deepEqual([again.receipt.accepted, again.receipt.duplicates], [1, 29]);
});

test("a batch that is small beside its item asks for single heads and judges alike", async (t) => {
  const city = await testNode(t, network, CITY);
  const rows = Array.from({ length: 30 }, (_, n) => ({ n }));
  await takeFile(city, PENALTIES, file(...rows));
  await city.db.query("update item_state set heads = 10000000");
  city.heads.drop("XZCF");
  const small = await takeFile(city, PENALTIES, file({ n: 3 }, { n: 4, content: "改了" }, { n: 99 }));
  assert.deepEqual([small.receipt.accepted, small.receipt.duplicates], [2, 1]);
  await city.db.query("update item_state set heads = 31");
  city.heads.drop("XZCF");
  const whole = await takeFile(
    city,
    PENALTIES,
    file({ n: 4, content: "改了" }, { n: 99 }, { n: 5 }, { n: 4 }),
  );
  assert.deepEqual([whole.receipt.accepted, whole.receipt.duplicates], [1, 3]);
});

test("the same record twice in one file: identical rows are duplicates, a later different one is an update with a warning", async (t) => {
  const city = await testNode(t, network, CITY);
  const { receipt, batch } = await takeFile(
    city,
    PENALTIES,
    file({ n: 1 }, { n: 1 }, { n: 1, content: "改了" }),
  );
  assert.deepEqual([receipt.accepted, receipt.duplicates, receipt.warnings], [2, 1, 1]);
  const latest = await city.db.query(
    "select payload, warnings from record where batch_seq = $1 order by leaf_index desc limit 1",
    [batch.batchSeq],
  );
  assert.match((latest.rows[0] as { payload: string }).payload, /改了/);
  assert.equal((latest.rows[0] as { warnings: number }).warnings & 1, 1);
});

test("a row known by its line is read again when an earlier row of the file changed its record", async (t) => {
  const city = await testNode(t, network, CITY);
  await takeFile(city, PENALTIES, file({ n: 1 }, { n: 2 }));
  const { receipt } = await takeFile(city, PENALTIES, file({ n: 1, content: "改了" }, { n: 2 }, { n: 1 }));
  assert.deepEqual([receipt.accepted, receipt.duplicates], [2, 1]);
  const latest = await city.db.query(
    "select payload from record order by version desc, batch_seq desc, leaf_index desc limit 1",
  );
  assert.match((latest.rows[0] as { payload: string }).payload, /人民币/);
});

test("a file refused in its middle leaves nothing behind, and the next one is taken", async (t) => {
  const city = await testNode(t, network, CITY);
  const many = Array.from({ length: 3000 }, (_, n) => ({ n }));
  const broken = Buffer.concat([file(...many), Buffer.from('虚构公司,"没有闭合的引号\r\n')]);
  await assert.rejects(
    takeFile(city, PENALTIES, broken),
    (error) =>
      error instanceof Refusal && error.code === "DECODE_UNCLOSED_QUOTE" && error.params["row"] === 3002,
  );
  assert.deepEqual(await stored(city), { batches: 0, records: 0, findings: 0, log: 0 });
  const { receipt } = await takeFile(city, PENALTIES, file(...many));
  assert.equal(receipt.accepted, 3000);
});

test("a file without a mandatory column is refused whole and names it", async (t) => {
  const city = await testNode(t, network, CITY);
  const without = Buffer.from(file({ n: 1 }).toString().replace("CF_WSH", "X"));
  await assert.rejects(
    takeFile(city, PENALTIES, without),
    (error) =>
      error instanceof Refusal &&
      error.code === "MAP_MISSING_COLUMN" &&
      String(error.params["columns"]).includes("CF_WSH"),
  );
});

test("versions of an item never go back, whatever the clock does", async (t) => {
  const city = await testNode(t, network, CITY);
  const first = await takeFile(city, PENALTIES, file({ n: 1 }));
  city.now = new Date(city.now.getTime() - 3_600_000);
  const second = await takeFile(city, PENALTIES, file({ n: 1, content: "改了" }));
  assert.equal(second.receipt.accepted, 1);
  assert.ok(second.batch.version > first.batch.version);
});

test("a sealed batch goes up two hops with its root, and the nation holds what the city sealed", async (t) => {
  const [city, province, nation] = await Promise.all(
    [CITY, PROVINCE, NATION].map((id) => testNode(t, network, id)),
  );
  assert.ok(city && province && nation);
  const { batch, receipt } = await takeFile(
    city,
    PENALTIES,
    file(...Array.from({ length: 2500 }, (_, n) => ({ n }))),
  );
  assert.deepEqual(receipt.routes, [{ to: PROVINCE, decision: "forward" }]);
  const stream = await sealedStream(city, batch);
  const atProvince = await takeSealed(province, CITY, stream);
  assert.equal(atProvince.receipt.root, receipt.root);
  assert.equal(atProvince.receipt.accepted, 2500);
  const onward = await sealedStream(province, atProvince.batch);
  assert.deepEqual(onward, stream, "what travels on is what came, byte for byte");
  const atNation = await takeSealed(nation, PROVINCE, onward);
  assert.equal(atNation.receipt.root, receipt.root);
  assert.deepEqual(atNation.receipt.routes, []);
  const keys = async (node: TestNode) =>
    (await node.db.query("select subject, item, record_id, version, payload from record order by leaf_index"))
      .rows;
  assert.deepEqual(await keys(nation), await keys(city));
});

test("the same sealed batch again, in other wrapping, changes nothing", async (t) => {
  const city = await testNode(t, network, CITY);
  const province = await testNode(t, network, PROVINCE);
  const { batch } = await takeFile(city, PENALTIES, file({ n: 1 }, { n: 2 }));
  const stream = await sealedStream(city, batch);
  const first = await takeSealed(province, CITY, stream);
  const second = await takeSealed(province, CITY, stream);
  assert.equal(second.batchSeq, first.batchSeq);
  assert.deepEqual(await stored(province), { batches: 1, records: 2, findings: 0, log: 1 });
});

test("batches that arrive in the wrong order leave the newer version on top", async (t) => {
  const city = await testNode(t, network, CITY);
  const province = await testNode(t, network, PROVINCE);
  const first = await takeFile(city, PENALTIES, file({ n: 1 }));
  const second = await takeFile(city, PENALTIES, file({ n: 1, content: "改了" }));
  await takeSealed(province, CITY, await sealedStream(city, second.batch));
  await takeSealed(province, CITY, await sealedStream(city, first.batch));
  const { rows } = await province.db.query(
    "select payload from record order by version desc, batch_seq desc, leaf_index desc limit 1",
  );
  assert.match((rows[0] as { payload: string }).payload, /改了/);
});

test("any changed byte of a sealed batch is refused, and nothing of it is stored", async (t) => {
  const city = await testNode(t, network, CITY);
  const province = await testNode(t, network, PROVINCE);
  const { batch } = await takeFile(city, PENALTIES, file({ n: 1 }, { n: 2 }));
  const stream = await sealedStream(city, batch);
  const places = new Set<number>();
  for (let at = 0; at < stream.length; at += 41) places.add(at);
  for (const at of [...places, stream.length - 1]) {
    const changed = Buffer.from(stream);
    changed[at] = (changed[at] as number) ^ 1;
    await assert.rejects(
      takeSealed(province, CITY, changed),
      (error) => error instanceof Refusal && error.code.startsWith("SEAL_"),
      `byte ${at}`,
    );
  }
  for (const cut of [1, stream.length >> 1, stream.length - 1]) {
    await assert.rejects(takeSealed(province, CITY, stream.subarray(0, cut)), Refusal);
  }
  assert.deepEqual(await stored(province), { batches: 0, records: 0, findings: 0, log: 0 });
});

test("a node hands on only what comes from its own part of the tree", async (t) => {
  const city = await testNode(t, network, CITY);
  const province = await testNode(t, network, PROVINCE);
  const { batch } = await takeFile(city, PENALTIES, file({ n: 1 }));
  const stream = await sealedStream(city, batch);
  await assert.rejects(
    takeSealed(province, "370200", stream),
    (error) => error instanceof Refusal && error.code === "SEAL_INVALID",
  );
});

test("a record that the province's own catalog refuses stays as a withheld leaf, and the nation still proves the root", async (t) => {
  const city = await testNode(t, network, CITY);
  const standards = network.known.catalog.standards.map((standard) => {
    if (standard.id !== "administrative-penalty@1") return standard;
    const schema = structuredClone(standard.schema) as {
      properties: Record<string, Record<string, unknown>>;
    };
    (schema.properties["content"] as Record<string, unknown>)["maxLength"] = 10;
    return { ...standard, schema };
  });
  const strict = { catalog: { ...network.known.catalog, standards } };
  const province = await testNode(t, network, PROVINCE, strict);
  const nation = await testNode(t, network, NATION);
  const { batch, receipt } = await takeFile(
    city,
    PENALTIES,
    file({ n: 1 }, { n: 2, content: "罚款人民币一万元整并责令改正" }, { n: 3 }),
  );
  const atProvince = await takeSealed(province, CITY, await sealedStream(city, batch));
  assert.deepEqual(
    [atProvince.receipt.accepted, atProvince.receipt.rejected, atProvince.receipt.root],
    [2, 1, receipt.root],
  );
  const { rows } = await province.db.query("select row_number, code from finding");
  assert.deepEqual(rows, [{ row_number: 2, code: "VALUE_TOO_LONG" }]);
  const atNation = await takeSealed(nation, PROVINCE, await sealedStream(province, atProvince.batch));
  assert.deepEqual(
    [atNation.receipt.accepted, atNation.receipt.rejected, atNation.receipt.root],
    [2, 1, receipt.root],
  );
});

test("leaves travel in their order, also over many joined values, and a leaf that is gone is told and not passed over", async (t) => {
  const city = await testNode(t, network, CITY);
  const rows = Array.from({ length: 300 }, (_, n) => ({ n: n + 1 }));
  const { batch } = await takeFile(city, PENALTIES, file(...rows));
  const lines = (await sealedStream(city, batch)).toString().trimEnd().split("\n").slice(2);
  const payloads = await city.db.query<{ payload: string }>("select payload from record order by leaf_index");
  assert.deepEqual(
    lines.map((line) => line.slice(33)),
    payloads.rows.map(({ payload }) => payload),
  );
  for (const gone of [299, 128, 0]) {
    await city.db.query("delete from record where leaf_index = $1", [gone]);
    await assert.rejects(sealedStream(city, batch), /leaves from .* are missing/);
  }
});

test("manifests of an item are chained and numbered at their origin", async (t) => {
  const city = await testNode(t, network, CITY);
  const first = await takeFile(city, PENALTIES, file({ n: 1 }));
  const second = await takeFile(city, PENALTIES, file({ n: 2 }));
  const read = (text: string) => JSON.parse(text) as { sequence: number; previous: string };
  assert.deepEqual([read(first.batch.manifest).sequence, read(first.batch.manifest).previous], [1, ""]);
  assert.equal(read(second.batch.manifest).sequence, 2);
  assert.equal(
    read(second.batch.manifest).previous,
    createHash("sha256").update(first.batch.manifest).digest("hex"),
  );
});
