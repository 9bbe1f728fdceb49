import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "../model/test-end.ts";
import { certifiedKey } from "./certificate.ts";
import type { Account, SftpDoor } from "./door.ts";
import { hashPassword } from "./password.ts";
import { startSftpServer } from "./server.ts";
import { type SshKey, sftpClient } from "./test-client.ts";

const AGENCY = "jinan-credit";
const PASSWORD = "正确 horse battery 2026";

async function server(t: TestContext) {
  const client = sftpClient(t);
  const host = client.key("host");
  const refused: string[] = [];
  const state = {
    now: Date.now(),
    account: { agency: AGENCY, keys: [], authorities: [], adapters: [] } as Account,
  };
  const nothing = async () => undefined;
  const door: SftpDoor = {
    account: (user) => (user === AGENCY ? state.account : undefined),
    uploads: {
      ...{ list: async () => [], find: nothing, closed: nothing, rename: nothing, remove: nothing },
      hold: () => Promise.reject(new Error("nobody uploads here")),
    },
    feedback: { list: async () => [], open: nothing },
    template: () => Buffer.alloc(0),
    refused: (_agency, what, { code }) => void refused.push(`${what} ${code}`),
    clock: () => new Date(state.now),
    note: (error) => assert.fail(String(error)),
  };
  const hostKeys = [readFileSync(host.file, "utf8")];
  const running = await startSftpServer(door, { host: "127.0.0.1", port: 0, hostKeys });
  atEnd(t, () => running.close());
  const login = async (key: SshKey, options: readonly string[] = [], user = AGENCY) =>
    (await client.run(running.port, user, key, ["ls"], options)).code === 0;
  const session = async (key: SshKey, commands: readonly string[]) =>
    (await client.run(running.port, AGENCY, key, commands)).code === 0;
  /** A certificate that ssh-keygen makes; the client sends it with the key. */
  const certify = (authority: SshKey, key: SshKey, options: readonly string[]): SshKey => {
    execFileSync("ssh-keygen", ["-q", "-s", authority.file, "-I", "test", ...options, `${key.file}.pub`]);
    return key;
  };
  return { client, refused, state, login, session, certify };
}

const FOR_US = ["-n", `somebody,${AGENCY}`];

for (const type of ["ed25519", "rsa", "ecdsa"])
  test(`a user certificate with a key of ${type}, by an authority of ${type}, opens the account that its principals name`, async (t) => {
    const { client, state, login, certify, refused } = await server(t);
    const authority = client.key("authority", type);
    const key = certify(authority, client.key("agency", type), [...FOR_US, "-V", "-1m:+1h"]);
    assert.equal(await login(key), false, "off unless the register says otherwise");
    state.account = { ...state.account, authorities: [authority.line] };
    assert.equal(await login(key), true);
    assert.equal(await login(client.key("stranger", type)), false);
    assert.equal(await login(key, [], "jinan-observer"), false);
    state.now += 2 * 3_600_000;
    assert.equal(await login(key), false, "its time is over");
    assert.ok(refused.includes("login SFTP_CERTIFICATE"));
  });

test("a certificate that is another's, for nobody, for hosts, of another time or with critical options opens nothing", async (t) => {
  const { client, state, login, certify } = await server(t);
  const [authority, other] = [client.key("authority"), client.key("other")];
  state.account = { ...state.account, authorities: [authority.line] };
  for (const [at, [by, options]] of (
    [
      [other, FOR_US],
      [authority, ["-n", "jinan-observer"]],
      [authority, []],
      [authority, ["-h", ...FOR_US]],
      [authority, [...FOR_US, "-V", "20200101:20200201"]],
      [authority, [...FOR_US, "-V", "+1d:+2d"]],
      [authority, [...FOR_US, "-O", "force-command=/bin/true"]],
      [authority, [...FOR_US, "-O", "source-address=127.0.0.1"]],
    ] as const
  ).entries()) {
    const key = certify(by, client.key(`agency-${at}`), options);
    assert.equal(await login(key), false, options.join(" "));
    // Not to be banned for it.
    state.now += 11 * 60_000;
  }
});

