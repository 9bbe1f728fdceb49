import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import type { Step } from "../model/steps.ts";
import { atEnd } from "../model/test-end.ts";
import { withSftp } from "../remote/sftp.ts";
import type { Database } from "../store/connect.ts";
import { claimPull, putPull } from "../store/pull-rows.ts";
import { testDatabase } from "../store/test-database.ts";
import { pullFiles } from "./files.ts";
import type { SftpSource } from "./settings.ts";
import type { PullParts, Run } from "./take.ts";
import { type Sshd, startSshd } from "./test-sshd.ts";

const PULL = "jinan-nightly";
const OWNER = "test";

interface House {
  readonly sshd: Sshd;
  readonly db: Database;
  readonly parts: PullParts;
  readonly run: Run;
  source(over?: Partial<SftpSource>): SftpSource;
  lay(name: string, content: string | Buffer): void;
  pull(over?: Partial<SftpSource>, parts?: Partial<PullParts>): Promise<number>;
  intakes(): Promise<readonly { readonly name: string; readonly content: string }[]>;
}

async function house(t: TestContext): Promise<House> {
  const sshd = await startSshd(t);
  const { database: db } = await testDatabase(t);
  const spool = mkdtempSync(join(tmpdir(), "xinqiao-pull-"));
  atEnd(t, () => rmSync(spool, { recursive: true, force: true }));
  const now = new Date("2026-11-23T02:30:00Z");
  await putPull(db, PULL, now, "{}");
  await claimPull(db, PULL, { owner: OWNER, now, until: new Date(now.getTime() + 60_000) });
  const parts: PullParts = {
    ...{
      db,
      spool,
      fileBytes: 1 << 30,
      egress: { allow: ["127.0.0.1/32"] },
      sshClientKey: null,
      keysFolder: "",
    },
    secret: (name) => readFileSync(name, "utf8"),
    clock: () => now,
    newId: randomUUID,
    demandSignature: () => undefined,
    probe: () => undefined,
    wake: () => undefined,
  };
  const run: Run = {
    ...{ pullId: PULL, adapter: "cities/a", agency: "jinan", owner: OWNER, place: {} },
    positionOf: (place) => JSON.stringify(place),
  };
  const source = (over: Partial<SftpSource> = {}): SftpSource => ({
    ...sshd.source,
    ...{ folder: sshd.folder, pattern: "*.csv", after: "remember", moveTo: "" },
    ...over,
  });
  return {
    ...{ sshd, db, parts, run, source },
    lay: (name, content) => writeFileSync(join(sshd.folder, name), content),
    pull: async (over, other) => await pullFiles({ ...parts, ...other }, run, source(over)),
    intakes: async () => {
      const { rows } = await db.query<{ id: string; name: string; door: string }>(
        "select intake_id as id, file_name as name, door from intake order by received_at, file_name",
      );
      assert.ok(rows.every(({ door }) => door === "pull"));
      return rows.map(({ id, name }) => ({ name, content: readFileSync(join(spool, id), "utf8") }));
    },
  };
}

