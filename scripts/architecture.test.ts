/** What gateway/ARCHITECTURE.md tells of floors, folders, files and tables is what is there: nothing left out, nothing dead. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";

import { BELOW, FOLDERS } from "./house.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const DOCUMENT = read("gateway/ARCHITECTURE.md");

/** What stands under a title, until the next of its kind. */
function chapter(title: string): string {
  const [, after = ""] = DOCUMENT.split(`\n## ${title}\n`);
  const [text = ""] = after.split("\n## ");
  assert.notEqual(text, "", title);
  return text;
}

function differences(there: Iterable<string>, told: Iterable<string>) {
  const [all, named] = [new Set(there), new Set(told)];
  return {
    untold: [...all].filter((one) => !named.has(one)).sort(),
    dead: [...named].filter((one) => !all.has(one)).sort(),
  };
}

const NOTHING = { untold: [], dead: [] };

/** Folders straight below gateway/, by their floor. */
function foldersOn(floor: string): string[] {
  return Object.entries(FOLDERS).flatMap(([path, on]) => {
    const [, folder = "", below] = path.split("/");
    return path.startsWith("gateway/") && below === undefined && on === floor ? [folder] : [];
  });
}

test("the picture of the floors is the plan that the code is held to", () => {
  const floors: Record<string, string> = {
    ROOF: "roof",
    DOORS: "door",
    ROOMS: "room",
    STORE: "store",
    GROUND: "ground",
    CONSOLE: "",
  };
  const told = new Map<string, string[]>();
  let here = "";
  for (const line of (chapter("1. Floors").split("```")[1] ?? "").split("\n").slice(1)) {
    here = /^[A-Z]+/.exec(line)?.[0] ?? here;
    const folders = [...line.slice(0, 50).matchAll(/([a-z-]+)\//g)].map(([, name = ""]) => name);
    told.set(here, [...(told.get(here) ?? []), ...folders.filter((name) => name !== "gateway")]);
  }
  assert.deepEqual([...told.keys()].filter(Boolean).sort(), Object.keys(floors).sort());
  for (const [title, floor] of Object.entries(floors)) {
    // Of the console only its tests stand on the roof; its pages have a floor of their own.
    const there = floor === "" ? ["console"] : foldersOn(floor).filter((name) => name !== "console");
    assert.deepEqual(differences(there, told.get(title) ?? []), NOTHING, title);
  }
  assert.deepEqual([BELOW.room, BELOW.ground, BELOW.console], [["ground"], [], ["generated"]]);
});

test("every folder is told in the table, with files to begin with that are there", () => {
  const rows = [...chapter("2. Folders").matchAll(/^\| (`.+?) \| (.+) \| (.+) \|$/gm)];
  const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  const told = rows.flatMap(([, names = ""]) => namesIn(names).map((name) => name.replace(/\/$/, "")));
  const there = ["roof", "door", "room", "store", "ground"].flatMap(foldersOn);
  assert.deepEqual(differences(there, told), NOTHING);
  for (const [, names = "", , files = ""] of rows)
    for (const file of namesIn(files))
      assert.ok(
        namesIn(names).some((folder) => existsSync(join(ROOT, "gateway", folder, file))),
        `${names} has no ${file}`,
      );
  const areas = Object.keys(FOLDERS).flatMap((path) => /^gateway\/operator\/(.+)$/.exec(path)?.[1] ?? []);
  const row = rows.find(([, names]) => names === "`operator/`")?.[2] ?? "";
  assert.deepEqual(
    differences(
      areas,
      namesIn(row).flatMap((name) => /^(.+)\/$/.exec(name)?.[1] ?? []),
    ),
    NOTHING,
  );
});

test("every file of the roof is named", () => {
  const [, text = ""] = chapter("2. Folders").split("Files of the roof:");
  const there = globSync("gateway/*.ts", { cwd: ROOT })
    .map((path) => basename(path, ".ts"))
    .filter((name) => !/^test-|\.test$|\.d$/.test(name));
  const told = [...text.matchAll(/`([a-z-]+)`/g)].map(([, name = ""]) => name);
  assert.deepEqual(differences(there, told), NOTHING);
});

test("every table of the schema is told, here or among the doors", () => {
  const there = [...read("gateway/store/schema.sql").matchAll(/^CREATE TABLE (?:public\.)?(\w+) /gim)]
    .map(([, name = ""]) => name)
    .filter((name) => !/^journal_(?:default|\d+)$/.test(name));
  const doors = read("gateway/DOORS.md");
  const told = `${DOCUMENT}\n${doors}`;
  assert.ok(there.length > 30, "tables are found");
  assert.deepEqual(
    there.filter((name) => !told.includes(`\`${name}\``)),
    [],
  );
});
