/** A report as it is written into a workbook or onto pages: facts, tables, notes. Plain text and numbers; who writes it decides how it looks. */
export type Cell = string | number | null;

export interface ReportColumn {
  readonly title: string;
  /** Share of the width. */
  readonly width: number;
  readonly align: "start" | "end";
  /** How a number is shown. */
  readonly as?: "count" | "percent" | "score";
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** In place of rows where there are none. */
  readonly empty: string;
}

export interface Report {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly ReportTable[];
  readonly notes: readonly string[];
  /** At the foot of every page. */
  readonly foot: string;
}

/** As people read it; a dash where nothing is known. */
export function cellText(cell: Cell, as: ReportColumn["as"]): string {
  if (cell === null) return "—";
  if (typeof cell === "string") return cell;
  if (as === "percent") return `${(Math.round(cell * 1000) / 10).toFixed(1)}%`;
  if (as === "score") return cell.toFixed(1);
  return String(Math.round(cell)).replace(/\B(?=(\d{3})+$)/g, ",");
}
