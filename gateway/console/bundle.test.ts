import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

/** What the build says of itself: entry and pages, what each imports at once and what later. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

const DIST = join(import.meta.dirname, "dist");
const MOST = 250_000;
const PAGE = /^src\/pages\/.+\/page\.tsx$/;

function manifest(): Readonly<Record<string, Chunk>> {
  const file = join(DIST, "manifest.json");
  assert.ok(existsSync(file), "the console is not built: npm run build:console");
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, Chunk>;
}

/** Files of chunks and of all that they import at once. */
function filesOf(chunks: Readonly<Record<string, Chunk>>, names: readonly string[]): ReadonlySet<string> {
  const [files, seen] = [new Set<string>(), new Set<string>()];
  const visit = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) visit(other);
  };
  for (const name of names) visit(name);
  return files;
}

function gzipped(files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);
}

test("no page of the console costs more than 250 kB gzip at its first load", (t) => {
  const chunks = manifest();
  const entry = Object.keys(chunks).find((name) => chunks[name]?.isEntry);
  assert.ok(entry !== undefined);
  const pages = Object.keys(chunks).filter((name) => PAGE.test(name));
  assert.ok(pages.length >= 3, "pages are loaded one by one");
  const weights = pages.map((page) => ({ page, bytes: gzipped(filesOf(chunks, [entry, page])) }));
  for (const { page, bytes } of weights) t.diagnostic(`${page}: ${(bytes / 1000).toFixed(0)} kB`);
  assert.deepEqual(
    weights.filter(({ bytes }) => bytes > MOST),
    [],
  );
});

test("the charting library is no part of the frame", () => {
  const chunks = manifest();
  const entry = Object.keys(chunks).find((name) => chunks[name]?.isEntry) ?? "";
  const first = [...filesOf(chunks, [entry])].filter((file) => file.endsWith(".js"));
  for (const file of first) assert.doesNotMatch(readFileSync(join(DIST, file), "utf8"), /echarts/);
});
