import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { authority, partsOf, stranger } from "../evidence/test-batch.ts";
import { buildEvidence } from "../evidence.ts";
import { Refusal } from "../model/refusal.ts";
import { run } from "./verify.ts";

const evidence = buildEvidence(await partsOf());
const folder = mkdtempSync(join(tmpdir(), "xinqiao-verify-"));
after(() => rmSync(folder, { recursive: true }));

test("the command verifies a file with a root that is given, and refuses what it cannot read", async (t) => {
  t.mock.method(process.stdout, "write", () => true);
  const file = join(folder, "evidence.json");
  const [ca, other] = [join(folder, "root.pem"), join(folder, "other.pem")];
  writeFileSync(ca, authority.certificate);
  writeFileSync(other, stranger.certificate);
  writeFileSync(file, evidence);
  assert.equal(await run([file, "--json"]), 0);
  assert.equal(await run([file, "--ca", ca]), 0);
  assert.equal(await run([file, "--ca", other]), 1);
  writeFileSync(file, `\ufeff${evidence}`);
  await assert.rejects(
    run([file]),
    (error) => error instanceof Refusal && error.code === "EVIDENCE_UNREADABLE",
  );
  await assert.rejects(
    run([join(folder, "absent.json")]),
    (error) => error instanceof Refusal && error.code === "COMMAND_INVALID",
  );
});
