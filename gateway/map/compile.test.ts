import assert from "node:assert/strict";
import { test } from "node:test";

import type { Adapter } from "../model/adapter.ts";
import { bindColumns } from "./bind.ts";
import { compileMapper } from "./compile.ts";
import { ADAPTER, CODE_SETS, STANDARD, withMap } from "./fixture.ts";

function map(cells: Readonly<Record<string, string>>, adapter: Adapter = ADAPTER) {
  const header = Object.keys(cells);
  const mapRow = compileMapper(adapter, STANDARD, bindColumns(adapter, STANDARD, header), CODE_SETS);
  const findings: [string, string][] = [];
  const mapped = mapRow(Object.values(cells), (code, field) => findings.push([code, field]));
  // Absent fields are there as undefined, so that all records have one shape.
  const present = Object.entries(mapped.record ?? {}).filter(([, value]) => value !== undefined);
  return { ...mapped, record: mapped.record && Object.fromEntries(present), findings };
}

const ROW = { CF_XDR_MC: "虚构甲公司", CF_WSH: "虚罚〔2026〕1号", CF_JDRQ: "2026/11/03" };

test("a row becomes a record with only the fields that have a value, in alphabetical order", () => {
  const { record, operation, findings } = map({
    ...ROW,
    CF_NR: " 罚款 ",
    CF_NR_FK: "0.50",
    CF_XDR_LB: "个体",
    CF_CFLB: "-",
  });
  assert.equal(operation, "put");
  assert.deepEqual(record, {
    content: "罚款",
    decisionDate: "2026-11-03",
    docNo: "虚罚〔2026〕1号",
    fine: "0.5",
    kind: "个体工商户",
    name: "虚构甲公司",
  });
  assert.deepEqual(Object.keys(record ?? {}), Object.keys(record ?? {}).sort());
  assert.deepEqual(findings, []);
});

test("identifiers are normalised and the received form is kept where it differs", () => {
  const { record } = map({
    ...ROW,
    CF_WSH: "虚罚（2026）１号",
    CF_XDR_SHXYM: " 91370100ma3c00001x ",
    CF_XDR_ZZJG: "12345678-9",
    CF_XDR_ZJHM: " G100 ",
  });
  assert.equal(record?.["uscc"], "91370100MA3C00001X");
  assert.equal(record?.["docNo"], "虚罚(2026)1号");
  assert.deepEqual(record?.["asReceived"], {
    docNo: "虚罚（2026）１号",
    orgCode: "12345678-9",
    uscc: "91370100ma3c00001x",
  });
});

test("what cannot be read is reported at its field and left out", () => {
  const { record, findings } = map({
    ...ROW,
    CF_JDRQ: "前天",
    CF_NR_FK: "5万元",
    CF_XDR_LB: "机器人",
    CF_CFLB: "罚款;流放",
  });
  assert.deepEqual(record, { docNo: "虚罚〔2026〕1号", name: "虚构甲公司" });
  assert.deepEqual(findings, [
    ["MAP_DATE", "decisionDate"],
    ["MAP_NUMBER", "fine"],
    ["MAP_CODE", "kind"],
    ["MAP_CODE", "kinds"],
  ]);
});

test("1900/1/1 is as empty as 1900-01-01, and 长期 is read where the field declares it", () => {
  const { record } = map({ ...ROW, CF_JDRQ: "1900/1/1", CF_YXQ: "长期" });
  assert.equal(record?.["decisionDate"], undefined);
  assert.equal(record?.["validUntil"], "2099-12-31");
});

test("a masked number stays as it is, for validate to judge", () => {
  assert.equal(map({ ...ROW, CF_XDR_ZJHM: "330222************" }).record?.["certNo"], "330222************");
});

test("a row without anything usable is reported and gives no record", () => {
  const { record, findings } = map({ CF_XDR_MC: " ", CF_WSH: "-", CF_JDRQ: "" });
  assert.equal(record, null);
  assert.deepEqual(findings, [["MAP_EMPTY", ""]]);
});

const DELTA = withMap(
  {},
  { delivery: "delta", operation: { columns: ["opt_type"], put: ["I", "U"], withdraw: ["D"] } },
);

