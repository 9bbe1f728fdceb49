/**
 * Bodies that are read whole: of a type that the contract lists, up to a limit, at some pace, and as strict
 * JSON. The trap: JSON.parse keeps the last of two members of one name, rounds long integers and takes any
 * depth, so what one reader sees is not what another judged; one scan refuses all of that first.
 */
import type { IncomingMessage } from "node:http";

import { Refusal } from "../model/refusal.ts";
import { type Pace, USUAL_PACE } from "./pace.ts";

const DEEPEST = 64;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORDS = ["true", "false", "null"];

/** What the text says, or JSON_INVALID, JSON_TOO_DEEP, JSON_DUPLICATE_KEY with the place. */
export function strictJson(text: string): unknown {
  scan(text);
  return JSON.parse(text) as unknown;
}

/** UTF-8 to text; JSON_INVALID where it is none. */
export function jsonText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal("JSON_INVALID", { at: 0 }, { cause });
  }
}

/** The media type of a body, among `types`; BODY_TYPE for any other and for one that is compressed. */
export function bodyType(request: IncomingMessage, types: readonly string[]): string {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const coding = request.headers["content-encoding"] ?? "identity";
  if (coding !== "identity") throw new Refusal("BODY_TYPE", { type: shown(coding) });
  if (!types.includes(type)) throw new Refusal("BODY_TYPE", { type: shown(type) });
  return type;
}

/**
 * Read a body to its end. The caller has agreed to it already (Expect: 100-continue). It is kept as fast as it
 * comes, so all of the time is the sender's, and by events, which cost a small body less than an iterator.
 */
export function readWhole(
  request: IncomingMessage,
  limit: number,
  { ms, bytes: least }: Pace = USUAL_PACE,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let [bytes, cameSince] = [0, 0];
    const pace = setTimeout(() => end(new Refusal("REQUEST_SLOW")), ms);
    const end = (error?: Error): void => {
      clearTimeout(pace);
      request.off("data", take).off("end", whole).off("error", end).off("close", gone);
      if (error === undefined)
        return resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      request.pause();
      reject(error);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      cameSince += chunk.length;
      if (bytes > limit) return end(new Refusal("RECEIVE_TOO_LARGE", { limit }));
      chunks.push(chunk);
      if (cameSince < least) return;
      cameSince = 0;
      pace.refresh();
    };
    const whole = (): void => end();
    const gone = (): void => end(Object.assign(new Error("the sender went away"), { code: "ECONNRESET" }));
    if (Number(request.headers["content-length"] ?? 0) > limit)
      return end(new Refusal("RECEIVE_TOO_LARGE", { limit }));
    if (request.destroyed) return gone();
    request.on("data", take).on("end", whole).on("error", end).on("close", gone);
  });
}

/** The body as it comes; who stops reading it does not cut the connection. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/** A type as it may be repeated in an answer. */
function shown(type: string): string {
  // A name of a type, and nothing that could be a number of anybody.
  return /^[a-z]{1,20}(?:\/[a-z][a-z0-9.+-]{0,60})?$/.test(type) && !/\d{6}/.test(type) ? type : "?";
}

/** One pass over the text without recursion: grammar, depth, names, integers, surrogates. */
function scan(text: string): void {
  /** Names seen, for each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let at = skip(text, 0);
  for (;;) {
    // Here a value begins.
    const start = text[at];
    if (start === "{" || start === "[") {
      open.push(start === "{" ? new Set() : null);
      if (open.length > DEEPEST) throw new Refusal("JSON_TOO_DEEP", { limit: DEEPEST });
      at = skip(text, at + 1);
      if (text[at] !== (start === "{" ? "}" : "]")) {
        if (start === "{") at = member(text, at, open.at(-1));
        continue;
      }
    } else at = scalar(text, at);
    // Here a value, or an object or list with nothing in it, has ended.
    for (;;) {
      if (open.length === 0) {
        if (at === text.length) return;
        throw invalid(at);
      }
      const names = open.at(-1);
      if (text[at] === ",") {
        at = skip(text, at + 1);
        if (names) at = member(text, at, names);
        break;
      }
      if (text[at] !== (names ? "}" : "]")) throw invalid(at);
      open.pop();
      at = skip(text, at + 1);
    }
  }
}

/** A name and its colon; returns where the value begins. */
function member(text: string, at: number, names: Set<string> | null | undefined): number {
  if (text[at] !== '"') throw invalid(at);
  const end = string(text, at);
  const name = JSON.parse(text.slice(at, end)) as string;
  if (names?.has(name)) throw new Refusal("JSON_DUPLICATE_KEY", { at });
  names?.add(name);
  const colon = skip(text, end);
  if (text[colon] !== ":") throw invalid(colon);
  return skip(text, colon + 1);
}

function scalar(text: string, at: number): number {
  if (text[at] === '"') return skip(text, string(text, at));
  const word = WORDS.find((one) => text.startsWith(one, at));
  if (word !== undefined) return skip(text, at + word.length);
  NUMBER.lastIndex = at;
  const [digits, fraction, exponent] = NUMBER.exec(text) ?? [];
  if (digits === undefined) throw invalid(at);
  const isWhole = fraction === undefined && exponent === undefined;
  // A long integer would be rounded without a word: it is sent as a text.
  if (isWhole ? !Number.isSafeInteger(Number(digits)) : !Number.isFinite(Number(digits))) throw invalid(at);
  return skip(text, at + digits.length);
}

/** Where a string ends that begins at `at`. */
function string(text: string, at: number): number {
  let escaped = false;
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      if (escaped) unescaped(text.slice(at, i + 1), at);
      return i + 1;
    }
    if (code < 0x20) throw invalid(i);
    if (code === 0x5c) {
      escaped = true;
      i++;
    }
  }
  throw invalid(text.length);
}

/** Escapes are real ones, and none of them is half a character. */
function unescaped(literal: string, at: number): void {
  let value: string;
  try {
    value = JSON.parse(literal) as string;
  } catch {
    throw invalid(at);
  }
  if (!value.isWellFormed()) throw invalid(at);
}

function skip(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

function invalid(at: number): Refusal {
  return new Refusal("JSON_INVALID", { at });
}
