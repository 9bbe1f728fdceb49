import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { atEnd } from "../model/test-end.ts";
import { assertServer, connect } from "./connect.ts";
import { startEmbedded } from "./embedded.ts";
import { binaries } from "./embedded-binaries.ts";
import { isAlive, readPostmaster } from "./embedded-process.ts";
import { settings } from "./embedded-settings.ts";
import { blockedAt, runAs } from "./embedded-user.ts";

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), "xinqiao-embedded-"));
  atEnd(t, () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A process of its own that starts the server, says its pid and stays. */
async function starter(t: TestContext, dataFolder: string): Promise<{ child: ChildProcess; server: number }> {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(new URL("./embedded.ts", import.meta.url).href)});
    const { pid, stop } = await startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)}, throwAway: true });
    console.log(pid);
    process.on("SIGTERM", () => stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  atEnd(t, () => child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, server: Number(line) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

async function ask(url: string, text: string): Promise<unknown> {
  const database = connect(url, { max: 1 });
  return await database
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => database.close());
}

test("a server is made, trusted, stopped, and finds its data at the next start", async (t) => {
  const dataFolder = folder(t);
  const first = await startEmbedded({ dataFolder, throwAway: true });
  await ask(first.url, "create table kept as select 7 as a");
  const database = connect(first.url, { max: 1 });
  await assertServer(database);
  await database.close();
  await first.stop();
  assert.equal(isAlive(first.pid), false);
  const second = await startEmbedded({ dataFolder });
  atEnd(t, () => second.stop());
  assert.deepEqual(await ask(second.url, "select a from kept"), [{ a: 7 }]);
});

test("nobody gets in without the password, and no one else can read it", async (t) => {
  const dataFolder = folder(t);
  const server = await startEmbedded({ dataFolder, throwAway: true });
  atEnd(t, () => server.stop());
  const wrong = new URL(server.url);
  wrong.password = "guessed";
  await assert.rejects(ask(wrong.href, "select 1"));
  assert.equal(lstatSync(join(dataFolder, "cluster/password")).mode & 0o777, 0o600);
  assert.equal(lstatSync(join(dataFolder, "cluster")).mode & 0o077, 0);
});

test("a server that outlived the kill of its process is taken over", async (t) => {
  const dataFolder = folder(t);
  const { child, server } = await starter(t, dataFolder);
  await end(child, "SIGKILL");
  assert.equal(isAlive(server), true);
  const taken = await startEmbedded({ dataFolder });
  assert.equal(taken.pid, server);
  await taken.stop();
  assert.equal(isAlive(server), false);
});

test("a server that was killed is started again with what it had committed", async (t) => {
  const dataFolder = folder(t);
  const first = await startEmbedded({ dataFolder, throwAway: true });
  await ask(first.url, "create table kept as select 7 as a");
  process.kill(first.pid, "SIGKILL");
  while (isAlive(first.pid)) await nextTurn();
  const second = await startEmbedded({ dataFolder });
  atEnd(t, () => second.stop());
  assert.notEqual(second.pid, first.pid);
  assert.deepEqual(await ask(second.url, "select a from kept"), [{ a: 7 }]);
});

test("several that start at once share one server, which stops with the one that answers for it", async (t) => {
  const dataFolder = folder(t);
  const all = await Promise.all([starter(t, dataFolder), starter(t, dataFolder), starter(t, dataFolder)]);
  assert.equal(new Set(all.map(({ server }) => server)).size, 1);
  const owner = Number.parseInt(readFileSync(join(dataFolder, "cluster/owner"), "utf8"), 10);
  const server = all[0]?.server ?? 0;
  for (const { child } of all.filter((one) => one.child.pid !== owner)) {
    await end(child, "SIGTERM");
    assert.equal(isAlive(server), true);
  }
  for (const { child } of all.filter((one) => one.child.pid === owner)) await end(child, "SIGTERM");
  assert.equal(isAlive(server), false);
  assert.deepEqual(
    readdirSync(dataFolder).filter((name) => name.startsWith("cluster.")),
    [],
    "drafts of those who came second are gone",
  );
});

test("a lock file whose pid now belongs to another program doesn't keep the server down", async (t) => {
  const dataFolder = folder(t);
  const first = await startEmbedded({ dataFolder, throwAway: true });
  const lock = join(dataFolder, "cluster/data/postmaster.pid");
  const lines = readFileSync(lock, "utf8").split("\n");
  await first.stop();
  writeFileSync(lock, [process.pid, ...lines.slice(1)].join("\n"));
  assert.equal(readPostmaster(join(dataFolder, "cluster/data"))?.state, "foreign");
  const second = await startEmbedded({ dataFolder });
  await second.stop();
});

test("binaries are staged once, whole, and with the links that npm leaves out", (t) => {
  const stage = folder(t);
  const staged = binaries(stage, stage);
  assert.equal(lstatSync(join(staged, "lib/libpq.so.5")).isSymbolicLink(), true);
  assert.equal(existsSync(join(staged, "lib/libicuuc.so.60")), true);
  assert.equal(lstatSync(staged).mode & 0o777, 0o755);
  const { ino } = lstatSync(staged);
  assert.equal(lstatSync(binaries(stage, stage)).ino, ino);
  assert.equal(readdirSync(stage).length, 1);
});

test("the first folder that another user cannot enter is named", (t) => {
  const top = folder(t);
  const inner = join(top, "closed/data");
  mkdirSync(inner, { recursive: true });
  chmodSync(top, 0o711);
  chmodSync(join(top, "closed"), 0o700);
  const stranger = { uid: 65_533, gid: 65_533 };
  assert.equal(blockedAt(inner, stranger), join(top, "closed"));
  chmodSync(join(top, "closed"), 0o711);
  assert.equal(blockedAt(inner, stranger), undefined);
});

test("root lends PostgreSQL another user, anyone else runs it as themselves", () => {
  assert.equal(runAs(1000), undefined);
  assert.ok((runAs(0)?.uid ?? 0) > 0);
});

test("shared memory is an eighth of the machine's, within bounds", () => {
  const shared = (gib: number) => new Map(settings(gib * 1024 ** 3)).get("shared_buffers");
  assert.deepEqual([0.25, 2, 64].map(shared), ["64MB", "256MB", "1024MB"]);
});
