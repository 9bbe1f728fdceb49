import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFeedback } from "./feedback.ts";
import { feedbackFiles, openFeedbackOf } from "./feedback-files.ts";
import type { Signed } from "./model/batch.ts";
import type { Step } from "./model/steps.ts";
import { verifyReceipt } from "./receipt/receipt.ts";
import { verifyRefusal } from "./receipt/refusal.ts";
import { claimFeedback, feedbackBefore } from "./store/feedback-rows.ts";
import { findIntake, intakesThatNeedTheirFile, recordIntake } from "./store/intake.ts";
import { answer, content, decide, house, lease, PENALTIES, sample } from "./test-answers.ts";

test("receipt, summary and rejected rows agree, and the spool file goes only after them", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const waiting = await decide(at, PENALTIES, sample(PENALTIES, "refused-rows.input.csv"), "夜间 全量.csv");
  assert.equal(waiting.feedback, "due");
  assert.deepEqual([...(await intakesThatNeedTheirFile(node.db, [waiting.intakeId]))], [waiting.intakeId]);
  const steps: [Step, boolean][] = [];
  const probe = (step: Step) => void steps.push([step, existsSync(join(node.spool, waiting.intakeId))]);
  await makeFeedback({ ...making, probe }, waiting);
  assert.deepEqual(steps, [
    ["feedback.made", true],
    ["feedback.kept", true],
  ]);
  assert.deepEqual(readdirSync(node.spool), []);
  assert.equal((await findIntake(node.db, waiting.intakeId))?.feedback, "made");
  const out = feedbackFiles(node.db, making.folder);
  assert.deepEqual(
    (await out.list(waiting.sender)).map(({ name }) => name),
    ["夜间 全量.csv.receipt.json", "夜间 全量.csv.rejected.csv", "夜间 全量.csv.summary.txt"],
  );
  assert.deepEqual(await out.list("another"), []);
  assert.equal(await out.open("another", "夜间 全量.csv.summary.txt"), undefined);
  const receipt = JSON.parse(
    (await content(await openFeedbackOf(node.db, making.folder, waiting.intakeId, "receipt"))).toString(),
  ) as { receipt: Signed; findings: string };
  const body = verifyReceipt(receipt.receipt, node.receiptPublicKey);
  assert.equal(createHash("sha256").update(receipt.findings).digest("hex"), body.findings.sha256);
  const summary = (await content(await out.open(waiting.sender, "夜间 全量.csv.summary.txt"))).toString();
  const rejected = await content(await out.open(waiting.sender, "夜间 全量.csv.rejected.csv"));
  assert.match(summary, /9 行未被接收/);
  assert.ok(summary.includes(createHash("sha256").update(rejected).digest("hex")));
});

test("a file refused whole is answered with a signed refusal and how to mend it", async (t) => {
  const at = await house(t);
  const { intake, names, file } = await answer(
    at,
    PENALTIES,
    sample(PENALTIES, "refused-missing-column.input.csv"),
  );
  assert.equal(intake.state, "refused");
  assert.deepEqual(names, ["nightly.csv.receipt.json", "nightly.csv.summary.txt"]);
  const { refusal } = JSON.parse((await file(".receipt.json")).toString()) as { refusal: Signed };
  const document = verifyRefusal(refusal, at.node.receiptPublicKey);
  assert.deepEqual([document.intake, document.code], [intake.intakeId, "MAP_MISSING_COLUMN"]);
  assert.match((await file(".summary.txt")).toString(), /整个文件被拒收[\s\S]*MAP_MISSING_COLUMN/);
});

