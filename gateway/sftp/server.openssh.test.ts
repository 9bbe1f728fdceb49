import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import type { SftpDoor, Uploads } from "./door.ts";
import { startSftpServer } from "./server.ts";
import { type SftpClient, sftpClient } from "./test-client.ts";

const ADAPTER = "cities/jinan-penalties";
const IN = `in/${ADAPTER}`;

/** The door on a folder: names to files, no rule of finality. */
function folderUploads(folder: string) {
  const files = new Map<string, string>();
  const at = new Date("2026-11-20T02:00:00Z");
  const find = (name: string) => {
    const path = files.get(name);
    return path === undefined ? undefined : { name, bytes: statSync(path).size, at };
  };
  const closed: (number | null)[] = [];
  const uploads: Uploads = {
    list: async () => [...files.keys()].flatMap((name) => find(name) ?? []),
    find: async (_agency, _adapter, name) => find(name),
    hold: async (_agency, _adapter, name, manner) => {
      if (files.has(name) ? manner.exclusive : !manner.create) throw new Refusal("SFTP_PATH");
      const path = files.get(name) ?? join(folder, randomUUID());
      if (!files.has(name)) writeFileSync(path, "");
      files.set(name, path);
      return { uploadId: name, path, limit: 64 << 20 };
    },
    closed: async (_held, written) => void closed.push(written?.bytes ?? null),
    rename: async (_agency, _adapter, from, to) => {
      const path = files.get(from);
      if (path === undefined) throw new Refusal("SFTP_PATH");
      files.delete(from);
      files.set(to, path);
    },
    remove: async (_agency, _adapter, name) => {
      if (!files.delete(name)) throw new Refusal("SFTP_PATH");
    },
  };
  return { uploads, files, closed };
}

async function server(t: TestContext, client: SftpClient) {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-door-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const host = client.key("host");
  const [key, rsa, stranger] = [client.key("agency"), client.key("rsa", "rsa"), client.key("stranger")];
  const refused: string[] = [];
  const noted: unknown[] = [];
  const state = { now: Date.now() };
  const back = folderUploads(folder);
  const receipt = Buffer.from('{"receipt":true}\n'.repeat(10_000));
  const door: SftpDoor = {
    account: (user) =>
      user === "jinan-credit"
        ? { agency: user, keys: [key.line, rsa.line], authorities: [], adapters: [ADAPTER] }
        : undefined,
    uploads: back.uploads,
    feedback: {
      list: async () => [{ name: "收据.csv.receipt.json", bytes: receipt.length, at: new Date(state.now) }],
      open: async (_agency, name) =>
        name === "收据.csv.receipt.json"
          ? {
              bytes: receipt.length,
              at: new Date(state.now),
              read: async (offset, length) => receipt.subarray(offset, offset + length),
              close: async () => undefined,
            }
          : undefined,
    },
    template: () => Buffer.from("决定书文号,处罚类别\r\n"),
    refused: (agency, what, refusal) => void refused.push(`${agency} ${what} ${refusal.code}`),
    clock: () => new Date(state.now),
    note: (error) => void noted.push(error),
  };
  const running = await startSftpServer(door, {
    host: "127.0.0.1",
    port: 0,
    hostKeys: [readFileSync(host.file, "utf8")],
  });
  atEnd(t, () => running.close());
  atEnd(t, () => assert.deepEqual(noted, []));
  const run = (commands: readonly string[], who = key, user = "jinan-credit") =>
    client.run(running.port, user, who, commands);
  return { ...back, port: running.port, run, key, rsa, stranger, refused, receipt, state, folder };
}

