/**
 * `xinqiao catalog template`: an empty workbook to fill in, for an item by the catalog's own form, or
 * for an adapter that reads workbooks. What comes back is judged by `xinqiao check` with
 * `--item` or `--adapter`. The trap: an adapter that reads another format could not take it back.
 */
import { writeFileSync } from "node:fs";

import { ownForm } from "../adapter/own-form.ts";
import { loadData } from "../data.ts";
import { templateXlsx } from "../form/workbook.ts";
import type { Adapter } from "../model/adapter.ts";
import { dayInChina } from "../model/calendar.ts";
import type { Item } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { assertNotShut } from "../model/shut.ts";
import type { Known } from "../piece/piece.ts";
import { onlyArgument, readArguments } from "./arguments.ts";

export async function templateCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    out: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const id = onlyArgument(positionals, "item|adapter");
  const known = loadData();
  const { adapter, item } = readerOf(id, known);
  assertNotShut(item);
  const file = values.out ?? `${adapter.id.split("/").at(-1) ?? item.id}.xlsx`;
  const bytes = await templateXlsx(adapter, item, known.catalog, dayInChina(new Date()));
  try {
    writeFileSync(file, bytes);
  } catch (cause) {
    throw new Refusal("COMMAND_INVALID", { detail: `--out ${file}` }, { cause });
  }
  const how = id.includes("/") ? `--adapter ${adapter.id}` : `--item ${item.id}`;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ file, item: item.id, adapter: id.includes("/") ? adapter.id : null, bytes: bytes.length })}\n`
      : `✔ ${file}：${item.title.zh}\n  填好后预检 Fill in, then check: xinqiao check ${file} ${how}\n`,
  );
  return 0;
}

function readerOf(
  id: string,
  { adapters, catalog }: Known,
): { readonly adapter: Adapter; readonly item: Item } {
  const adapter = id.includes("/")
    ? adapters.find((one) => one.id === id)
    : ownForm(id.toUpperCase(), catalog);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: id });
  if (adapter.decode.format !== "xlsx")
    throw new Refusal("COMMAND_INVALID", { detail: `${id}: ${adapter.decode.format}` });
  const item = catalog.items.find((one) => one.id === adapter.item);
  if (item === undefined) throw new Refusal("ITEM_UNKNOWN", { item: id });
  return { adapter, item };
}