test("no byte of a certificate can be another", (t) => {
  const client = sftpClient(t);
  for (const type of ["ed25519", "ecdsa"]) {
    const [authority, key] = [client.key(`authority-${type}`, type), client.key(`key-${type}`, type)];
    execFileSync("ssh-keygen", ["-q", "-s", authority.file, "-I", "x", ...FOR_US, `${key.file}.pub`]);
    const [name = "", base64 = ""] = readFileSync(`${key.file}-cert.pub`, "utf8").split(" ");
    const blob = Buffer.from(base64, "base64");
    const demand = { authorities: [authority.line], principal: AGENCY, now: new Date() };
    assert.ok(certifiedKey(name, blob, demand));
    for (let at = 0; at < blob.length; at++) {
      const changed = Buffer.from(blob);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(certifiedKey(name, changed, demand), undefined, `${type} byte ${at}`);
    }
    for (let end = 0; end < blob.length; end++)
      assert.equal(certifiedKey(name, blob.subarray(0, end), demand), undefined);
    assert.equal(certifiedKey(name, Buffer.concat([blob, Buffer.of(0)]), demand), undefined);
  }
});

test("a password opens the account where the register allows it, and guessing is banned", async (t) => {
  const { client, state, login, refused } = await server(t);
  const stranger = client.key("stranger");
  const answer = (password: string) => {
    const script = client.file("askpass", `#!/bin/sh\nprintf '%s\\n' '${password}'\n`);
    chmodSync(script, 0o700);
    process.env["SSH_ASKPASS"] = script;
  };
  atEnd(t, () => delete process.env["SSH_ASKPASS"]);
  process.env["SSH_ASKPASS_REQUIRE"] = "force";
  const options = ["BatchMode=no", "PreferredAuthentications=password", "NumberOfPasswordPrompts=3"];
  answer(PASSWORD);
  assert.equal(await login(stranger, options), false, "off unless the register says otherwise");
  state.account = { ...state.account, password: await hashPassword(PASSWORD) };
  assert.equal(await login(stranger, options), true);
  answer("another horse battery");
  assert.equal(await login(stranger, options), false);
  assert.equal(await login(stranger, options), false);
  answer(PASSWORD);
  assert.equal(await login(stranger, options), false, "five wrong ones ban the name from the address");
  assert.ok(refused.includes("login SFTP_PASSWORD") && refused.includes("login SFTP_BANNED"));
  state.now += 61_000;
  assert.equal(await login(stranger, options), true);
});

test("what the register takes back is taken from sessions that are open", async (t) => {
  const { client, state, session: open } = await server(t);
  const [authority, other] = [client.key("authority"), client.key("other")];
  const key = client.key("agency");
  execFileSync("ssh-keygen", [
    "-q",
    "-s",
    authority.file,
    "-I",
    "x",
    ...FOR_US,
    "-V",
    "-1m:+1h",
    `${key.file}.pub`,
  ]);
  const byKey: Account = { agency: AGENCY, keys: [key.line], authorities: [], adapters: [] };
  const byCertificate: Account = { ...byKey, keys: [], authorities: [authority.line] };
  for (const [before, after, hours, stays] of [
    [byKey, byKey, 0, true],
    [byKey, { ...byKey, keys: [other.line] }, 0, false],
    [byCertificate, { ...byCertificate, authorities: [other.line] }, 0, false],
    [byCertificate, byCertificate, 2, false],
  ] as const) {
    state.account = before;
    const place = (name: string) => join(client.folder, name);
    for (const name of ["in", "go"]) rmSync(place(name), { force: true });
    // "!" is a command of the client's own machine.
    const wait = `!touch ${place("in")}; while [ ! -e ${place("go")} ]; do sleep 0.05; done`;
    const session = open(key, ["ls", wait, "ls"]);
    while (!existsSync(place("in"))) await pause(20);
    state.account = after;
    state.now += hours * 3_600_000;
    client.file("go", "");
    assert.equal(await session, stays);
    state.now += 11 * 60_000 - hours * 3_600_000;
  }
});
