/**
 * What an empty file of an adapter looks like: its title row as CSV, in the adapter's own
 * character set and with its delimiter, so that a file begun from it is read as it stands.
 * The trap: there is no encoder of GB18030 in the platform; the table is read off its decoder.
 */
import { titlesOf } from "./form/columns.ts";
import type { Adapter, Charset } from "./model/adapter.ts";

const BOM = "\uFEFF";

export function templateCsv(adapter: Adapter): Buffer {
  const { charset, delimiter, format } = adapter.decode;
  const separator = format === "csv" ? delimiter : ",";
  const titles = titlesOf(adapter);
  const line = `${titles.map((title) => quoted(title, separator)).join(separator)}\r\n`;
  return encode(line, format === "csv" ? charset : "utf-8");
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** UTF-8 with a byte order mark, without which spreadsheets take it for GBK. */
function encode(text: string, charset: Charset): Buffer {
  if (charset === "utf-8") return Buffer.from(BOM + text);
  const table = twoBytes();
  return Buffer.concat(
    [...text].map((character) => {
      const code = table.get(character);
      if (character < "\x80") return Buffer.of(character.charCodeAt(0));
      if (code === undefined) throw new RangeError("a title has a character outside of GBK");
      return Buffer.of(code >> 8, code & 0xff);
    }),
  );
}

let known: ReadonlyMap<string, number> | undefined;

/** The two-byte part of GB18030, read off the decoder: there is no encoder in the platform. */
function twoBytes(): ReadonlyMap<string, number> {
  if (known) return known;
  const decoder = new TextDecoder("gb18030", { fatal: true });
  const table = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Buffer.of(lead, trail));
      if (!table.has(character)) table.set(character, (lead << 8) | trail);
    }
  known = table;
  return table;
}
