/**
 * The transforms that read a cell, put together once per column. What each means is said in
 * model/transforms.ts; this file knows nothing of rows. The trap: it runs for every cell, so a
 * step returns the very string it was given whenever nothing has to change.
 */
import type { FieldMap, Transform } from "../model/adapter.ts";
import type { CodeSet } from "../model/catalog.ts";
import type { Report } from "../model/row.ts";
import { TRANSFORMS, type TransformName } from "../model/transforms.ts";
import type { IsNull } from "./blank.ts";
import { compileCode, compileCodes } from "./codes.ts";
import { type DateForms, isPlainDay, parseDate, parseDateTime } from "./dates.ts";
import { normaliseDocumentNumber, normaliseIdentifier } from "./identifiers.ts";
import { changeUnit, parseDecimal } from "./numbers.ts";
import { remember } from "./remember.ts";

type Value = string | string[];
/** Reads a cell's trimmed text; undefined when there is nothing, or nothing readable (then it was reported). */
export type Step = (value: string, report: Report) => Value | undefined;

export interface CellContext {
  readonly codeSets: ReadonlyMap<string, CodeSet>;
  readonly isNull: IsNull;
}

/** Transforms whose result differs from what came, in a way the record keeps (asReceived). */
export function keepsReceived(map: FieldMap): boolean {
  return map.apply.some(({ name }) => name === "identifier" || name === "document-number");
}

/** One step that does all a column's transforms; undefined when trimming is all there is to do. */
export function compileCell(map: FieldMap, context: CellContext): Step | undefined {
  const [first, ...rest] = map.apply
    .filter(({ name }) => TRANSFORMS[name as TransformName].kind === "cell" && name !== "text")
    .map((transform) => STEPS[transform.name as keyof typeof STEPS](map, transform, context));
  if (first === undefined || rest.length === 0) return first;
  return (value, report) => {
    let result: Value | undefined = first(value, report);
    for (const step of rest) {
      if (typeof result !== "string") return result;
      result = step(result, report);
    }
    return result;
  };
}

type MakeStep = (map: FieldMap, transform: Transform, context: CellContext) => Step;

const decimal: MakeStep =
  ({ field }) =>
  (value, report) => {
    const number = parseDecimal(value);
    if (number === undefined) report("MAP_NUMBER", field);
    return number;
  };

/** Years 9999 fill empty cells; where they mean 长期 instead, the field says so and never comes here. */
function isNoDay(date: string): boolean {
  return date.startsWith("9999-");
}

const STEPS = {
  identifier: (_map, { options }) => {
    const strip = options?.["hyphens"] === "strip";
    return (value) => normaliseIdentifier(value, strip);
  },
  "document-number": () => normaliseDocumentNumber,
  date: ({ field }, { options }, { isNull }) => {
    const read = remember((value: string) => parseDate(value, (options ?? {}) as DateForms));
    return (value, report) => {
      if (isPlainDay(value)) return value;
      const day = read(value);
      if (day === undefined) report("MAP_DATE", field);
      else if (day !== value && isNull(day))
        return undefined; // 1900/1/1 is as empty as 1900-01-01.
      else if (isNoDay(day)) return undefined;
      return day;
    };
  },
  datetime: ({ field }, { options }, { isNull }) => {
    const forms = (options ?? {}) as DateForms;
    return (value, report) => {
      const at = parseDateTime(value, forms);
      if (at === undefined) report("MAP_DATE", field);
      else if (isNull(at.slice(0, 10)) || isNoDay(at)) return undefined;
      return at;
    };
  },
  decimal,
  integer:
    ({ field }) =>
    (value, report) => {
      const number = parseDecimal(value);
      if (number !== undefined && !number.includes(".")) return number;
      report("MAP_NUMBER", field);
      return undefined;
    },
  unit: (_map, { options }) => {
    const { from, to } = options as { from: string; to: string };
    return (value) => changeUnit(value, from, to);
  },
  code: ({ field, codeSet = "" }, _transform, { codeSets }) => {
    const find = compileCode(setOf(codeSets, codeSet));
    return (value, report) => {
      const code = find(value);
      if (code === undefined) report("MAP_CODE", field, { codeSet });
      return code;
    };
  },
  codes: ({ field, codeSet = "" }, { options }, { codeSets }) => {
    const find = compileCodes(
      setOf(codeSets, codeSet),
      options?.["separators"] as readonly string[] | undefined,
    );
    return (value, report) => {
      const codes = find(value);
      if (codes === undefined) report("MAP_CODE", field, { codeSet });
      return codes;
    };
  },
  values: (_map, { options }) => {
    const table = new Map(Object.entries(options?.["table"] as Record<string, string>));
    return (value) => table.get(value) ?? value;
  },
} as const satisfies Record<string, MakeStep>;

function setOf(codeSets: ReadonlyMap<string, CodeSet>, id: string): CodeSet {
  const set = codeSets.get(id);
  if (set === undefined) throw new Error(`code set ${id} was not handed to the mapper`);
  return set;
}
