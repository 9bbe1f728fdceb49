import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";

import { ADAPTERS_FOLDER } from "../data.ts";
import { atEnd } from "../model/test-end.ts";
import { connect } from "../store/connect.ts";
import { freePort } from "../store/free-port.ts";
import { testServer } from "../store/test-database.ts";
import { startProcess } from "./sandbox-processes.ts";
import { deliver } from "./sandbox-run.ts";

const XINQIAO = join(import.meta.dirname, "../xinqiao.mjs");
const COMPOSE = readFileSync(join(import.meta.dirname, "../../compose.yaml"), "utf8");
const IDS = ["370100", "370000", "100000"];

/** What the init service of compose.yaml calls, with our places in its options. */
function composed(places: Readonly<Record<string, string>>): string[] {
  const command = /^ {2}init:[\s\S]*?^ {4}command:\n((?: {6}- .*\n)+)/m.exec(COMPOSE)?.[1] ?? "";
  const words = command.split("\n").map((line) => line.replace(/^ {6}- /, ""));
  return words
    .filter((word) => word !== "")
    .map((word) => {
      const [name = ""] = word.split("=");
      return places[name] === undefined ? word : `${name}=${places[name]}`;
    });
}

async function got(ca: string, url: string): Promise<string> {
  const [response] = (await once(get(url, { ca, agent: false }), "response")) as [IncomingMessage];
  return await text(response);
}

test("compose.yaml publishes every node's console on this machine alone, by the port that it listens on", () => {
  const consoles = /^ +- --consoles=(.*)$/m.exec(COMPOSE)?.[1] ?? "";
  const ports = consoles.split(",").map((one) => /^\d{6}=localhost:(\d+)$/.exec(one)?.[1] ?? one);
  assert.equal(ports.length, IDS.length);
  for (const port of ports) assert.ok(COMPOSE.includes(`"127.0.0.1:${port}:${port}"`), port);
  for (const [published] of COMPOSE.matchAll(/^ {4}ports:.*$/gm)) assert.doesNotMatch(published, /"\d+:/);
});

test("what compose.yaml calls makes three nodes with consoles that deliver a batch, and a second call changes no key", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-init-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const server = new URL(testServer());
  const password = join(folder, "password");
  writeFileSync(password, `${decodeURIComponent(server.password)}\n`);
  server.password = "";
  const hosts: string[] = [];
  const consoles: number[] = [];
  for (const id of IDS) {
    hosts.push(`${id}=localhost:${await freePort()}`);
    consoles.push(await freePort());
  }
  const site = join(folder, "site");
  const args = composed({
    "--data": site,
    "--hosts": hosts.join(","),
    "--consoles": IDS.map((id, at) => `${id}=localhost:${consoles[at]}`).join(","),
    "--database": server.href,
    "--database-password-file": password,
  });
  assert.deepEqual(args.slice(0, 2), ["sandbox", "--init"]);
  assert.equal(args.length, 7);
  const init = () => spawnSync(process.execPath, [XINQIAO, ...args], { encoding: "utf8" });
  const first = init();
  assert.equal(first.status, 0, first.stderr);
  const urls = IDS.map((id) => readFileSync(join(site, "nodes", id, "database.url"), "utf8"));
  const key = readFileSync(join(site, "nodes", "370100", "seal.key"), "utf8");
  assert.equal(init().status, 0);
  assert.equal(readFileSync(join(site, "nodes", "370100", "seal.key"), "utf8"), key);
  assert.deepEqual(
    IDS.map((id) => readFileSync(join(site, "nodes", id, "database.url"), "utf8")),
    urls,
  );
  const running = await Promise.all(IDS.map((id) => startProcess(join(site, "nodes", id), id)));
  try {
    const adapter = "cities/jinan-penalties";
    const result = await deliver(
      {
        file: join(ADAPTERS_FOLDER, adapter, "samples/nightly.csv"),
        adapter,
        client: join(site, "agencies/jinan-credit/client.json"),
      },
      () => {},
    );
    assert.deepEqual(
      result.hops.map(({ node, receipt }) => [node, receipt]),
      IDS.map((id) => [id, "verified"]),
      JSON.stringify(result.refusal),
    );
    const ca = readFileSync(join(site, "ca.crt"), "utf8");
    for (const port of consoles)
      assert.match(await got(ca, `https://localhost:${port}/api/sign-in`), /"setUp":true/);
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    const admin = connect(testServer(), { max: 1 });
    for (const url of urls)
      await admin.query(`drop database if exists "${new URL(url).pathname.slice(1)}" with (force)`);
    await admin.close();
  }
});

test("--init names what it wants, and a password file that is not there", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [XINQIAO, "sandbox", "--init", "--data", tmpdir(), ...args], {
      encoding: "utf8",
    });
  assert.match(run().stderr, /^COMMAND_INVALID/);
  const hosts = IDS.map((id) => `${id}=localhost:1`).join(",");
  const database = ["--database", "postgresql://x@127.0.0.1:1/postgres"];
  for (const consoles of ["370100", "370100=localhost", "123456=localhost:1"])
    assert.match(run("--hosts", hosts, "--consoles", consoles, ...database).stderr, /^COMMAND_INVALID/);
  const wrong = run(...["--hosts", hosts, ...database], ...["--database-password-file", "/nowhere/password"]);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /^COMMAND_INVALID\n.*password-file/);
});
