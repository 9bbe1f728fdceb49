/**
 * What passes between map, validate and the piece that calls them: one row on its way to a record.
 */
import type { FindingCode } from "./findings.ts";
import type { Params } from "./text.ts";

/** A record under way: fields of the standard by their English names, strings or arrays of strings only. */
export type RecordFields = Record<string, string | string[] | Record<string, string>>;

export interface MappedRow {
  readonly operation: "put" | "withdraw";
  /** Null when nothing usable came out; the reason was reported. */
  readonly record: RecordFields | null;
}

/** Which header column each field of the standard came from. */
export interface Binding {
  /** Titles as they stand in the file, by column index. */
  readonly header: readonly string[];
  /** Column index by field name; -1 when the file has no such column. */
  readonly columnOf: Readonly<Record<string, number>>;
  /** Column of a field's second title (FieldMap.further), where the file has it. */
  readonly furtherOf: Readonly<Record<string, number>>;
  /** Column of a field's other form (FieldMap.otherwise), where the file has it. */
  readonly otherwiseOf: Readonly<Record<string, number>>;
  /** Title by which the sender finds a field in the file, also one that was derived from another's column. */
  readonly titleOf: Readonly<Record<string, string>>;
  /** Column of the operation, -1 if none. */
  readonly operationColumn: number;
  /** Titles that no field takes and the adapter does not list as ignored. */
  readonly unknown: readonly string[];
}

/** Report a finding at a field of the standard; "" for the row as a whole. */
export type Report = (code: FindingCode, field: string, params?: Params) => void;

export interface Finding {
  readonly row: number;
  /** The title as it stands in the file; "" when the row as a whole is meant. */
  readonly column: string;
  readonly code: FindingCode;
  readonly params: Params;
}
