/**
 * The log of transfers as a file for a spreadsheet: UTF-8 with a byte order mark, Chinese titles, nothing that a
 * spreadsheet would run. The trap: where the limit of rows was reached the file says so itself, or a list that is
 * cut would be read as a whole one.
 */
import { neutral } from "../../feedback/neutral.ts";
import type { JournalKind, JournalRow, JournalState } from "../../store/console/journal.ts";
import { whyOf } from "./why.ts";

export interface Names {
  agency(id: string): string;
  item(id: string): string;
  node(id: string): string;
}

const KINDS: Readonly<Record<JournalKind, string>> = {
  file: "文件",
  push: "推送",
  sealed: "转来",
  refusal: "门口拒收",
  hop: "转发",
};
const STATES: Readonly<Record<JournalState, string>> = {
  waiting: "等待处理",
  working: "处理中",
  done: "已完成",
  partial: "部分退回",
  refused: "整批拒收",
  failed: "处理失败",
  cancelled: "已撤销",
  held: "已隔离",
  delivered: "已送达",
  abandoned: "已放弃",
};
const DOORS: Readonly<Record<string, string>> = {
  http: "接口",
  tus: "断点续传",
  sftp: "SFTP",
  inbox: "收件目录",
  pull: "定时抓取",
  push: "记录推送",
  node: "节点之间",
};

type Column = readonly [title: string, (row: JournalRow, names: Names) => string | number | null];

const COLUMNS: readonly Column[] = [
  ["时间（北京）", ({ at }) => timeInChina(at)],
  ["种类", ({ kind }) => KINDS[kind]],
  ["状态", ({ state }) => STATES[state]],
  ["报送单位", ({ agency }, names) => names.agency(agency)],
  ["报送单位编号", ({ agency }) => agency],
  ["事项", ({ item }, names) => names.item(item)],
  ["事项编号", ({ item }) => item],
  ["文件名", ({ fileName }) => fileName],
  ["门", ({ door }) => DOORS[door] ?? door],
  ["封印节点", ({ origin }, names) => names.node(origin)],
  ["对方节点", ({ peer }, names) => names.node(peer)],
  ["行数", ({ rows }) => rows],
  ["入库", ({ accepted }) => accepted],
  ["退回", ({ rejected }) => rejected],
  ["重复", ({ duplicates }) => duplicates],
  ["提醒", ({ warnings }) => warnings],
  ["字节", ({ bytes }) => bytes],
  ["次数", ({ attempts }) => attempts],
  ["原因代码", ({ code }) => code],
  ["原因", ({ code }) => whyOf(code)?.zh ?? ""],
  ["结束时间（北京）", ({ endedAt }) => (endedAt ? timeInChina(endedAt) : "")],
  ["适配器", ({ adapter }) => adapter],
  ["批次编号", ({ batchId }) => batchId],
  ["条目编号", ({ entryId }) => entryId],
  ["演示数据", ({ demo }) => (demo ? "是" : "")],
];

export async function* exportLines(
  pages: AsyncIterable<readonly JournalRow[]>,
  most: number,
  names: Names,
): AsyncGenerator<string> {
  yield `\ufeff${lineOf(COLUMNS.map(([title]) => title))}`;
  let told = 0;
  // One more than may be told was asked for, to know whether there is more.
  for await (const rows of pages) {
    const some = rows.slice(0, most - told);
    told += some.length;
    if (some.length > 0) yield some.map((row) => lineOf(COLUMNS.map(([, of]) => of(row, names)))).join("");
    if (some.length < rows.length)
      yield lineOf([`已达上限 ${most} 行，还有更早的条目未导出；请缩小时间范围或增加条件后再导出。`]);
  }
}

function lineOf(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = neutral(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** 2026-11-23 07:05:09 */
function timeInChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}
