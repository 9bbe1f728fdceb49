import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { writeBatch } from "../scripts/make-batch.ts";
import type { AccessAgency, SftpAccount } from "./model/access.ts";
import { dayInChina } from "./model/calendar.ts";
import { issue } from "./seal/authority.ts";
import { type SftpClient, type SshKey, sftpClient } from "./sftp/test-client.ts";
import type { Database } from "./store/connect.ts";
import { type TestCity, testCity, writeAccess } from "./test-city.ts";
import { testKeys } from "./test-keys.ts";
import { CITY } from "./test-path.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const IN = `in/${ADAPTER}`;

interface Running {
  readonly client: SftpClient;
  readonly city: TestCity;
  readonly key: SshKey;
  readonly port: number;
  run(commands: readonly string[]): Promise<{ code: number | null; out: string; err: string }>;
  /** Change the agency's entry; counts when the node has seen it. */
  entry(change: Partial<AccessAgency>, account?: Partial<SftpAccount>): AccessAgency;
}

async function door(
  t: TestContext,
  change: Partial<AccessAgency> = {},
  account: Partial<SftpAccount> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Running> {
  const client = sftpClient(t);
  const [host, key] = [client.key("host"), client.key("agency")];
  const entry: Running["entry"] = (more, of = {}) => ({
    id: AGENCY,
    grants: [{ item: "XZCF", actions: ["send"], upTo: "open" }],
    sftp: { keys: [key.line], final: "rename", ...account, ...of },
    ...change,
    ...more,
  });
  const sftp = { port: 0, hostKeys: [host.file], quietSeconds: 1 };
  const city = await testCity(t, [AGENCY], { agencies: [entry({})] }, { sftp, ...settings });
  const port = portOf(city.lines);
  return { client, city, key, port, entry, run: (commands) => client.run(port, AGENCY, key, commands) };
}

function portOf(lines: readonly string[]): number {
  const line = lines.find((one) => one.includes("sftp listens on"));
  return Number(/:(\d+)"/.exec(line ?? "")?.[1]);
}

interface IntakeRow {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly door: string;
  readonly state: string;
}

async function intakes(db: Database): Promise<readonly IntakeRow[]> {
  const { rows } = await db.query<IntakeRow>(
    `select intake_id as id, file_name as name, encode(sha256, 'hex') as sha256, door, state from intake order by received_at, intake_id`,
  );
  return rows;
}

async function refusals(db: Database): Promise<readonly string[]> {
  const { rows } = await db.query<{ line: string }>(
    "select file_name || ' ' || code as line from door_refusal order by at",
  );
  return rows.map(({ line }) => line);
}

async function until<T>(what: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await what();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const hex = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

test("a file put by OpenSSH and renamed is an intake before the client hears of it, and becomes a batch", async (t) => {
  const { client, city, run } = await door(t);
  const file = join(client.folder, "行政处罚.csv");
  writeBatch(file, {
    rows: 50,
    seed: 1,
    rejected: 0,
    duplicates: 0,
    warned: 0,
    receivedOn: dayInChina(new Date()),
  });
  const { code, err } = await run([
    `put 行政处罚.csv ${IN}/行政处罚.csv.part`,
    `rename ${IN}/行政处罚.csv.part ${IN}/行政处罚.csv`,
    `ls ${IN}`,
  ]);
  assert.equal(code, 0, err);
  const [one, ...others] = await intakes(city.db);
  assert.deepEqual(others, []);
  assert.deepEqual([one?.name, one?.sha256, one?.door], ["行政处罚.csv", hex(readFileSync(file)), "sftp"]);
  await until(async () => (await intakes(city.db))[0]?.state === "done");
  const { rows } = await city.db.query<{ count: number }>("select count(*)::int as count from record");
  assert.equal(rows[0]?.count, 50);
  // What became of it is in out/, and only the agency's own.
  await until(async () => (await run(["ls out"])).out.includes("行政处罚.csv.receipt.json"));
  const fetched = await run([
    "get out/行政处罚.csv.receipt.json receipt.json",
    "get out/行政处罚.csv.summary.txt",
  ]);
  assert.equal(fetched.code, 0, fetched.err);
  assert.match(readFileSync(join(client.folder, "receipt.json"), "utf8"), /"signature"/);
  // The same bytes under another name are the same intake, and leave nothing.
  assert.equal((await run([`put 行政处罚.csv ${IN}/b.part`, `rename ${IN}/b.part ${IN}/b.csv`])).code, 0);
  assert.equal((await intakes(city.db)).length, 1);
  assert.deepEqual(readdirSync(join(city.path.folder, "nodes", CITY, "files", "uploads")), []);
});

test("without the rename a file stays its sender's, and is not taken", async (t) => {
  const { client, city, run } = await door(t);
  client.file("x.csv", "half a file");
  assert.equal((await run([`put x.csv ${IN}/x.csv`, `put x.csv ${IN}/y.csv.part`])).code, 0);
  const { out } = await run([
    `ls ${IN}`,
    `rename ${IN}/x.csv ${IN}/z.csv`,
    `rm ${IN}/y.csv.part`,
    `ls ${IN}`,
  ]);
  assert.match(out, /x\.csv[\s\S]+y\.csv\.part[\s\S]+z\.csv/);
  assert.deepEqual(await intakes(city.db), []);
});

test("renamed over an unfinished one: the older is given up and its sender told", async (t) => {
  const { client, city, run } = await door(t);
  client.file("old.csv", "the older, unfinished");
  client.file("new.csv", "the newer");
  assert.equal((await run([`put old.csv ${IN}/x.csv`, `put new.csv ${IN}/x.csv.part`])).code, 0);
  assert.equal((await run([`rename ${IN}/x.csv.part ${IN}/x.csv`])).code, 0);
  assert.deepEqual(
    (await intakes(city.db)).map(({ sha256 }) => sha256),
    [hex("the newer")],
  );
  assert.deepEqual(await refusals(city.db), ["x.csv FILE_UNFINISHED"]);
  assert.equal((await run(["get out/x.csv.refused.txt told.txt"])).code, 0);
  const told = readFileSync(join(client.folder, "told.txt"), "utf8");
  assert.match(told, /FILE_UNFINISHED/);
  assert.match(told, /bytes: 21\r\n/);
});

test("two uploads of one name: the second is refused while the first is written, and the first is whole", async (t) => {
  const { client, city, run, port, key } = await door(t);
  const content = randomBytes(60_000_000);
  client.file("big.csv", content);
  client.file("small.csv", "another");
  // Held back to 4 MiB/s by OpenSSH itself, so that it is still under way when the second comes.
  const commands = [`put big.csv ${IN}/x.part`, `rename ${IN}/x.part ${IN}/x.csv`];
  const first = client.start(port, AGENCY, key, commands, ["-l32768"]);
  const ended = new Promise<number | null>((resolve) => first.once("close", resolve));
  await until(async () => (await city.db.query("select from upload where state = 'open'")).rowCount === 1);
  const second = await run([`put small.csv ${IN}/x.part`]);
  assert.notEqual(second.code, 0);
  assert.notEqual((await run([`rename ${IN}/x.part ${IN}/y.csv`])).code, 0);
  assert.equal(await ended, 0);
  assert.deepEqual(
    (await intakes(city.db)).map(({ sha256 }) => sha256),
    [hex(content)],
  );
});

test("a control file makes an upload final, whichever comes first, and half a file is not refused but waited for", async (t) => {
  const { client, city, run } = await door(t, {}, { final: "control" });
  const content = randomBytes(200_000);
  client.file("a.csv", content);
  client.file("a.json", JSON.stringify({ size: content.length, sha256: hex(content) }));
  assert.equal((await run([`put a.csv ${IN}/a.csv`])).code, 0);
  assert.deepEqual(await intakes(city.db), []);
  assert.equal((await run([`put a.json ${IN}/a.csv.ctl`])).code, 0);
  assert.deepEqual(
    (await intakes(city.db)).map(({ name }) => name),
    ["a.csv"],
  );

  const other = randomBytes(100_000);
  client.file("b.csv", other.subarray(0, 50_000));
  client.file("b.sha256", `${other.length} ${hex(other)}\n`);
  assert.equal((await run([`put b.sha256 ${IN}/b.csv.sha256`])).code, 0);
  assert.notEqual((await run([`put b.csv ${IN}/b.csv`])).code, 0);
  client.file("b.csv", other);
  const resumed = await run([`reput b.csv ${IN}/b.csv`]);
  assert.equal(resumed.code, 0, resumed.err);
  assert.deepEqual(
    (await intakes(city.db)).map(({ sha256 }) => sha256),
    [hex(content), hex(other)],
  );
  assert.deepEqual(await refusals(city.db), []);
});

test("a wrong digest or size by control file is refused, told, and leaves nothing", async (t) => {
  const { client, city, run } = await door(t, {}, { final: "control" });
  client.file("a.csv", "content");
  client.file("wrong", JSON.stringify({ size: 7, sha256: hex("other") }));
  client.file("short", JSON.stringify({ size: 3, sha256: hex("content") }));
  client.file("broken", '{"size": 7');
  assert.notEqual((await run([`put a.csv ${IN}/a.csv`, `put wrong ${IN}/a.csv.ctl`])).code, 0);
  assert.notEqual((await run([`put a.csv ${IN}/b.csv`, `put short ${IN}/b.csv.ctl`])).code, 0);
  assert.notEqual((await run([`put a.csv ${IN}/c.csv`, `put broken ${IN}/c.csv.ctl`])).code, 0);
  assert.deepEqual(await intakes(city.db), []);
  assert.deepEqual(await refusals(city.db), ["a.csv RECEIVE_DIGEST", "b.csv SFTP_SIZE"]);
  assert.ok(city.lines.some((line) => line.includes("SFTP_CONTROL")));
});

test("a file left alone long enough is final, and one that is still called unfinished is not", async (t) => {
  const { client, city, run } = await door(t, {}, { final: "quiet" });
  client.file("q.csv", "quiet");
  assert.equal((await run([`put q.csv ${IN}/q.csv`, `put q.csv ${IN}/other.csv.part`])).code, 0);
  assert.deepEqual(await intakes(city.db), []);
  await until(async () => (await intakes(city.db)).length === 1);
  assert.equal((await intakes(city.db))[0]?.name, "q.csv");
  const { out } = await run([`ls ${IN}`]);
  assert.match(out, /other\.csv\.part/);
});

test("where a signature is demanded, only a file that its agency signed is taken", async (t) => {
  const { client, city, run } = await door(t, { signature: "required" });
  const { folder } = city.path;
  const keys = await testKeys();
  const certificate = (kind: "agency-seal" | "agency-client") =>
    issue(
      {
        certificate: readFileSync(join(folder, "ca.crt"), "utf8"),
        privateKey: createPrivateKey(readFileSync(join(folder, "ca.key"), "utf8")),
      },
      { kind, id: AGENCY, publicKey: keys.publicKey, days: 10, now: new Date() },
    );
  client.file("seal.crt", certificate("agency-seal"));
  client.file("client.crt", certificate("agency-client"));
  client.file("seal.key", keys.privateKey.export({ type: "pkcs8", format: "pem" }));
  const signWith = (holder: string, file: string) =>
    execFileSync(
      "openssl",
      `cms -sign -binary -in ${file} -signer ${holder}.crt -inkey seal.key -outform DER -out ${file}.p7s`.split(
        " ",
      ),
      { cwd: client.folder },
    );
  client.file("s.csv", "signed content");
  signWith("seal", "s.csv");
  assert.equal((await run([`put s.csv ${IN}/s.part`, `rename ${IN}/s.part ${IN}/s.csv`])).code, 0);
  assert.deepEqual(await intakes(city.db), []);
  assert.equal((await run([`put s.csv.p7s ${IN}/s.csv.p7s`])).code, 0);
  const [one] = await intakes(city.db);
  assert.equal(one?.name, "s.csv");
  const { rows } = await city.db.query<{ signature: Buffer }>("select signature from intake");
  assert.ok(rows[0]?.signature.equals(readFileSync(join(client.folder, "s.csv.p7s"))));

  client.file("t.csv", "signed by a key that only opens connections");
  signWith("client", "t.csv");
  const wrong = [
    `put t.csv.p7s ${IN}/t.csv.p7s`,
    `put t.csv ${IN}/t.part`,
    `rename ${IN}/t.part ${IN}/t.csv`,
  ];
  assert.notEqual((await run(wrong)).code, 0);
  client.file("s.csv", "altered content");
  const altered = [
    `put s.csv ${IN}/u.part`,
    `put s.csv.p7s ${IN}/u.csv.p7s`,
    `rename ${IN}/u.part ${IN}/u.csv`,
  ];
  assert.notEqual((await run(altered)).code, 0);
  assert.equal((await intakes(city.db)).length, 1);
  assert.deepEqual(await refusals(city.db), ["t.csv SIGNATURE_INVALID", "u.csv SIGNATURE_INVALID"]);
});

test("quotas: too many files open, and too many bytes, are refused; others go on", async (t) => {
  const { client, city, run } = await door(t, { limits: { openUploads: 2, bytesPerDay: 1_000_000 } });
  client.file("s.csv", "small");
  client.file("big.csv", Buffer.alloc(2_000_000));
  assert.equal((await run([`put s.csv ${IN}/a.part`, `put s.csv ${IN}/b.part`])).code, 0);
  assert.notEqual((await run([`put s.csv ${IN}/c.part`])).code, 0);
  assert.equal((await run([`rm ${IN}/a.part`])).code, 0);
  assert.notEqual((await run([`put big.csv ${IN}/big.part`])).code, 0);
  assert.equal((await run([`rename ${IN}/b.part ${IN}/b.csv`])).code, 0);
  assert.deepEqual(
    (await intakes(city.db)).map(({ name }) => name),
    ["b.csv"],
  );
});

test("an account that the register takes back opens nothing from then on, and one without a grant sees no folder", async (t) => {
  const { city, run, entry } = await door(t);
  assert.match((await run(["ls in/cities"])).out, /jinan-penalties/);
  writeAccess(city.path.folder, CITY, 2, { agencies: [entry({ grants: [] })] });
  await until(async () => !(await run(["ls in"])).out.includes("cities"));
  const { sftp: _, ...without } = entry({});
  writeAccess(city.path.folder, CITY, 3, { agencies: [without] });
  await until(async () => (await run(["ls"])).code === 255);
});

test("a user certificate by the authority that the register lists is enough, while the register allows it", async (t) => {
  const keys = sftpClient(t);
  const authority = keys.key("authority");
  const allowed = { keys: [], certificateAuthorities: [authority.line] };
  const { client, city, key, entry, run } = await door(t, {}, { ...allowed, allow: ["certificate"] });
  execFileSync("ssh-keygen", ["-q", "-s", authority.file, "-I", "x", "-n", AGENCY, `${key.file}.pub`]);
  client.file("a.csv", "x");
  const { code, err } = await run([`put a.csv ${IN}/a.csv.part`, `rename ${IN}/a.csv.part ${IN}/a.csv`]);
  assert.equal(code, 0, err);
  assert.deepEqual(
    (await intakes(city.db)).map(({ name, door }) => [name, door]),
    [["a.csv", "sftp"]],
  );
  writeAccess(city.path.folder, CITY, 2, { agencies: [entry({}, { ...allowed, allow: ["password"] })] });
  await until(async () => city.lines.some((line) => line.includes("register access number 2 ")));
  assert.equal((await run(["ls"])).code, 255);
});
