/**
 * The answer to a file as a page in Chinese that a clerk can read: what came, what became of
 * it, which faults there were and what to do next. It says nothing that the signed documents
 * beside it do not say, and no value of any row.
 */
import { explain } from "../model/codes.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";
import { type Fault, faultCells } from "./faults.ts";

export interface Summary {
  readonly node: string;
  readonly intakeId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly adapter: string;
  readonly receivedAt: Date;
  readonly decidedAt: Date;
  readonly outcome: Taken | Refused;
  /** The other files beside this one. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly rows: number }[];
}

export interface Taken {
  readonly batch: string;
  readonly item: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly warnings: number;
  readonly root: string;
  readonly unknownColumns: readonly string[];
  readonly faults: readonly (Fault & { readonly count: number })[];
  /** Whether every rejected row stands in the file of rejected rows. */
  readonly complete: boolean;
}

export interface Refused {
  readonly code: RefusalCode;
  readonly params: Params;
}

export function summaryText(summary: Summary): string {
  const { outcome } = summary;
  const lines = [
    "信桥 报送回执摘要",
    "",
    ...pairs([
      ["文件", printable(summary.fileName)],
      ["大小", `${summary.bytes} 字节`],
      ["SHA-256", summary.sha256],
      ["报送适配", summary.adapter],
      ["接收节点", summary.node],
      ["受理编号", summary.intakeId],
      ["收到时间", inChina(summary.receivedAt)],
      ["处理完成", inChina(summary.decidedAt)],
    ]),
    "",
    ...("code" in outcome ? refusedLines(outcome) : takenLines(outcome)),
    "",
    "随附文件：",
    ...summary.files.map(
      ({ name, rows, sha256 }) => `  ${name}${rows > 0 ? `（${rows} 行）` : ""}  SHA-256 ${sha256}`,
    ),
    "",
  ];
  return `\ufeff${lines.join("\r\n")}`;
}

function takenLines(taken: Taken): string[] {
  const { rows, accepted, rejected, duplicates, warnings, unknownColumns, faults } = taken;
  const result =
    rejected === 0
      ? "结果：全部接收。"
      : `结果：部分退回。${rejected} 行未被接收，请改正后重新报送；其余各行已生效，不必重报。`;
  const lines = [
    result,
    "",
    ...pairs([
      ["批次", taken.batch],
      ["事项", taken.item],
      ["总行数", String(rows)],
      ["接收", String(accepted)],
      ["退回", String(rejected)],
      ["重复（与已有记录相同）", String(duplicates)],
      ["提示", String(warnings)],
      ["批次根", taken.root],
    ]),
  ];
  if (faults.length > 0) {
    lines.push("", "出现最多的问题：");
    for (const [at, { count, ...fault }] of faults.entries())
      lines.push(`  ${at + 1}. ${fault.code}，${count} 次：${printable(faultCells(0, [fault])[3])}`);
  }
  if (unknownColumns.length > 0)
    lines.push(
      "",
      `未识别而略过的列：${unknownColumns.map(printable).join("、")}。如应报送，请与节点运维人员联系。`,
    );
  if (rejected > 0) {
    lines.push(
      "",
      "如何改正：",
      "  1. 打开随附的退回文件（rejected），每行前四列说明原行号、错误列、错误代码和错误说明。",
      "  2. 改正各行；前四列删去或保留均可，节点不读取这四列。",
      "  3. 保存为原格式、原字符集后，按原渠道重新报送；只报退回的行即可。",
      "  以“'”开头的单元格是为防止被当作公式而加的，保留前四列重报时会自动去掉。",
    );
    if (!taken.complete) lines.push("  退回的行过多，退回文件只列出前面的部分；全部问题见回执文件。");
  }
  return lines;
}

function refusedLines({ code, params }: Refused): string[] {
  return [
    "结果：整个文件被拒收，没有任何一行生效。",
    "",
    ...pairs([
      ["原因代码", code],
      ["原因和处理办法", printable(explain(code, params).zh)],
    ]),
    "",
    "如何改正：按上述办法处理原文件后，按原渠道重新报送整个文件。",
  ];
}

function pairs(lines: readonly (readonly [string, string])[]): string[] {
  return lines.map(([name, value]) => `${name}：${value}`);
}

/** What a sender chose is kept to its line. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, " ");
}

function inChina(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")}（北京时间）`;
}
