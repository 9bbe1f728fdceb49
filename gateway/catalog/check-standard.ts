/**
 * What must hold inside one data standard beyond its shape: that names stand for
 * fields that exist, that every field is titled and bounded, that no column title
 * fits two fields. Knows no other standard and no record.
 */
import type { Field, Standard } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import type { Tell } from "./problem.ts";
import { isObject, pointer } from "./shape.ts";
import type { Schema } from "./standard.ts";

type Parameter = "field" | "date" | "decimal" | "dates" | "fields" | "count" | "amount";

/** The parameters of each rule that is code; validate implements exactly these. */
export const USES: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  "uscc-prefix": { kind: "field", uscc: "field" },
  "date-not-after-received": { fields: "dates" },
  "date-order": { from: "date", to: "date" },
  "birth-not-after-received": { kind: "field", number: "field" },
  "publicity-max": { from: "date", to: "date", maxMonths: "count" },
  "late-report": { from: "date", workingDays: "count" },
  "id-in-text": { fields: "fields" },
  "amount-over": { field: "decimal", over: "amount" },
  "amount-positive": { field: "decimal" },
};

/** Names of properties the program itself puts into a record. */
const RESERVED = new Set(["withdrawn"]);

export function checkStandard(
  standard: Standard,
  file: string,
  codeSets: (id: string) => boolean,
  tell: Tell,
): void {
  const fields = new Map(standard.fields.map((field) => [field.name, field]));
  checkNames(standard, file, tell);
  for (const [name, property] of Object.entries(standard.schema["properties"] as Record<string, Schema>)) {
    checkProperty(name, property, fields.get(name), codeSets, tell);
  }
  checkTitles(standard.fields, tell);
  const branches = (standard.schema["allOf"] as Schema[] | undefined) ?? [];
  checkReferences(standard, fields, tell);
  for (const [i, rule] of standard.rules.entries())
    checkRule(rule.use, rule.with, fields, `/x-rules/${i}`, tell);
  for (const [i, branch] of branches.entries()) checkBranch(branch, fields, `/allOf/${i}`, tell);
}

function checkNames(standard: Standard, file: string, tell: Tell): void {
  const [name, major] = standard.id.split("@");
  if (file !== `standards/${name}/v${major}.schema.json`) {
    tell(
      "/x-standard",
      `应放在 standards/${name}/v${major}.schema.json`,
      `belongs into standards/${name}/v${major}.schema.json`,
    );
  }
  const id = `urn:xinqiao:standard:${name}:${major}`;
  if (standard.schema["$id"] !== id) tell("/$id", `应为 ${id}`, `must be ${id}`);
}

function checkProperty(
  name: string,
  property: Schema,
  field: Field | undefined,
  codeSets: (id: string) => boolean,
  tell: Tell,
): void {
  const place = `/properties/${pointer(name)}`;
  if (RESERVED.has(name))
    tell(place, "该名称由程序保留；请换一个", "the name is reserved for the program; choose another");
  for (const keyword of ["type", "title", "x-title-en", "x-sensitivity"]) {
    if (property[keyword] === undefined) tell(place, `缺少 ${keyword}`, `${keyword} is missing`);
  }
  if (
    ["restricted", "personal"].includes(String(property["x-sensitivity"])) &&
    property["x-mask"] === undefined
  ) {
    tell(
      `${place}/x-mask`,
      "缺少 x-mask：无权查看者看到什么（keep-ends、surname、omit）",
      "x-mask is missing: what somebody sees who may not see the value (keep-ends, surname, omit)",
    );
  }
  if (property["type"] === "object" && name !== "asReceived") {
    tell(
      place,
      "只有 asReceived 可以是 object；所有值均为文本",
      "only asReceived may be an object; all values are text",
    );
  }
  if (field === undefined) return;
  const text = (field.type === "codes" ? property["items"] : property) as Schema | undefined;
  if (text?.["minLength"] !== 1)
    tell(
      place,
      "缺少 minLength: 1（没有值即没有该属性）",
      "minLength: 1 is missing (no value means no property)",
    );
  if (field.type === "codes" && (field.codeSet === undefined || property["minItems"] !== 1)) {
    tell(place, "数组须有 x-code-set 与 minItems: 1", "an array needs x-code-set and minItems: 1");
  }
  const bounded = ["maxLength", "format", "pattern", "x-code-set"].some(
    (keyword) => property[keyword] !== undefined,
  );
  if (!bounded)
    tell(
      place,
      "没有长度上限；请加 maxLength、format、pattern 或 x-code-set",
      "has no bound; add maxLength, format, pattern or x-code-set",
    );
  if ((field.unit !== undefined) !== (field.type === "decimal")) {
    tell(place, "金额须有 x-unit，且只有金额有", "an amount needs x-unit, and nothing else has one");
  }
  if (field.codeSet !== undefined && !codeSets(field.codeSet)) {
    tell(
      `${place}/x-code-set`,
      `没有代码集 ${field.codeSet}`,
      `there is no code set ${field.codeSet}; add codesets/${field.codeSet}.yaml`,
    );
  }
}

/** Columns are found by title, so a title that fits two fields would put values at the wrong place. */
function checkTitles(fields: readonly Field[], tell: Tell): void {
  const owner = new Map<string, string>();
  for (const { name, code, title, aliases } of fields) {
    for (const column of new Set(
      [title.zh, ...(code === undefined ? [] : [code]), ...aliases].map(normaliseTitle),
    )) {
      const other = owner.get(column);
      if (other !== undefined) {
        tell(
          `/properties/${name}`,
          `列名“${column}”已属于 ${other}；请只留一处`,
          `column ${column} belongs to ${other} already; keep one`,
        );
      } else owner.set(column, name);
    }
  }
}

