/**
 * What people look for in the journal, as conditions of SQL. The trap: `scope` is not a wish but a right,
 * and it is a condition of every statement that is made here.
 */
import type { JournalDoor, JournalKind, JournalState } from "./journal.ts";

export interface JournalFilter {
  /** Agencies that may be seen; null for all. */
  readonly scope: readonly string[] | null;
  readonly agencies?: readonly string[] | undefined;
  readonly items?: readonly string[] | undefined;
  /** Where it was sealed. */
  readonly origins?: readonly string[] | undefined;
  /** Neighbours that it came from or goes to. */
  readonly peers?: readonly string[] | undefined;
  readonly kinds?: readonly JournalKind[] | undefined;
  readonly states?: readonly JournalState[] | undefined;
  readonly doors?: readonly JournalDoor[] | undefined;
  readonly code?: string | undefined;
  /** Part of a file's name; ASCII letters in either case. */
  readonly name?: string | undefined;
  readonly since?: Date | undefined;
  /** Before this. */
  readonly until?: Date | undefined;
  /** Of an entry, batch or intake, with the times at which entries of that id may stand. */
  readonly id?: { readonly id: string; readonly times: readonly Date[] } | undefined;
  /** Only what belongs to these batches. */
  readonly batches?: readonly string[] | undefined;
}

/** Values by number, as they are named in the text. */
export interface Values {
  readonly list: unknown[];
  add(value: unknown, type: string): string;
}

export function createValues(): Values {
  const list: unknown[] = [];
  return {
    list,
    add: (value, type) => {
      list.push(value);
      return `$${list.length}::${type}`;
    },
  };
}

/** Conditions but for time and state. */
export function conditionsOf(filter: JournalFilter, values: Values): string[] {
  const { scope, id, name, code, batches } = filter;
  const conditions: string[] = [];
  const oneOf = (column: string, wanted: readonly string[] | undefined) => {
    if (wanted === undefined || wanted.length === 0) return;
    if (wanted.length === 1) conditions.push(`${column} = ${values.add(wanted[0], "text")}`);
    else conditions.push(`${column} = any (${values.add(wanted, "text[]")})`);
  };
  if (scope !== null) {
    if (scope.length === 0) conditions.push("false");
    oneOf("agency", scope);
  }
  oneOf("agency", filter.agencies);
  oneOf("item", filter.items);
  oneOf("origin", filter.origins);
  oneOf("peer", filter.peers);
  oneOf("kind", filter.kinds);
  oneOf("door", filter.doors);
  if (code !== undefined) conditions.push(`code = ${values.add(code, "text")}`);
  if (name !== undefined)
    conditions.push(
      `file_name <> '' and strpos(lower(file_name), ${values.add(name.toLowerCase(), "text")}) > 0`,
    );
  if (id !== undefined) {
    const one = values.add(id.id, "uuid");
    const times = values.add(id.times, "timestamptz[]");
    conditions.push(`(batch_id = ${one} or (at = any (${times}) and entry_id = ${one}))`);
  }
  if (batches !== undefined) conditions.push(`batch_id = any (${values.add(batches, "uuid[]")})`);
  return conditions;
}

/** States that have an index of their own, since they are few among many. */
const COMMON: readonly JournalState[] = ["done", "delivered"];

/** One condition for each part of a union; in each the planner may use the index of rare states in order. */
export function statesOf({ states = [], kinds }: JournalFilter): readonly string[] {
  // What a door refused is refused.
  const wanted =
    states.length === 0 && kinds?.length === 1 && kinds[0] === "refusal" ? (["refused"] as const) : states;
  if (wanted.length === 0) return [""];
  const words = wanted.map((state) => `'${state}'`);
  if (wanted.length > 8 || wanted.some((state) => COMMON.includes(state)))
    return [`state in (${words.join(", ")})`];
  return words.map((word) => `state = ${word}`);
}

/** Whether so few rows are meant that all partitions may be asked at once. */
export function isNamed({ id, batches }: JournalFilter): boolean {
  return id !== undefined || batches !== undefined;
}
