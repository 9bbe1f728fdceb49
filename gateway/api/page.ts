/**
 * Pages of lists: where one ends and the next begins, as an opaque cursor and as a Link. The trap: a cursor
 * names the list it is of and the place after which to go on, never a count of rows, which moves while one reads.
 */
import { Refusal } from "../model/refusal.ts";

/** The values by which a list is ordered, of the last row that was given. */
export type Place = readonly (string | number)[];

export function encodePlace(list: string, place: Place): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString("base64url");
}

/** CURSOR_INVALID unless it is one that we gave out for this list, whose places look like `like`. */
export function readPlace<P extends Place>(
  list: string,
  text: string | undefined,
  like: { readonly [At in keyof P]: (value: unknown) => value is P[At] },
): P | undefined {
  if (text === undefined || text === "") return undefined;
  const bytes = Buffer.from(text, "base64url");
  let value: unknown;
  try {
    value = bytes.toString("base64url") === text ? JSON.parse(bytes.toString("utf8")) : null;
  } catch {
    value = null;
  }
  const [named, ...place] = Array.isArray(value) ? (value as unknown[]) : [];
  const fits = named === list && place.length === like.length && place.every((one, at) => like[at]?.(one));
  if (!fits) throw new Refusal("CURSOR_INVALID");
  return place as unknown as P;
}

export const isUuid = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);

export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** Milliseconds that a Date can be. */
export const isInstant = (value: unknown): value is number => isCount(value) && value <= 8.64e15;

/** The header that leads to the next page (RFC 8288); the query stays as it was but for its cursor. */
export function nextLink(url: string, next: string): string {
  const [path = "", query = ""] = url.split("?");
  const search = new URLSearchParams(query);
  search.set("cursor", next);
  return `<${path}?${search}>; rel="next"`;
}
