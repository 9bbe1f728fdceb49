import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext, test } from "node:test";
import fc from "fast-check";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import { openDisk } from "./disk.ts";
import { openWriter as openOn, type Writer } from "./writer.ts";

const disk = openDisk();
after(() => disk.close());
const openWriter = (path: string, limit: number) => openOn(path, limit, disk);

function file(t: TestContext, content: Buffer | string = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-writer-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "upload");
  writeFileSync(path, content);
  return path;
}

const write = (writer: Writer, offset: number, data: Buffer | string): Promise<void> =>
  new Promise((resolve, reject) => {
    writer.write(offset, Buffer.from(data), (error) => (error ? reject(error) : resolve()));
  });
const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("what is written in order is on disk after finish, with its digest", async (t) => {
  const path = file(t);
  const content = Buffer.alloc(3 * 2 ** 20 + 17, "信用");
  const writer = await openWriter(path, 1 << 30);
  for (let at = 0; at < content.length; at += 32_768)
    await write(writer, at, content.subarray(at, at + 32_768));
  assert.deepEqual(await writer.finish(), { bytes: content.length, sha256: sha256(content) });
  assert.ok(readFileSync(path).equals(content));
});

test("an upload is resumed by offset; its digest has to be read anew", async (t) => {
  const path = file(t, "first,");
  const writer = await openWriter(path, 1 << 30);
  assert.equal(writer.size(), 6);
  await write(writer, 6, "second");
  assert.deepEqual(await writer.finish(), { bytes: 12, sha256: null });
  assert.equal(readFileSync(path, "utf8"), "first,second");
});

test("bytes sent again replace those that were there, in place", async (t) => {
  const path = file(t);
  const writer = await openWriter(path, 1 << 30);
  await write(writer, 0, "aaaaaaaa");
  await write(writer, 2, "bb");
  await write(writer, 6, "cccc");
  assert.deepEqual(await writer.finish(), { bytes: 10, sha256: null });
  assert.equal(readFileSync(path, "utf8"), "aabbaacccc");
});

test("requests in any order within the window give the file, and never a hole on disk", async (t) => {
  const content = Buffer.from(Array.from({ length: 5000 }, (_, at) => at % 251));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.infiniteStream(fc.nat()), async (step, picks) => {
      const path = file(t);
      const writer = await openWriter(path, 1 << 30);
      const starts = Array.from({ length: Math.ceil(content.length / step) }, (_, at) => at * step);
      while (starts.length > 0) {
        const [at = 0] = starts.splice((picks.next().value ?? 0) % starts.length, 1);
        await write(writer, at, content.subarray(at, at + step));
        const onDisk = readFileSync(path);
        assert.ok(onDisk.equals(content.subarray(0, onDisk.length)));
      }
      assert.deepEqual(await writer.finish(), { bytes: content.length, sha256: sha256(content) });
      assert.ok(readFileSync(path).equals(content));
    }),
    { numRuns: 40 },
  );
});

test("a gap that is never filled is told, and the file ends before it", async (t) => {
  const path = file(t);
  const writer = await openWriter(path, 1 << 30);
  await write(writer, 0, "abc");
  await write(writer, 10, "xyz");
  await assert.rejects(writer.finish(), refusedAs("UPLOAD_OFFSET"));
  assert.equal(readFileSync(path, "utf8"), "abc");
});

test("more than the window ahead, or more than the limit, is refused then and at every later write", async (t) => {
  const writer = await openWriter(file(t), 100 << 20);
  for (let at = 1; at <= 8; at++) await write(writer, at << 20, Buffer.alloc(1 << 20));
  await assert.rejects(write(writer, 9 << 20, "x"), refusedAs("UPLOAD_OFFSET"));
  await assert.rejects(write(writer, 0, "x"), refusedAs("UPLOAD_OFFSET"));
  await assert.rejects(writer.finish(), refusedAs("UPLOAD_OFFSET"));
  const small = await openWriter(file(t), 10);
  await write(small, 0, "0123456789");
  await assert.rejects(write(small, 10, "x"), refusedAs("RECEIVE_TOO_LARGE"));
  await assert.rejects(small.finish(), refusedAs("RECEIVE_TOO_LARGE"));
});

test("a file begun anew is cut to nothing first", async (t) => {
  const path = file(t, "the old content, longer");
  const writer = await openWriter(path, 1 << 30);
  await writer.truncate(0);
  await write(writer, 0, "new");
  assert.deepEqual(await writer.finish(), { bytes: 3, sha256: sha256("new") });
  assert.equal(readFileSync(path, "utf8"), "new");
});
