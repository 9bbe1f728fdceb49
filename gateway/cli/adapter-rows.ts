/**
 * A file read by an adapter, row by row: which rows are taken, and what is wrong with the others,
 * in the words of the findings. Nothing is stored, and no cell is shown.
 */
import type { Adapter } from "../model/adapter.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import type { Text } from "../model/text.ts";
import type { Known } from "../piece/piece.ts";
import { checkFile } from "./check.ts";
import { tableOf } from "./table.ts";

export interface RowTold {
  readonly row: number;
  readonly outcome: "accepted" | "rejected";
  readonly findings: readonly {
    readonly column: string;
    readonly code: FindingCode;
    readonly message: Text;
  }[];
}

export interface RowsAnswer {
  readonly json: unknown;
  readonly text: string;
  readonly code: number;
}

const ROWS_SHOWN = 200;

export async function rowsOf(
  path: string,
  adapter: Adapter,
  known: Known,
  received: string,
): Promise<RowsAnswer> {
  const checked = await checkFile(path, adapter.id, received, known);
  const { titleRows, explanationRows } = adapter.decode;
  const told = new Map<number, RowTold["findings"][number][]>();
  for (const { row, column, code, message } of [...checked.rejections, ...checked.warnings])
    told.set(row, [...(told.get(row) ?? []), { column, code, message }]);
  // Rows that were passed over (empty, or explanations that were none) shift the numbers: findings know theirs.
  const first = Math.min(titleRows + explanationRows + 2, ...told.keys());
  const last = Math.max(first + checked.rows - 1, ...told.keys());
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, at): RowTold => {
    const findings = told.get(first + at) ?? [];
    const rejected = findings.some(({ code }) => FINDINGS[code].severity === "reject");
    return { row: first + at, outcome: rejected ? "rejected" : "accepted", findings };
  });
  const { accepted, rejected, duplicates, unknownColumns } = checked;
  const head = ["行 Row", "", "列 Column", "说明 What"];
  const lines = rows.slice(0, ROWS_SHOWN).flatMap(({ row, outcome, findings }) => {
    const mark = outcome === "accepted" ? "✔" : "✘";
    if (findings.length === 0) return [[String(row), mark, "", ""]];
    return findings.map(({ column, message }, at) => [
      at === 0 ? String(row) : "",
      at === 0 ? mark : "",
      column,
      `${message.zh} / ${message.en}`,
    ]);
  });
  const text = [
    tableOf([head, ...lines]),
    ...(rows.length > ROWS_SHOWN ? [`… 只显示前 ${ROWS_SHOWN} 行 / the first ${ROWS_SHOWN} rows only`] : []),
    "",
    `接收 ${accepted} 行，退回 ${rejected} 行，重复 ${duplicates} 行 / ${accepted} accepted, ${rejected} rejected, ${duplicates} duplicates`,
    ...(unknownColumns.length === 0 ? [] : [`未知列 Unknown columns: ${unknownColumns.join("、")}`]),
    "",
  ].join("\n");
  return {
    json: { adapter: adapter.id, accepted, rejected, duplicates, unknownColumns, rows },
    text,
    code: rejected === 0 ? 0 : 1,
  };
}
