/**
 * Reads one adapter.yaml strictly: every key known, every value of its type, all faults told
 * at once. It judges the declaration by itself; whether it fits the catalog is load.ts's
 * question. The trap: YAML aliases and duplicate keys are refused, they hide what is declared.
 */
import { parseDocument } from "yaml";

import type { Charset, DecodeOptions, Format, Transform } from "../model/adapter.ts";
import type { Text } from "../model/codes.ts";
import { type OptionType, TRANSFORMS, type TransformName, type TransformSpec } from "../model/transforms.ts";

export interface FieldDeclaration {
  /** Titles beside those of the standard. */
  readonly columns: readonly string[];
  /** Only the titles declared here, none of the standard's. */
  readonly only: boolean;
  readonly further?: readonly string[];
  readonly mandatory?: boolean;
  readonly apply?: readonly Transform[];
  readonly constant?: string;
  /** Another code set than the standard's: the source's own figures for the same values. */
  readonly codeSet?: string;
}

export interface Declaration {
  readonly adapter: string;
  readonly version: string;
  readonly title: Text;
  readonly agency: string;
  readonly item: string;
  readonly standard: string;
  readonly door: "sftp" | "http" | "pull";
  readonly delivery: "snapshot" | "delta";
  readonly decode: DecodeOptions;
  readonly nulls: readonly string[];
  readonly map: ReadonlyMap<string, FieldDeclaration>;
  readonly omit: readonly string[];
  readonly operation?: { readonly columns: readonly string[]; readonly put: readonly string[]; readonly withdraw: readonly string[] };
  readonly ignore: readonly string[];
}

/** Told a fault: where in the file, and what would mend it. */
export type Fault = (place: string, remedy: string) => void;

const FORMATS = ["csv", "xlsx", "xml", "json", "ndjson"] as const satisfies readonly Format[];
const CHARSETS = ["utf-8", "gb18030"] as const satisfies readonly Charset[];

/** Undefined when the file is no mapping at all; other faults leave the rest readable. */
export function readDeclaration(text: string, fault: Fault): Declaration | undefined {
  const document = parseDocument(text, { uniqueKeys: true, strict: true, version: "1.2" });
  for (const error of document.errors) fault(`line ${error.linePos?.[0].line ?? "?"}`, error.message.split("\n")[0] ?? "not YAML");
  if (document.errors.length > 0) return undefined;
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 0 });
  } catch {
    fault("(file)", "write values out: aliases are not allowed");
    return undefined;
  }
  const read = mapping(content, "(file)", fault);
  if (read === undefined) return undefined;

  const declaration: Declaration = {
    adapter: read.string("adapter"),
    version: read.pattern("version", /^\d+\.\d+\.\d+$/, "1.0.0"),
    title: read.text("title"),
    agency: read.string("agency"),
    item: read.string("item"),
    standard: read.pattern("standard", /^[a-z-]+@\d+$/, "administrative-penalty@1"),
    door: read.oneOf("door", ["sftp", "http", "pull"]),
    delivery: read.oneOf("delivery", ["snapshot", "delta"]),
    decode: readDecode(read.inner("decode"), fault),
    nulls: read.strings("nulls"),
    map: readMap(read.optional("map"), fault),
    omit: read.strings("omit"),
    ignore: read.strings("ignore"),
    ...readOperation(read.optional("operation"), fault),
  };
  read.done();
  return declaration;
}

function readDecode(value: unknown, fault: Fault): DecodeOptions {
  const read = mapping(value, "decode", fault) ?? empty("decode", fault);
  const format = read.oneOf("format", FORMATS);
  const sheet = read.optional("sheet");
  const rowElement = read.optional("rowElement");
  const path = read.optional("path");
  if (sheet !== undefined && typeof sheet !== "string" && !Number.isInteger(sheet)) fault("decode.sheet", "a name, or a number from 0");
  if (sheet !== undefined && format !== "xlsx") fault("decode.sheet", "only for xlsx");
  if (format === "xml" ? typeof rowElement !== "string" || rowElement === "" : rowElement !== undefined) {
    fault("decode.rowElement", "xml, and only xml, names the element of one record");
  }
  if (path !== undefined && (format !== "json" || typeof path !== "string")) fault("decode.path", "a dotted path, only for json");
  const delimiter = read.optional("delimiter") ?? ",";
  if (typeof delimiter !== "string" || !/^[,;|\t]$/.test(delimiter)) fault("decode.delimiter", 'one of "," ";" "|" and tab');
  const options: DecodeOptions = {
    format,
    charset: read.oneOf("charset", CHARSETS),
    delimiter: String(delimiter),
    titleRows: read.count("titleRows"),
    explanationRows: read.count("explanationRows"),
    ...(sheet === undefined ? {} : { sheet: sheet as string | number }),
    ...(rowElement === undefined ? {} : { rowElement: String(rowElement) }),
    ...(path === undefined ? {} : { path: String(path) }),
  };
  if (format === "xlsx" && options.charset !== "utf-8") fault("decode.charset", "an xlsx file is always utf-8 inside");
  if (format !== "csv" && format !== "xlsx" && options.titleRows + options.explanationRows > 0) {
    fault("decode.titleRows", "only csv and xlsx have rows around the title row");
  }
  read.done();
  return options;
}

