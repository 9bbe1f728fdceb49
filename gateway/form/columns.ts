/**
 * The columns of an empty file of an adapter: a title that the adapter knows, and what may stand
 * below it, in words. The trap: an adapter knows many titles for one column; the first Chinese
 * one is what people fill in. And a row of explanations is passed over only when every cell of it
 * holds a Chinese word, so that no explanation here is digits alone.
 */
import type { Adapter, FieldMap } from "../model/adapter.ts";
import type { Code, CodeSet, Field, Standard } from "../model/catalog.ts";
import type { Text } from "../model/text.ts";

export interface Column {
  readonly title: string;
  /** The field of the standard that it fills; none for a column that says what the row does. */
  readonly field?: Field;
  readonly required: boolean;
  /** What to fill in. */
  readonly form: Text;
  /** Values to choose from; `only` where no other may be typed. */
  readonly choice?: { readonly set: string; readonly values: readonly string[]; readonly only: boolean };
  readonly isNumber: boolean;
  readonly maxLength?: number;
}

const LONG_TERM: Text = { zh: "没有期限的填“长期”", en: "长期 where there is no end" };

/** The titles of an empty file, in the order of the adapter's fields, each once. */
export function titlesOf(adapter: Adapter): string[] {
  const claims = claimsOf(adapter);
  return [
    ...new Set([
      ...adapter.map.flatMap(({ columns, further }) => [titleOf(columns, claims), titleOf(further ?? [])]),
      titleOf(adapter.operation?.columns ?? []),
    ]),
  ].filter((title) => title !== "");
}

/** The same columns with what stands below them. Codes that ended before `today` are not offered. */
export function columnsOf(
  adapter: Adapter,
  standard: Standard,
  codeSets: readonly CodeSet[],
  today: string,
): Column[] {
  const claims = claimsOf(adapter);
  const fields = new Map(standard.fields.map((field) => [field.name, field]));
  const taken = new Set<string>();
  const found: Column[] = [];
  const add = (title: string, column: Omit<Column, "title">) => {
    if (title === "" || taken.has(title)) return;
    taken.add(title);
    found.push({ title, ...column });
  };
  for (const map of adapter.map) {
    const field = fields.get(map.field);
    if (field === undefined) continue;
    const column = columnFor(map, field, standard, codeSets, today);
    add(titleOf(map.columns, claims), column);
    add(titleOf(map.further ?? []), { ...column, required: false });
  }
  const { operation } = adapter;
  if (operation !== undefined)
    add(titleOf(operation.columns), {
      required: true,
      form: {
        zh: `本行操作：${operation.put.join("、")} 为新增或修改，${operation.withdraw.join("、")} 为撤回`,
        en: `${operation.put.join(", ")} puts, ${operation.withdraw.join(", ")} withdraws`,
      },
      choice: { set: "operation", values: [...operation.put, ...operation.withdraw], only: true },
      isNumber: false,
    });
  return found;
}

function columnFor(
  map: FieldMap,
  field: Field,
  standard: Standard,
  codeSets: readonly CodeSet[],
  today: string,
): Omit<Column, "title"> {
  const set = codeSets.find(({ id }) => id === (map.codeSet ?? field.codeSet));
  const several = map.apply.some(({ name }) => name === "codes");
  const isNumber = map.apply.some(({ name }) => name === "decimal" || name === "integer");
  return {
    field,
    required: map.mandatory || field.required,
    form: formOf(map, field, standard, set, several),
    ...(set && {
      choice: {
        set: set.id,
        values: set.codes.filter((code) => isCurrent(code, today)).map(({ label }) => label.zh),
        only: !several && set.openPrefix === undefined && !map.apply.some(({ name }) => name === "values"),
      },
    }),
    isNumber,
    ...(set === undefined && !isNumber && field.maxLength !== undefined && { maxLength: field.maxLength }),
  };
}

function isCurrent({ validFrom, validTo }: Code, today: string): boolean {
  return (validFrom === undefined || validFrom <= today) && (validTo === undefined || validTo >= today);
}

function formOf(
  map: FieldMap,
  field: Field,
  standard: Standard,
  set: CodeSet | undefined,
  several: boolean,
): Text {
  if (set !== undefined)
    return {
      zh: `从下拉列表选取${several ? "，多项之间用分号" : ""}${set.openPrefix === undefined ? "" : `，或填“${set.openPrefix}”加说明`}`,
      en: `choose from the list${several ? ", several parted by a semicolon" : ""}${set.openPrefix === undefined ? "" : `, or ${set.openPrefix} and a word`}`,
    };
  const unit = String(map.apply.find(({ name }) => name === "unit")?.options?.["from"] ?? field.unit ?? "");
  switch (field.type) {
    case "date": {
      const long = map.apply.some(({ options }) => options?.["longTerm"] === true);
      const en = "date, like 2026-11-03";
      return long
        ? { zh: `日期，格式 2026-11-03；${LONG_TERM.zh}`, en: `${en}; ${LONG_TERM.en}` }
        : { zh: "日期，格式 2026-11-03", en };
    }
    case "datetime":
      return { zh: "时间，格式 2026-11-03 14:30:00", en: "time, like 2026-11-03 14:30:00" };
    case "decimal":
      return {
        zh: `数字${unit === "" ? "" : `，单位：${unit}`}`,
        en: `number${unit === "" ? "" : ` in ${unit}`}`,
      };
    case "integer":
      return {
        zh: `整数${unit === "" ? "" : `，单位：${unit}`}`,
        en: `whole number${unit === "" ? "" : ` of ${unit}`}`,
      };
    default:
      return textForm(field, standard);
  }
}

const NUMBERS: Readonly<Record<string, Text>> = {
  uscc: { zh: "18 位统一社会信用代码", en: "unified social credit code, 18 characters" },
  "org-code": { zh: "9 位组织机构代码", en: "organisation code, 9 characters" },
  "business-reg-no": { zh: "15 位工商注册号", en: "registration number, 15 digits" },
  "resident-id": { zh: "18 位居民身份证号", en: "resident number, 18 characters" },
};

function textForm(field: Field, { identity }: Standard): Text {
  const known = NUMBERS[field.format ?? ""];
  if (known !== undefined) return known;
  const length = field.maxLength === undefined ? "" : `，最长 ${field.maxLength} 字`;
  const part = identity.includes(field.name) ? "；同一记录每次须一致" : "";
  return {
    zh: `文字${length}${part}`,
    en: `text${field.maxLength === undefined ? "" : `, at most ${field.maxLength} characters`}${part === "" ? "" : "; the same each time for one record"}`,
  };
}

function claimsOf(adapter: Adapter): ReadonlyMap<string, number> {
  const claims = new Map<string, number>();
  for (const { columns } of adapter.map)
    for (const column of columns) claims.set(column, (claims.get(column) ?? 0) + 1);
  return claims;
}

/** A title that several fields read, if there is one: another would leave its column without a taker. */
function titleOf(columns: readonly string[], claims: ReadonlyMap<string, number> = new Map()): string {
  const most = Math.max(1, ...columns.map((column) => claims.get(column) ?? 1));
  const best = columns.filter((column) => (claims.get(column) ?? 1) === most);
  return best.find((column) => /\p{Script=Han}/u.test(column)) ?? best[0] ?? "";
}