test("a withdrawal yields the identity, the subject and the time of change alone", () => {
  const { record, operation } = map(
    { ...ROW, opt_type: "ｄ", CF_NR: "旧内容", CF_XDR_SHXYM: "91370100MA3C00001X", SJC: "20261103080000" },
    DELTA,
  );
  assert.equal(operation, "withdraw");
  assert.deepEqual(record, {
    decisionDate: "2026-11-03",
    docNo: "虚罚〔2026〕1号",
    name: "虚构甲公司",
    updatedAt: "2026-11-03T08:00:00+08:00",
    uscc: "91370100MA3C00001X",
  });
});

test("an operation that is not declared refuses the row", () => {
  for (const opt_type of ["X", ""]) {
    const { record, findings } = map({ ...ROW, opt_type }, DELTA);
    assert.equal(record, null);
    assert.deepEqual(findings, [["MAP_OPERATION", ""]]);
  }
});

test("constants stand where there is no column, and give way to one", () => {
  const adapter = withMap({ content: { columns: ["内容"], constant: "见决定书" } });
  assert.equal(map(ROW, adapter).record?.["content"], "见决定书");
  assert.equal(map({ ...ROW, 内容: "警告" }, adapter).record?.["content"], "警告");
});

test("two columns of one field are joined, whichever is empty", () => {
  const adapter = withMap({ kinds: { columns: ["CF_CFLB1"], further: ["CF_CFLB2"] } });
  const kinds = (CF_CFLB1: string, CF_CFLB2: string) =>
    map({ ...ROW, CF_CFLB1, CF_CFLB2 }, adapter).record?.["kinds"];
  assert.deepEqual(kinds("罚款", "警告"), ["罚款", "警告"]);
  assert.deepEqual(kinds("罚款", "-"), ["罚款"]);
  assert.deepEqual(kinds("", "警告"), ["警告"]);
  assert.equal(kinds("-", ""), undefined);
});

test("derived fields build on mapped ones and never replace what the source sent", () => {
  const adapter = withMap({
    content: { apply: [{ name: "text" }] },
    fine: {
      columns: ["罚款额"],
      apply: [
        { name: "decimal" },
        { name: "amount-from-text", options: { field: "content", word: "罚款", to: "万元" } },
      ],
    },
    kind: {
      columns: [],
      apply: [
        {
          name: "subject-kind-from-identifiers",
          options: {
            uscc: "uscc",
            certNo: "certNo",
            legalEntity: "法人及非法人组织",
            naturalPerson: "自然人",
            soleTrader: "个体工商户",
          },
        },
      ],
    },
    validUntil: {
      columns: [],
      apply: [{ name: "years-after", options: { field: "decisionDate", years: 3 } }],
    },
  });
  const { record } = map({ ...ROW, CF_NR: "罚款2000元", CF_XDR_ZJHM: "G100" }, adapter);
  assert.equal(record?.["fine"], "0.2");
  assert.equal(record?.["kind"], "自然人");
  assert.equal(record?.["validUntil"], "2029-11-03");
  const sent = map(
    { ...ROW, CF_NR: "罚款2000元", 罚款额: "0.3", CF_XDR_SHXYM: "92370100MA3C00001X" },
    adapter,
  ).record;
  assert.equal(sent?.["fine"], "0.3");
  assert.equal(sent?.["kind"], "个体工商户");
});

test("a column shared by several fields goes where the row says", () => {
  const adapter = withMap({
    certNo: { columns: ["cardNum"], when: { field: "kind", is: ["自然人"] } },
    uscc: { columns: ["cardNum"], when: { field: "kind", is: ["法人及非法人组织"], lengths: [18] } },
    orgCode: { columns: ["cardNum"], when: { field: "kind", is: ["法人及非法人组织"], lengths: [9] } },
  });
  const numbers = (CF_XDR_LB: string, cardNum: string) => {
    const { uscc, orgCode, certNo, asReceived } = map({ ...ROW, CF_XDR_LB, cardNum }, adapter).record ?? {};
    return { uscc, orgCode, certNo, asReceived };
  };
  const none = { uscc: undefined, orgCode: undefined, certNo: undefined, asReceived: undefined };
  assert.deepEqual(numbers("自然人", "G100"), { ...none, certNo: "G100" });
  assert.deepEqual(numbers("02-法人", "12345678-9"), {
    ...none,
    orgCode: "123456789",
    asReceived: { orgCode: "12345678-9" },
  });
  assert.deepEqual(numbers("02-法人", "91370100MA3C00001X"), { ...none, uscc: "91370100MA3C00001X" });
  assert.deepEqual(numbers("", "91370100MA3C00001X"), none);
});