function readMap(value: unknown, fault: Fault): Map<string, FieldDeclaration> {
  const fields = new Map<string, FieldDeclaration>();
  if (value === undefined) return fields;
  const all = mapping(value, "map", fault);
  for (const field of all?.keys ?? []) {
    const place = `map.${field}`;
    const read = mapping(all?.optional(field), place, fault);
    if (read === undefined) continue;
    const mandatory = read.optional("mandatory");
    const only = read.optional("only") ?? false;
    const constant = read.optional("constant");
    const codeSet = read.optional("codeSet");
    const further = read.strings("further");
    const apply = read.optional("apply");
    if (mandatory !== undefined && typeof mandatory !== "boolean") fault(`${place}.mandatory`, "true or false");
    if (typeof only !== "boolean") fault(`${place}.only`, "true or false");
    if (constant !== undefined && (typeof constant !== "string" || constant === "")) fault(`${place}.constant`, "a text; put quotes around numbers and dates");
    if (codeSet !== undefined && typeof codeSet !== "string") fault(`${place}.codeSet`, "the id of a code set");
    fields.set(field, {
      columns: read.strings("columns"),
      only: only === true,
      ...(further.length === 0 ? {} : { further }),
      ...(typeof mandatory === "boolean" ? { mandatory } : {}),
      ...(typeof constant === "string" ? { constant } : {}),
      ...(typeof codeSet === "string" ? { codeSet } : {}),
      ...(apply === undefined ? {} : { apply: readTransforms(apply, `${place}.apply`, fault) }),
    });
    read.done();
  }
  return fields;
}

function readTransforms(value: unknown, place: string, fault: Fault): Transform[] {
  if (!Array.isArray(value) || value.length === 0) {
    fault(place, "a list of transforms");
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const here = `${place}[${index}]`;
    const read = typeof entry === "string" ? mapping({ [entry]: {} }, here, fault) : mapping(entry, here, fault);
    const [name, ...others] = read?.keys ?? [];
    if (read === undefined || name === undefined || others.length > 0 || !Object.hasOwn(TRANSFORMS, name)) {
      fault(here, `one of ${Object.keys(TRANSFORMS).join(", ")}`);
      return [];
    }
    const options = readOptions(name as TransformName, read.optional(name), `${here}.${name}`, fault);
    return [Object.keys(options).length === 0 ? { name } : { name, options }];
  });
}

function readOptions(name: TransformName, value: unknown, place: string, fault: Fault): Record<string, unknown> {
  const spec: TransformSpec = TRANSFORMS[name];
  const read = mapping(value ?? {}, place, fault) ?? empty(place, fault);
  const options: Record<string, unknown> = {};
  for (const [option, { type, required }] of Object.entries(spec.options)) {
    const given = read.optional(option);
    if (given === undefined) {
      if (required) fault(`${place}.${option}`, `give it: ${type}`);
    } else if (isOfType(given, type)) options[option] = given;
    else fault(`${place}.${option}`, `must be ${type}`);
  }
  read.done();
  return options;
}

function isOfType(value: unknown, type: OptionType): boolean {
  const isText = (one: unknown) => typeof one === "string";
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return isText(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "strings":
      return Array.isArray(value) && value.every(isText);
    case "table":
      return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
  }
}

function readOperation(value: unknown, fault: Fault): Pick<Declaration, "operation"> {
  if (value === undefined) return {};
  const read = mapping(value, "operation", fault);
  if (read === undefined) return {};
  const operation = { columns: read.strings("columns"), put: read.strings("put"), withdraw: read.strings("withdraw") };
  if (operation.columns.length === 0 || operation.put.length + operation.withdraw.length === 0) {
    fault("operation", "columns, put and withdraw, e.g. [opt_type], [I, U], [D]");
  }
  read.done();
  return { operation };
}

/** Typed access to one mapping; `done` reports the keys that nobody asked for. */
function mapping(value: unknown, place: string, fault: Fault) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fault(place, "a mapping of keys to values");
    return undefined;
  }
  const content = value as Record<string, unknown>;
  const asked = new Set<string>();
  const at = (key: string) => (place === "(file)" ? key : `${place}.${key}`);
  const optional = (key: string): unknown => {
    asked.add(key);
    return Object.hasOwn(content, key) ? (content[key] ?? undefined) : undefined;
  };
  const string = (key: string): string => {
    const given = optional(key);
    if (typeof given === "string" && given !== "") return given;
    fault(at(key), "a text that is not empty");
    return "";
  };
  return {
    keys: Object.keys(content),
    optional,
    string,
    inner: optional,
    text(key: string): Text {
      const inner = mapping(optional(key), at(key), fault);
      const text = { zh: inner?.string("zh") ?? "", en: inner?.string("en") ?? "" };
      inner?.done();
      return text;
    },
    pattern(key: string, pattern: RegExp, example: string): string {
      const given = string(key);
      if (given !== "" && !pattern.test(given)) fault(at(key), `like ${example}`);
      return given;
    },
    oneOf<Value extends string>(key: string, values: readonly [Value, ...Value[]]): Value {
      const given = optional(key);
      const found = values.find((one) => one === given);
      if (found === undefined) fault(at(key), `one of ${values.join(", ")}`);
      return found ?? values[0];
    },
    strings(key: string): string[] {
      const given = optional(key);
      if (given === undefined) return [];
      if (Array.isArray(given) && given.every((one) => typeof one === "string")) return given;
      fault(at(key), "a list of texts; put quotes around numbers");
      return [];
    },
    count(key: string): number {
      const given = optional(key) ?? 0;
      if (typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= 50) return given;
      fault(at(key), "a whole number from 0 to 50");
      return 0;
    },
    done() {
      for (const key of Object.keys(content)) if (!asked.has(key)) fault(at(key), "unknown key: remove it or mend its spelling");
    },
  };
}

function empty(place: string, fault: Fault) {
  return mapping({}, place, fault) as NonNullable<ReturnType<typeof mapping>>;
}
