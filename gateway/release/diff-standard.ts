/**
 * What is different between two data standards, or two versions of one: fields, lengths,
 * forms, code sets, conditions, rules, identity. Knows nothing of items and senders. The
 * trap: a standard is a closed list of fields, so a field that is gone takes what senders
 * put into it with it, without a word to them.
 */
import { canonical } from "../model/canonical.ts";
import type { CodeSet, Field, Rule, Standard } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import { rejects } from "../validate/rules.ts";
import { missing, type Teller } from "./change.ts";

export type CodeSets = ReadonlyMap<string, CodeSet>;

export interface Sets {
  readonly before: CodeSets;
  readonly after: CodeSets;
}

type Property = Readonly<Record<string, unknown>>;

const OPENNESS = ["open", "shared", "restricted", "personal"];
/** Keywords of a property that are compared by name below. */
const COMPARED = new Set([
  ...["title", "x-title-en", "description", "x-code", "x-aliases", "maxLength", "x-code-set", "items"],
  ...["x-sensitivity", "x-mask", "x-mandatory-column", "x-unverified", "x-unit", "type", "format"],
]);

export function compareStandards(before: Standard, after: Standard, sets: Sets, tell: Teller): void {
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const now = new Map(after.fields.map((field) => [field.name, field]));
  for (const [name, field] of old)
    if (!now.has(name))
      tell.breaks(
        "field.removed",
        `删去字段 ${name}（${field.title.zh}）`,
        `field ${name} (${field.title.en}) is removed`,
      );
  for (const [name, field] of now) if (!old.has(name)) added(field, tell);
  for (const [name, field] of old) {
    const other = now.get(name);
    if (other === undefined) continue;
    compareFields(field, other, tell);
    compareValues(propertyOf(before, name), propertyOf(after, name), name, sets, tell);
  }
  const identity = canonical([before.identity, before.subject, before.versionField ?? ""]);
  if (identity !== canonical([after.identity, after.subject, after.versionField ?? ""]))
    tell.breaks(
      "identity.changed",
      "记录标识、主体或版本字段改变：同一记录将被当作另一条",
      "identity, subject or version field changes: the same record becomes another one",
    );
  compareRules(before.rules, after.rules, tell);
  compareConditions(before, after, tell);
}

function added(field: Field, tell: Teller): void {
  const { name, title } = field;
  const named = { zh: `${name}（${title.zh}）`, en: `${name} (${title.en})` };
  if (field.required)
    tell.breaks("field.required", `新增必填字段 ${named.zh}`, `field ${named.en} is new and must be filled`);
  else if (field.mandatoryColumn)
    tell.breaks(
      "field.column",
      `新增必备列 ${named.zh}`,
      `a column for the new field ${named.en} must be there`,
    );
  else tell.tells("field.added", `新增选填字段 ${named.zh}`, `field ${named.en} is new, and may be left out`);
}

function compareFields(before: Field, after: Field, tell: Teller): void {
  const { name } = before;
  if (before.required !== after.required)
    tell.maybe(
      after.required,
      after.required ? "field.required" : "field.optional",
      after.required ? `字段 ${name} 改为必填` : `字段 ${name} 改为选填`,
      after.required ? `field ${name} must be filled now` : `field ${name} may be left out now`,
    );
  if (!before.mandatoryColumn && after.mandatoryColumn)
    tell.breaks("field.column", `字段 ${name} 的列改为必备`, `a column for field ${name} must be there now`);
  const lost = missing(titlesOf(before), titlesOf(after));
  if (lost.length > 0)
    tell.breaks(
      "field.title",
      `字段 ${name} 不再认列名 ${lost.join("、")}`,
      `field ${name} is no longer found under the titles ${lost.join(", ")}`,
    );
  const found = missing(titlesOf(after), titlesOf(before));
  if (found.length > 0)
    tell.tells(
      "field.alias",
      `字段 ${name} 另认列名 ${found.join("、")}`,
      `field ${name} is found under ${found.join(", ")} as well`,
    );
  const closer = OPENNESS.indexOf(after.sensitivity) - OPENNESS.indexOf(before.sensitivity);
  if (closer > 0)
    tell.narrows(
      "field.sensitivity",
      `字段 ${name} 的敏感级别由 ${before.sensitivity} 升为 ${after.sensitivity}`,
      `field ${name} is ${after.sensitivity} and no longer ${before.sensitivity}`,
    );
  else if (closer < 0)
    tell.tells(
      "field.sensitivity",
      `字段 ${name} 的敏感级别由 ${before.sensitivity} 降为 ${after.sensitivity}`,
      `field ${name} is ${after.sensitivity} now, where it was ${before.sensitivity}`,
    );
}

