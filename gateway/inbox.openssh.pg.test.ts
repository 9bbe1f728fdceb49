import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import type { AccessAgency, SftpAccount } from "./model/access.ts";
import { atEnd } from "./model/test-end.ts";
import { sftpClient } from "./sftp/test-client.ts";
import { freePort } from "./store/free-port.ts";
import { type TestCity, testCity } from "./test-city.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const SSHD = "/usr/sbin/sshd";

async function inbox(t: TestContext, account: Partial<SftpAccount> = {}, change: Partial<AccessAgency> = {}) {
  const root = mkdtempSync(join(tmpdir(), "xinqiao-inbox-"));
  atEnd(t, () => rmSync(root, { recursive: true, force: true }));
  const home = join(root, AGENCY);
  const folder = join(home, "in", ADAPTER);
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(home, "out"));
  const agency: AccessAgency = {
    id: AGENCY,
    grants: [{ item: "XZCF", actions: ["send"], upTo: "open" }],
    sftp: { keys: [], final: "rename", ...account },
    ...change,
  };
  const city = await testCity(t, [AGENCY], { agencies: [agency] }, { inbox: { root } });
  return { root, home, folder, city };
}

async function intakes(city: TestCity): Promise<readonly string[]> {
  const { rows } = await city.db.query<{ line: string }>(
    "select file_name || ' ' || encode(sha256, 'hex') || ' ' || door as line from intake order by received_at",
  );
  return rows.map(({ line }) => line);
}

async function refusals(city: TestCity): Promise<readonly string[]> {
  const { rows } = await city.db.query<{ line: string }>(
    "select file_name || ' ' || code as line from door_refusal order by file_name",
  );
  return rows.map(({ line }) => line);
}

async function until<T>(what: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await what();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const hex = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

test("only regular files of one name are taken; links go, and what they lead to stays", async (t) => {
  const { root, folder, city, home } = await inbox(t);
  const secret = join(root, "secret");
  writeFileSync(secret, "not for sending");
  symlinkSync(secret, join(folder, "link.csv"));
  linkSync(secret, join(folder, "hard.csv"));
  mkdirSync(join(folder, "folder.csv"));
  execFileSync("mkfifo", [join(folder, "pipe.csv")]);
  writeFileSync(join(folder, "good.csv"), "good");
  writeFileSync(join(folder, "half.csv.part"), "half");
  assert.deepEqual(await until(async () => (await refusals(city)).length === 4 && (await refusals(city))), [
    "folder.csv FILE_NOT_REGULAR",
    "hard.csv FILE_NOT_REGULAR",
    "link.csv FILE_NOT_REGULAR",
    "pipe.csv FILE_NOT_REGULAR",
  ]);
  assert.deepEqual(await until(async () => (await intakes(city)).length > 0 && (await intakes(city))), [
    `good.csv ${hex("good")} inbox`,
  ]);
  await until(async () => readdirSync(folder).length === 2);
  assert.deepEqual(readdirSync(folder).sort(), ["folder.csv", "half.csv.part"]);
  assert.equal(readFileSync(secret, "utf8"), "not for sending");
  // Its own answers, and what was refused, are laid out for the sender.
  await until(async () => {
    const there = readdirSync(join(home, "out"));
    return there.includes("link.csv.refused.txt") && there.includes("good.csv.summary.txt");
  });
});

test("with control files: what they promise is demanded, and a shorter file is waited for", async (t) => {
  const { folder, city } = await inbox(t, { final: "control" });
  writeFileSync(join(folder, "a.csv"), "content of a");
  writeFileSync(join(folder, "a.csv.sha256"), `${hex("content of a")}  a.csv\n`);
  writeFileSync(join(folder, "b.csv"), "content of b");
  writeFileSync(join(folder, "b.csv.ctl"), JSON.stringify({ size: 12, sha256: hex("other") }));
  writeFileSync(join(folder, "c.csv"), "half");
  writeFileSync(join(folder, "c.csv.ctl"), JSON.stringify({ size: 12, sha256: hex("half of it c") }));
  writeFileSync(join(folder, "d.csv"), "without a control file");
  assert.deepEqual(await until(async () => (await intakes(city)).length > 0 && (await intakes(city))), [
    `a.csv ${hex("content of a")} inbox`,
  ]);
  await until(async () => (await refusals(city)).includes("b.csv RECEIVE_DIGEST"));
  writeFileSync(join(folder, "c.csv"), "half of it c");
  await until(async () => (await intakes(city)).includes(`c.csv ${hex("half of it c")} inbox`));
  assert.ok(existsSync(join(folder, "d.csv")));
});

test("OpenSSH's own server in front: put, rename, and the answer fetched back", async (t) => {
  const { home, city } = await inbox(t);
  const client = sftpClient(t);
  const [host, key] = [client.key("host"), client.key("agency")];
  const port = await freePort();
  const config = join(client.folder, "sshd_config");
  // As docs/openssh.md, but for the chroot, which wants folders of root up to the top.
  const lines = [
    ...[`Port ${port}`, "ListenAddress 127.0.0.1", `HostKey ${host.file}`, `PidFile ${client.folder}/pid`],
    ...[`AuthorizedKeysFile ${key.file}.pub`, "StrictModes no", "UsePAM no", "PasswordAuthentication no"],
    ...["PermitRootLogin prohibit-password", "Subsystem sftp internal-sftp"],
    ...["DisableForwarding yes", `ForceCommand internal-sftp -d ${home} -u 0007`],
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const sshd = spawn(SSHD, ["-D", "-e", "-f", config], { stdio: "ignore" });
  const ended = new Promise((resolve) => sshd.once("exit", resolve));
  atEnd(t, async () => {
    sshd.kill("SIGTERM");
    await ended;
  });
  const content = randomBytes(5_000_000);
  client.file("处罚.csv", content);
  const place = `in/${ADAPTER}/处罚.csv`;
  const { username } = userInfo();
  await until(async () => (await client.run(port, username, key, ["pwd"])).code === 0);
  const sent = await client.run(port, username, key, [
    `put 处罚.csv ${place}.part`,
    `rename ${place}.part ${place}`,
  ]);
  assert.equal(sent.code, 0, sent.err);
  assert.deepEqual(await until(async () => (await intakes(city)).length > 0 && (await intakes(city))), [
    `处罚.csv ${hex(content)} inbox`,
  ]);
  await until(async () => existsSync(join(home, "out", "处罚.csv.summary.txt")));
  const fetched = await client.run(port, username, key, [
    "get out/处罚.csv.receipt.json r.json",
    `ls in/${ADAPTER}`,
  ]);
  assert.equal(fetched.code, 0, fetched.err);
  assert.match(readFileSync(join(client.folder, "r.json"), "utf8"), /DECODE_/);
});
