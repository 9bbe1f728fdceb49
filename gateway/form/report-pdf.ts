/** A report on A4 pages: titles and tables that go on over pages, their heads repeated, page numbers at the foot. */
import { PAGE, pdfOf, Sheet, textWidth, wrapText } from "./pdf.ts";
import { cellText, type Report, type ReportColumn, type ReportTable } from "./report.ts";

const MARGIN = 42;
const WIDTH = PAGE.width - 2 * MARGIN;
const BOTTOM = PAGE.height - 52;
const SIZE = 8.5;
const LEADING = 12;
const PAD = 4;
const INK = [0.1, 0.15, 0.2] as const;
const SOFT = [0.3, 0.36, 0.42] as const;
const NAVY = [0.09, 0.196, 0.302] as const;
const LINE = [0.72, 0.76, 0.82] as const;
const HEAD = [0.89, 0.925, 0.96] as const;

export function reportPdf(report: Report, at: Date): Buffer {
  const pages = new Pages();
  const { title, facts, tables, notes, foot } = report;
  pages.sheet.text(MARGIN, pages.y + 16, 18, title, NAVY, true);
  pages.y += 28;
  pages.sheet.line(MARGIN, pages.y, WIDTH, NAVY);
  pages.y += 8;
  for (const [name, value] of facts) {
    pages.sheet.text(MARGIN, pages.y + 10, 9.5, name, SOFT);
    pages.paragraph(value, 9.5, MARGIN + 110, WIDTH - 110);
  }
  for (const table of tables) drawTable(pages, table);
  pages.y += 14;
  for (const note of notes) pages.paragraph(note, SIZE, MARGIN, WIDTH, SOFT);
  for (const [number, sheet] of pages.sheets.entries()) {
    const text = `${number + 1} / ${pages.sheets.length}`;
    sheet.text(MARGIN, PAGE.height - 28, 8, foot, SOFT);
    sheet.text(PAGE.width - MARGIN - textWidth(text, 8), PAGE.height - 28, 8, text, SOFT);
  }
  return pdfOf(pages.sheets, { title, at });
}

/** Where the next line goes. */
class Pages {
  readonly sheets: Sheet[] = [new Sheet()];
  y = MARGIN;

  get sheet(): Sheet {
    return this.sheets.at(-1) as Sheet;
  }

  /** True when a new page was begun for it. */
  room(height: number): boolean {
    if (this.y + height <= BOTTOM) return false;
    this.sheets.push(new Sheet());
    this.y = MARGIN;
    return true;
  }

  paragraph(
    text: string,
    size: number,
    x: number,
    width: number,
    ink: readonly [number, number, number] = INK,
  ): void {
    for (const line of wrapText(text, size, width)) {
      this.room(size * 1.5);
      this.sheet.text(x, this.y + size + 1, size, line, ink);
      this.y += size * 1.5;
    }
  }
}

interface Placed extends ReportColumn {
  readonly x: number;
  readonly room: number;
}

function drawTable(pages: Pages, { title, columns, rows, empty }: ReportTable): void {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  let x = MARGIN;
  const placed = columns.map((column): Placed => {
    const room = (column.width / whole) * WIDTH;
    const one = { ...column, x, room };
    x += room;
    return one;
  });
  pages.y += 16;
  pages.room(70);
  pages.sheet.text(MARGIN, pages.y + 11, 11.5, title, NAVY, true);
  pages.y += 19;
  if (rows.length === 0) return pages.paragraph(empty, SIZE, MARGIN, WIDTH, SOFT);
  drawHead(pages, placed);
  for (const row of rows) {
    const cells = placed.map(({ as, align, room }, at) => {
      const text = cellText(row[at] ?? null, as);
      return align === "end" ? [text] : wrapText(text, SIZE, room - 2 * PAD);
    });
    const height = Math.max(...cells.map(({ length }) => length)) * LEADING + 4;
    if (pages.room(height)) drawHead(pages, placed);
    drawCells(pages, placed, cells, INK, false);
    pages.y += height;
    pages.sheet.line(MARGIN, pages.y, WIDTH, LINE);
  }
}

function drawHead(pages: Pages, placed: readonly Placed[]): void {
  const cells = placed.map(({ title, room }) => wrapText(title, SIZE, room - 2 * PAD));
  const height = Math.max(...cells.map(({ length }) => length)) * LEADING + 6;
  pages.sheet.box(MARGIN, pages.y, WIDTH, height, HEAD);
  drawCells(pages, placed, cells, NAVY, true);
  pages.y += height;
  pages.sheet.line(MARGIN, pages.y, WIDTH, NAVY);
}

function drawCells(
  { sheet, y }: Pages,
  placed: readonly Placed[],
  cells: readonly (readonly string[])[],
  ink: readonly [number, number, number],
  heavy: boolean,
): void {
  for (const [at, { x, room, align }] of placed.entries())
    for (const [line, text] of (cells[at] ?? []).entries()) {
      // A number is never broken; one that is too long is written smaller.
      const size = Math.min(SIZE, (SIZE * (room - PAD)) / textWidth(text, SIZE));
      const left = align === "end" ? x + room - PAD / 2 - textWidth(text, size) : x + PAD;
      sheet.text(left, y + 11 + line * LEADING, Math.floor(size * 100) / 100, text, ink, heavy);
    }
}
