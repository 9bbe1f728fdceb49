/**
 * Which of the first rows has the titles, which stand above and which explain below. Known titles
 * decide; where there are none, the first row that is wide and all words. What explains a title is
 * kept: codes as titles often have their meaning under them.
 */
import { isExplanation } from "../decode/explanation.ts";
import type { RawRow, RawRows } from "./raw-rows.ts";

export interface Column {
  readonly index: number;
  readonly title: string;
  /** What the row under the titles says of it. */
  readonly explained: string;
  /** Cells as they stand, in order; some may be empty. */
  readonly cells: readonly string[];
}

export interface Table {
  readonly titleRows: number;
  readonly explanationRows: number;
  readonly columns: readonly Column[];
  readonly rows: number;
}

const LOOKED_AT = 12;
const MOST_EXPLANATIONS = 3;

export function tableOf({ rows, named }: RawRows, isTitle: (text: string) => boolean): Table | undefined {
  const at = named ? 0 : titleRow(rows.slice(0, LOOKED_AT), isTitle);
  const titles = rows[at];
  if (titles === undefined) return undefined;
  let first = at + 1;
  if (!named) while (first <= at + MOST_EXPLANATIONS && explains(rows[first], titles)) first += 1;
  const explanations = rows.slice(at + 1, first);
  const data = rows.slice(first);
  return {
    titleRows: named ? 0 : titles.row - 1,
    // Rows that are empty are passed over by the readers, but count.
    explanationRows: named || explanations.length === 0 ? 0 : (explanations.at(-1)?.row ?? 0) - titles.row,
    rows: data.length,
    columns: titles.cells.flatMap((title, index) =>
      title === ""
        ? []
        : [
            {
              index,
              title,
              explained: explanations
                .map(({ cells }) => cells[index] ?? "")
                .join(" ")
                .trim(),
              cells: data.map(({ cells }) => cells[index] ?? ""),
            },
          ],
    ),
  };
}

function titleRow(rows: readonly RawRow[], isTitle: (text: string) => boolean): number {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.filter((cell) => cell !== "").length));
  let best = 0;
  let most = -1;
  rows.forEach(({ cells }, at) => {
    const filled = cells.filter((cell) => cell !== "");
    const known = filled.filter(isTitle).length;
    const distinct = new Set(filled).size === filled.length;
    const words = filled.filter((cell) => !/^[\d\s.:/-]+$/.test(cell)).length;
    const looks = distinct && filled.length >= Math.max(2, width * 0.6) && words === filled.length ? 1 : 0;
    // Known titles first, then the look of a title row, then the higher row.
    const score = known * 10 + looks;
    if (score > most) {
      most = score;
      best = at;
    }
  });
  return best;
}

/** Words only, and under a title row of some width: a lone remark is no explanation either way. */
function explains(row: RawRow | undefined, titles: RawRow): boolean {
  if (row === undefined || row.cells.length > titles.cells.length) return false;
  return row.cells.some((cell) => cell !== "") && isExplanation(row.cells);
}
