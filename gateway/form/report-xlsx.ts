/**
 * A report as a workbook: a sheet for its facts and notes, one for each table, numbers as numbers. The trap: a text that
 * begins like a formula is only text in XLSX, since cells have types; none is ever written as a formula.
 */
import { type WriteSheet, writeXlsx } from "hucre/xlsx";

import type { Report, ReportTable } from "./report.ts";

const LINE = { style: "thin", color: { rgb: "B7C3D0" } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const FORMATS = { count: "#,##0", percent: "0.0%", score: "0.0" } as const;
const SHEET_NAME = 31;

export async function reportXlsx(report: Report): Promise<Buffer> {
  const sheets = [cover(report), ...report.tables.map(sheetOf)];
  return Buffer.from(await writeXlsx({ sheets, activeSheet: 0, defaultFont: { name: "宋体", size: 11 } }));
}

function cover({ title, facts, notes }: Report): WriteSheet {
  const rows = [
    [title],
    [],
    ...facts.map(([name, value]) => [name, value]),
    [],
    ...notes.map((note) => [note]),
  ];
  const cells: NonNullable<WriteSheet["cells"]> = new Map();
  cells.set("0,0", { value: title, style: { font: { bold: true, size: 16 } } });
  for (const at of facts.keys())
    cells.set(`${at + 2},0`, { value: facts[at]?.[0] ?? "", style: { font: { bold: true } } });
  return { name: "概要", rows, cells, columns: [{ width: 26 }, { width: 60 }] };
}

function sheetOf({ title, columns, rows, empty }: ReportTable): WriteSheet {
  const cells: NonNullable<WriteSheet["cells"]> = new Map();
  for (const [at, column] of columns.entries())
    cells.set(`0,${at}`, {
      value: column.title,
      style: {
        font: { bold: true, color: { rgb: "17324D" } },
        fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E3ECF5" } },
        alignment: { wrapText: true, vertical: "center", horizontal: "center" },
        border: BORDER,
      },
    });
  for (const [row, values] of rows.entries())
    for (const [at, { as, align }] of columns.entries()) {
      const value = values[at] ?? null;
      cells.set(`${row + 1},${at}`, {
        value: value ?? "—",
        style: {
          border: BORDER,
          alignment: {
            horizontal: align === "end" ? "right" : "left",
            vertical: "top",
            wrapText: align === "start",
          },
          ...(as && typeof value === "number" && { numFmt: FORMATS[as] }),
        },
      });
    }
  const titles = columns.map((column) => column.title);
  const shown = rows.length === 0 ? [[empty]] : rows.map((values) => values.map((value) => value ?? "—"));
  return {
    name: title.replace(/[\\/?*[\]:]/g, " ").slice(0, SHEET_NAME),
    rows: [titles, ...shown],
    cells,
    columns: columns.map(({ width }) => ({ width: Math.max(9, Math.round(width * 1.1)) })),
    freezePane: { rows: 1, columns: 1 },
  };
}
