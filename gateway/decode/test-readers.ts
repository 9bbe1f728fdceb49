/** Files and readings for the tests of this room's readers. Each file that imports it has a folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { type CellValue, writeXlsx } from "hucre/xlsx";

import type { DecodeOptions, Format } from "../model/adapter.ts";
import { type ConvertLimits, DEFAULT_LIMITS, type Line } from "./lines.ts";
import { readRows } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "convert-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

export const KNOWN = ["案号", "名称", "金额", "日期", "iname", "caseCode", "uscc"];

export function optionsOf(format: Format, more: Partial<DecodeOptions> = {}): DecodeOptions {
  return {
    format,
    charset: "utf-8",
    delimiter: ",",
    titleRows: 0,
    explanationRows: 0,
    ...(format === "xml" ? { rowElement: "fields" } : {}),
    ...more,
  };
}

export function file(bytes: Uint8Array | string): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, bytes);
  return path;
}

export async function all<One>(source: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of source) found.push(one);
  return found;
}

/** In this process: what the reading process would do. */
export async function read(
  bytes: Uint8Array | string,
  options: DecodeOptions,
  limits: Partial<ConvertLimits> = {},
): Promise<Line[]> {
  return all(
    await readRows({
      path: file(bytes),
      options,
      knownTitles: KNOWN,
      limits: { ...DEFAULT_LIMITS, ...limits },
    }),
  );
}

export const json = (
  text: Uint8Array | string,
  more?: Partial<DecodeOptions>,
  limits?: Partial<ConvertLimits>,
) => read(text, optionsOf("json", more), limits);

export const codes = (lines: readonly Line[]) =>
  lines.flatMap((line) => ("code" in line ? [[line.row, line.code]] : []));

export async function xlsx(
  rows: CellValue[][],
  more?: Partial<DecodeOptions>,
  limits?: Partial<ConvertLimits>,
): Promise<Line[]> {
  return read(await writeXlsx({ sheets: [{ name: "数据", rows }] }), optionsOf("xlsx", more), limits);
}
