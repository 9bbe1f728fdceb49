import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { ENTRY_BYTES, findRaw, Heads } from "./heads.ts";

/** id, content and raw digests of a row, as a piece gives them: 16, 16 and 12 bytes. */
function row(key: number, content: string): Buffer {
  const digest = (text: string): Buffer => hash("sha256", text, "buffer");
  return Buffer.concat([
    digest(`id ${key}`).subarray(0, 16),
    digest(`content ${key} ${content}`).subarray(0, 16),
    digest(`line ${key} ${content}`).subarray(0, 12),
  ]);
}
const judge = (heads: Heads, key: number, content: string, version: number) =>
  heads.judge(row(key, content), 0, 16, 32, version);

test("a record is new once, then the same, then changed", () => {
  const heads = new Heads({ complete: true });
  assert.equal(judge(heads, 1, "a", 10), "new");
  assert.equal(judge(heads, 1, "a", 10), "same");
  heads.settle();
  assert.equal(judge(heads, 1, "b", 11), "changed");
  assert.equal(judge(heads, 1, "c", 11), "changed-again");
});

test("older content never takes the place of newer", () => {
  const heads = new Heads({ complete: true });
  judge(heads, 1, "new", 1_800_000_000_000);
  heads.settle();
  assert.equal(judge(heads, 1, "old", 1_799_999_999_999), "older");
  assert.equal(judge(heads, 1, "new", 1), "same");
  assert.equal(judge(heads, 1, "newer", 1_800_000_000_001), "changed");
});

test("a raw line is found for as long as its record's head came from it", () => {
  const heads = new Heads({ complete: true });
  judge(heads, 1, "a", 1);
  judge(heads, 2, "a", 1);
  heads.settle();
  const found = findRaw(heads.rawIndex(), row(2, "a"), 32);
  assert.ok(found >= 0 && heads.isUntouched(found));
  judge(heads, 2, "b", 2);
  assert.equal(heads.isUntouched(found), false);
  heads.settle();
  assert.equal(findRaw(heads.rawIndex(), row(2, "a"), 32), -1);
  assert.ok(findRaw(heads.rawIndex(), row(2, "b"), 32) >= 0);
});

test("the same content on another line makes that line the known one", () => {
  const heads = new Heads({ complete: true });
  judge(heads, 1, "a", 1);
  heads.settle();
  const spelt = row(1, "a");
  hash("sha256", "the same row, spelt otherwise", "buffer").copy(spelt, 32, 0, 12);
  assert.equal(heads.judge(spelt, 0, 16, 32, 2), "same");
  const entry = findRaw(heads.rawIndex(), spelt, 32);
  assert.ok(entry >= 0 && heads.isUntouched(entry));
  assert.equal(heads.touchedCount, 1);
});

test("what is stored and loaded again judges as before, whatever came in between", () => {
  const step = fc.record({ key: fc.nat(30), content: fc.constantFrom("a", "b", "c"), settle: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const live = new Heads({ complete: true });
      const stored: Buffer[] = [];
      const model = new Map<number, string>();
      steps.forEach(({ key, content, settle }, at) => {
        const verdict = judge(live, key, content, at);
        assert.equal(verdict === "same", model.get(key) === content);
        assert.equal(verdict === "new", !model.has(key));
        model.set(key, content);
        if (settle) {
          for (const chunk of live.entries("touched", 3)) stored.push(Buffer.from(chunk));
          live.settle();
        }
      });
      for (const chunk of live.entries("touched", 3)) stored.push(Buffer.from(chunk));
      const loaded = new Heads({ complete: true });
      for (const chunk of stored) {
        for (let at = 0; at < chunk.length; at += ENTRY_BYTES) loaded.load(chunk, at);
      }
      loaded.indexRaw();
      loaded.settle();
      assert.equal(loaded.count, model.size);
      for (const [key, content] of model) {
        assert.equal(judge(loaded, key, content, 1000), "same");
        assert.ok(findRaw(loaded.rawIndex(), row(key, content), 32) >= 0);
      }
    }),
  );
});

test("the table grows past its segments and loses nothing", () => {
  const heads = new Heads({ complete: true });
  const COUNT = 70_000;
  for (let key = 0; key < COUNT; key++) judge(heads, key, "a", key);
  heads.settle();
  for (let key = 0; key < COUNT; key += 997) {
    assert.equal(judge(heads, key, "a", 0), "same");
    assert.ok(findRaw(heads.rawIndex(), row(key, "a"), 32) >= 0);
  }
});
