/**
 * How a source's file looks: which columns it has, what each is called, and how the values of a
 * record stand in its cells. Columns are placed by the adapter as production places them; a
 * column that no field takes must be explained by `extra`.
 */
import type { DecodeOptions, FieldMap, Transform } from "../../gateway/model/adapter.ts";
import type { CodeSet, Field } from "../../gateway/model/catalog.ts";
import { normaliseTitle } from "../../gateway/model/title.ts";
import type { Random } from "../make-identifiers.ts";
import {
  bare,
  type Cell,
  type Cells,
  csv,
  encode,
  exchangeMessage,
  jsonArrayAt,
  jsonLines,
  pick,
  type Source,
  xlsx,
} from "./kit.ts";
import type { Loaded } from "./loaded.ts";

export interface LayoutOptions {
  /** Titles in the order of the file, * of mandatory ones included; without it every mapped field has one. */
  readonly columns?: readonly string[];
  /** What columns are called where they are not listed; codes in XML and JSON, Chinese titles elsewhere. */
  readonly titles?: "zh" | "code";
  /** Fields that have no column, where columns are not listed. */
  readonly leave?: readonly string[];
  /** Columns that no field takes. */
  readonly extra?: Readonly<Record<string, Cell | ((n: number, random: Random) => Cell)>>;
  readonly date?: (day: string) => Cell;
  /** From 2026-11-19T17:30:00+08:00. */
  readonly time?: (at: string) => Cell;
  /** How code sets are written: the code, its Chinese label, or its first alias, as by default where the adapter names a set of its own. */
  readonly codes?: "code" | "label" | "alias";
  /** What stands where there is nothing; "" in CSV and XML, null elsewhere. */
  readonly nothing?: Cell;
  readonly bom?: boolean;
  /** Rows above the titles, and under them, where the adapter declares any. */
  readonly above?: readonly string[];
  readonly under?: readonly (readonly string[])[];
}

type Values = ReadonlyMap<string, string | string[] | undefined>;

export interface Layout {
  readonly format: DecodeOptions["format"];
  readonly titles: readonly string[];
  /** Fields that have a column. */
  readonly fields: readonly string[];
  /** As production's decoding gives them, in the order of titles. */
  readonly plainCells: (values: Values) => string[];
  readonly cells: (values: Values, n: number, random: Random) => Cells;
  readonly write: Source["write"];
}

interface Place {
  readonly map: FieldMap;
  readonly role: "main" | "further" | "otherwise";
}

export function layout({ adapter, standard, catalog }: Loaded, options: LayoutOptions): Layout {
  const { decode, operation } = adapter;
  const fields = new Map(standard.fields.map((field) => [field.name, field]));
  const keyed = decode.format === "xml" || decode.format === "json" || decode.format === "ndjson";
  const style = options.titles ?? (keyed ? "code" : "zh");
  const { extra = {}, date, time } = options;
  const empty = options.nothing ?? (decode.format === "csv" || decode.format === "xml" ? "" : null);

  const titleOf = ({ columns, field }: FieldMap): string => {
    const { code, title } = fields.get(field) as Field;
    const has = (wanted: string | undefined) =>
      wanted !== undefined && columns.some((one) => normaliseTitle(one) === normaliseTitle(wanted));
    const wanted = style === "code" ? [code, title.zh] : [title.zh, code];
    return wanted.find(has) ?? columns[0] ?? "";
  };
  const titles = options.columns ?? [
    ...(operation?.columns.slice(0, 1) ?? []),
    ...new Set(
      adapter.map
        .filter(({ field, columns }) => columns.length > 0 && !options.leave?.includes(field))
        .map(titleOf),
    ),
    ...Object.keys(extra),
  ];
  const operations = new Set((operation?.columns ?? []).map(normaliseTitle));
  const places = titles.map((title): Place[] => {
    const form = normaliseTitle(title);
    const among = (columns: readonly string[] = []) => columns.some((one) => normaliseTitle(one) === form);
    return adapter.map.flatMap((map): Place[] => {
      if (among(map.columns)) return [{ map, role: "main" }];
      if (among(map.further)) return [{ map, role: "further" }];
      return among(map.otherwise?.columns) ? [{ map, role: "otherwise" }] : [];
    });
  });
  titles.forEach((title, at) => {
    if (places[at]?.length === 0 && !operations.has(normaliseTitle(title)) && !(bare(title) in extra))
      throw new Error(`${adapter.id}: column ${title} is no field's; name it in extra, or map it`);
  });
  const placed = places.flat();

  const textOf = ({ map, role }: Place, values: Values, random?: Random): string | undefined => {
    const value = values.get(map.field);
    const when = map.when && values.get(map.when.field);
    if (value === undefined || (map.when && !map.when.is.includes(String(when)))) return undefined;
    const spread = placed.some((one) => one.map === map && one.role === "further");
    if (Array.isArray(value)) {
      const spelt = value.map((code) => spell(code, map, role, random));
      return spread ? spelt[role === "main" ? 0 : 1] : spelt.join(";");
    }
    return role === "further" ? undefined : spell(value, map, role, random);
  };
  const spell = (value: string, map: FieldMap, role: Place["role"], random?: Random): string => {
    const apply = role === "otherwise" ? (map.otherwise?.apply ?? []) : map.apply;
    const own = ownSpellings(apply, value);
    if (own.length > 0) return random ? pick(random, own) : (own[0] ?? value);
    if (map.codeSet !== undefined) {
      const isOwn = map.codeSet !== fields.get(map.field)?.codeSet;
      return codeText(catalog.codeSets, map.codeSet, value, options.codes ?? (isOwn ? "alias" : "code"));
    }
    return inUnit(apply, value);
  };
  const cellOf = (place: Place, values: Values, random: Random): Cell => {
    const text = textOf(place, values, random);
    if (text === undefined) return empty;
    const { type } = fields.get(place.map.field) as Field;
    if (type === "date") return date ? date(text) : decode.format === "xlsx" ? new Date(text) : text;
    if (type === "datetime") return time ? time(text) : text.slice(0, 19).replace("T", " ");
    const isNumber = (type === "decimal" || type === "integer") && /^\d{1,15}(\.\d+)?$/.test(text);
    return isNumber && decode.format !== "csv" && decode.format !== "xml" ? Number(text) : text;
  };

  return {
    format: decode.format,
    titles,
    fields: [...new Set(placed.map(({ map }) => map.field))],
    plainCells: (values) =>
      titles.map((title, at) => {
        if (operations.has(normaliseTitle(title))) return operation?.put[0] ?? "";
        return (
          (places[at] ?? []).map((place) => textOf(place, values)).find((text) => text !== undefined) ?? ""
        );
      }),
    cells: (values, n, random) =>
      Object.fromEntries(
        titles.map((title, at): [string, Cell] => {
          const key = bare(title);
          const given = extra[key];
          if (given !== undefined) return [key, typeof given === "function" ? given(n, random) : given];
          if (operations.has(normaliseTitle(title)))
            return [key, operation?.put[n % operation.put.length] ?? empty];
          const cells = (places[at] ?? []).map((place) => cellOf(place, values, random));
          return [key, cells.find((cell) => cell !== empty) ?? empty];
        }),
      ),
    write: writer(adapter.title.zh, decode, titles, options, (title) => {
      const [place] = places[titles.indexOf(title)] ?? [];
      return place === undefined ? "" : (fields.get(place.map.field)?.title.zh ?? "");
    }),
  };
}

