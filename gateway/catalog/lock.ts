/**
 * published.lock: what each published standard was when it was published. What decides about
 * a record never changes under one version; what only explains may, once it is recorded. A
 * standard that is not listed is a draft. The trap: common definitions are taken in before the
 * digest is made, so a change there shows in every standard that uses it.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { canonical } from "../model/canonical.ts";
import type { Catalog, Standard } from "../model/catalog.ts";
import type { Problem } from "./problem.ts";
import { isObject } from "./shape.ts";

export const LOCK_FILE = "published.lock";

const HEAD = `# 已发布的数据标准：标识、判定内容的摘要、全部内容的摘要。由 xinqiao catalog lock 写入，勿手改。
# Published standards: id, digest of what decides about a record, digest of everything. Written by
# xinqiao catalog lock, never by hand.
`;
const LINE = /^(\S+@\d+) ([0-9a-f]{64}) ([0-9a-f]{64})$/;
/** Members of a schema that explain, and decide nothing. */
const EXPLAINS = new Set([
  ...["title", "description", "examples", "$comment"],
  ...["x-title-en", "x-description-en", "x-aliases", "x-unverified", "x-source"],
]);

interface Entry {
  readonly id: string;
  readonly decides: string;
  readonly whole: string;
}

/** The lock of a catalog's folder, judged against its standards; nothing where there is none. */
export function checkLock(folder: string, catalog: Catalog): Problem[] {
  const path = join(folder, LOCK_FILE);
  if (!existsSync(path)) return [];
  const { entries, problems } = readLock(readFileSync(path, "utf8"));
  return [...problems, ...entries.flatMap((entry) => changeOf(entry, catalog, false))];
}

/** The lock with every standard of the catalog in it; problems where a published one would change its meaning. */
export function renewLock(
  folder: string,
  catalog: Catalog,
): { readonly text: string; readonly added: readonly string[]; readonly problems: readonly Problem[] } {
  const path = join(folder, LOCK_FILE);
  const { entries, problems } = readLock(existsSync(path) ? readFileSync(path, "utf8") : "");
  const known = new Set(entries.map(({ id }) => id));
  return {
    text: lockOf(catalog),
    added: catalog.standards.map(({ id }) => id).filter((id) => !known.has(id)),
    problems: [...problems, ...entries.flatMap((entry) => changeOf(entry, catalog, true))],
  };
}

/** Standards that one lock lists and a later one does not, or with another meaning. */
export function brokenBy(later: string, earlier: string): readonly string[] {
  const now = new Map(readLock(later).entries.map(({ id, decides }) => [id, decides]));
  return readLock(earlier)
    .entries.filter(({ id, decides }) => now.get(id) !== decides)
    .map(({ id }) => id);
}

/** Whether a lock lists every standard of a catalog. */
export function isWhole(lock: string, { standards }: Catalog): boolean {
  const listed = new Set(readLock(lock).entries.map(({ id }) => id));
  return standards.every(({ id }) => listed.has(id));
}

/** Standards that the lock of the folder does not list. */
export function drafts(folder: string, catalog: Catalog): readonly string[] {
  return renewLock(folder, catalog).added;
}

export function lockOf({ standards }: Catalog): string {
  const lines = standards.map((standard) => {
    const { id, decides, whole } = entryOf(standard);
    return `${id} ${decides} ${whole}\n`;
  });
  return HEAD + lines.sort().join("");
}

function readLock(text: string): { readonly entries: readonly Entry[]; readonly problems: Problem[] } {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, id, decides, whole] = LINE.exec(line) ?? [];
    if (id === undefined || decides === undefined || whole === undefined || seen.has(id)) {
      problems.push({
        ...{ file: LOCK_FILE, place: `line ${at + 1}` },
        zh: "不是“标识 摘要 摘要”的一行，或标识重复；请恢复该文件，不要手改",
        en: "is no line of id, digest, digest, or an id stands twice; restore the file, and do not edit it",
      });
      continue;
    }
    seen.add(id);
    entries.push({ id, decides, whole });
  }
  return { entries, problems };
}

function changeOf(entry: Entry, { standards }: Catalog, mayReword: boolean): Problem[] {
  const { id } = entry;
  const standard = standards.find((one) => one.id === id);
  if (standard === undefined)
    return [
      {
        ...{ file: LOCK_FILE, place: id },
        zh: `已发布的标准 ${id} 不见了；按它存下的记录仍在，请恢复`,
        en: `the published standard ${id} is gone; records of it are stored, so put it back`,
      },
    ];
  const now = entryOf(standard);
  const [name = "", major = ""] = id.split("@");
  const at = { file: `standards/${name}/v${major}.schema.json`, place: "/" };
  const next = `${name}@${Number(major) + 1}`;
  if (now.decides !== entry.decides)
    return [
      {
        ...at,
        zh: `${id} 已发布，其判定内容不得再改；请恢复，另立新版本 ${next}`,
        en: `${id} is published, and what it decides must not change; put it back, and make the change in a new version, ${next}`,
      },
    ];
  if (now.whole === entry.whole || mayReword) return [];
  return [
    {
      ...at,
      zh: `${id} 已发布，其说明文字有改动；如属实，请运行 xinqiao catalog lock 登记`,
      en: `${id} is published and its wording has changed; if that is meant, record it by xinqiao catalog lock`,
    },
  ];
}

function entryOf({ id, schema }: Standard): Entry {
  return { id, decides: digest(deciding(schema)), whole: digest(schema) };
}

/** A schema without what only explains; the names of properties are not keywords. */
function deciding(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(deciding);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !EXPLAINS.has(keyword))
      .map(([keyword, value]) =>
        keyword === "properties" && isObject(value)
          ? [
              keyword,
              Object.fromEntries(Object.entries(value).map(([name, member]) => [name, deciding(member)])),
            ]
          : [keyword, deciding(value)],
      ),
  );
}

function digest(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}
