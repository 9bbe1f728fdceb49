/** One mistake at a time in a small catalog: catalog check names it with its file and its line. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { withLines } from "../catalog/lines.ts";
import { readCatalog } from "../catalog/load.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../data.ts";
import { problemsOf } from "./catalog-problems.ts";

const root = mkdtempSync(join(tmpdir(), "xinqiao-mistakes-"));
after(() => rmSync(root, { recursive: true, force: true }));

const ITEM = "catalog/items/double-publicity/XZCF.yaml";
const STANDARD = "catalog/standards/administrative-penalty/v1.schema.json";
const ADAPTER = "adapters/cities/jinan-penalties/adapter.yaml";
const INVALID = "catalog/standards/administrative-penalty/examples/invalid-fine-without-amount.json";

for (const part of [
  ...["catalog.yaml", "categories.yaml", "nodes.yaml", "calendar.yaml", "time-rules.yaml", "codesets"],
  ...["agencies/shandong.yaml", "standards/common", "standards/administrative-penalty"],
  "items/double-publicity/XZCF.yaml",
])
  cpSync(join(CATALOG_FOLDER, part), join(root, "catalog", part), { recursive: true });
cpSync(join(ADAPTERS_FOLDER, "cities/jinan-penalties"), join(root, "adapters/cities/jinan-penalties"), {
  recursive: true,
});

/** What catalog check tells of it, but for the rows of the plans, which a small catalog cannot serve. */
function told(): readonly string[] {
  const { catalog, problems } = readCatalog(join(root, "catalog"));
  const found =
    problems.length > 0
      ? withLines(join(root, "catalog"), problems)
      : problemsOf(join(root, "catalog"), catalog, join(root, "adapters"));
  return found
    .filter(({ file }) => file !== "systems.yaml")
    .map(({ file, line, en }) => `${file.startsWith("adapters/") ? file : `catalog/${file}`}:${line} ${en}`);
}

/** `at` stands in the line that is to be named, after the change; the file's first line where it is null. */
interface Mistake {
  readonly why: string;
  readonly file: string;
  readonly change: (text: string) => string;
  readonly at: string | null;
  readonly says: RegExp;
  /** Where another file is told than the one that was changed. */
  readonly in?: string;
}

const MISTAKES: readonly Mistake[] = [
  {
    why: "a missing legal basis",
    file: ITEM,
    change: (text) => text.replace(/legalBasis:\n( .*\n)+/, "legalBasis: []\n"),
    at: "legalBasis: []",
    says: /at least 1 entries/,
  },
  {
    why: "a dangling reference",
    file: ITEM,
    change: (text) => text.replace("administrative-penalty@1", "administrative-penalty@7"),
    at: "standard: administrative-penalty@7",
    says: /there is no standard administrative-penalty@7/,
  },
  {
    why: "a field more open than its item",
    file: ITEM,
    change: (text) => text.replace("openness: public", "openness: govShared"),
    in: STANDARD,
    at: '"x-sensitivity": "open"',
    says: /more open than its item: XZCF/,
  },
  {
    why: "an adapter that misses a mandatory field",
    file: ADAPTER,
    change: (text) => text.replace(/^omit: .*$/m, "omit:\n  - penaltyName\n  - decisionDate"),
    at: "  - decisionDate",
    says: /the standard requires the field/,
  },
  {
    why: "an ambiguous alias",
    file: STANDARD,
    change: (text) => text.replace('"x-code": "CF_WFXW"', '"x-code": "CF_WSH"'),
    at: '"violationType": {',
    says: /column cf_wsh belongs to decisionDocNo already/i,
  },
  {
    why: "a hole in a code set that an adapter fills a field from",
    file: ADAPTER,
    change: (text) =>
      text.replace("status: { codeSet: record-status-2018 }", 'status:\n    constant: "nowhere"'),
    at: 'constant: "nowhere"',
    says: /has no code nowhere/,
  },
  {
    why: "a hole between a code and its successor",
    file: "catalog/codesets/divisions.yaml",
    change: (text) => text.replace(/(- code: "371202"[\s\S]*?validTo: )"[\d-]+"/, '$1"2010-01-01"'),
    at: '"371202"',
    says: /a hole: after 2010-01-01/,
  },
  {
    why: "an unknown division code",
    file: "catalog/nodes.yaml",
    change: (text) => text.replace('id: "370200"', 'id: "379900"'),
    at: 'id: "379900"',
    says: /unknown division code 379900/,
  },
  {
    why: "an item without a sample",
    file: "catalog/standards/administrative-penalty/examples/",
    change: () => "",
    in: ITEM,
    at: "standard: administrative-penalty@1",
    says: /has no sample record/,
  },
  {
    why: "an example that does not give its finding",
    file: INVALID,
    change: (text) => text.replace(/"code": "\w+"/, '"code": "ID_USCC"'),
    at: '"expect"',
    says: /should give ID_USCC/,
  },
];

test("the small catalog is sound before anything is changed", () => assert.deepEqual(told(), []));

for (const { why, file, change, at, says, in: elsewhere } of MISTAKES) {
  test(`${why} is told with file and line`, () => {
    const path = join(root, file);
    const kept = join(root, "kept");
    cpSync(path, kept, { recursive: true });
    try {
      if (file.endsWith("/")) rmSync(path, { recursive: true });
      else {
        const sound = readFileSync(path, "utf8");
        const wrong = change(sound);
        assert.notEqual(wrong, sound, `nothing to change in ${file}`);
        writeFileSync(path, wrong);
      }
      const where = elsewhere ?? file;
      const lines = readFileSync(join(root, where), "utf8").split("\n");
      const wanted = new Set(lines.flatMap((line, i) => (at === null || line.includes(at) ? [i + 1] : [])));
      const found = told();
      const fits = found.some((line) => {
        const [, name = "", number = "", text = ""] = /^(.*?):(\d+) (.*)$/.exec(line) ?? [];
        return name === where && wanted.has(Number(number)) && says.test(text);
      });
      assert.ok(fits, `told: ${found.join("; ") || "nothing"}`);
    } finally {
      rmSync(path, { recursive: true, force: true });
      mkdirSync(dirname(path), { recursive: true });
      cpSync(kept, path, { recursive: true });
      rmSync(kept, { recursive: true, force: true });
    }
  });
}
