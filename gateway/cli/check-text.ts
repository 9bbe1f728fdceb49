/**
 * A pre-check's result as a person reads it: counts, then what to mend, grouped by rule with
 * the first places of each, Chinese first. Holds no rule of its own.
 */
import type { FindingCode } from "../model/findings.ts";
import type { Text } from "../model/text.ts";

export interface ToldFinding {
  readonly row: number;
  readonly column: string;
  readonly code: FindingCode;
  readonly message: Text;
}

export interface CheckResult {
  readonly adapter: string;
  readonly item: string;
  readonly standard: string;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly rejections: readonly ToldFinding[];
  readonly warnings: readonly ToldFinding[];
  readonly unknownColumns: readonly string[];
}

const PLACES = 5;

export function shownCheck(result: CheckResult): string {
  const { file, rows, accepted, rejected, duplicates, rejections, warnings, unknownColumns } = result;
  const lines = [
    `文件 File        ${file.name}（${file.bytes.toLocaleString("en")} 字节 bytes，SHA-256 ${file.sha256.slice(0, 16)}…）`,
    `适配器 Adapter   ${result.adapter} → ${result.item}（${result.standard}）`,
    `行数 Rows        ${rows}：可接收 accepted ${accepted}，退回 rejected ${rejected}，重复 duplicates ${duplicates}`,
  ];
  if (unknownColumns.length > 0)
    lines.push(`未识别的列（已忽略）Unknown columns, ignored: ${unknownColumns.join("、")}`);
  if (rejections.length > 0) lines.push("", "退回 Rejections", ...grouped(rejections));
  if (warnings.length > 0)
    lines.push("", "提示（不影响接收）Warnings (nothing is refused for them)", ...grouped(warnings));
  lines.push("", verdict(rows, rejected));
  return `${lines.join("\n")}\n`;
}

function verdict(rows: number, rejected: number): string {
  if (rows === 0)
    return "文件中没有数据行：请填写后再检查。The file has no rows of data: fill it in and check again.";
  return rejected === 0
    ? "全部合格，可以报送。All rows are good; the file may be sent."
    : "请按上述提示改正后重发。Mend the rows named above and send again.";
}

function grouped(findings: readonly ToldFinding[]): string[] {
  const groups = new Map<string, ToldFinding[]>();
  for (const finding of findings) {
    const key = `${finding.code}|${finding.column}|${finding.message.zh}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group as [ToldFinding];
    const places = group
      .slice(0, PLACES)
      .map(({ row }) => row)
      .join("、");
    const more = group.length > PLACES ? ` … 共 ${group.length} 行 rows` : "";
    return [
      `  ${first.code}${first.column === "" ? "" : `  列 column「${first.column}」`}  第 ${places} 行${more}`,
      `    ${first.message.zh}`,
      `    ${first.message.en}`,
    ];
  });
}
