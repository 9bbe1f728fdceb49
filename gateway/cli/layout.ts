/**
 * Text laid out for a terminal: Chinese characters take two places, so columns are
 * padded by what is seen and not by what is counted.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : 1;
  return width;
}

export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Rows as lines, every column as wide as its widest cell; numbers stand right. */
export function columns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, widthOf(String(cell)))));
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return typeof cell === "number"
          ? " ".repeat(width - widthOf(String(cell))) + String(cell)
          : padded(cell, width);
      })
      .join("  ")
      .trimEnd(),
  );
}
