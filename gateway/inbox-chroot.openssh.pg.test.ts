/**
 * The recipe of docs/openssh.md as it stands there, its commands and its configuration, run by root against a real
 * sshd. The machine stays as it was: they run in a mount namespace with a copy of /etc and a /srv of their own.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "./model/test-end.ts";
import { sftpClient } from "./sftp/test-client.ts";
import { freePort } from "./store/free-port.ts";
import { testCity, writeAccess } from "./test-city.ts";
import { CITY } from "./test-path.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const GUIDE = readFileSync(join(import.meta.dirname, "../docs/openssh.md"), "utf8");
const canIsolate = process.getuid?.() === 0 && spawnSync("unshare", ["-m", "true"]).status === 0;

/** The block under a heading of the guide. */
function blockUnder(heading: string): string {
  const [, block] = /```\w*\n([\s\S]*?)```/.exec(GUIDE.slice(GUIDE.indexOf(`## ${heading}`))) ?? [];
  assert.ok(block);
  return block;
}

/** sshd as the guide sets it up; its inbox as this process sees it. */
async function startSshd(t: TestContext, hostKey: string, publicKey: string) {
  const home = mkdtempSync(join(tmpdir(), "xinqiao-chroot-"));
  atEnd(t, () => rmSync(home, { recursive: true, force: true }));
  const at = (name: string) => join(home, name);
  mkdirSync(at("srv"), { mode: 0o755 });
  mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  cpSync("/etc", at("etc"), { recursive: true, verbatimSymlinks: true });
  writeFileSync(at(`${AGENCY}.pub`), `${publicKey}\n`);
  const port = await freePort();
  const general = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${hostKey}`,
    "PidFile none",
    "UsePAM yes",
  ];
  const lines = [
    ...general,
    "Subsystem sftp internal-sftp",
    blockUnder("/etc/ssh/sshd_config.d/xinqiao.conf"),
  ];
  writeFileSync(at("sshd_config"), lines.join("\n"));
  const script = [
    ...["set -eu", `cd ${home}`, "mount --bind etc /etc", "mount --bind srv /srv"],
    ...["useradd --system --user-group xinqiao", blockUnder("Folders")],
    ...["/usr/sbin/sshd -t -f sshd_config", `exec /usr/sbin/sshd -D -e -f ${at("sshd_config")}`],
  ];
  writeFileSync(at("script"), script.join("\n"));
  const child = spawn("unshare", ["-m", "sh", at("script")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  atEnd(t, async () => {
    child.kill("SIGTERM");
    await ended;
  });
  while (!said.includes("Server listening")) {
    assert.equal(child.exitCode, null, said);
    await pause(20);
  }
  return { port, root: at("srv/xinqiao-inbox") };
}

test("the set-up that the guide describes lets an agency send and fetch, and shows it nothing else", {
  skip: !canIsolate && "needs root and unshare",
}, async (t) => {
  const client = sftpClient(t);
  const [host, key] = [client.key("host"), client.key("agency")];
  const { port, root } = await startSshd(t, host.file, key.line);
  const folder = join(root, AGENCY, "in", ADAPTER);
  const { uid } = statSync(folder);
  assert.notEqual(uid, 0);
  const grants = [{ item: "XZCF", actions: ["send"], upTo: "open" }] as const;
  const sftp = { keys: [], final: "rename", uid } as const;
  const city = await testCity(t, [AGENCY], { agencies: [{ id: AGENCY, grants, sftp }] }, { inbox: { root } });
  const run = async (...commands: readonly string[]) => await client.run(port, AGENCY, key, commands);

  const tree = await run("pwd", "ls -1 /", "ls -1 /in/cities");
  assert.equal(tree.code, 0, tree.err);
  const shown = tree.out.split("\n").filter((line) => line !== "" && !line.startsWith("sftp>"));
  assert.deepEqual(shown, ["Remote working directory: /", "/in", "/out", `/in/${ADAPTER}`]);
  client.file("x", "x");
  for (const forbidden of [
    ...["get /etc/passwd stolen", "put x /x", "put x /in/x", "put x /in/cities/x", "put x /out/x"],
    ...["rename /in /new", "mkdir /new", "symlink /etc /link"],
  ])
    assert.notEqual((await run(forbidden)).code, 0, forbidden);
  assert.ok(!existsSync(join(client.folder, "stolen")));
  const shell = ["-F", "none", "-i", key.file, "-o", "StrictHostKeyChecking=no", "-o", "IdentityAgent=none"];
  const known = ["-o", `UserKnownHostsFile=${join(client.folder, "known_hosts")}`, "-p", String(port)];
  const { stdout } = spawnSync("ssh", [...shell, ...known, `${AGENCY}@127.0.0.1`, "id"], { input: "" });
  assert.doesNotMatch(String(stdout), /uid=/);

  const content = randomBytes(2_000_000);
  client.file("处罚.csv", content);
  const place = `in/${ADAPTER}/处罚.csv`;
  const put = await run(`put 处罚.csv ${place}.part`);
  assert.equal(put.code, 0, put.err);
  const { mode, uid: owner, gid } = statSync(join(folder, "处罚.csv.part"));
  assert.deepEqual(
    [mode & 0o777, owner, gid],
    [0o640, uid, statSync(folder).gid],
    "for the gateway's group to take",
  );
  assert.equal((await run(`rename ${place}.part ${place}`)).code, 0);
  while (!existsSync(join(root, AGENCY, "out", "处罚.csv.summary.txt"))) await pause(50);
  const { rows } = await city.db.query(
    "select file_name as name, encode(sha256, 'hex') as sha256, door from intake",
  );
  assert.deepEqual(rows, [
    { name: "处罚.csv", sha256: createHash("sha256").update(content).digest("hex"), door: "inbox" },
  ]);
  const fetched = await run("get out/处罚.csv.receipt.json r.json", "get out/处罚.csv.summary.txt s.txt");
  assert.equal(fetched.code, 0, fetched.err);
  // A file of somebody else's in its folder is not taken.
  writeAccess(city.path.folder, CITY, 2, {
    agencies: [{ id: AGENCY, grants, sftp: { ...sftp, uid: uid + 1 } }],
  });
  while (!city.lines.some((line) => line.includes("register access number 2 "))) await pause(50);
  assert.equal((await run(`put x ${place}.part`, `rename ${place}.part ${place}`)).code, 0);
  while (
    (await city.db.query("select 1 from door_refusal where code = 'FILE_NOT_REGULAR'")).rows.length === 0
  )
    await pause(50);
});
