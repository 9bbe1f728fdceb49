import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { discard, spool, sweep } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "xinqiao-spool-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const nothing = () => {};
const body = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)));
const code = (expected: string) => (error: unknown) => error instanceof Refusal && error.code === expected;

test("a body is on disk under our own id, with its size and digest", async () => {
  const steps: string[] = [];
  const spooled = await spool(body("abc", "def"), folder, "one", 100, null, (step) => void steps.push(step));
  assert.equal(readFileSync(spooled.path, "utf8"), "abcdef");
  assert.equal(spooled.bytes, 6);
  assert.deepEqual(spooled.sha256, createHash("sha256").update("abcdef").digest());
  assert.deepEqual(steps, ["receive.body", "receive.synced"]);
  await discard(folder, "one");
  assert.equal(existsSync(spooled.path), false);
});

test("a body over the limit, with another digest or cut short leaves nothing behind", async () => {
  await assert.rejects(spool(body("abc", "def"), folder, "two", 5, null, nothing), code("RECEIVE_TOO_LARGE"));
  await assert.rejects(
    spool(body("abc"), folder, "two", 9, Buffer.alloc(32), nothing),
    code("RECEIVE_DIGEST"),
  );
  const cut = Readable.from(
    (async function* () {
      yield Buffer.from("half");
      throw new Error("aborted");
    })(),
  );
  await assert.rejects(spool(cut, folder, "two", 9, null, nothing), /aborted/);
  assert.deepEqual(readdirSync(folder), []);
});

test("sweeping removes old halves and old files that nobody recorded, and nothing else", async () => {
  const now = Date.now();
  for (const name of ["a.part", "b.part", "recorded", "orphan", "young"])
    writeFileSync(join(folder, name), "x");
  for (const name of ["a.part", "recorded", "orphan"])
    utimesSync(join(folder, name), now / 1000 - 100, now / 1000 - 100);
  const asked: string[] = [];
  const removed = await sweep(folder, now, 50_000, async (ids) => {
    asked.push(...ids);
    return new Set(["recorded"]);
  });
  assert.deepEqual([...removed].sort(), ["a.part", "orphan"]);
  assert.deepEqual(asked.sort(), ["orphan", "recorded"]);
  assert.deepEqual(readdirSync(folder).sort(), ["b.part", "recorded", "young"]);
});