test("OpenSSH's client puts, renames, lists, and reads back only what is for it", async (t) => {
  const client = sftpClient(t);
  const { run, files, closed, receipt } = await server(t, client);
  const content = randomBytes(3_000_000);
  client.file("处罚.csv", content);
  const { code, out, err } = await run([
    `put 处罚.csv ${IN}/处罚.csv.part`,
    `rename ${IN}/处罚.csv.part ${IN}/处罚.csv`,
    `ls -l ${IN}`,
    "ls in/cities",
    "get out/收据.csv.receipt.json receipt.json",
    `get templates/${ADAPTER}.csv template.csv`,
    "ls -l out",
    "pwd",
  ]);
  assert.equal(code, 0, err);
  assert.match(out, /-rw-r--r--.+ 3000000 .+处罚\.csv/);
  assert.match(out, /收据\.csv\.receipt\.json/);
  assert.match(out, /in\/cities\/jinan-penalties/);
  assert.ok(readFileSync(files.get("处罚.csv") ?? "").equals(content));
  assert.deepEqual(closed, [content.length]);
  assert.ok(readFileSync(join(client.folder, "receipt.json")).equals(receipt));
  assert.equal(readFileSync(join(client.folder, "template.csv"), "utf8"), "决定书文号,处罚类别\r\n");
});

test("an interrupted upload is resumed where it stopped", async (t) => {
  const client = sftpClient(t);
  const { run, files } = await server(t, client);
  const content = randomBytes(5_000_000);
  client.file("big.csv", content.subarray(0, 2_345_678));
  assert.equal((await run([`put big.csv ${IN}/big.csv.part`])).code, 0);
  client.file("big.csv", content);
  const resumed = await run([`reput big.csv ${IN}/big.csv.part`]);
  assert.equal(resumed.code, 0, resumed.err);
  assert.ok(readFileSync(files.get("big.csv.part") ?? "").equals(content));
});

test("keys exchanged anew while bytes come change nothing in them", async (t) => {
  const client = sftpClient(t);
  const { files, port, key } = await server(t, client);
  const content = randomBytes(8_000_000);
  client.file("big.csv", content);
  const put = [`put big.csv ${IN}/big.csv`];
  const { code, err } = await client.run(port, "jinan-credit", key, put, ["RekeyLimit=1M"]);
  assert.equal(code, 0, err);
  assert.ok(readFileSync(files.get("big.csv") ?? "").equals(content));
});

test("a connection cut at any byte leaves a beginning of the file, and reput goes on from there", async (t) => {
  const client = sftpClient(t);
  const { run, files, closed, port, key } = await server(t, client);
  const content = randomBytes(300_000);
  client.file("x.csv", content);
  let whole = 0;
  for (let cut = 500; whole === 0; cut = Math.ceil(cut * 1.6)) {
    const proxy = await cutAfter(t, port, cut);
    const sent = await client.run(proxy, "jinan-credit", key, [`put x.csv ${IN}/x.part`]);
    if (sent.code === 0) whole = cut;
    const opened = files.get("x.part") !== undefined;
    if (opened) await until(() => closed.length > 0);
    closed.length = 0;
    const path = files.get("x.part");
    if (path !== undefined && whole === 0) {
      const kept = readFileSync(path);
      assert.ok(kept.equals(content.subarray(0, kept.length)), `cut after ${cut}`);
    }
    const again = whole > 0 ? [] : [`${opened ? "reput" : "put"} x.csv ${IN}/x.part`];
    if (again.length > 0 && statOf(path) < content.length) {
      const { code, err } = await run(again);
      assert.equal(code, 0, `cut after ${cut}: ${err}`);
    }
    assert.ok(readFileSync(files.get("x.part") ?? "").equals(content), `cut after ${cut}`);
    files.clear();
    closed.length = 0;
  }
  assert.ok(whole > content.length);
});

test("a client killed in the middle leaves a beginning of the file that reput goes on from", async (t) => {
  const client = sftpClient(t);
  const { run, files, closed, port, key } = await server(t, client);
  const content = randomBytes(30_000_000);
  client.file("big.csv", content);
  const child = client.start(port, "jinan-credit", key, [`put big.csv ${IN}/big.csv.part`]);
  await until(() => statOf(files.get("big.csv.part")) > 2_000_000);
  child.kill("SIGKILL");
  await until(() => closed.length === 1);
  assert.deepEqual(closed, [null]);
  const path = files.get("big.csv.part") ?? "";
  const kept = readFileSync(path);
  assert.ok(kept.length < content.length && kept.equals(content.subarray(0, kept.length)));
  const resumed = await run([`reput big.csv ${IN}/big.csv.part`]);
  assert.equal(resumed.code, 0, resumed.err);
  assert.ok(readFileSync(path).equals(content));
});

