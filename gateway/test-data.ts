/**
 * For tests only: a small catalog, cut from the real one: the sources that this house began with, their items
 * and standards, all agencies, nodes and code sets. A node starts on it in a third of the time, and
 * hundreds are started. Whoever tests the catalog itself takes the whole.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "./data.ts";

const ADAPTERS = [
  ...["cities/jinan-penalties", "cities/jinan-permits", "cities/laiwu-penalties-2015"],
  ...["cities/jinan-market-penalties-xml", "cities/jinan-court-defaulters", "cities/jinan-wage-arrears"],
  ...["cities/jinan-enterprise-registration", "cities/jinan-abnormal-operations"],
];

export interface DataFolders {
  readonly catalog: string;
  readonly adapters: string;
}

export const WHOLE_DATA: DataFolders = { catalog: CATALOG_FOLDER, adapters: ADAPTERS_FOLDER };

let made: DataFolders | undefined;

/** Made once a process, gone with it. */
export function smallData(): DataFolders {
  made ??= cut();
  return made;
}

function cut(): DataFolders {
  const root = mkdtempSync(join(tmpdir(), "xinqiao-data-"));
  process.on("exit", () => rmSync(root, { recursive: true, force: true }));
  const catalog = join(root, "catalog");
  const adapters = join(root, "adapters");
  for (const id of ADAPTERS) cpSync(join(ADAPTERS_FOLDER, id), join(adapters, id), { recursive: true });
  const named = (key: string) =>
    new Set(ADAPTERS.map((id) => wordOf(readFileSync(join(adapters, id, "adapter.yaml"), "utf8"), key)));
  const items = named("item");
  const standards = named("standard");
  const kept = (path: string): boolean => {
    const [folder, name = "", file] = path.split("/");
    if (folder === "items") return file === undefined || items.has(file.replace(".yaml", ""));
    if (folder === "standards")
      return name === "" || name === "common" || [...standards].some((id) => id.startsWith(`${name}@`));
    return true;
  };
  mkdirSync(catalog);
  for (const path of readdirSync(CATALOG_FOLDER, { recursive: true, encoding: "utf8" })) {
    if (!/\.[a-z]+$/.test(path) || !kept(path)) continue;
    mkdirSync(dirname(join(catalog, path)), { recursive: true });
    cpSync(join(CATALOG_FOLDER, path), join(catalog, path));
  }
  keepLines(
    join(catalog, "published.lock"),
    (line) => line.startsWith("#") || standards.has(line.split(" ")[0] ?? ""),
  );
  return { catalog, adapters };
}

function wordOf(yaml: string, key: string): string {
  const word = new RegExp(`^${key}: (\\S+)$`, "m").exec(yaml)?.[1];
  if (word === undefined) throw new Error(`an adapter names no ${key}`);
  return word;
}

function keepLines(path: string, wanted: (line: string) => boolean): void {
  if (!existsSync(path)) return;
  const lines = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, `${lines.filter((line) => line !== "" && wanted(line)).join("\n")}\n`);
}
