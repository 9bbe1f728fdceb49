/**
 * Between folders and the files of a release: what of a catalog's and an adapters' folder goes
 * into one, and the same laid out again. Samples and notes stay where they are; a node works
 * without them.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { adapterFolders } from "../adapter/load.ts";
import { LOCK_FILE } from "../catalog/lock.ts";
import { Refusal } from "../model/refusal.ts";
import type { Files } from "./bundle.ts";

const DECLARATION = "adapter.yaml";

export interface Folders {
  readonly catalog: string;
  readonly adapters: string;
}

export function readFolders({ catalog, adapters }: Folders): Files {
  const of = readdirSync(catalog, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(yaml|json)$/.test(name) || name === LOCK_FILE);
  return [
    ...of.map((name) => ({ path: `catalog/${name}`, text: textOf(join(catalog, name)) })),
    ...adapterFolders(adapters).map((id) => ({
      path: `adapters/${id}/${DECLARATION}`,
      text: textOf(join(adapters, id, DECLARATION)),
    })),
  ];
}

/** The files below a folder that nobody else writes to; their paths were checked when they were read. */
export function layOut(folder: string, files: Files): Folders {
  for (const { path, text } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { flag: "wx", mode: 0o600 });
  }
  return { catalog: join(folder, "catalog"), adapters: join(folder, "adapters") };
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(file: string): string {
  try {
    const text = UTF8.decode(readFileSync(file));
    if (!text.startsWith("\uFEFF") && text.isWellFormed()) return text;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
  }
  throw new Refusal("CATALOG_INVALID", {
    detail: `${file}: 不是无 BOM 的 UTF-8 / is not UTF-8 without a byte order mark`,
  });
}