/** What a value may be. */
function compareValues(before: Property, after: Property, name: string, sets: Sets, tell: Teller): void {
  for (const at of ["maxLength", "items"] as const) {
    const [old, now] = [lengthOf(before, at), lengthOf(after, at)];
    if (old === now) continue;
    const shorter = now !== undefined && (old === undefined || now < old);
    tell.maybe(
      shorter,
      shorter ? "length.shortened" : "length.extended",
      `字段 ${name} 的最大长度由 ${old ?? "不限"} 改为 ${now ?? "不限"}`,
      `field ${name} may be ${now ?? "of any number of"} characters long, where it was ${old ?? "any number"}`,
    );
  }
  compareSets(before, after, name, sets, tell);
  if (before["x-unit"] !== after["x-unit"])
    tell.breaks(
      "field.unit",
      `字段 ${name} 的单位由 ${String(before["x-unit"] ?? "无")} 改为 ${String(after["x-unit"] ?? "无")}`,
      `field ${name} is counted in ${String(after["x-unit"] ?? "no unit")} and no longer in ${String(before["x-unit"] ?? "none")}`,
    );
  const form = ({ type, format }: Property) =>
    `${String(type)}${format === undefined ? "" : ` ${String(format)}`}`;
  if (form(before) !== form(after))
    tell.breaks(
      "field.form",
      `字段 ${name} 的形式由 ${form(before)} 改为 ${form(after)}`,
      `field ${name} is a ${form(after)} and no longer a ${form(before)}`,
    );
  if (before["x-mask"] !== after["x-mask"])
    tell.narrows("field.mask", `字段 ${name} 的遮盖方式改变`, `field ${name} is masked in another way`);
  for (const keyword of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (COMPARED.has(keyword) || same(before[keyword], after[keyword])) continue;
    const eased = !(keyword in after);
    tell.maybe(
      !eased,
      eased ? "field.eased" : "field.stricter",
      eased ? `字段 ${name} 不再限定 ${keyword}` : `字段 ${name} 的 ${keyword} 改变，可能更严`,
      eased
        ? `field ${name} is no longer bound by ${keyword}`
        : `the ${keyword} of field ${name} changes and may be stricter`,
    );
  }
  if (before["x-unverified"] === true && after["x-unverified"] !== true)
    tell.tells(
      "field.verified",
      `字段 ${name} 已与正式文本核对`,
      `field ${name} was checked against an official text`,
    );
}

function compareSets(before: Property, after: Property, name: string, sets: Sets, tell: Teller): void {
  const [old, now] = [before["x-code-set"], after["x-code-set"]];
  if (old === now) return;
  const codes = (from: CodeSets, id: unknown) => from.get(String(id))?.codes.map(({ code }) => code) ?? [];
  const lost = old === undefined ? [] : missing(codes(sets.before, old), codes(sets.after, now));
  const breaks = now !== undefined && (old === undefined || lost.length > 0);
  tell.maybe(
    breaks,
    "field.code-set",
    `字段 ${name} 的代码集由 ${String(old ?? "无")} 改为 ${String(now ?? "无")}`,
    `field ${name} takes its codes from ${String(now ?? "no code set")} and no longer from ${String(old ?? "none")}`,
  );
}

function compareRules(before: readonly Rule[], after: readonly Rule[], tell: Teller): void {
  const texts = (rules: readonly Rule[]) => rules.map((rule) => canonical([rule.use, rule.with]));
  const [old, now] = [texts(before), texts(after)];
  for (const text of missing(now, old)) {
    const rule = after[now.indexOf(text)] as Rule;
    const said = `${rule.use} ${JSON.stringify(rule.with)}`;
    if (rejects(rule.use))
      tell.breaks("rule.stricter", `新增或改动规则：${said}`, `a rule is new or changed: ${said}`);
    else
      tell.tells(
        "rule.warns",
        `新增或改动提示规则：${said}`,
        `a rule that only warns is new or changed: ${said}`,
      );
  }
  const uses = new Set(missing(now, old).map((text) => after[now.indexOf(text)]?.use));
  for (const text of missing(old, now)) {
    const rule = before[old.indexOf(text)] as Rule;
    // Its other half was told as changed.
    if (uses.has(rule.use)) continue;
    tell.tells("rule.dropped", `不再执行规则 ${rule.use}`, `the rule ${rule.use} is dropped`);
  }
}

/** Conditions between fields, as schema branches. */
function compareConditions(before: Standard, after: Standard, tell: Teller): void {
  const branches = ({ schema }: Standard) =>
    ((schema["allOf"] as Property[] | undefined) ?? []).map(({ description, ...branch }) => ({
      said: String(description ?? branch["x-rule"]),
      text: canonical(branch),
    }));
  const [old, now] = [branches(before), branches(after)];
  const has = (all: typeof old, text: string) => all.some((one) => one.text === text);
  for (const { said, text } of now)
    if (!has(old, text))
      tell.breaks("rule.stricter", `新增或改动条件：${said}`, `a condition is new or changed: ${said}`);
  for (const { said, text } of old)
    if (!has(now, text)) tell.tells("rule.dropped", `不再要求：${said}`, `no longer demanded: ${said}`);
}

function propertyOf({ schema }: Standard, name: string): Property {
  return (schema["properties"] as Readonly<Record<string, Property>>)[name] ?? {};
}

function lengthOf(property: Property, at: "maxLength" | "items"): number | undefined {
  const from = at === "items" ? (property["items"] as Property | undefined) : property;
  const length = from?.["maxLength"];
  return typeof length === "number" ? length : undefined;
}

/** Everything under which a column of the field may come, as titles are compared. */
function titlesOf({ name, code, title, aliases }: Field): readonly string[] {
  return [name, ...(code === undefined ? [] : [code]), title.zh, ...aliases].map(normaliseTitle);
}

function same(a: unknown, b: unknown): boolean {
  return canonical([a ?? null]) === canonical([b ?? null]);
}
