/**
 * The pre-check: a file judged with production's own rules, by production's own code, but
 * without server or database. Nothing is stored and nothing is sent. Exit codes: 0 all rows
 * good, 1 some rejected, 2 not processable.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

import { ownForm } from "../adapter/own-form.ts";
import { loadData } from "../data.ts";
import { dryRun } from "../dry-run.ts";
import type { Charset } from "../model/adapter.ts";
import { explain } from "../model/codes.ts";
import { FINDINGS } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import type { Known } from "../piece/piece.ts";
import { needed, onlyArgument, readArguments, receivedDay } from "./arguments.ts";
import { type CheckResult, shownCheck, type ToldFinding } from "./check-text.ts";

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    adapter: { type: "string" },
    item: { type: "string" },
    received: { type: "string" },
    charset: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const file = onlyArgument(positionals, "file");
  const { adapter, known } = readerOf(values, loadData());
  const received = receivedDay(values.received);
  const { charset } = values;
  if (charset !== undefined && charset !== "utf-8" && charset !== "gb18030") {
    throw new Refusal("COMMAND_INVALID", { detail: "--charset utf-8|gb18030" });
  }
  const result = await checkFile(file, adapter, received, known, charset);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : shownCheck(result));
  return result.rejected === 0 ? 0 : 1;
}

/** A source's adapter; or, for a filled-in template of an item, the catalog's own form. */
function readerOf(
  { adapter, item }: { readonly adapter?: string | undefined; readonly item?: string | undefined },
  known: Known,
): { readonly adapter: string; readonly known: Known } {
  if (item === undefined) return { adapter: needed(adapter, "--adapter <id> | --item <id>"), known };
  if (adapter !== undefined) throw new Refusal("COMMAND_INVALID", { detail: "--adapter <id> | --item <id>" });
  const form = ownForm(item.toUpperCase(), known.catalog);
  return { adapter: form.id, known: { ...known, adapters: [...known.adapters, form] } };
}

export async function checkFile(
  path: string,
  adapter: string,
  received: string,
  known: Known,
  charset?: Charset,
): Promise<CheckResult> {
  const file = await describeFile(path);
  const run = { path, bytes: file.bytes, adapter, received, ...(charset === undefined ? {} : { charset }) };
  const { item, standard, rows, accepted, rejected, duplicates, unknownColumns, found } = await dryRun(
    run,
    known,
  );
  const told = (severity: "reject" | "warn"): ToldFinding[] =>
    found
      .filter(({ code }) => FINDINGS[code].severity === severity)
      .map(({ row, column, code, params }) => ({ row, column, code, message: explain(code, params) }));
  return {
    adapter,
    item,
    standard,
    file,
    rows,
    accepted,
    rejected,
    duplicates,
    rejections: told("reject"),
    warnings: told("warn"),
    unknownColumns,
  };
}

async function describeFile(path: string): Promise<CheckResult["file"]> {
  const sha256 = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      sha256.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new Refusal("NOT_FOUND", {}, { cause });
    throw new Refusal("COMMAND_INVALID", { detail: `<file>: ${code ?? "?"}` }, { cause });
  }
  return { name: basename(path), bytes, sha256: sha256.digest("hex") };
}
