import assert from "node:assert/strict";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { atEnd } from "../../model/test-end.ts";
import { keepWaiting, putInPlace } from "./register-place.ts";

function placed(t: TestContext, mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-place-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "access.json");
  for (const [path, its] of [
    [file, mode],
    [`${file}.p7s`, 0o644],
  ] as const) {
    writeFileSync(path, "before");
    chmodSync(path, its);
  }
  return file;
}

const NEXT = { text: "after", p7s: Buffer.from("signature after") };
const modeOf = (path: string) => statSync(path).mode & 0o777;

test("a register that is laid may be read by whom the one before might be read by", async (t) => {
  const before = process.umask(0o077);
  atEnd(t, () => process.umask(before));
  for (const mode of [0o600, 0o640, 0o644, 0o660]) {
    const file = placed(t, mode);
    await keepWaiting(file, "a", NEXT);
    assert.deepEqual([modeOf(`${file}.waiting-a`), modeOf(`${file}.waiting-a.p7s`)], [mode, 0o644]);
    await putInPlace(file, "a");
    assert.deepEqual([modeOf(file), modeOf(`${file}.p7s`)], [mode, 0o644]);
    assert.deepEqual([readFileSync(file, "utf8"), readFileSync(`${file}.p7s`)], [NEXT.text, NEXT.p7s]);
  }
});

test("what an administrator narrowed while it waited stays so", async (t) => {
  const file = placed(t, 0o644);
  await keepWaiting(file, "a", NEXT);
  chmodSync(file, 0o600);
  await putInPlace(file, "a");
  assert.equal(modeOf(file), 0o600);
});

test("where the one in place cannot be asked, what waits is for this process alone", async (t) => {
  const file = placed(t, 0o644);
  rmSync(file);
  await keepWaiting(file, "a", NEXT);
  assert.equal(modeOf(`${file}.waiting-a`), 0o600);
});

test("owner and group are kept", {
  skip: process.getuid?.() !== 0 && "only root gives files away",
}, async (t) => {
  const file = placed(t, 0o640);
  chownSync(file, 4321, 4322);
  await keepWaiting(file, "a", NEXT);
  await putInPlace(file, "a");
  const { uid, gid } = statSync(file);
  assert.deepEqual([uid, gid, modeOf(file)], [4321, 4322, 0o640]);
});

test("a group that cannot be kept gives nothing to another one", {
  skip: process.getuid?.() !== 0 && "only root takes another person's place",
}, async (t) => {
  const file = placed(t, 0o640);
  const folder = join(file, "..");
  chownSync(file, 0, 4322);
  chownSync(folder, 4321, 4321);
  process.setegid?.(4321);
  process.seteuid?.(4321);
  try {
    await keepWaiting(file, "a", NEXT);
    await putInPlace(file, "a");
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
  const { uid, gid } = statSync(file);
  assert.deepEqual([uid, gid, modeOf(file)], [4321, 4321, 0o600]);
});
