/**
 * Conditional requests: ETag, If-None-Match, If-Match (RFC 9110, 13). The trap: a weak tag says that two
 * answers mean the same and is good for 304 alone; a change is made upon a strong one.
 */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { Refusal } from "../model/refusal.ts";

const TAG = /(?:W\/)?"[\x21\x23-\x7e]*"/g;

/** Of an answer that is made anew each time, from the text that it would be. */
export function weakTag(text: string): string {
  return `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** Of bytes or a revision that have a name of their own. */
export function strongTag(name: string | number): string {
  return `"${name}"`;
}

/** Whether the asker has this already: answer 304. */
export function isUnchanged(request: IncomingMessage, tag: string): boolean {
  const header = request.headers["if-none-match"];
  if (header === undefined) return false;
  return header.trim() === "*" || tagsOf(header).some((one) => opaque(one) === opaque(tag));
}

/** PRECONDITION_REQUIRED without If-Match, PRECONDITION_FAILED when it names another state than this. */
export function demandMatch(request: IncomingMessage, tag: string): void {
  const header = request.headers["if-match"];
  if (header === undefined) throw new Refusal("PRECONDITION_REQUIRED");
  if (header.trim() === "*") return;
  // Strong comparison: a weak tag never matches.
  if (!tagsOf(header).includes(tag) || tag.startsWith("W/")) throw new Refusal("PRECONDITION_FAILED");
}

function tagsOf(header: string): readonly string[] {
  return header.match(TAG) ?? [];
}

const opaque = (tag: string): string => tag.replace(/^W\//, "");
