/**
 * The closed list of transforms that an adapter may name, with the options each takes.
 * The adapter loader checks declarations against it, gateway/map implements it; a
 * declaration that would need an `if` gets a new named transform here instead of a script.
 */

export type OptionType = "boolean" | "string" | "strings" | "integer" | "integers" | "table";

export interface TransformSpec {
  /** "cell" reads the field's own column; "derive" reads fields already mapped, when the column gave nothing. */
  readonly kind: "cell" | "derive";
  /** Options by name; a trailing "?" in the type table means optional. */
  readonly options: Readonly<Record<string, { readonly type: OptionType; readonly required?: true }>>;
  readonly about: string;
}

const FIELD = { type: "string", required: true } as const;

export const TRANSFORMS = {
  text: { kind: "cell", options: {}, about: "outer white space off, null forms mean absent" },
  identifier: {
    kind: "cell",
    options: { hyphens: { type: "string" } },
    about:
      'half-width, upper case, no inner white space; hyphens: "strip" also takes hyphens out. The received form is kept',
  },
  "document-number": {
    kind: "cell",
    options: {},
    about: "half-width, no inner white space, letters as they are. The received form is kept",
  },
  date: {
    kind: "cell",
    options: { longTerm: { type: "boolean" }, serial: { type: "boolean" }, month: { type: "string" } },
    about:
      'any date form of the field → YYYY-MM-DD; longTerm: 长期 and 9999-… mean 2099-12-31; serial: spreadsheet day numbers; month: "first" or "last" day for a bare month',
  },
  datetime: {
    kind: "cell",
    options: { serial: { type: "boolean" } },
    about: "any date and time form → YYYY-MM-DDTHH:MM:SS+08:00 (Asia/Shanghai)",
  },
  decimal: {
    kind: "cell",
    options: {},
    about: "thousands commas, decimal comma, full-width digits → canonical decimal string",
  },
  integer: { kind: "cell", options: {}, about: "like decimal, whole numbers only" },
  unit: {
    kind: "cell",
    options: { from: { type: "string", required: true }, to: { type: "string", required: true } },
    about: "after decimal: exact change of unit among 元, 万元, 亿元",
  },
  code: { kind: "cell", options: {}, about: "code, label or alias → code of the field's code set" },
  codes: {
    kind: "cell",
    options: { separators: { type: "strings" } },
    about: "several of them, separated by ; or ； (or what separators lists); the longest spelling wins",
  },
  values: {
    kind: "cell",
    options: { table: { type: "table", required: true } },
    about:
      "the source's own spellings → spellings that the next transform understands; others pass unchanged",
  },
  "copy-of": { kind: "derive", options: { field: FIELD }, about: "the value of another field" },
  "when-present": {
    kind: "derive",
    options: { field: FIELD, value: { type: "string", required: true }, lengths: { type: "integers" } },
    about:
      "a fixed value when another field has one that is not masked (370102****), of one of the lengths if any are given",
  },
  "subject-kind-from-identifiers": {
    kind: "derive",
    options: {
      uscc: FIELD,
      businessRegNo: { type: "string" },
      certNo: FIELD,
      legalEntity: { type: "string", required: true },
      naturalPerson: { type: "string", required: true },
      soleTrader: { type: "string", required: true },
      orgCode: { type: "string" },
      soleTraderSerials: { type: "string" },
    },
    about:
      "91… 法人, 92… 个体工商户, only a person's number 自然人; an organisation code alone 法人; a registration number alone by its 7th digit, 个体工商户 where that is one of soleTraderSerials",
  },
  "amount-from-text": {
    kind: "derive",
    options: {
      field: FIELD,
      word: { type: "string", required: true },
      to: { type: "string", required: true },
    },
    about:
      "the one amount of money that follows a word (罚款) in a text, in the unit `to`; nothing when there is none or more than one",
  },
  "years-after": {
    kind: "derive",
    options: { field: FIELD, years: { type: "integer", required: true } },
    about: "a date so many years after another",
  },
  "code-of": {
    kind: "derive",
    options: { field: FIELD, codeSet: { type: "string", required: true }, unknown: { type: "string" } },
    about:
      "the code that a code set gives for another field's value, e.g. an organ's number by its name; `unknown` where it has none",
  },
  "clause-with": {
    kind: "derive",
    options: {
      field: FIELD,
      words: { type: "strings", required: true },
      most: { type: "integer", required: true },
    },
    about:
      "the clauses of a text that have one of the words (吊销…), when they are no longer than `most` characters together",
  },
} as const satisfies Record<string, TransformSpec>;

export type TransformName = keyof typeof TRANSFORMS;

/** Cell values that mean "nothing" in every source. 9999-09-09 is not here: it means 长期 where a field says so. */
export const NULL_FORMS = [
  "\\N",
  "暂无",
  "无",
  "-",
  "--",
  "—",
  "——",
  "NULL",
  "null",
  "1900-01-01",
  "1899-12-31",
  "1899-12-31 12:00:00",
] as const;
