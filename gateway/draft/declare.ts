/**
 * A draft as the text of an adapter.yaml: the declaration, and in comments what was found, how sure
 * it is and what else a column might be. The trap: cells never get into the text, since a file has
 * persons in it; titles, counts and codes of the catalog do.
 */
import type { DecodeOptions } from "../model/adapter.ts";
import type { Item, Standard } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import { type ColumnDraft, type FieldDraft, isUnsure, type Step } from "./field-draft.ts";
import type { OperationColumn } from "./operation.ts";

export interface Declared {
  readonly file: string;
  readonly adapter: string;
  readonly agency: string;
  /** Why this agency; undefined when nobody said and nothing in the file does. */
  readonly agencyFrom?: string;
  readonly item: Item | undefined;
  readonly otherItems: readonly Item[];
  readonly standard: Standard;
  readonly candidates: readonly { readonly standard: Standard; readonly score: number }[];
  readonly decode: DecodeOptions;
  readonly byteOrderMark: boolean;
  readonly rows: number;
  readonly generation: string | undefined;
  readonly columns: readonly ColumnDraft[];
  readonly fields: readonly FieldDraft[];
  readonly operation: OperationColumn | undefined;
  readonly nulls: readonly string[];
}

export function declare(draft: Declared): string {
  const { adapter, agency, item, standard, operation, nulls } = draft;
  const omitted = draft.fields.filter((one) => one.omitted).map(({ field }) => field.name);
  const ignored = ignoredTitles(draft);
  return [
    ...headComment(draft),
    `adapter: ${text(adapter)}`,
    "version: 0.1.0",
    `title: { zh: ${text(`${standard.title.zh}（草稿）`)}, en: ${text(`${standard.title.en} (draft)`)} }`,
    draft.agencyFrom === undefined
      ? `agency: ${text(agency)} # ? 文件没有写明由谁报送 / the file does not say who sends it`
      : `agency: ${text(agency)} # ${draft.agencyFrom}`,
    `item: ${item?.id ?? "？"}${draft.otherItems.length === 0 ? "" : ` # ? 同一标准还有 or another item of this standard: ${draft.otherItems.map(({ id }) => id).join("、")}`}`,
    `standard: ${standard.id}`,
    "door: sftp # ? sftp | http | pull",
    operation === undefined
      ? "delivery: snapshot # ? 每次全量；只报变化时为 delta / everything every time; delta when only changes come"
      : "delivery: delta",
    "",
    `decode: { ${decodeOptions(draft.decode).join(", ")} }`,
    ...(nulls.length === 0 ? [] : ["", `nulls: [${nulls.map(text).join(", ")}]`]),
    ...(operation === undefined
      ? []
      : [
          "",
          `operation: { columns: [${text(operation.column.title)}], put: [${operation.put.map(text).join(", ")}], withdraw: [${operation.withdraw.map(text).join(", ")}] }`,
        ]),
    ...mapLines(draft),
    ...(omitted.length === 0
      ? []
      : [
          "",
          "# 标题在本文件中另有所指 / titles that mean another field in this file",
          `omit: [${omitted.join(", ")}]`,
        ]),
    ...(ignored.length === 0
      ? []
      : [
          "",
          "# ? 没有找到相符的字段：确认不需要，或改列入 map / no field found: leave out on purpose, or map",
          `ignore: [${ignored.map(text).join(", ")}]`,
        ]),
    "",
  ].join("\n");
}

function headComment({
  file,
  standard,
  candidates,
  decode,
  byteOrderMark,
  rows,
  generation,
  columns,
  fields,
  operation,
}: Declared): string[] {
  const others = candidates.slice(1, 4).map((one) => `${one.standard.id} ${declaredShare(one.score)}`);
  const form = [
    decode.format,
    decode.charset,
    ...(byteOrderMark ? ["BOM"] : []),
    ...(generation === undefined ? [] : [`${generation} 年格式 form of ${generation}`]),
  ];
  const absent = fields.filter(
    (one) =>
      !one.omitted &&
      one.apply.length === 0 &&
      !columns.some((column) => column.fields.includes(one.field.name)),
  );
  const width = Math.max(...columns.map(({ placed }) => widthOf(placed.column.title)), 4);
  return [
    `# 草稿：由 xinqiao adapter draft 按 ${oneLine(file)} 拟出，须由了解该来源的人逐项确认。`,
    "# Drafted from a file: somebody who knows the source has to confirm every line. “?” marks what is unsure.",
    "#",
    `# 文件 File: ${form.join(", ")}, ${columns.length + (operation ? 1 : 0)} 列 columns, ${rows} 行 rows read`,
    `# 标准 Standard: ${standard.id} ${standard.title.zh} ${declaredShare(candidates[0]?.score ?? 0)}${others.length === 0 ? "" : `; 其次 then ${others.join(", ")}`}`,
    "#",
    "#   列 Column → 字段 Field, 置信度 confidence",
    ...columns.map((column) => `# ${columnLine(column, width)}`),
    ...(absent.length === 0
      ? []
      : [
          "#",
          `# 文件中没有 Not in the file: ${absent.map(({ field }) => `${field.name}${field.required ? "（必填 required）" : ""}`).join("、")}`,
        ]),
  ];
}