function isRefusal(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

test("each file is fetched once, whole, from OpenSSH's server", async (t) => {
  const { parts, lay, pull, intakes } = await house(t);
  const large = randomBytes(9 << 20);
  lay("2026-11-22.csv", "first");
  lay("2026-11-23 全量.csv", "second");
  lay("large.csv", large);
  lay("notes.txt", "not asked for");
  lay("half.csv.part", "not yet whole");
  assert.equal(await pull(), 3);
  const taken = await intakes();
  assert.deepEqual(taken.map(({ name }) => name).sort(), [
    "2026-11-22.csv",
    "2026-11-23 全量.csv",
    "large.csv",
  ]);
  const digests = readdirSync(parts.spool).map((name) => digestOf(readFileSync(join(parts.spool, name))));
  assert.ok(digests.includes(digestOf(large)));
  assert.equal(await pull(), 0, "nothing is fetched twice");
  lay("2026-11-22.csv", "first, mended");
  assert.equal(await pull(), 1, "another version of a name is another file");
});

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

test("what was taken is moved away or removed at its source, with the digest that lay beside it", async (t) => {
  const { sshd, lay, pull } = await house(t);
  const beside = (content: string) => `${digestOf(Buffer.from(content))}  a.csv\n`;
  for (const content of ["one", "two"]) {
    lay("a.csv", content);
    lay("a.csv.sha256", beside(content));
    assert.equal(await pull({ after: "move", moveTo: `${sshd.folder}/done` }), 1);
  }
  assert.deepEqual(readdirSync(sshd.folder), ["done"]);
  const done = readdirSync(join(sshd.folder, "done")).filter((name) => !name.includes("sha256"));
  assert.deepEqual(done.map((name) => readFileSync(join(sshd.folder, "done", name), "utf8")).sort(), [
    "one",
    "two",
  ]);
  lay("a.csv", "three");
  assert.equal(await pull({ after: "remove" }), 1);
  assert.deepEqual(readdirSync(sshd.folder), ["done"]);
});

test("a file that is not what its digest says is left where it is, and the others are taken", async (t) => {
  const { sshd, parts, lay, pull, intakes } = await house(t);
  lay("a.csv", "cut sho");
  lay("a.csv.sha256", digestOf(Buffer.from("cut short")));
  lay("b.csv", "whole");
  await assert.rejects(pull({ after: "remove" }), isRefusal("RECEIVE_DIGEST"));
  assert.deepEqual(await intakes(), [{ name: "b.csv", content: "whole" }]);
  assert.equal(readdirSync(parts.spool).length, 1);
  assert.deepEqual(readdirSync(sshd.folder).sort(), ["a.csv", "a.csv.sha256"]);
});

test("a file that is written to while it is read is given up, and fetched whole the next time", async (t) => {
  const { sshd, parts, lay, pull, intakes } = await house(t);
  lay("a.csv", "first half, ");
  const grow = (step: Step) => {
    // The bytes are here, and their source is looked at again only after this.
    if (step === "receive.body") assert.fail("it must not get so far");
  };
  // Asked for after the size was looked at and before the first byte is read.
  const newId = () => {
    appendFileSync(join(sshd.folder, "a.csv"), "second");
    return randomUUID();
  };
  await assert.rejects(pull({}, { newId, probe: grow }), isRefusal("PULL_CHANGED"));
  assert.deepEqual(readdirSync(parts.spool), []);
  assert.equal(await pull(), 1);
  assert.deepEqual(await intakes(), [{ name: "a.csv", content: "first half, second" }]);
});

test("a signature that lies beside a file is judged over the bytes that came, and goes with it", async (t) => {
  const { sshd, parts, lay, pull, db } = await house(t);
  const judged: [string, string | undefined][] = [];
  const demandSignature: PullParts["demandSignature"] = (_agency, sha256, signature) => {
    judged.push([sha256.toString("hex"), signature?.toString()]);
    if (signature === null) throw new Refusal("SIGNATURE_REQUIRED");
  };
  lay("a.csv", "content");
  await assert.rejects(pull({ after: "remove" }, { demandSignature }), isRefusal("SIGNATURE_REQUIRED"));
  assert.deepEqual(readdirSync(parts.spool), []);
  lay("a.csv.p7s", "signature");
  assert.equal(await pull({ after: "remove", pattern: "*" }, { demandSignature }), 1);
  const digest = digestOf(Buffer.from("content"));
  assert.deepEqual(judged, [
    [digest, undefined],
    [digest, "signature"],
  ]);
  const { rows } = await db.query<{ signature: Buffer }>("select signature from intake");
  assert.deepEqual(
    rows.map(({ signature }) => signature.toString()),
    ["signature"],
  );
  assert.deepEqual(readdirSync(sshd.folder), []);
});

for (const [step, left] of [
  ["pull.fetched", 0],
  ["pull.recorded", 1],
] as const) {
  test(`killed at ${step}, a file is neither lost nor taken twice`, async (t) => {
    const { sshd, lay, pull, intakes } = await house(t);
    lay("a.csv", "content");
    const kill = (at: Step) => {
      if (at === step) throw new Error("killed");
    };
    await assert.rejects(pull({ after: "remove" }, { probe: kill }), /killed/);
    assert.equal((await intakes()).length, left);
    assert.ok(existsSync(join(sshd.folder, "a.csv")), "it goes there only when it is durable here");
    await pull({ after: "remove" });
    assert.deepEqual(await intakes(), [{ name: "a.csv", content: "content" }]);
    assert.deepEqual(readdirSync(sshd.folder), []);
  });
}

test("with another host key nothing is sent, not even who we are", async (t) => {
  const { sshd, pull } = await house(t);
  const hostKey = `SHA256:${"A".repeat(43)}`;
  await assert.rejects(pull({ hostKey }), isRefusal("PULL_HOST_KEY"));
  assert.doesNotMatch(sshd.log(), /Accepted|Failed publickey|authenticating user/);
});

test("a wrong account, a folder that is not there and a closed port each have a code of their own", async (t) => {
  const { sshd, pull, parts } = await house(t);
  await assert.rejects(pull({ user: "nobody-here" }), isRefusal("PULL_REFUSED"));
  await assert.rejects(pull({ folder: `${sshd.folder}/none` }), isRefusal("PULL_REFUSED"));
  await assert.rejects(pull({ port: 1 }), isRefusal("PULL_UNREACHABLE"));
  await assert.rejects(pull({}, { egress: { allow: [] } }), isRefusal("ADDRESS_FORBIDDEN"));
  assert.deepEqual(readdirSync(parts.spool), []);
});

test("what we put there is there whole, under its name, and putting it again changes nothing", async (t) => {
  const { sshd, parts, source } = await house(t);
  const { privateKey: _, ...target } = source();
  const content = randomBytes(1 << 20);
  const path = `${sshd.folder}/out.ndjson.zst`;
  for (let times = 0; times < 2; times++)
    await withSftp(
      { ...target, password: "", name: PULL, privateKey: sshd.privateKey, egress: parts.egress },
      async (session) => await session.put(path, content),
    );
  assert.ok(readFileSync(path).equals(content));
  assert.deepEqual(readdirSync(sshd.folder), ["out.ndjson.zst"]);
});