function checkReferences(standard: Standard, fields: ReadonlyMap<string, Field>, tell: Tell): void {
  const needField = (name: string, place: string): Field | undefined => {
    const field = fields.get(name);
    if (field === undefined) tell(place, `没有字段 ${name}`, `there is no field ${name}`);
    return field;
  };
  for (const [i, name] of (standard.schema["required"] as string[]).entries())
    needField(name, `/required/${i}`);
  for (const [i, name] of standard.identity.entries()) {
    const field = needField(name, `/x-identity/${i}`);
    if (field !== undefined && !field.required) {
      tell(`/x-identity/${i}`, `标识字段 ${name} 必须是必填`, `identity field ${name} must be required`);
    }
    if (field?.sensitivity === "personal") {
      tell(`/x-identity/${i}`, "个人号码不得作为标识", "a person's number must not be part of the identity");
    }
  }
  for (const [role, name] of Object.entries(standard.subject))
    needField(name as string, `/x-subject/${role}`);
  if (standard.subject.uscc === undefined && standard.subject.certNo === undefined) {
    tell("/x-subject", "须有 uscc 或 certNo", "must have uscc or certNo, or nobody could be asked for");
  }
  if (fields.get(standard.subject.name)?.required === false) {
    tell("/x-subject/name", "主体名称必须是必填", "the subject's name must be required");
  }
  if (
    standard.versionField !== undefined &&
    needField(standard.versionField, "/x-version-field")?.type !== "datetime"
  ) {
    tell(
      "/x-version-field",
      "版本字段的 format 应为 date-time",
      "the version field must have format date-time",
    );
  }
  const { versionField } = standard;
  const isBounded = standard.rules.some(
    ({ use, with: given }) =>
      use === "date-not-after-received" && (given["fields"] as unknown[] | undefined)?.includes(versionField),
  );
  // A version of the year 2099 would stand against every true one until then.
  if (versionField !== undefined && !isBounded) {
    tell(
      "/x-version-field",
      "版本字段须由 date-not-after-received 规则限定",
      "the version field must be bounded by the rule date-not-after-received",
    );
  }
}

function checkRule(
  use: string,
  parameters: Schema,
  fields: ReadonlyMap<string, Field>,
  place: string,
  tell: Tell,
): void {
  const wanted = USES[use] ?? {};
  for (const name of Object.keys(parameters)) {
    if (!(name in wanted)) {
      const known = Object.keys(wanted).join(", ");
      tell(
        `${place}/with/${pointer(name)}`,
        `未知的参数；可用：${known}`,
        `unknown parameter; known are: ${known}`,
      );
    }
  }
  for (const [name, kind] of Object.entries(wanted)) {
    if (!fits(kind, parameters[name], fields)) {
      tell(`${place}/with/${pointer(name)}`, `应为：${MEANING[kind].zh}`, `must be ${MEANING[kind].en}`);
    }
  }
}

const MEANING: Readonly<Record<Parameter, { readonly zh: string; readonly en: string }>> = {
  field: { zh: "本标准的一个字段", en: "a field of this standard" },
  fields: { zh: "本标准字段的列表", en: "a list of fields of this standard" },
  date: { zh: "本标准的一个日期字段", en: "a date field of this standard" },
  dates: { zh: "本标准日期或时间字段的列表", en: "a list of date or time fields of this standard" },
  decimal: { zh: "本标准的一个金额字段", en: "an amount field of this standard" },
  count: { zh: "大于 0 的整数", en: "a whole number above 0" },
  amount: { zh: "写成文本的十进制数", en: "a decimal number as text" },
};

function fits(kind: Parameter, value: unknown, fields: ReadonlyMap<string, Field>): boolean {
  const has = (name: unknown, ...types: readonly Field["type"][]): boolean => {
    const field = typeof name === "string" ? fields.get(name) : undefined;
    return field !== undefined && (types.length === 0 || types.includes(field.type));
  };
  if (kind === "count") return Number.isInteger(value) && (value as number) > 0;
  if (kind === "amount") return typeof value === "string" && /^\d+(\.\d+)?$/.test(value);
  if (kind === "dates" || kind === "fields") {
    const types = kind === "dates" ? (["date", "datetime"] as const) : [];
    return Array.isArray(value) && value.length > 0 && value.every((name) => has(name, ...types));
  }
  return kind === "date" || kind === "decimal" ? has(value, kind) : has(value);
}

/** Conditions name fields of the standard; to forbid a field that the standard does not have is harmless. */
function checkBranch(branch: Schema, fields: ReadonlyMap<string, Field>, place: string, tell: Tell): void {
  const missing = (name: string, where: string) =>
    tell(where, `没有字段 ${name}`, `there is no field ${name}`);
  for (const part of ["if", "then"]) {
    if (branch[part] === undefined) tell(place, `缺少 ${part}`, `${part} is missing`);
  }
  const walk = (node: unknown, where: string): void => {
    if (!isObject(node)) return;
    for (const name of (node["required"] as string[] | undefined) ?? [])
      if (!fields.has(name)) missing(name, where);
    for (const [name, inner] of Object.entries((node["properties"] as Schema | undefined) ?? {})) {
      if (!fields.has(name) && inner !== false) missing(name, where);
    }
    walk(node["not"], `${where}/not`);
  };
  walk(branch["if"], `${place}/if`);
  walk(branch["then"], `${place}/then`);
}
