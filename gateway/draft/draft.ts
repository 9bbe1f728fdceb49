/**
 * From an unknown file to the draft of an adapter: what the file is, which standard its columns fit,
 * which column is which field, and the adapter.yaml that says so. It uses the catalog alone, no
 * adapter that exists: what it says of a known source it would say of a new one.
 */
import { open } from "node:fs/promises";
import { basename } from "node:path";

import { readDeclaration } from "../adapter/declaration.ts";
import { resolveAdapter } from "../adapter/resolve.ts";
import type { Adapter, DecodeOptions } from "../model/adapter.ts";
import type { Catalog, Item, Standard } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { normaliseTitle } from "../model/title.ts";
import { HEAD_BYTES, type Recognised, recognise } from "./bytes.ts";
import { type Declared, declare } from "./declare.ts";
import { draftFields } from "./field-draft.ts";
import { generationOf } from "./generation.ts";
import { likeness } from "./likeness.ts";
import { type Candidate, rankStandards } from "./match.ts";
import { findOperation } from "./operation.ts";
import { type RawRows, type ReadLines, rawRows } from "./raw-rows.ts";
import { senderOf } from "./sender.ts";
import { type Table, tableOf } from "./table.ts";

export interface Wish {
  readonly adapter?: string;
  readonly agency?: string;
  readonly item?: string;
}

export interface Draft extends Declared {
  readonly yaml: string;
  /** The draft as the program reads it back; its agency stands in where nobody is known to send. */
  readonly read: Adapter | undefined;
  /** Why it could not be read back. */
  readonly faults: readonly string[];
}

/** Who sends when the file does not say: a name that no catalog has, so that nobody overlooks it. */
export const NOBODY = "待定";
const SHEETS = [0, 1, 2, 3];
const UNNAMED = "cities/draft";

export async function draftAdapter(
  path: string,
  catalog: Catalog,
  wish: Wish = {},
  read?: ReadLines,
): Promise<Draft> {
  const known = knownTitles(catalog);
  const isTitle = (text: string) => known.has(normaliseTitle(text));
  const { decode: guessed, byteOrderMark, text } = await recogniseFile(path, isTitle);
  const { raw, table, decode } = await bestSheet(path, guessed, text, isTitle, read);
  if (table === undefined || table.columns.length === 0) throw new Refusal("DECODE_EMPTY");

  const operation = findOperation(table);
  const columns = table.columns.filter((column) => column !== operation?.column);
  const ranked = rank(
    { ...table, columns },
    `${above(raw, table)} ${basename(path)}`,
    catalog,
    wish,
    decode.format === "xlsx",
  );
  const [best] = ranked;
  if (best === undefined) throw new Refusal("ITEM_UNKNOWN", { item: wish.item ?? "" });
  const { standard } = best;
  const generation = generationOf(
    standard,
    table.columns.map(({ title }) => title),
  );
  const drafts = draftFields(best, catalog, generation);
  const items = catalog.items.filter((item) => item.standard === standard.id);
  const item = chooseItem(items, standard, wish.item);
  const sender = wish.agency === undefined ? senderOf(drafts.columns, catalog.agencies) : undefined;
  const declared: Declared = {
    file: basename(path),
    adapter: wish.adapter ?? UNNAMED,
    agency: wish.agency ?? sender?.agency ?? NOBODY,
    ...(wish.agency !== undefined
      ? { agencyFrom: "由命令给出 as the command says" }
      : sender
        ? { agencyFrom: sender.from }
        : {}),
    item,
    otherItems: items.filter(
      (one) => one !== item && one.status !== "PROHIBITED" && one.status !== "WITHDRAWN",
    ),
    standard,
    candidates: ranked.slice(0, 5).map(({ standard, score }) => ({ standard, score })),
    decode: { ...decode, titleRows: table.titleRows, explanationRows: table.explanationRows },
    byteOrderMark,
    rows: table.rows,
    generation,
    columns: drafts.columns,
    fields: [...drafts.fields.values()],
    operation,
    nulls: foreignNulls(table),
  };
  const yaml = declare(declared);
  return { ...declared, yaml, ...readBack(yaml, declared, catalog) };
}

interface Sheet {
  readonly raw: RawRows;
  readonly table: Table | undefined;
  readonly decode: DecodeOptions;
}