function columnLine(column: ColumnDraft, width: number): string {
  const { placed, fields, confidence, why, role } = column;
  const { title } = placed.column;
  const padded = oneLine(title) + " ".repeat(Math.max(0, width - widthOf(title)));
  const others = placed.others.filter((one) => one.confidence >= 0.4 && !fields.includes(one.field.name));
  const instead = others.map((one) => `${one.field.name} ${declaredShare(one.confidence)}`).join(", ");
  if (role === "none") return `· ${padded} → — ${why}${instead === "" ? "" : `; 或 or ${instead}`}`;
  const mark = isUnsure(column) ? "?" : "✔";
  const or = isUnsure(column) && instead !== "" ? `; 或 or ${instead}` : "";
  return `${mark} ${padded} → ${fields.join(" | ")} ${declaredShare(confidence)} ${why}${or}`;
}

/** Only what the standard does not say by itself. */
function mapLines({ fields, columns }: Declared): string[] {
  const lines = fields.flatMap((draft) => {
    const declared = fieldOptions(draft);
    const unsure = columns.filter((column) => isUnsure(column) && column.fields.includes(draft.field.name));
    const remarks = [
      ...unsure.map(
        ({ placed, confidence }) => `? “${oneLine(placed.column.title)}” ${declaredShare(confidence)}`,
      ),
      ...draft.remarks.map((remark) => `? ${remark}`),
    ];
    if (draft.omitted || (declared.length === 0 && remarks.length === 0)) return [];
    const named = `${draft.field.name} ${draft.field.title.zh}`;
    return [
      ...remarks.map((remark) => `  # ${named}: ${remark}`),
      ...(declared.length === 0 ? [] : [`  ${draft.field.name}: { ${declared.join(", ")} }`]),
    ];
  });
  // A map of comments alone would be null.
  const empty = lines.every((line) => line.startsWith("  #"));
  return lines.length === 0 ? [] : ["", empty ? "map: {}" : "map:", ...lines];
}

function fieldOptions({
  columns,
  only,
  further,
  otherwise,
  apply,
  codeSet,
  when,
  mandatory,
}: FieldDraft): string[] {
  const list = (titles: readonly string[]) => `[${titles.map(text).join(", ")}]`;
  return [
    ...(only ? ["only: true"] : []),
    ...(columns.length === 0 ? [] : [`columns: ${list(columns)}`]),
    ...(further.length === 0 ? [] : [`further: ${list(further)}`]),
    ...(mandatory === undefined ? [] : [`mandatory: ${mandatory}`]),
    ...(codeSet === undefined ? [] : [`codeSet: ${codeSet}`]),
    ...(apply.length === 0 ? [] : [`apply: ${steps(apply)}`]),
    ...(otherwise === undefined
      ? []
      : [`otherwise: { columns: ${list(otherwise.columns)}, apply: ${steps(otherwise.apply)} }`]),
    ...(when === undefined ? [] : [`when: ${value(when)}`]),
  ];
}

const steps = (apply: readonly Step[]): string =>
  `[${apply.map(({ name, options }) => (options === undefined ? name : `{ ${name}: ${value(options)} }`)).join(", ")}]`;

function value(given: unknown): string {
  if (Array.isArray(given)) return `[${given.map(value).join(", ")}]`;
  if (typeof given === "object" && given !== null)
    return `{ ${Object.entries(given)
      .map(([key, one]) => `${text(key)}: ${value(one)}`)
      .join(", ")} }`;
  return typeof given === "string" ? text(given) : String(given);
}

/** Plain where YAML reads the very same text, else in quotes. */
function text(given: string): string {
  const plain = /^[\p{Script=Han}A-Za-z_][\p{Script=Han}\w./@（）、-]*$/u.test(given);
  return plain && !/^(true|false|null|yes|no|on|off|y|n|~)$/i.test(given) ? given : JSON.stringify(given);
}

function decodeOptions({
  format,
  charset,
  delimiter,
  titleRows,
  explanationRows,
  sheet,
  rowElement,
  path,
}: DecodeOptions): string[] {
  return [
    `format: ${format}`,
    `charset: ${charset}`,
    ...(format === "csv" && delimiter !== "," ? [`delimiter: ${JSON.stringify(delimiter)}`] : []),
    ...(titleRows === 0 ? [] : [`titleRows: ${titleRows}`]),
    ...(explanationRows === 0 ? [] : [`explanationRows: ${explanationRows}`]),
    ...(sheet === undefined ? [] : [`sheet: ${typeof sheet === "number" ? sheet : text(sheet)}`]),
    ...(rowElement === undefined ? [] : [`rowElement: ${text(rowElement)}`]),
    ...(path === undefined ? [] : [`path: ${text(path)}`]),
  ];
}

/** Columns without a field, but for those whose title some field has: a title leads to one place only. */
function ignoredTitles({ columns, fields }: Declared): string[] {
  const taken = new Set(
    fields
      .filter(({ omitted }) => !omitted)
      .flatMap(({ field, columns, further, only }) => [
        ...columns,
        ...further,
        ...(only ? [] : [field.code ?? "", field.title.zh, ...field.aliases]),
      ])
      .map(normaliseTitle),
  );
  const titles = columns.filter(({ role }) => role === "none").map(({ placed }) => placed.column.title);
  const seen = new Set<string>();
  return titles.filter((title) => {
    const key = normaliseTitle(title);
    if (key === "" || taken.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export const declaredShare = (share: number): string => `${Math.round(share * 100)}%`;

const oneLine = (title: string): string => title.replace(/\s+/g, " ");

/** Chinese characters take two places where text is aligned. */
function widthOf(title: string): number {
  let width = 0;
  for (const sign of oneLine(title)) width += /[\u1100-\uffe6]/.test(sign) ? 2 : 1;
  return width;
}