/** The source's own spellings of a value, where the adapter has a table of them. */
function ownSpellings(apply: readonly Transform[], value: string): string[] {
  const table = apply.find(({ name }) => name === "values")?.options?.["table"] ?? {};
  return Object.entries(table as Record<string, string>).flatMap(([own, meant]) =>
    meant === value ? [own] : [],
  );
}

/** A value of the standard's code set, as the set that the adapter reads by has it. */
function codeText(
  codeSets: readonly CodeSet[],
  id: string,
  value: string,
  style: LayoutOptions["codes"],
): string {
  const codes = codeSets.find((set) => set.id === id)?.codes ?? [];
  const code =
    codes.find((one) => one.code === value) ??
    codes.find(({ label, aliases = [] }) => label.zh === value || aliases.includes(value));
  if (code === undefined) return value;
  return style === "label" ? code.label.zh : style === "alias" ? (code.aliases?.[0] ?? code.code) : code.code;
}

const POWER: Readonly<Record<string, number>> = { 元: 0, 万元: 4, 亿元: 8 };

/** An amount of the standard in the unit in which the source counts. */
function inUnit(apply: readonly Transform[], value: string): string {
  const { from, to } = apply.find(({ name }) => name === "unit")?.options ?? {};
  const shift = (POWER[String(to)] ?? 0) - (POWER[String(from)] ?? 0);
  return shift === 0 || from === undefined ? value : String(Number((Number(value) * 10 ** shift).toFixed(6)));
}

function writer(
  title: string,
  decode: DecodeOptions,
  titles: readonly string[],
  options: LayoutOptions,
  meaning: (title: string) => string,
): Source["write"] {
  const above =
    options.above ??
    Array.from({ length: decode.titleRows }, (_, at) =>
      at === 0 ? `${title}（示例数据，均为虚构）` : "填报单位：示例",
    );
  const explained = (one: string) =>
    options.titles === "code"
      ? meaning(one)
      : one.startsWith("*")
        ? "必填"
        : /日期|时间/.test(one)
          ? "格式 2026-11-03"
          : "选填";
  const under = options.under ?? Array.from({ length: decode.explanationRows }, () => titles.map(explained));
  switch (decode.format) {
    case "csv":
      return csv(titles, decode.charset, options.bom, { delimiter: decode.delimiter, above, under });
    case "xlsx":
      return xlsx(titles, above, under, typeof decode.sheet === "string" ? decode.sheet : undefined);
    case "xml":
      return exchangeMessage(decode.charset === "utf-8" ? "UTF-8" : "GB18030", decode.rowElement);
    case "json":
      return (rows) => recoded(jsonArrayAt(decode.path ?? "")(rows), decode);
    case "ndjson":
      return (rows) => recoded(jsonLines(rows), decode);
  }
}

const recoded = (bytes: Uint8Array, { charset }: DecodeOptions): Uint8Array =>
  charset === "utf-8" ? bytes : encode(Buffer.from(bytes).toString("utf8"), charset);
