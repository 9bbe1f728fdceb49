/**
 * Examples stay in step with their standards, as far as this room can tell: names, and
 * that each refused one says what it must give. Whether they are judged so is tested
 * where validate is at hand.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { FINDINGS } from "../model/findings.ts";
import { loadCatalog } from "./load.ts";

const FOLDER = join(import.meta.dirname, "../../catalog");

for (const standard of loadCatalog(FOLDER).standards) {
  const examples = join(FOLDER, "standards", standard.id.split("@")[0] as string, "examples");
  const names = readdirSync(examples);
  const known = new Set(Object.keys(standard.schema["properties"] as object));

  test(`${standard.id} shows records it accepts and records it refuses`, () => {
    assert.ok(names.some((name) => name.startsWith("valid-")));
    assert.ok(names.some((name) => name.startsWith("invalid-")));
    assert.deepEqual(
      names.filter((name) => !/^(in)?valid-[a-z0-9-]+\.json$/.test(name)),
      [],
    );
  });

  for (const name of names) {
    const example = JSON.parse(readFileSync(join(examples, name), "utf8")) as Record<string, unknown>;

    test(`${standard.id}: ${name} names fields that exist`, () => {
      if (name.startsWith("valid-")) {
        assert.deepEqual(
          Object.keys(example).filter((field) => !known.has(field)),
          [],
        );
        return;
      }
      assert.deepEqual(Object.keys(example).sort(), ["expect", "record"]);
      const { code, field } = example["expect"] as { code: string; field: string };
      assert.ok(Object.hasOwn(FINDINGS, code), code);
      assert.ok(known.has(field), field);
      assert.deepEqual(
        Object.keys(example["record"] as object).filter((one) => !known.has(one)),
        [],
      );
    });
  }
}
