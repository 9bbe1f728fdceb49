/**
 * Reads one adapter.yaml strictly: every key known, every value of its type, all faults told
 * at once. It judges the declaration by itself; whether it fits the catalog is load.ts's
 * question. The trap: YAML aliases and duplicate keys are refused, they hide what is declared.
 */
import { parseDocument } from "yaml";

import type { Charset, DecodeOptions, FieldMap, Format, Transform } from "../model/adapter.ts";
import type { Text } from "../model/text.ts";
import { type OptionType, TRANSFORMS, type TransformName, type TransformSpec } from "../model/transforms.ts";
import { empty, type Fault, mapping } from "./mapping.ts";

export interface FieldDeclaration {
  /** Titles beside those of the standard. */
  readonly columns: readonly string[];
  /** Only the titles declared here, none of the standard's. */
  readonly only: boolean;
  readonly further?: readonly string[];
  readonly mandatory?: boolean;
  readonly apply?: readonly Transform[];
  readonly otherwise?: NonNullable<FieldMap["otherwise"]>;
  readonly constant?: string;
  readonly when?: NonNullable<FieldMap["when"]>;
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
  readonly operation?: {
    readonly columns: readonly string[];
    readonly put: readonly string[];
    readonly withdraw: readonly string[];
  };
  readonly ignore: readonly string[];
}

const FORMATS = ["csv", "xlsx", "xml", "json", "ndjson"] as const satisfies readonly Format[];
const CHARSETS = ["utf-8", "gb18030"] as const satisfies readonly Charset[];

/** What the YAML says, before anything is asked of it; undefined when it is no YAML. */
export function readYaml(text: string, fault: Fault): unknown {
  const document = parseDocument(text, { uniqueKeys: true, strict: true, version: "1.2" });
  for (const error of document.errors) {
    fault(`line ${error.linePos?.[0].line ?? "?"}`, error.message.split("\n")[0] ?? "not YAML");
  }
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    fault("(file)", "write values out: aliases are not allowed");
    return undefined;
  }
}

/** Undefined when the file is no mapping at all; other faults leave the rest readable. */
export function readDeclaration(text: string, fault: Fault): Declaration | undefined {
  const content = readYaml(text, fault);
  if (content === undefined) return undefined;
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
  if (sheet !== undefined && typeof sheet !== "string" && !Number.isInteger(sheet))
    fault("decode.sheet", "a name, or a number from 0");
  if (sheet !== undefined && format !== "xlsx") fault("decode.sheet", "only for xlsx");
  if (format === "xml" ? typeof rowElement !== "string" || rowElement === "" : rowElement !== undefined) {
    fault("decode.rowElement", "xml, and only xml, names the element of one record");
  }
  if (path !== undefined && (format !== "json" || typeof path !== "string"))
    fault("decode.path", "a dotted path, only for json");
  const delimiter = read.optional("delimiter") ?? ",";
  if (typeof delimiter !== "string" || !/^[,;|\t]$/.test(delimiter))
    fault("decode.delimiter", 'one of "," ";" "|" and tab');
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
  if (format === "xlsx" && options.charset !== "utf-8")
    fault("decode.charset", "an xlsx file is always utf-8 inside");
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
    const otherwise = readOtherwise(read.optional("otherwise"), `${place}.otherwise`, fault);
    const when = readWhen(read.optional("when"), `${place}.when`, fault);
    if (mandatory !== undefined && typeof mandatory !== "boolean")
      fault(`${place}.mandatory`, "true or false");
    if (typeof only !== "boolean") fault(`${place}.only`, "true or false");
    if (constant !== undefined && (typeof constant !== "string" || constant === ""))
      fault(`${place}.constant`, "a text; put quotes around numbers and dates");
    if (codeSet !== undefined && typeof codeSet !== "string")
      fault(`${place}.codeSet`, "the id of a code set");
    fields.set(field, {
      columns: read.strings("columns"),
      only: only === true,
      ...(further.length === 0 ? {} : { further }),
      ...(typeof mandatory === "boolean" ? { mandatory } : {}),
      ...(typeof constant === "string" ? { constant } : {}),
      ...(otherwise === undefined ? {} : { otherwise }),
      ...(when === undefined ? {} : { when }),
      ...(typeof codeSet === "string" ? { codeSet } : {}),
      ...(apply === undefined ? {} : { apply: readTransforms(apply, `${place}.apply`, fault) }),
    });
    read.done();
  }
  return fields;
}

function readOtherwise(value: unknown, place: string, fault: Fault): FieldDeclaration["otherwise"] {
  if (value === undefined) return undefined;
  const read = mapping(value, place, fault);
  if (read === undefined) return undefined;
  const columns = read.strings("columns");
  if (columns.length === 0) fault(`${place}.columns`, "a list of titles");
  const apply = readTransforms(read.optional("apply"), `${place}.apply`, fault);
  read.done();
  return { columns, apply };
}

function readWhen(value: unknown, place: string, fault: Fault): FieldDeclaration["when"] {
  if (value === undefined) return undefined;
  const read = mapping(value, place, fault);
  if (read === undefined) return undefined;
  const lengths = read.optional("lengths");
  if (lengths !== undefined && !isOfType(lengths, "integers"))
    fault(`${place}.lengths`, "a list of whole numbers");
  const when = {
    field: read.string("field"),
    is: read.strings("is"),
    ...(lengths === undefined ? {} : { lengths: lengths as number[] }),
  };
  if (when.is.length === 0) fault(`${place}.is`, "a list of values");
  read.done();
  return when;
}

function readTransforms(value: unknown, place: string, fault: Fault): Transform[] {
  if (!Array.isArray(value) || value.length === 0) {
    fault(place, "a list of transforms");
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const here = `${place}[${index}]`;
    const read =
      typeof entry === "string" ? mapping({ [entry]: {} }, here, fault) : mapping(entry, here, fault);
    const [name, ...others] = read?.keys ?? [];
    if (read === undefined || name === undefined || others.length > 0 || !Object.hasOwn(TRANSFORMS, name)) {
      fault(here, `one of ${Object.keys(TRANSFORMS).join(", ")}`);
      return [];
    }
    const options = readOptions(name as TransformName, read.optional(name), `${here}.${name}`, fault);
    return [Object.keys(options).length === 0 ? { name } : { name, options }];
  });
}

function readOptions(
  name: TransformName,
  value: unknown,
  place: string,
  fault: Fault,
): Record<string, unknown> {
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
    case "integers":
      return Array.isArray(value) && value.every(Number.isSafeInteger);
    case "strings":
      return Array.isArray(value) && value.every(isText);
    case "table":
      return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every(isText)
      );
  }
}

function readOperation(value: unknown, fault: Fault): Pick<Declaration, "operation"> {
  if (value === undefined) return {};
  const read = mapping(value, "operation", fault);
  if (read === undefined) return {};
  const operation = {
    columns: read.strings("columns"),
    put: read.strings("put"),
    withdraw: read.strings("withdraw"),
  };
  if (operation.columns.length === 0 || operation.put.length + operation.withdraw.length === 0) {
    fault("operation", "columns, put and withdraw, e.g. [opt_type], [I, U], [D]");
  }
  read.done();
  return { operation };
}
