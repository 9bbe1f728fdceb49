import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { atEnd } from "../model/test-end.ts";
import { makeSshKey } from "./ssh-key.ts";

test("OpenSSH reads the private key, and finds the public one in it", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-key-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const { privateKey, publicKey } = makeSshKey();
  const file = join(folder, "ssh.key");
  writeFileSync(file, privateKey, { mode: 0o600 });
  const read = execFileSync("ssh-keygen", ["-y", "-f", file], { encoding: "utf8" });
  assert.equal(read.trim(), publicKey);
  assert.notEqual(makeSshKey().publicKey, publicKey);
});
