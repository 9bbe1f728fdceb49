/**
 * As much of PDF 1.7 as a report of Chinese text and tables needs: pages with text, lines and filled boxes. Chinese stands in
 * Adobe's predefined STSong-Light by UniGB-UTF16-H, which readers bring themselves, so nothing is embedded; Latin and digits in
 * Helvetica, whose widths are known to everybody. The trap: a font that is not embedded has the widths that we say, so text
 * is cut by those and never by what a screen shows.
 */
import { deflateSync } from "node:zlib";

/** Widths of Helvetica from space to tilde, in thousandths (Adobe's metrics of the standard fonts). */
const HELVETICA = [
  ...[
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556,
  ],
  ...[
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
    833, 722, 778,
  ],
  ...[
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556,
  ],
  ...[
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260,
    334, 584,
  ],
];

export const PAGE = { width: 595.28, height: 841.89 } as const;

function isLatin(char: string): boolean {
  return char >= " " && char <= "~";
}

/** In points. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const char of text) width += isLatin(char) ? (HELVETICA[char.charCodeAt(0) - 32] ?? 556) : 1000;
  return (width * size) / 1000;
}

/** Lines no wider than `width`: broken after any Chinese character, and between Latin words where there is a choice. */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/[!-~]+|\s+|[^!-~\s]/gu) ?? []) {
    if (textWidth(line + word, size) <= width) {
      line += word;
      continue;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    line = "";
    for (const char of word.trimStart()) {
      if (line !== "" && textWidth(line + char, size) > width) {
        lines.push(line);
        line = "";
      }
      line += char;
    }
  }
  if (line.trim() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

export type Ink = readonly [red: number, green: number, blue: number];

/** What is drawn on one page; y from its top, downwards. */
export class Sheet {
  readonly #parts: string[] = [];

  box(x: number, y: number, width: number, height: number, ink: Ink): void {
    this.#parts.push(
      `${ink.join(" ")} rg ${p(x)} ${p(PAGE.height - y - height)} ${p(width)} ${p(height)} re f`,
    );
  }

  line(x: number, y: number, width: number, ink: Ink): void {
    const at = p(PAGE.height - y);
    this.#parts.push(`${ink.join(" ")} RG 0.5 w ${p(x)} ${at} m ${p(x + width)} ${at} l S`);
  }

  /** Its baseline at y. `heavy` strokes the outline as well: the predefined font has no bold. */
  text(x: number, y: number, size: number, text: string, ink: Ink = [0, 0, 0], heavy = false): void {
    const colour = `${ink.join(" ")} rg ${ink.join(" ")} RG ${heavy ? `2 Tr ${p(size / 60)} w` : "0 Tr"}`;
    const runs = runsOf(text).map((run) => {
      if (!isLatin(run.slice(0, 1))) return `/Song ${size} Tf <${utf16(run)}> Tj`;
      return `/Latin ${size} Tf (${run.replace(/[\\()]/g, "\\$&")}) Tj`;
    });
    this.#parts.push(`BT ${colour} 1 0 0 1 ${p(x)} ${p(PAGE.height - y)} Tm ${runs.join(" ")} ET`);
  }

  content(): string {
    return this.#parts.join("\n");
  }
}

/** Pieces of one font each. Control characters are no text. */
function runsOf(text: string): readonly string[] {
  return text.replace(/[\u0000-\u001f\u007f]/g, " ").match(/[ -~]+|[^ -~]+/gu) ?? [];
}

function utf16(text: string): string {
  return Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase();
}

function p(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** The file, from its pages. Dates are told as they are given: the same report is the same bytes. */
export function pdfOf(sheets: readonly Sheet[], info: { readonly title: string; readonly at: Date }): Buffer {
  const objects: (string | Buffer)[] = [];
  const add = (body: string | Buffer) => objects.push(body);
  const first = 8;
  const kids = sheets.map((_, at) => `${first + at * 2} 0 R`).join(" ");
  add("<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>");
  add(`<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`);
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  add(
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [5 0 R] >>",
  );
  add(
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 6 0 R /DW 1000 >>",
  );
  add(
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  );
  const stamp = info.at.toISOString().replace(/[-:T]|\.\d+Z/g, "");
  add(`<< /Title <FEFF${utf16(info.title)}> /Producer (Xinqiao) /CreationDate (D:${stamp}Z) >>`);
  for (const [at, sheet] of sheets.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /Latin 3 0 R /Song 4 0 R >> >> /Contents ${first + at * 2 + 1} 0 R >>`,
    );
    const packed = deflateSync(Buffer.from(sheet.content(), "latin1"));
    const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`;
    add(Buffer.concat([Buffer.from(head), packed, Buffer.from("\nendstream")]));
  }
  return joined(objects);
}

function joined(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  for (const [at, body] of objects.entries()) {
    offsets.push(length);
    push(Buffer.from(`${at + 1} 0 obj\n`));
    push(typeof body === "string" ? Buffer.from(body, "latin1") : body);
    push(Buffer.from("\nendobj\n"));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const start = length;
  push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
