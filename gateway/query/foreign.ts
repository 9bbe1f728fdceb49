/**
 * Records as another node answered them, read with care and shown by this node's own rules: what does not
 * look like a record of the subject that was asked about is left out, and whatever the other node let
 * through is masked again by the asker's grant here. The trap: the other node's text is never passed on
 * as it came; every member is checked and written anew.
 */
import type { SeenRow } from "../store/query-rows.ts";
import { shownTerm, visible } from "./answer.ts";
import type { Scope } from "./permission.ts";
import type { Desk, Source } from "./queries.ts";

export interface Foreign {
  readonly id: string;
  readonly version: number;
  /** Record of the contract. */
  readonly text: string;
}

const DIGEST = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NODE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

interface Asked {
  readonly desk: Desk;
  readonly key: string;
  readonly scope: Scope;
}

type Members = Readonly<Record<string, unknown>>;

/** What of an answer's records this asker may see. */
export function foreignRecords(asked: Asked, answer: unknown): readonly Foreign[] {
  const records = isMembers(answer) ? answer["records"] : undefined;
  if (!Array.isArray(records)) return [];
  return records.flatMap((one) => {
    const record = isMembers(one) ? readRecord(asked, one) : undefined;
    return record ? [record] : [];
  });
}

/** Sources that an answer names, of nodes further away. */
export function foreignSources(answer: unknown, known: readonly string[]): readonly Source[] {
  const sources = isMembers(answer) ? answer["sources"] : undefined;
  if (!Array.isArray(sources)) return [];
  return sources.filter(isMembers).flatMap((one) => {
    const { node, state, code, records, milliseconds } = one;
    const states = ["answered", "timeout", "refused", "unreachable"] as const;
    const found = states.find((each) => each === state);
    if (typeof node !== "string" || !NODE.test(node) || known.includes(node) || !found) return [];
    return [
      {
        ...{ node, state: found },
        ...(typeof code === "string" && CODE.test(code) && { code }),
        ...(isCount(records) && { records }),
        ...(isCount(milliseconds) && { milliseconds }),
      },
    ];
  });
}

/** Those that are not known here in the same or a newer version; the newest of each. */
export function unknownHere(found: readonly Foreign[], mine: readonly SeenRow[]): readonly Foreign[] {
  const newest = new Map(mine.map((row) => [row.recordId, row.version]));
  const kept = new Map<string, Foreign>();
  for (const one of found) {
    if ((newest.get(one.id) ?? Number.NEGATIVE_INFINITY) >= one.version) continue;
    newest.set(one.id, one.version);
    kept.set(one.id, one);
  }
  return [...kept.values()];
}

function isDigest(value: unknown): value is string {
  return typeof value === "string" && DIGEST.test(value);
}

function readRecord({ desk, key, scope }: Asked, one: Members): Foreign | undefined {
  const { id, item, standard, subject, version, acceptedAt, withdrawn, fields, origin, batch } = one;
  const level = typeof item === "string" ? scope.levels.get(item) : undefined;
  const known = desk.permissions.catalog.standards.find((each) => each.id === standard);
  if (level === undefined || known === undefined || subject !== key || !isFields(fields)) return undefined;
  if (typeof id !== "string" || !UUID.test(id) || typeof batch !== "string" || !UUID.test(batch))
    return undefined;
  if (typeof version !== "number" || !Number.isSafeInteger(version)) return undefined;
  if (typeof acceptedAt !== "string" || !TIME.test(acceptedAt)) return undefined;
  if (typeof origin !== "string" || !NODE.test(origin)) return undefined;
  const payload = JSON.stringify(fields);
  const term = desk.term(String(item), payload);
  const view = visible(desk.mask(known.id, level), level, term)(payload);
  const self = `/v1/records/${id}?item=${String(item)}&subject=${encodeURIComponent(key)}`;
  const head = JSON.stringify({ id, item, standard: known.id, subject: key, version, acceptedAt });
  const rest = JSON.stringify({
    withheld: union(one["withheld"], view.withheld, NAME),
    masked: union(one["masked"], view.masked, NAME),
    marks: marksOf(one["marks"]),
    warnings: union(one["warnings"], [], CODE),
    ...{ origin, batch, ...(isDigest(one["catalog"]) && { catalog: one["catalog"] }) },
    ...{ ...(term && { publication: shownTerm(term) }), links: { self } },
  });
  const text = `${head.slice(0, -1)},"withdrawn":${withdrawn === true},"fields":${view.fields},${rest.slice(1)}`;
  return { id, version, text };
}

function union(theirs: unknown, ours: readonly string[], form: RegExp): readonly string[] {
  const names = Array.isArray(theirs)
    ? theirs.filter((one) => typeof one === "string" && form.test(one))
    : [];
  return [...new Set([...(names as string[]), ...ours])];
}

function marksOf(marks: unknown): readonly object[] {
  if (!Array.isArray(marks)) return [];
  return marks.filter(isMembers).flatMap(({ mark, since }) => {
    const fits = mark === "disputed" && typeof since === "string" && TIME.test(since);
    return fits ? [{ mark, since }] : [];
  });
}

/** As a stored payload: texts, lists of texts, objects of texts, and whether it is withdrawn. */
function isFields(value: unknown): value is Members {
  if (!isMembers(value)) return false;
  return Object.entries(value).every(([name, one]) => {
    if (!NAME.test(name)) return false;
    if (typeof one === "string" || typeof one === "boolean") return true;
    if (Array.isArray(one)) return one.every((each) => typeof each === "string");
    return isMembers(one) && Object.values(one).every((each) => typeof each === "string");
  });
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
