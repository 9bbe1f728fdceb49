/**
 * Tables for the terminal whose columns line up although a Chinese character takes
 * two places. Knows no command. The trap: padEnd counts characters, not places.
 */

// East Asian wide and full-width forms: CJK and its punctuation, kana, hangul, full-width ASCII, the supplementary ideographs.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** How many places of a terminal line a text takes. */
export function placesOf(text: string): number {
  let places = 0;
  for (const character of text) places += WIDE.test(character) ? 2 : 1;
  return places;
}

/** Rows as lines with aligned columns; the last column is not padded. */
export function tableOf(rows: readonly (readonly string[])[], indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, placesOf(cell));
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + " ".repeat((widths[i] ?? 0) - placesOf(cell))))
      .join("  ");
  return rows.map((row) => `${indent}${line(row)}`.trimEnd()).join("\n");
}
