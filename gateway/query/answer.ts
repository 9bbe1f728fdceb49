/**
 * A stored version as contracts/exchange.openapi.yaml shows a Record, written as text: where nothing
 * is hidden the exact payload is put in as it is stored, unparsed. Knows nothing of who asks; the mask
 * is passed in. The trap: member names and ids are ours or checked at the door, so only the subject
 * and what a mask writes need escaping.
 */
import type { Level } from "../model/access.ts";
import { FINDINGS } from "../model/findings.ts";
import type { Publication } from "../model/time-rules.ts";
import type { MarkRow, SeenRow } from "../store/query-rows.ts";

/** What is left of a payload at some level. */
export interface View {
  /** JSON text of an object. */
  readonly fields: string;
  readonly withheld: readonly string[];
  readonly masked: readonly string[];
}

export type Mask = (payload: string) => View;

/** From when until when a record of dishonesty is shown, and whether it is on the day of the answer. */
export interface Term extends Publication {
  readonly shown: boolean;
}

const NOTHING: readonly string[] = [];

/** All of it. */
export const WHOLE: Mask = (payload) => ({ fields: payload, withheld: NOTHING, masked: NOTHING });

/** Nothing of it but the names of what there is: what was open to everybody until its display ended. */
const ENDED: Mask = (payload) => {
  const fields = Object.entries(JSON.parse(payload) as object);
  const withheld = fields.flatMap(([name, value]) => (typeof value === "boolean" ? [] : [name]));
  return { fields: "{}", withheld, masked: NOTHING };
};

/** Who sees no more than everybody may sees nothing once the display has ended, or before it begins. */
export function visible(mask: Mask, level: Level, term: Term | null): Mask {
  return level === "open" && term !== null && !term.shown ? ENDED : mask;
}

/** Record of the contract. `past` tells lifted marks too. */
export function recordText(row: SeenRow, mask: Mask, term: Term | null = null, past = false): string {
  const { fields, withheld, masked } = mask(row.payload);
  const head = `{"id":"${row.recordId}","item":"${row.item}","standard":"${row.standard}","subject":"${row.subject}","version":${row.version}`;
  const body = `,"acceptedAt":"${row.acceptedAt.toISOString()}","withdrawn":${row.withdrawn},"fields":${fields}`;
  const hidden = `,"withheld":${names(withheld)},"masked":${names(masked)},"marks":${marksText(row.marks, past)}`;
  const rest = `,"warnings":${warningsText(row.warnings)},"origin":"${row.origin}","batch":"${row.batchId}"${catalogText(row.catalog)}${termText(term)}`;
  return `${head}${body}${hidden}${rest},"links":{"self":"${selfOf(row)}"}}`;
}

/** By which catalog it was judged here. */
function catalogText(digest: string): string {
  return digest === "" ? "" : `,"catalog":"${digest}"`;
}

function termText(term: Term | null): string {
  return term === null ? "" : `,"publication":${JSON.stringify(shownTerm(term))}`;
}

/** Publication of the contract: without an end where nothing ends it. */
export function shownTerm({ from, repairableFrom, until, shown }: Term): object {
  return { from, repairableFrom, ...(until !== null && { until }), shown };
}

/** Where a record can be read again. */
export function selfOf(row: Pick<SeenRow, "recordId" | "item" | "subject">): string {
  return `/v1/records/${row.recordId}?item=${row.item}&subject=${encodeURIComponent(row.subject)}`;
}

function names(list: readonly string[]): string {
  return list.length === 0 ? "[]" : JSON.stringify(list);
}

function marksText(marks: readonly MarkRow[] | null, past: boolean): string {
  if (marks === null) return "[]";
  const told = past ? marks : marks.filter((one) => one.until === null);
  return JSON.stringify(told.map(({ mark, since, until }) => ({ mark, since, ...(until && { until }) })));
}

const WARNINGS: readonly (readonly [bit: number, code: string])[] = Object.entries(FINDINGS).flatMap(
  ([code, row]) => ("bit" in row ? [[1 << row.bit, code] as const] : []),
);

function warningsText(bits: number): string {
  if (bits === 0) return "[]";
  return JSON.stringify(WARNINGS.filter(([bit]) => (bits & bit) !== 0).map(([, code]) => code));
}