test("made twice, or by two at once, or again after a crash between folder and database, it is the same", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const waiting = await decide(at, PENALTIES, sample(PENALTIES, "refused-rows.input.csv"), "a.csv");
  const crash = (step: Step) => {
    if (step === "feedback.made") throw new Error("killed");
  };
  await assert.rejects(makeFeedback({ ...making, probe: crash }, waiting), /killed/);
  const folder = join(making.folder, waiting.intakeId);
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), "hex"));
  await Promise.all([makeFeedback(making, waiting), makeFeedback(making, waiting)]);
  await makeFeedback(making, waiting);
  assert.deepEqual(
    readdirSync(folder).map((name) => readFileSync(join(folder, name), "hex")),
    before,
  );
  assert.deepEqual(readdirSync(making.folder), [waiting.intakeId]);
  assert.equal((await feedbackFiles(node.db, making.folder).list(waiting.sender)).length, 3);
});

test("the newest answer has the plain name, the one before keeps its own with the time", async (t) => {
  const at = await house(t);
  const older = sample(PENALTIES, "refused-rows.input.csv");
  await answer(at, PENALTIES, older);
  const { names, intake, file } = await answer(at, PENALTIES, Buffer.concat([older, Buffer.from("\n")]));
  assert.deepEqual(
    names.map((name) => name.replace(/\d{8}-\d{6}/, "T")),
    ["", "~T"].flatMap((mark) =>
      [".receipt.json", ".rejected.csv", ".summary.txt"].map((suffix) => `nightly.csv${mark}${suffix}`),
    ),
  );
  assert.ok((await file(".summary.txt")).toString().includes(intake.intakeId));
});

test("the same bytes again are answered under the name they came by this time, too", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const bytes = sample(PENALTIES, "refused-rows.input.csv");
  const { intake } = await answer(at, PENALTIES, bytes, "monday.csv");
  const { sender, adapter, sha256 } = intake;
  for (const fileName of ["tuesday.csv", "tuesday.csv", "monday.csv"]) {
    node.now = new Date(node.now.getTime() + 1000);
    const again = {
      intakeId: randomUUID(),
      kind: "file",
      sender,
      adapter,
      fileName,
      bytes: 1,
      sha256,
    } as const;
    const { isNew } = await recordIntake(node.db, { ...again, spool: node.spool, receivedAt: node.now });
    assert.equal(isNew, false);
  }
  const out = feedbackFiles(node.db, making.folder);
  assert.deepEqual(
    (await out.list(sender)).map(({ name }) => name),
    ["monday.csv", "tuesday.csv"].flatMap((name) =>
      [".receipt.json", ".rejected.csv", ".summary.txt"].map((suffix) => name + suffix),
    ),
  );
  assert.deepEqual(
    await content(await out.open(sender, "monday.csv.rejected.csv")),
    await content(await out.open(sender, "tuesday.csv.rejected.csv")),
  );
  const month = 30 * 86_400_000;
  const later = new Date(node.now.getTime() + month - 500);
  assert.deepEqual(await feedbackBefore(node.db, new Date(later.getTime() - month), 10), []);
  assert.equal((await feedbackBefore(node.db, new Date(later.getTime() + 1000), 10)).length, 1);
});

test("a good file that came over HTTP is answered by its receipt alone, until it comes by a door with an out/", async (t) => {
  const at = await house(t);
  const { node, making } = at;
  const intake = await decide(
    at,
    PENALTIES,
    sample(PENALTIES, "accepted-forms.input.csv"),
    "good.csv",
    "http",
  );
  assert.deepEqual([intake.state, intake.feedback], ["done", "none"]);
  rmSync(join(node.spool, intake.intakeId));
  await recordIntake(node.db, { ...intake, intakeId: randomUUID(), door: "sftp", receivedAt: node.now });
  const claimed = await claimFeedback(node.db, lease(node), [node.spool]);
  assert.equal(claimed?.intakeId, intake.intakeId);
  await makeFeedback(making, claimed);
  assert.deepEqual(
    (await feedbackFiles(node.db, making.folder).list(intake.sender)).map(({ name }) => name),
    ["good.csv.receipt.json", "good.csv.summary.txt"],
  );
});