/** A workbook's records stand on its first sheet, unless that has no title that any standard knows and another has. */
async function bestSheet(
  path: string,
  decode: DecodeOptions,
  text: string,
  isTitle: (text: string) => boolean,
  read: ReadLines | undefined,
): Promise<Sheet> {
  const forms = decode.format === "xlsx" ? SHEETS.map((sheet) => ({ ...decode, sheet })) : [decode];
  let first: Sheet | undefined;
  let fault: unknown;
  for (const form of forms) {
    try {
      const raw = await rawRows(path, form, text, read);
      const found: Sheet = { raw, table: tableOf(raw, isTitle), decode: form };
      if (found.table?.columns.some(({ title, explained }) => isTitle(title) || isTitle(explained)))
        return found;
      first ??= found;
    } catch (error) {
      // A sheet that is empty or not there; what is wrong with the first is told when no other serves.
      if (!(error instanceof Refusal)) throw error;
      fault ??= error;
    }
  }
  if (first === undefined) throw fault;
  return first;
}

async function recogniseFile(path: string, isTitle: (text: string) => boolean): Promise<Recognised> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, "r");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new Refusal("NOT_FOUND", {}, { cause });
    throw new Refusal("COMMAND_INVALID", { detail: `<file>: ${code ?? "?"}` }, { cause });
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const { size } = await file.stat();
    return recognise(buffer.subarray(0, bytesRead), size <= bytesRead, isTitle);
  } finally {
    await file.close();
  }
}

function rank(table: Table, about: string, catalog: Catalog, wish: Wish, serialDays: boolean): Candidate[] {
  const ranked = rankStandards(table, about, catalog, serialDays);
  if (wish.item === undefined) return ranked;
  const item = catalog.items.find(({ id }) => id === wish.item);
  if (item === undefined || item.standard === "") throw new Refusal("ITEM_UNKNOWN", { item: wish.item });
  return ranked.filter(({ standard }) => standard.id === item.standard);
}

/** Rows above the titles say what the file is about. */
function above({ rows, named }: RawRows, { titleRows }: Table): string {
  if (named) return "";
  return rows
    .flatMap(({ row, cells }) => (row <= titleRows ? cells : []))
    .join(" ")
    .trim();
}

/** What is in force and collected comes before what is not, then what is called as the standard is. */
function chooseItem(
  items: readonly Item[],
  standard: Standard,
  wished: string | undefined,
): Item | undefined {
  const order = ["ACTIVE", "REASSIGNED", "RESTRICTED", "WITHDRAWN", "PROHIBITED"];
  const name = standard.title.zh.replace(/（.*?）/g, "");
  const [first] = [...items].sort(
    (a, b) =>
      order.indexOf(a.status) - order.indexOf(b.status) ||
      likeness(b.title.zh, name) - likeness(a.title.zh, name) ||
      a.id.length - b.id.length,
  );
  return items.find(({ id }) => id === wished) ?? first;
}

function knownTitles({ standards }: Catalog): Set<string> {
  const titles = new Set<string>();
  for (const { fields } of standards)
    for (const { code, title, aliases } of fields)
      for (const name of [code ?? "", title.zh, ...aliases]) titles.add(normaliseTitle(name));
  titles.delete("");
  return titles;
}

const NOTHING = [
  "/",
  "\\",
  "空",
  "未知",
  "不详",
  "不适用",
  "N/A",
  "n/a",
  "NA",
  "none",
  "None",
  "无数据",
  "未填写",
  "0000-00-00",
  "(null)",
  "（空）",
];

/** Words for nothing that this source writes and the program does not know by itself. */
function foreignNulls({ columns }: Table): string[] {
  return NOTHING.filter((word) => columns.some(({ cells }) => cells.includes(word)));
}

function readBack(yaml: string, { agency }: Declared, catalog: Catalog): Pick<Draft, "read" | "faults"> {
  const faults: string[] = [];
  const fault = (place: string, remedy: string) => faults.push(`${place}: ${remedy}`);
  const declaration = readDeclaration(yaml, fault);
  const standIn = catalog.agencies[0]?.id ?? "";
  const sender = agency === NOBODY ? standIn : agency;
  const read = declaration && resolveAdapter({ ...declaration, agency: sender }, catalog, fault);
  return { read: faults.length === 0 ? read : undefined, faults };
}
