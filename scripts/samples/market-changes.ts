/** How the market's sources vary a row and write a day; used by market-*.ts. */
import { type Cells, type Change, pick, spoil } from "./kit.ts";

export const set =
  (cells: Cells): Change =>
  (row) =>
    Object.assign(row, cells);

/** The code in the column gets a wrong check character. */
export const spoiled =
  (column: string): Change =>
  (row) =>
    Object.assign(row, { [column]: spoil(String(row[column])) });

export const epoch = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
/** 20260404 */
export const compact = (day: string): string => day.replaceAll("-", "");
/** 2026/4/4, as a spreadsheet shows it. */
export const slashed = (day: string): string => day.replace(/-0?/g, "/");
/** 2026.04.04 */
export const dotted = (day: string): string => day.replaceAll("-", ".");
/** 2026年4月4日 */
export const inWords = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

export const from = (texts: readonly string[]) => (_n: number, random: () => number) => pick(random, texts);
