/**
 * Every example of every standard is judged by production's own rules: a valid one passes,
 * an invalid one gives exactly the finding that stands inside it. At the roof, since
 * catalog and validate do not know each other.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { loadCatalog } from "../catalog/load.ts";
import { FINDINGS } from "../model/findings.ts";
import type { RecordFields } from "../model/row.ts";
import { compileStandard } from "../validate/compile.ts";

const FOLDER = join(import.meta.dirname, "../../catalog");
const RECEIVED_ON = "2026-11-01";

interface Refused {
  readonly record: RecordFields;
  readonly expect: { readonly code: string; readonly field: string };
}

const catalog = loadCatalog(FOLDER);
for (const standard of catalog.standards) {
  const judge = compileStandard(standard, catalog);
  const rejections = (record: RecordFields): string[] => {
    const found: string[] = [];
    judge(record, { receivedOn: RECEIVED_ON }, (code, field) => {
      if (FINDINGS[code].severity === "reject") found.push(`${code} ${field}`);
    });
    return found;
  };
  const examples = join(FOLDER, "standards", standard.id.split("@")[0] as string, "examples");
  for (const name of readdirSync(examples)) {
    const example: unknown = JSON.parse(readFileSync(join(examples, name), "utf8"));
    test(`${standard.id}: ${name}`, () => {
      if (name.startsWith("valid-")) assert.deepEqual(rejections(example as RecordFields), []);
      else {
        const { record, expect } = example as Refused;
        assert.deepEqual(rejections(record), [`${expect.code} ${expect.field}`]);
      }
    });
  }
}
