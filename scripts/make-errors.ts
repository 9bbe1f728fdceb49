/**
 * Writes contracts/ERRORS.md from the tables of codes (gateway/model/refusals.ts, findings.ts).
 * With --check it writes nothing, and fails when the document is not what the table says.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { FINDINGS } from "../gateway/model/findings.ts";
import type { RefusalRow } from "../gateway/model/refusal-row.ts";
import { EXCHANGE_REFUSALS } from "../gateway/model/refusals.ts";
import { CONSOLE_REFUSALS } from "../gateway/model/refusals-console.ts";
import { DOOR_REFUSALS } from "../gateway/model/refusals-doors.ts";
import { FILE_REFUSALS } from "../gateway/model/refusals-files.ts";
import { startedAs } from "./started-as.ts";

const TARGET = new URL("../contracts/ERRORS.md", import.meta.url);

interface Finding {
  readonly severity: "reject" | "warn";
  readonly zh: string;
  readonly en: string;
  readonly rule?: string;
  readonly bit?: number;
}

const PREFACE = `# 错误与提示代码 / Codes of refusals and findings

由 \`scripts/make-errors.ts\` 从 \`gateway/model/refusals.ts\` 和 \`findings.ts\` 生成，请勿手改。代码是对外的承诺：不改名，不复用；
含义有变则另立新代码。\`{名称}\` 是该次结果的参数，只含限值、规则名、字段标题、行号之类，不含行中的取值，也不含个人信息。

Written by \`scripts/make-errors.ts\` from \`gateway/model/refusals.ts\` and \`findings.ts\`; do not edit. A code is a promise to others: it is never
renamed and never reused; where its meaning changes, a new code is made. \`{name}\` stands for a parameter of the finding:
limits, names of rules, titles of fields, row numbers, never a value of the row and never personal data.
`;

const REFUSED = `## 整体拒收 / Refusals

整个文件、批次或请求被拒绝，其中没有任何一行入库。“可重试”指原样重发同样的字节可能成功。

The whole file, batch or request is refused, and no row of it is stored. "Retry" says whether sending the very same bytes again may succeed.
`;

const REJECTED = `## 逐行拒绝 / Rejections

只拒绝所在的行，同一文件的其他行照常接收。请按提示改正后，只需重报这些行。

Refuses the row alone; the others of the file are accepted. Mend the rows named and send just these again.
`;

const WARNED = `## 提示 / Warnings

记录已接收，提示随记录保存，不影响接收。“位”是该提示在所存记录 \`warnings\` 中的二进制位。

The record is accepted, and the warning is kept with it. "Bit" is its binary place in the \`warnings\` of the stored record.
`;

/** The whole document. */
export function errorsDocument(): string {
  const findings: [string, Finding][] = Object.entries(FINDINGS);
  const rejections = findings
    .filter(([, { severity }]) => severity === "reject")
    .map(([code, { zh, en }]) => [`\`${code}\``, `${zh}<br>${en}`]);
  const warnings = findings
    .filter(([, { severity }]) => severity === "warn")
    .map(([code, { bit, rule, zh, en }]) => [`\`${code}\``, String(bit ?? ""), rule ?? "", `${zh}<br>${en}`]);
  return [
    PREFACE,
    REFUSED,
    refusals("文件与批次 / Files and batches", EXCHANGE_REFUSALS),
    refusals("接口请求 / Requests", DOOR_REFUSALS),
    refusals("传文件、抽取与登记 / File doors, pulls and registers", FILE_REFUSALS),
    refusals("控制台 / The operators' console", CONSOLE_REFUSALS),
    REJECTED,
    table(["代码 / Code", "说明与改法 / Meaning and how to mend it"], rejections),
    WARNED,
    table(["代码 / Code", "位 / Bit", "规则 / Rule", "说明与改法 / Meaning and how to mend it"], warnings),
  ].join("\n");
}

function refusals(title: string, rows: Readonly<Record<string, RefusalRow>>): string {
  const lines = Object.entries(rows).map(([code, { status, retry, zh, en }]) => [
    `\`${code}\``,
    String(status),
    retry ? "可重试 / yes" : "否 / no",
    `${zh}<br>${en}`,
  ]);
  return `### ${title}\n\n${table(["代码 / Code", "HTTP", "重试 / Retry", "说明 / Meaning"], lines)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

if (startedAs(import.meta.filename)) {
  const text = errorsDocument();
  if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
  else if (readFileSync(TARGET, "utf8") !== text) {
    process.stderr.write("contracts/ERRORS.md is stale: npm run generate\n");
    process.exitCode = 1;
  }
}
