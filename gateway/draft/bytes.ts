/**
 * What a file is, told from its first bytes: format, character set, delimiter, the place of its
 * records. It reads no row; where it guesses wrong, the reader of that format refuses the file.
 * The trap: a head may end inside a character, which says nothing against the character set.
 */
import { bomLength, decodeStrictly } from "../decode/charset.ts";
import { parseCsv } from "../decode/csv.ts";
import type { Charset, DecodeOptions } from "../model/adapter.ts";
import { Refusal } from "../model/refusal.ts";
import { pathOfRecords, recordElement } from "./structure.ts";

export const HEAD_BYTES = 1 << 20;

export interface Recognised {
  readonly decode: DecodeOptions;
  readonly byteOrderMark: boolean;
  /** The head as text; empty for a workbook. */
  readonly text: string;
}

/** `isTitle` says whether a name is known to any standard. */
export function recognise(head: Buffer, whole: boolean, isTitle: (name: string) => boolean): Recognised {
  if (head.length === 0) throw new Refusal("DECODE_EMPTY");
  const plain = { charset: "utf-8", delimiter: ",", titleRows: 0, explanationRows: 0 } as const;
  const magic = head.toString("latin1", 0, 2);
  if (magic === "PK")
    return { decode: { ...plain, format: "xlsx", sheet: 0 }, byteOrderMark: false, text: "" };
  if (magic === "\u00d0\u00cf")
    throw new Refusal("DECODE_FORMAT", {
      format: "xlsx",
      detail:
        "旧式 .xls 或加密的工作簿，请另存为 .xlsx / an old .xls or an encrypted workbook, save it as .xlsx",
    });
  if (magic === "\u00ff\u00fe" || magic === "\u00fe\u00ff" || head.subarray(0, 4096).includes(0))
    throw new Refusal("DECODE_FORMAT", {
      format: "csv",
      detail: "UTF-16 或二进制文件，请另存为 UTF-8 / UTF-16 or binary, save the file as UTF-8",
    });
  const bom = bomLength(head);
  const { charset, text } = asText(head.subarray(bom), whole, bom > 0);
  return { decode: { ...plain, charset, ...formOf(text, isTitle) }, byteOrderMark: bom > 0, text };
}

/** UTF-8 where the bytes are that, else GB18030; a byte order mark decides. */
function asText(bytes: Buffer, whole: boolean, marked: boolean): { charset: Charset; text: string } {
  for (const charset of marked ? (["utf-8"] as const) : (["utf-8", "gb18030"] as const)) {
    for (let cut = 0; cut <= (whole ? 0 : 3); cut++) {
      const text = decodeStrictly(bytes.subarray(0, bytes.length - cut), charset);
      if (text !== null) return { charset, text };
    }
  }
  throw new Refusal("DECODE_CHARSET", { charset: marked ? "utf-8" : "utf-8, gb18030", row: 1 });
}

function formOf(
  text: string,
  isTitle: (name: string) => boolean,
): Partial<DecodeOptions> & Pick<DecodeOptions, "format"> {
  const start = text.trimStart();
  if (start.startsWith("<")) {
    const rowElement = recordElement(start, isTitle);
    if (rowElement === undefined)
      throw new Refusal("DECODE_FORMAT", {
        format: "xml",
        detail: "没有重复出现、含多个子元素的元素 / no element that repeats and has elements in it",
      });
    return { format: "xml", rowElement };
  }
  if (start.startsWith("[") || start.startsWith("{")) {
    if (start.startsWith("{") && isLineOfJson(start)) return { format: "ndjson" };
    const path = pathOfRecords(start);
    return { format: "json", ...(path === undefined || path === "" ? {} : { path }) };
  }
  return { format: "csv", delimiter: delimiterOf(text) };
}

/** The first line alone is an object, and the next, if there is one, begins another. */
function isLineOfJson(text: string): boolean {
  const [first = "", second] = text.split(/\r?\n/, 2);
  try {
    JSON.parse(first);
  } catch {
    return false;
  }
  return second === undefined || second.trim() === ""
    ? pathOfRecords(first) === undefined
    : second.startsWith("{");
}

const DELIMITERS = [",", "\t", ";", "|"];

/** The character at which the first rows fall into the same number of cells, the most of them. */
function delimiterOf(text: string): string {
  const end = text.lastIndexOf("\n", 64 * 1024) + 1;
  const head = text.slice(0, end > 0 ? end : undefined);
  let best = ",";
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const widths = new Map<number, number>();
    parseCsv(head, delimiter.charCodeAt(0), (cells) => {
      if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    });
    const score = Math.max(0, ...[...widths].map(([width, rows]) => width * rows));
    if (score > most) {
      most = score;
      best = delimiter;
    }
  }
  return best;
}
