/** The cells of the nights grid, of which a line and a night are all that is written on them: where one leads, and which is beside it. */
import { arrivalsLink, type Letter, type NightsLine } from "./nights.ts";

export function linkOf(
  cell: HTMLElement,
  lines: readonly NightsLine[],
  nights: readonly string[],
  dueHour: number,
): string | undefined {
  const line = lines[Number(cell.parentElement?.dataset["line"] ?? Number.NaN)];
  const at = Number(cell.dataset["at"] ?? Number.NaN);
  const night = nights[at];
  if (line === undefined || night === undefined) return undefined;
  return arrivalsLink(line, night, dueHour, (line.states[at] ?? "i") as Letter);
}

export function neighbourOf(cell: HTMLTableCellElement, key: string): HTMLTableCellElement | null {
  const cellIn = (row: Element | null | undefined) => {
    const found = row?.children[cell.cellIndex];
    return found instanceof HTMLTableCellElement && found.dataset["at"] !== undefined ? found : null;
  };
  const row = cell.parentElement;
  const rows = [...(cell.closest("table")?.querySelectorAll("tr[data-line]") ?? [])];
  const here = row === null ? -1 : rows.indexOf(row);
  const cells = [...(row?.querySelectorAll<HTMLTableCellElement>("td[data-at]") ?? [])];
  const at = cells.indexOf(cell);
  if (key === "ArrowLeft") return cells[at - 1] ?? null;
  if (key === "ArrowRight") return cells[at + 1] ?? null;
  if (key === "ArrowUp") return cellIn(rows[here - 1]);
  if (key === "ArrowDown") return cellIn(rows[here + 1]);
  if (key === "Home") return cells[0] ?? null;
  return key === "End" ? (cells.at(-1) ?? null) : null;
}