test("outside of its own places there is nothing, and nothing can be made, linked or read back", async (t) => {
  const client = sftpClient(t);
  const { run, files, folder, refused } = await server(t, client);
  client.file("x.csv", "x");
  const attempts = [
    "put x.csv ../../../../tmp/xinqiao-escaped.csv",
    "put x.csv in/cities/laiwu-penalties-2015/x.csv",
    `put x.csv ${IN}/deeper/x.csv`,
    "put x.csv out/x.csv",
    "put x.csv templates/cities/jinan-penalties.csv",
    `mkdir ${IN}/new`,
    `symlink /etc/passwd ${IN}/link`,
    "get /etc/passwd stolen",
    "get out/../../etc/passwd stolen",
    "ls /root",
    "rm out/收据.csv.receipt.json",
    `rename ${IN}/nothing.part ${IN}/nothing`,
    `put x.csv "${IN}/.hidden"`,
  ];
  for (const attempt of attempts) {
    const { code } = await run([attempt]);
    assert.notEqual(code, 0, attempt);
  }
  assert.equal(files.size, 0);
  assert.ok(!existsSync("/tmp/xinqiao-escaped.csv") && !existsSync(join(client.folder, "stolen")));
  assert.ok(existsSync(folder));
  assert.ok(refused.some((line) => line.endsWith("open SFTP_PATH")));
  assert.ok(refused.some((line) => line.endsWith("SFTP_NAME")));
  await run([`put x.csv ${IN}/x.csv`]);
  assert.notEqual((await run([`get ${IN}/x.csv stolen`])).code, 0);
});

test("a foreign key and a foreign name are refused alike, and too many of them for a while", async (t) => {
  const client = sftpClient(t);
  const { run, stranger, rsa, refused, state } = await server(t, client);
  assert.equal((await run(["ls"], rsa)).code, 0);
  const wrongKey = await run(["ls"], stranger);
  const wrongName = await run(["ls"], stranger, "nobody");
  assert.equal(wrongKey.code, 255);
  assert.equal(wrongName.err.replaceAll("nobody", "jinan-credit"), wrongKey.err);
  for (let turn = 0; turn < 4; turn++) await run(["ls"], stranger);
  assert.equal((await run(["ls"])).code, 255);
  assert.ok(refused.includes("jinan-credit login SFTP_KEY_UNKNOWN"));
  assert.ok(refused.includes("jinan-credit login SFTP_BANNED"));
  state.now += 61_000;
  assert.equal((await run(["ls"])).code, 0);
});

test("a file over the limit is refused while it comes", async (t) => {
  const client = sftpClient(t);
  const { run, closed } = await server(t, client);
  client.file("huge.csv", Buffer.alloc(65 << 20));
  assert.notEqual((await run([`put huge.csv ${IN}/huge.csv.part`])).code, 0);
  assert.deepEqual(closed, [null]);
});

test("who speaks no SSH, or says nothing, disturbs nobody", async (t) => {
  const client = sftpClient(t);
  const { run, port } = await server(t, client);
  const sockets = Array.from({ length: 10 }, (_, at) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    if (at % 2 === 0) socket.write(randomBytes(4096));
    return socket;
  });
  assert.equal((await run(["ls"])).code, 0);
  for (const socket of sockets) socket.destroy();
});

/** A way to `port` that breaks when so many bytes have gone in. */
async function cutAfter(t: TestContext, port: number, bytes: number): Promise<number> {
  const proxy = createServer((socket) => {
    const onward = connect(port, "127.0.0.1");
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    let left = bytes;
    socket.on("data", (chunk) => {
      const part = chunk.subarray(0, left);
      left -= part.length;
      onward.write(part, () => {
        if (left === 0) end();
      });
    });
    onward.pipe(socket);
    for (const one of [socket, onward]) {
      one.on("error", end);
      one.on("close", end);
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  atEnd(t, () => proxy.close());
  const address = proxy.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function statOf(path: string | undefined): number {
  return path === undefined ? 0 : statSync(path).size;
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}
