import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { atEnd } from "../gateway/model/test-end.ts";

const ROOT = join(import.meta.dirname, "..");
const TOOLS = ["sh", "sftp", "curl", "iconv", "base64"];
const missing = TOOLS.filter((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0);

test("the tour goes through every door of a sandbox with the clients that people have", {
  skip: missing.length > 0 && `not on this machine: ${missing.join(", ")}`,
}, async (t) => {
  const home = mkdtempSync(join(tmpdir(), "xinqiao-tour-"));
  // Run by root, PostgreSQL is lent another user, who must be able to get in.
  chmodSync(home, 0o755);
  const folder = join(home, "sandbox");
  const sample = join(ROOT, "adapters/cities/jinan-penalties/samples/accepted-forms.input.csv");
  const sandbox = spawn(
    process.execPath,
    [
      ...[join(ROOT, "gateway/xinqiao.mjs"), "sandbox", "--data", folder],
      ...["--send", sample, "--adapter", "cities/jinan-penalties"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise((resolve) => sandbox.once("exit", resolve));
  atEnd(t, async () => {
    sandbox.kill("SIGINT");
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  await new Promise<void>((resolve, reject) => {
    let said = "";
    sandbox.once("exit", () => reject(new Error(`the sandbox ended: ${said}`)));
    sandbox.stdout.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes("Ctrl-C")) resolve();
    });
  });
  const tour = spawn("sh", [join(ROOT, "scripts/tour.sh"), folder], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [tour.stdout, tour.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
  assert.equal(await new Promise((resolve) => tour.once("exit", resolve)), 0, said);
  assert.match(said, /=== 完 The end\n$/);
  assert.match(said, /核验通过 It verifies/);
  assert.match(said, /^cn\.xinqiao\.record\.created$/m);
  assert.doesNotMatch(said, /left out/);
});
