/**
 * A file, or pages of records, from an agency's HTTPS endpoint. What has not changed is not
 * fetched (ETag, Last-Modified), and a file that breaks off is gone on with where it broke, if its
 * server can say that it is still the same. The trap: pages are read as text, so that numbers of
 * nineteen digits keep them, and a next page never leads to another server.
 */
import type { IncomingHttpHeaders } from "node:http";

import { createSplitter } from "../decode/json-split.ts";
import { DEFAULT_LIMITS } from "../decode/lines.ts";
import { Refusal } from "../model/refusal.ts";
import { type GuardedAnswer, guardedRequest, readAtMost } from "../remote/https.ts";
import type { HttpSource } from "./settings.ts";
import { keepFetched, type PullParts, type Run } from "./take.ts";

const PAGE_BYTES = 64 << 20;
const RESUMED = 5;
/** Where a source tells no name. */
const NAMELESS = "pull";

type Ask = (url: string, headers?: Readonly<Record<string, string>>) => Promise<GuardedAnswer>;

/** How many files were taken: none when nothing is new. */
export async function pullHttp(parts: PullParts, run: Run, source: HttpSource): Promise<number> {
  const secret = (name: string | null) => (name === null ? undefined : parts.secret(name));
  const [ca, token] = [secret(source.ca), secret(source.token)];
  const ask: Ask = async (url, headers = {}) =>
    await guardedRequest({
      ...{ target: run.pullId, url, egress: parts.egress },
      ...(ca !== undefined && { ca }),
      headers: {
        "accept-encoding": "identity",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
  const first = await ask(source.url, conditions(run.place));
  if (first.status === 304) {
    first.body.destroy();
    return 0;
  }
  demandWhole(first);
  return source.mode === "file"
    ? await pullFile(parts, run, source, ask, first)
    : await pullPages(parts, run, source, ask, first);
}

function conditions({ etag, lastModified }: Run["place"]): Record<string, string> {
  if (typeof etag === "string" && etag !== "") return { "if-none-match": etag };
  return typeof lastModified === "string" && lastModified !== "" ? { "if-modified-since": lastModified } : {};
}

function placeOf({ etag = "", "last-modified": lastModified = "" }: IncomingHttpHeaders) {
  return { etag, lastModified };
}

/** 200 and not squeezed; everything else is told by what it asks for. */
function demandWhole(answer: GuardedAnswer): void {
  const { status, headers, body } = answer;
  const coding = headers["content-encoding"] ?? "identity";
  if (status === 200 && coding === "identity") return;
  body.destroy();
  if (status === 429 || status >= 500) throw new Refusal("PULL_UNREACHABLE");
  const detail = status === 200 ? `content-encoding` : `status ${status}`;
  throw new Refusal("PULL_REFUSED", { detail });
}

async function pullFile(
  parts: PullParts,
  run: Run,
  { url }: HttpSource,
  ask: Ask,
  first: GuardedAnswer,
): Promise<number> {
  const place = placeOf(first.headers);
  const modified = place.etag || place.lastModified;
  const { isNew } = await keepFetched(parts, run, {
    name: nameOf(url),
    modified,
    declared: declaredDigest(first.headers),
    body: resumed(url, ask, first),
    place: () => place,
  });
  return isNew ? 1 : 0;
}

/** The bytes of a file, however often the connection breaks on the way. */
async function* resumed(url: string, ask: Ask, first: GuardedAnswer): AsyncGenerator<Buffer> {
  const { etag = "" } = first.headers;
  // Only a strong one promises the same bytes.
  const mayResume = etag !== "" && !etag.startsWith("W/");
  let answer = first;
  let have = 0;
  for (let left = RESUMED; ; left--) {
    try {
      for await (const chunk of answer.body) {
        have += (chunk as Buffer).length;
        yield chunk as Buffer;
      }
      return;
    } catch (cause) {
      if (!mayResume || left === 0) throw new Refusal("PULL_UNREACHABLE", {}, { cause });
    } finally {
      answer.body.destroy();
    }
    answer = await ask(url, { range: `bytes=${have}-`, "if-range": etag });
    if (answer.status !== 206 || !answer.headers["content-range"]?.startsWith(`bytes ${have}-`)) {
      answer.body.destroy();
      throw new Refusal("PULL_CHANGED");
    }
  }
}

async function pullPages(
  parts: PullParts,
  run: Run,
  source: HttpSource,
  ask: Ask,
  first: GuardedAnswer,
): Promise<number> {
  const pages = records(source, ask, first);
  const head = await pages.next();
  // Nothing to report is no file, and no fault.
  if (head.done === true) return 0;
  const place = placeOf(first.headers);
  async function* body(): AsyncGenerator<Buffer> {
    yield head.value as Buffer;
    yield* pages;
  }
  const { isNew } = await keepFetched(parts, run, {
    name: `${nameOf(source.url)}.ndjson`,
    modified: place.etag || place.lastModified,
    declared: null,
    body: body(),
    place: () => place,
  });
  return isNew ? 1 : 0;
}

/** JSON lines of each page that has records. */
async function* records(
  source: HttpSource,
  ask: Ask,
  first: GuardedAnswer,
): AsyncGenerator<Buffer, void, undefined> {
  let answer = first;
  let url = source.url;
  const seen = new Set([url]);
  for (let page = 1; ; page++) {
    const bytes = await readAtMost(answer, PAGE_BYTES);
    if (bytes === null) throw new Refusal("RECEIVE_TOO_LARGE", { limit: PAGE_BYTES });
    const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
    const splitter = createSplitter(source.records, DEFAULT_LIMITS);
    const elements = splitter.feed(text);
    splitter.end();
    // No string of JSON has a line end in it, so each is one between members.
    const lines = elements.map((element) => `${element.trim().replace(/[\r\n]+/g, " ")}\n`).join("");
    if (lines !== "") yield Buffer.from(lines);
    const next = nextUrl(source, url, answer.headers, text);
    if (next === null) return;
    if (seen.has(next) || page >= source.maxPages)
      throw new Refusal("PULL_REFUSED", { detail: "pages without end" });
    seen.add(next);
    url = next;
    answer = await ask(next);
    demandWhole(answer);
  }
}

function nextUrl(
  source: HttpSource,
  from: string,
  headers: IncomingHttpHeaders,
  text: string,
): string | null {
  const link =
    source.next === "link" ? linkNext([headers.link ?? []].flat().join(", ")) : memberOf(text, source.next);
  if (link === null || link === "") return null;
  const next = URL.canParse(link, from) ? new URL(link, from) : null;
  // Our token is for that server alone.
  if (next?.origin !== new URL(source.url).origin)
    throw new Refusal("PULL_REFUSED", { detail: "next page elsewhere" });
  return next.href;
}

/** `Link: <…>; rel="next"` (RFC 8288). */
function linkNext(header: string): string | null {
  for (const one of header.split(/,(?=\s*<)/)) {
    const match = /^\s*<([^>]*)>(.*)$/.exec(one);
    if (match && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?\s*(?:;|$)/i.test(match[2] ?? ""))
      return match[1] ?? null;
  }
  return null;
}

/** A text at a dotted path. */
function memberOf(text: string, path: string): string | null {
  let value: unknown = JSON.parse(text);
  for (const name of path.split("."))
    value =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : null;
}

/** `Content-Digest` or `Repr-Digest: sha-256=:…:` (RFC 9530). */
function declaredDigest(headers: IncomingHttpHeaders): Buffer | null {
  for (const name of ["content-digest", "repr-digest"]) {
    const match = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(String(headers[name] ?? ""));
    if (match) return Buffer.from(match[1] ?? "", "base64");
  }
  return null;
}

function nameOf(url: string): string {
  const last = new URL(url).pathname.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last) || NAMELESS;
  } catch {
    return last || NAMELESS;
  }
}