test("no cell can reach the generated code, and no odd field name gets into it", () => {
  const odd = withMap({ content: { field: 'a"];process.exit()//', columns: ["内容"] } });
  assert.throws(() => map({ ...ROW, 内容: "x" }, odd), /cannot be the name of a field/);
});

test("a field's other column is read in its own way, where the first gave nothing", () => {
  const yuan = withMap({
    fine: {
      otherwise: {
        columns: ["FINE_YUAN"],
        apply: [{ name: "decimal" }, { name: "unit", options: { from: "元", to: "万元" } }],
      },
    },
  });
  assert.equal(map({ ...ROW, FINE_YUAN: "2,000" }, yuan).record?.["fine"], "0.2");
  assert.equal(map({ ...ROW, CF_NR_FK: "-", FINE_YUAN: "2000" }, yuan).record?.["fine"], "0.2");
  assert.equal(map({ ...ROW, CF_NR_FK: "0.3", FINE_YUAN: "2000" }, yuan).record?.["fine"], "0.3");
  assert.deepEqual(map({ ...ROW, FINE_YUAN: "两千" }, yuan).findings, [["MAP_NUMBER", "fine"]]);
});

test("a year 9999 is nothing, except where the field says that it means no end", () => {
  const { record, findings } = map({
    ...ROW,
    CF_JDRQ: "9999-09-09 00:00:00",
    CF_YXQ: "9999/9/9",
    SJC: "9999-12-31",
  });
  assert.equal(record?.["decisionDate"], undefined);
  assert.equal(record?.["validUntil"], "2099-12-31");
  assert.equal(record?.["updatedAt"], undefined);
  assert.deepEqual(findings, []);
});

test("what a masked number is of stays open", () => {
  const when = withMap({
    content: {
      apply: [{ name: "when-present", options: { field: "certNo", value: "身份证", lengths: [18] } }],
    },
  });
  assert.equal(map({ ...ROW, CF_XDR_ZJHM: "370102198001011234" }, when).record?.["content"], "身份证");
  assert.equal(map({ ...ROW, CF_XDR_ZJHM: "3701021980****1234" }, when).record?.["content"], undefined);
});

test("an unknown value of code-of becomes what the adapter names for it; a clause is told by its word", () => {
  const derived = withMap({
    kind: {
      apply: [{ name: "code-of", options: { field: "name", codeSet: "subject-kinds", unknown: "自然人" } }],
    },
    certNo: {
      apply: [{ name: "clause-with", options: { field: "content", words: ["吊销", "暂扣"], most: 12 } }],
    },
  });
  const { record } = map({ ...ROW, CF_NR: "罚款5元；吊销虚字1号许可证。" }, derived);
  assert.equal(record?.["kind"], "自然人");
  assert.equal(record?.["certNo"], "吊销虚字1号许可证");
  assert.equal(map({ ...ROW, CF_NR: "吊销虚字0000000001号许可证" }, derived).record?.["certNo"], undefined);
});

test("without a code the kind of subject is told by the other numbers, as far as the adapter goes", () => {
  const from = (more: object) =>
    withMap({
      content: {
        apply: [
          {
            name: "subject-kind-from-identifiers",
            options: {
              ...{ uscc: "uscc", certNo: "certNo", businessRegNo: "docNo", orgCode: "orgCode" },
              ...{ legalEntity: "法人", naturalPerson: "自然人", soleTrader: "个体", ...more },
            },
          },
        ],
      },
    });
  const kind = (cells: object, more: object) =>
    map({ ...ROW, CF_WSH: "", ...cells }, from(more)).record?.["content"];
  const serials = { soleTraderSerials: "6789" };
  assert.equal(kind({ CF_WSH: "370102600000000" }, serials), "个体");
  assert.equal(kind({ CF_WSH: "370102200000000" }, serials), "法人");
  assert.equal(kind({ CF_WSH: "370102600000000" }, {}), undefined);
  assert.equal(kind({ CF_XDR_ZZJG: "123456788" }, serials), "法人");
  assert.equal(kind({ CF_XDR_ZJHM: "370102198001011234" }, serials), "自然人");
});
