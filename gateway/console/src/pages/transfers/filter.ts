/**
 * What is looked for, as the address says it: `/transfers?agency=a&state=refused&from=…`. The same names as the API's,
 * so that a link is a filter and a filter a link. The trap: an address is typed by anybody; what the API would refuse
 * is left out, or one wrong letter would show nothing but a problem.
 */
import type { components } from "../../../../../contracts/generated/operator.d.ts";

export type Entry = components["schemas"]["TransferEntry"];
export type Kind = Entry["kind"];
export type State = Entry["state"];

export const KINDS = ["file", "push", "sealed", "refusal", "hop"] as const satisfies readonly Kind[];
export const STATES = [
  ...["waiting", "working", "done", "partial", "refused", "failed", "cancelled", "held"],
  ...["delivered", "abandoned"],
] as readonly State[];
export const DOORS = ["http", "tus", "sftp", "inbox", "pull", "push", "node"] as const;
export type Door = (typeof DOORS)[number];

export interface Filter {
  readonly agency?: readonly string[];
  readonly item?: readonly string[];
  readonly origin?: readonly string[];
  readonly peer?: readonly string[];
  readonly kind?: readonly Kind[];
  readonly state?: readonly State[];
  readonly door?: readonly Door[];
  readonly code?: string;
  readonly name?: string;
  readonly id?: string;
  readonly from?: string;
  readonly until?: string;
}

const NODE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const ITEM = /^[A-Z][A-Z0-9]{1,29}(-[A-Z0-9]{1,8})?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LISTS = ["agency", "item", "origin", "peer", "kind", "state", "door"] as const;

export function isId(text: string): boolean {
  return UUID.test(text.trim().toLowerCase());
}

export function filterOf(search: URLSearchParams): Filter {
  const all = (name: string, fits: (value: string) => boolean) => {
    const found = [...new Set(search.getAll(name).flatMap((one) => one.split(",")))]
      .filter(fits)
      .slice(0, 50);
    return found.length > 0 ? { [name]: found } : {};
  };
  const one = (name: string, fits: (value: string) => boolean, shape = (value: string) => value) => {
    const value = shape(search.get(name) ?? "");
    return value !== "" && fits(value) ? { [name]: value } : {};
  };
  const among = (list: readonly string[]) => (value: string) => list.includes(value);
  const moment = (value: string) => {
    const time = Date.parse(value);
    return Number.isNaN(time) ? "" : new Date(time).toISOString();
  };
  return {
    ...all("agency", (value) => NODE.test(value)),
    ...all("item", (value) => ITEM.test(value)),
    ...all("origin", (value) => NODE.test(value)),
    ...all("peer", (value) => NODE.test(value)),
    ...all("kind", among(KINDS)),
    ...all("state", among(STATES)),
    ...all("door", among(DOORS)),
    ...one("code", (value) => /^[A-Z][A-Z0-9_]{1,60}$/.test(value)),
    ...one("name", (value) => value.length <= 100),
    ...one("id", isId, (value) => value.trim().toLowerCase()),
    ...one("from", () => true, moment),
    ...one("until", () => true, moment),
  };
}

export function searchOf(filter: Filter): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter) as [string, string | readonly string[] | undefined][])
    for (const one of typeof value === "string" ? [value] : (value ?? []))
      if (one !== "") search.append(name, one);
  return search;
}

export function isEmpty(filter: Filter): boolean {
  return searchOf(filter).size === 0;
}

/** Whether an entry that the live stream told is one that the list would show. */
export function fits(entry: Entry, filter: Filter): boolean {
  const values: Readonly<Record<(typeof LISTS)[number], string>> = entry;
  for (const name of LISTS) {
    const wanted: readonly string[] | undefined = filter[name];
    if (wanted !== undefined && !wanted.includes(values[name])) return false;
  }
  const { code, name, id, from, until } = filter;
  if (code !== undefined && entry.code !== code) return false;
  if (name !== undefined && !entry.fileName.toLowerCase().includes(name.toLowerCase())) return false;
  if (id !== undefined && entry.id !== id && entry.batch !== id) return false;
  return (from === undefined || entry.at >= from) && (until === undefined || entry.at < until);
}

/** What a field of minutes holds, in Shanghai. */
export function localOf(moment: string | undefined): string {
  return moment === undefined ? "" : new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16);
}

export function momentOf(local: string): string | undefined {
  const time = Date.parse(`${local}:00+08:00`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
