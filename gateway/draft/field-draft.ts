/**
 * What an adapter.yaml has to say of each field, beyond what the standard says already: titles of
 * the source's own, units, long terms, other code sets, shared columns, derivations. It proposes;
 * nothing here is certain because it is written.
 */
import type { Catalog, CodeSet, Field, Standard } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import { rivalSets } from "./fit.ts";
import { type Derivation, derivationFor, type Generation } from "./generation.ts";
import { type Candidate, type Placed, SURE } from "./match.ts";
import { sharedNumber } from "./shared-number.ts";

export interface Step {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface FieldDraft {
  readonly field: Field;
  columns: string[];
  only: boolean;
  further: string[];
  otherwise?: { readonly columns: readonly string[]; readonly apply: readonly Step[] };
  apply: Step[];
  codeSet?: string;
  when?: { readonly field: string; readonly is: readonly string[]; readonly lengths?: readonly number[] };
  /** Said only where the standard demands a column that is not there. */
  mandatory?: false;
  omitted: boolean;
  readonly remarks: string[];
}

export type ColumnRole = "main" | "further" | "otherwise" | "operation" | "none";

export interface ColumnDraft {
  readonly placed: Placed;
  readonly role: ColumnRole;
  readonly fields: readonly string[];
  readonly confidence: number;
  readonly why: string;
}

export interface FieldDrafts {
  readonly fields: ReadonlyMap<string, FieldDraft>;
  readonly columns: readonly ColumnDraft[];
}

const AS_RECEIVED = "asReceived";

export function draftFields(
  { standard, placed }: Candidate,
  catalog: Pick<Catalog, "codeSets">,
  generation: Generation | undefined,
): FieldDrafts {
  const codeSets = new Map(catalog.codeSets.map((set) => [set.id, set]));
  const drafts = new Map<string, FieldDraft>(
    standard.fields
      .filter(({ name }) => name !== AS_RECEIVED)
      .map((field) => [
        field.name,
        { field, columns: [], only: false, further: [], apply: [], omitted: false, remarks: [] },
      ]),
  );
  const columns = placed.map((one) => draftColumn(one, placed, drafts, standard, codeSets, generation));
  const there = new Set(columns.flatMap(({ fields }) => fields));
  for (const draft of drafts.values())
    if (!there.has(draft.field.name)) draftAbsent(draft, there, standard, codeSets, generation);
  settleTitles(drafts, columns);
  return { fields: drafts, columns };
}

function draftColumn(
  placed: Placed,
  all: readonly Placed[],
  drafts: ReadonlyMap<string, FieldDraft>,
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
  generation: Generation | undefined,
): ColumnDraft {
  const { column, guess } = placed;
  const draft = guess && drafts.get(guess.field.name);
  if (guess === undefined || draft === undefined) return draftSecond(placed, all, drafts);
  if (!isTitleOf(column.title, guess.field)) draft.columns.push(column.title);
  readCells(draft, placed, codeSets, generation);
  const shared = sharedNumber(placed, all, standard, codeSets);
  for (const { field, lengths, when } of shared) {
    const other = drafts.get(field);
    if (other === undefined) continue;
    other.when = lengths === undefined ? when : { ...when, lengths };
    if (field !== guess.field.name) Object.assign(other, { only: true, columns: [column.title] });
  }
  const fields = [...new Set([guess.field.name, ...shared.map(({ field }) => field)])];
  return { placed, role: "main", fields, confidence: guess.confidence, why: guess.why };
}

/** A column whose field has another column already: a second kind, or the amount in another unit. */
function draftSecond(
  placed: Placed,
  all: readonly Placed[],
  drafts: ReadonlyMap<string, FieldDraft>,
): ColumnDraft {
  const { column } = placed;
  const none: ColumnDraft = {
    placed,
    role: "none",
    fields: [],
    confidence: 0,
    why: "没有相符的字段 no field fits",
  };
  const first = all.find(
    (other) =>
      other !== placed &&
      other.guess !== undefined &&
      /2$/.test(column.title) &&
      numbered(other.column.title) === numbered(column.title),
  );
  const several = first?.guess && drafts.get(first.guess.field.name);
  if (several?.field.type === "codes") {
    several.further.push(column.title);
    return {
      placed,
      role: "further",
      fields: [several.field.name],
      confidence: 0.85,
      why: `与“${first?.column.title ?? ""}”合并 joined to it`,
    };
  }
  const unit = unitOf(column.title);
  const [rival] = placed.others;
  const amount = rival && rival.field.type === "decimal" ? drafts.get(rival.field.name) : undefined;
  if (
    unit === undefined ||
    amount === undefined ||
    rival === undefined ||
    unit === amount.field.unit ||
    rival.confidence < 0.5
  )
    return none;
  const apply = [{ name: "decimal" }, { name: "unit", options: { from: unit, to: amount.field.unit } }];
  amount.otherwise = { columns: [column.title], apply };
  return {
    placed,
    role: "otherwise",
    fields: [amount.field.name],
    confidence: rival.confidence,
    why: `另一单位 the same in ${unit}`,
  };
}

const numbered = (title: string): string => normaliseTitle(title).replace(/_?[12]$/, "");

/** How the cells are read where the usual way would not do. */
function readCells(
  draft: FieldDraft,
  { column, profile }: Placed,
  codeSets: ReadonlyMap<string, CodeSet>,
  generation: Generation | undefined,
): void {
  const { field } = draft;
  if (field.type === "date" && profile.longTerm > 0)
    draft.apply.push({ name: "date", options: { longTerm: true } });
  if (field.type === "decimal") {
    const unit = unitOf(column.title) ?? unitOf(column.explained);
    if (unit !== undefined && field.unit !== undefined && unit !== field.unit && /元$/.test(field.unit))
      draft.apply.push({ name: "decimal" }, { name: "unit", options: { from: unit, to: field.unit } });
    else if (unit === undefined && field.unit === "万元" && profile.filled > 0)
      draft.remarks.push(
        "标题未写单位，按万元处理，请核对 / the title names no unit: taken for 万元, make sure",
      );
  }
  if (field.type === "code" || field.type === "codes") readCodes(draft, profile, codeSets, generation);
}

function readCodes(
  draft: FieldDraft,
  profile: Placed["profile"],
  codeSets: ReadonlyMap<string, CodeSet>,
  generation: Generation | undefined,
): void {
  const own = codeSets.get(draft.field.codeSet ?? "");
  if (own === undefined || profile.filled === 0) return;
  const share = profile.inSet(own);
  const figures = rivalSets(own, codeSets)
    .filter((set) => profile.inSet(set) > Math.max(share, 0.5))
    // The figures of a form changed their meaning with it: the set of this form goes before.
    .sort(
      (a, b) =>
        profile.inSet(b) - profile.inSet(a) ||
        Number(isOfForm(b, generation)) - Number(isOfForm(a, generation)),
    );
  const [better, ...others] = figures;
  if (better !== undefined) {
    draft.codeSet = better.id;
    const alike = isOfForm(better, generation)
      ? []
      : others.filter((set) => profile.inSet(set) === profile.inSet(better)).map(({ id }) => id);
    if (alike.length > 0)
      draft.remarks.push(
        `代码集也可能是 ${alike.join("、")}，数字的含义请核对 / or one of these sets: make sure what the figures mean`,
      );
  } else if (share < 1) {
    const foreign = Math.round((1 - share) * profile.filled);
    draft.remarks.push(
      `${foreign} 个取值不在代码集 ${own.id} 中，可用 values 对照 / ${foreign} values are not in the code set: a table "values" can translate them`,
    );
  }
}

const isOfForm = ({ id }: CodeSet, generation: Generation | undefined): boolean =>
  generation !== undefined && id.endsWith(`-${generation}`);

function draftAbsent(
  draft: FieldDraft,
  there: ReadonlySet<string>,
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
  generation: Generation | undefined,
): void {
  const { field } = draft;
  const derivation: Derivation | undefined = derivationFor(field, standard, codeSets, generation);
  if (derivation?.reads.every((name) => there.has(name))) {
    draft.apply.push({ name: derivation.name, options: derivation.options });
    draft.remarks.push(derivation.remark);
  } else if (field.required || field.mandatoryColumn) {
    if (field.mandatoryColumn) draft.mandatory = false;
    draft.remarks.push(
      "必填，但没有找到对应的列：请补列名、constant 或推导 / required, and no column was found: give columns, a constant or a derivation",
    );
  }
}

/** A title that the source uses for one field may be another field's in the standard: there it must not count. */
function settleTitles(drafts: ReadonlyMap<string, FieldDraft>, columns: readonly ColumnDraft[]): void {
  for (const { placed, fields, role } of columns) {
    if (role === "none" || fields.length === 0) continue;
    const { title } = placed.column;
    for (const other of drafts.values()) {
      if (fields.includes(other.field.name) || !isTitleOf(title, other.field) || other.only) continue;
      const own = columns.find((one) => one.role === "main" && one.fields.includes(other.field.name));
      if (own !== undefined) Object.assign(other, { only: true, columns: [own.placed.column.title] });
      else if (!other.field.required) other.omitted = true;
      else Object.assign(other, { only: true, columns: [`？${other.field.title.zh}`] });
    }
  }
}

export function isTitleOf(title: string, { code, title: own, aliases }: Field): boolean {
  const key = normaliseTitle(title);
  return [code ?? "", own.zh, ...aliases].some((name) => normaliseTitle(name) === key);
}

export function unitOf(title: string): string | undefined {
  const bracketed = /[(（]\s*(?:单位[:：])?\s*(?:人民币)?(万元|亿元|元)\s*[)）]/.exec(title)?.[1];
  return bracketed ?? (/[_-]YUAN$/i.test(title) ? "元" : undefined);
}

export function isUnsure({ confidence, role }: ColumnDraft): boolean {
  return role !== "none" && role !== "operation" && confidence < SURE;
}
