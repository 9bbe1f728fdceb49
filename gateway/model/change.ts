/**
 * Places in the change feed of an item. A batch has a number in its item's order of
 * commit, a record a leaf in it. The trap: a cursor is opaque to whoever holds it, and
 * one of another item is refused instead of read.
 */
import { Refusal } from "./refusal.ts";

export type ChangeKind = "created" | "amended" | "withdrawn" | "superseded" | "marked";

export interface Cursor {
  readonly item: string;
  readonly number: number;
  /** -1: before the first leaf of that number. */
  readonly leaf: number;
}

const FORM = /^v1\.([A-Z][A-Z0-9]{1,29}(?:-[A-Z0-9]{1,8})?)\.(0|[1-9]\d{0,15})\.(-1|0|[1-9]\d{0,9})$/;

export function encodeCursor({ item, number, leaf }: Cursor): string {
  return Buffer.from(`v1.${item}.${number}.${leaf}`).toString("base64url");
}

/** CURSOR_INVALID unless it is one that we gave out for this item. */
export function readCursor(text: string, item: string): Cursor {
  const plain = Buffer.from(text, "base64url");
  const match = FORM.exec(plain.toString("latin1"));
  if (!match || plain.toString("base64url") !== text || match[1] !== item)
    throw new Refusal("CURSOR_INVALID");
  return { item, number: Number(match[2]), leaf: Number(match[3]) };
}
