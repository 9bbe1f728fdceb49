/**
 * The console's pages: files that the build made, and index.html for every address that a page may have. They are read
 * once, at the start (two megabytes), so that a build or an upgrade beside a running node breaks no page that it
 * serves. The trap: styles that scripts add need a nonce, which is new in every answer: the build writes
 * __CSP_NONCE__ where it belongs, in index.html.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { Refusal } from "../model/refusal.ts";

export type ServePage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const NONCE = "__CSP_NONCE__";
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};
const SQUEEZED = [".js", ".css", ".svg", ".json"];
/** The build writes the digest of a file into its name. */
const NAMED_BY_DIGEST = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.\w+$/;
const NOT_BUILT =
  "<!doctype html><meta charset=utf-8><title>信桥</title><p>控制台页面尚未构建；请运行 npm run build:console。 The pages of the console are not built; run npm run build:console.";

/** `folder` is what the build wrote; without it every page says that it is missing. */
export function servePages(folder: string): ServePage {
  const files = filesIn(folder);
  const squeezed = new Map<string, Promise<Buffer>>();
  const built = files.get("/index.html")?.toString("utf8");
  const index = built ?? NOT_BUILT;
  const squeeze = (path: string, bytes: Buffer): Promise<Buffer> => {
    const made = squeezed.get(path) ?? promisify(gzip)(bytes);
    squeezed.set(path, made);
    return made;
  };
  return async (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal("METHOD_NOT_ALLOWED");
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const file = path === "/index.html" ? undefined : files.get(path);
    if (file) {
      const type = TYPES[extname(path)];
      const wantsLess =
        SQUEEZED.includes(extname(path)) && /\bgzip\b/.test(String(request.headers["accept-encoding"]));
      const bytes = wantsLess ? await squeeze(path, file) : file;
      response.writeHead(200, {
        "content-type": type ?? "application/octet-stream",
        "content-length": bytes.length,
        "cache-control": NAMED_BY_DIGEST.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
        vary: "accept-encoding",
        ...(wantsLess && { "content-encoding": "gzip" }),
      });
      return void response.end(request.method === "HEAD" ? undefined : bytes);
    }
    // A file that is not there is no page, or a browser would take the page for the script.
    const isPage = extname(path) === "" && /\btext\/html\b|\*\/\*/.test(request.headers.accept ?? "*/*");
    if (!isPage) throw new Refusal("NOT_FOUND");
    const nonce = randomBytes(18).toString("base64");
    const body = Buffer.from(index.replaceAll(NONCE, nonce));
    response.writeHead(built === undefined ? 503 : 200, {
      "content-type": "text/html; charset=utf-8",
      "content-length": body.length,
      "cache-control": "no-store",
      "content-security-policy": policy(nonce),
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Small pictures that the components draw themselves.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((one) => one.isFile())
      .map((one) => {
        const path = join(one.parentPath, one.name);
        return [`/${relative(folder, path)}`, readFileSync(path)];
      }),
  );
}
