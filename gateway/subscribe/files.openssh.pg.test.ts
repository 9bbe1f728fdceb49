import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";
import iconv from "iconv-lite";

import type { AccessAgency, Grant, Target } from "../model/access.ts";
import { atEnd } from "../model/test-end.ts";
import { type Sshd, startSshd } from "../pull/test-sshd.ts";
import { type SshKey, sftpClient } from "../sftp/test-client.ts";
import { testCity, writeAccess } from "../test-city.ts";
import { CITY, sendFile } from "../test-path.ts";
import {
  MAY_SEND,
  PENALTIES,
  type PenaltyRow,
  penalties,
  residentNumber,
  SENDER,
} from "../test-penalties.ts";
import type { Event } from "./test-receiver.ts";

const OTHER = "jinan-observer";
const GRANT: Grant = { item: "XZCF", actions: ["subscribe"], upTo: "shared" };
const LOOPBACK = ["127.0.0.0/8"];

interface Setting {
  /** Beside the subscriber. */
  readonly sender?: AccessAgency;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly clientKey: string;
}

/** A city whose subscriber's target is as `register` says. */
async function city(t: TestContext, { sender = MAY_SEND, settings, clientKey }: Setting) {
  const it = await testCity(t, [SENDER, OTHER], {}, { keys: { sshClientKey: clientKey }, ...settings });
  let number = 1;
  const register = async (target: Partial<Target>, grants: readonly Grant[] = [GRANT]) => {
    const one = { name: "desk", kind: "sftp", everySeconds: 0, addresses: LOOPBACK, ...target } as Target;
    writeAccess(it.path.folder, CITY, ++number, {
      agencies: [sender, { id: OTHER, grants, targets: [one] }],
    });
    while (!it.lines.some((line) => line.includes(`register access number ${number} `)))
      await it.ask(OTHER, "/v1/subscriptions");
    // It need not wait for its pause to end.
    await it.db.query("update subscription set due_at = now()");
  };
  const client = it.path.client(SENDER, `https://127.0.0.1:${it.node.port}`);
  let files = 0;
  const put = async (...rows: readonly PenaltyRow[]) => {
    const file = it.path.file(`${files++}.csv`, iconv.encode(penalties(...rows).toString(), "gb18030"));
    assert.equal((await sendFile(client, file, PENALTIES)).state, "done");
  };
  const subscribe = async (more: object = {}) => {
    const body = { target: "desk", items: ["XZCF"], ...more };
    const reply = await it.ask(OTHER, "/v1/subscriptions", { body });
    assert.equal(reply.status, 201, String(reply.body));
    return String(reply.json()["id"]);
  };
  const when = async (id: string, like: (one: Record<string, unknown>) => boolean) => {
    for (;;) {
      const one = (await it.ask(OTHER, `/v1/subscriptions/${id}`)).json();
      if (like(one)) return one;
    }
  };
  const failed = (id: string, code: string) =>
    when(id, (one) => (one["lastFailure"] as { code?: string } | undefined)?.code === code);
  return { ...it, register, put, subscribe, when, failed };
}

const urlOf = ({ source, folder }: Sshd) => ({
  url: `sftp://${source.user}@${source.host}:${source.port}${folder}`,
  hostKey: source.hostKey,
});

/** Names and events of what lies in a folder, each held against its digest by sha256sum itself. */
function laid(folder: string): readonly { readonly name: string; readonly events: readonly Event[] }[] {
  const names = readdirSync(folder).sort();
  assert.ok(names.every((name) => !name.endsWith(".part")));
  return names
    .filter((name) => !name.endsWith(".sha256"))
    .map((name) => {
      execFileSync("sha256sum", ["--strict", "-c", `${name}.sha256`], { cwd: folder });
      const bytes = readFileSync(join(folder, name));
      const text = String(name.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes);
      return {
        name,
        events: text
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as Event),
      };
    });
}

/** So many files lie there whole. */
async function lies(folder: string, count: number): Promise<void> {
  while (readdirSync(folder).filter((name) => /\.(?:ndjson|zst)$/.test(name)).length < count) await pause(20);
}

/** A way to `port` that breaks when `way.cut` bytes have gone in. */
async function cutting(t: TestContext, port: number, way: { readonly cut: number }): Promise<number> {
  const proxy = createServer((socket) => {
    const onward = connect(port, "127.0.0.1");
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    let left = way.cut;
    socket.on("data", (chunk) => {
      left -= chunk.length;
      onward.write(chunk.subarray(0, Math.max(0, chunk.length + Math.min(0, left))), () => {
        if (left <= 0) end();
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
  return (proxy.address() as AddressInfo).port;
}

test("changes lie on the receiver's OpenSSH server as files, each event once, in order, masked, with their digests", async (t) => {
  const sshd = await startSshd(t);
  const { register, put, subscribe, when, ask, lines } = await city(t, {
    clientKey: String(sshd.source.privateKey),
  });
  await register(urlOf(sshd));
  await put({ n: 1 });
  const id = await subscribe();
  await put({ n: 2, facts: `身份证${residentNumber(3)}` }, { n: 3 });
  await when(id, (one) => one["lastSuccessAt"] !== undefined);
  await register({ ...urlOf(sshd), format: "ndjson.zst" });
  await put({ n: 2, content: "罚款一万元整" });
  await lies(sshd.folder, 2);
  const files = laid(sshd.folder);
  assert.deepEqual(
    files.map(({ name }) => name.replace(/-[0-9a-f]{8}\./, "-*.")),
    ["XZCF-1-2-*.ndjson", "XZCF-2-3-*.ndjson.zst"],
  );
  assert.deepEqual(
    files.map(({ events }) => events.map((one) => `${one.id} ${one.type}`)),
    [
      ["370100:XZCF:2:0 cn.xinqiao.record.created", "370100:XZCF:2:1 cn.xinqiao.record.created"],
      ["370100:XZCF:3:0 cn.xinqiao.record.amended"],
    ],
  );
  assert.ok(!JSON.stringify(files).includes(residentNumber(3)));
  const tried = (await ask(OTHER, `/v1/subscriptions/${id}/test`, { method: "POST" })).json();
  assert.equal(tried["delivered"], true, JSON.stringify(tried));
  const [trial = ""] = readdirSync(sshd.folder).filter((name) => name.startsWith("xinqiao-test-"));
  assert.equal((JSON.parse(readFileSync(join(sshd.folder, trial), "utf8")) as Event).type, "cn.xinqiao.test");
  assert.ok(!lines.join("").includes(`${sshd.source.user}@`), "addresses are the register's");
});

test("a server that is away, has another key or knows us not gets nothing, and everything when it is right again", async (t) => {
  const sshd = await startSshd(t);
  const { register, put, subscribe, failed } = await city(t, {
    clientKey: String(sshd.source.privateKey),
  });
  const right = urlOf(sshd);
  await register(right);
  const id = await subscribe();
  const port = `:${sshd.source.port}/`;
  await register({ ...right, url: right.url.replace(port, ":1/") });
  await put({ n: 1 });
  await failed(id, "DELIVER_UNREACHABLE");
  await register({ ...right, hostKey: `SHA256:${"A".repeat(43)}` });
  await failed(id, "SFTP host key");
  assert.doesNotMatch(sshd.log(), /Accepted|authenticating user/, "not even who we are");
  await register({ ...right, url: right.url.replace("sftp://", "sftp://nobody-") });
  await failed(id, "SFTP authentication");
  await register({ ...right, url: `${right.url}/none` });
  await failed(id, "SFTP no such file");
  assert.deepEqual(readdirSync(sshd.folder), []);
  await put({ n: 2 });
  await register(right);
  await lies(sshd.folder, 2);
  assert.deepEqual(
    laid(sshd.folder).flatMap(({ events }) => events.map((one) => one.id)),
    ["370100:XZCF:1:0", "370100:XZCF:2:0"],
  );
});

test("a connection cut at any byte leaves nothing under a full name but whole files, and the whole one comes", async (t) => {
  const sshd = await startSshd(t);
  const { register, put, subscribe, db } = await city(t, { clientKey: String(sshd.source.privateKey) });
  const way = { cut: 500 };
  const port = await cutting(t, sshd.source.port, way);
  const { url, hostKey } = urlOf(sshd);
  await register({ url: url.replace(`:${sshd.source.port}/`, `:${port}/`), hostKey });
  await put(...Array.from({ length: 60 }, (_, n) => ({ n })));
  const id = await subscribe({ from: { XZCF: "" } });
  const whole = () => readdirSync(sshd.folder).filter((name) => name.endsWith(".ndjson"));
  const failures = async () => {
    const found = await db.query<{ n: number }>(
      "select attempts as n from subscription where subscription_id = $1",
      [id],
    );
    return found.rows[0]?.n ?? 0;
  };
  let cuts = 0;
  for (; whole().length === 0; way.cut = Math.ceil(way.cut * 1.7)) {
    while ((await failures()) === 0 && whole().length === 0) await pause(20);
    if (whole().length > 0) break;
    cuts++;
    await db.query("update subscription set attempts = 0, due_at = now()");
  }
  assert.ok(cuts > 5);
  while ((await db.query("select 1 from subscription where last_ok is null")).rows.length > 0) {
    way.cut = 1 << 30;
    await db.query("update subscription set due_at = now() where lease_owner is null");
    await pause(20);
  }
  assert.equal(whole().length, 1, "its repeats have its name");
  assert.deepEqual(
    laid(sshd.folder).flatMap(({ events }) => events.map((one) => one.id)),
    Array.from({ length: 60 }, (_, leaf) => `370100:XZCF:1:${leaf}`),
  );
});

test("files go to this machine or a private network only where the register says so in so many words", async (t) => {
  const sshd = await startSshd(t);
  const { register, put, subscribe, failed, when, ask } = await city(t, {
    clientKey: String(sshd.source.privateKey),
  });
  await register({ ...urlOf(sshd), addresses: [] });
  const id = await subscribe();
  const before = sshd.log();
  const tried = (await ask(OTHER, `/v1/subscriptions/${id}/test`, { method: "POST" })).json();
  assert.deepEqual([tried["delivered"], tried["code"]], [false, "ADDRESS_FORBIDDEN"]);
  await put({ n: 1 });
  await failed(id, "ADDRESS_FORBIDDEN");
  await register({ ...urlOf(sshd), addresses: ["10.0.0.0/8"] });
  await failed(id, "ADDRESS_FORBIDDEN");
  assert.equal(sshd.log(), before, "not a byte has come");
  await register({ ...urlOf(sshd), addresses: ["127.0.0.1/32"] });
  await when(id, (one) => one["lastSuccessAt"] !== undefined);
});

test("our own SFTP server takes such files; one that it refuses alone is set aside, and its events come when asked for", async (t) => {
  const client = sftpClient(t);
  const [host, key]: readonly SshKey[] = [client.key("host"), client.key("node")];
  assert.ok(host && key);
  const sender: AccessAgency = { ...MAY_SEND, sftp: { keys: [key.line], final: "rename" } };
  const { register, put, subscribe, when, failed, ask, db, lines } = await city(t, {
    ...{ sender, clientKey: key.file },
    settings: { sftp: { port: 0, hostKeys: [host.file] }, limits: { fileBytes: 4500 } },
  });
  const port = /sftp listens on 127\.0\.0\.1:(\d+)/.exec(lines.join(""))?.[1] ?? "";
  const print = createHash("sha256").update(Buffer.from(host.line.split(" ")[1] ?? "", "base64"));
  await register({
    url: `sftp://${SENDER}@127.0.0.1:${port}/in/${PENALTIES}`,
    hostKey: `SHA256:${print.digest("base64").replace("=", "")}`,
  });
  const arrived = async () =>
    (
      await db.query<{ name: string }>(
        "select file_name as name from intake where door = 'sftp' order by received_at",
      )
    ).rows.map(({ name }) => name.replace(/-[0-9a-f]{8}\./, "-*."));
  const id = await subscribe();
  await put({ n: 1 });
  await when(id, (one) => one["lastSuccessAt"] !== undefined);
  assert.deepEqual(await arrived(), ["XZCF-0-1-*.ndjson"]);
  await put({ n: 2 }, { n: 3 }, { n: 4 }, { n: 5 });
  await failed(id, "SFTP status 4");
  // As if it had been refused for hours.
  await db.query("update subscription set attempts = 20, due_at = now()");
  await when(id, (one) => one["deadLetters"] === 4 && one["lastFailure"] === undefined);
  assert.equal((await arrived()).length, 1);
  const letters = (await ask(OTHER, `/v1/subscriptions/${id}/dead-letters`)).json();
  assert.deepEqual(
    (letters["items"] as { event: string; why: string }[]).map(({ event, why }) => `${event} ${why}`),
    [0, 1, 2, 3].map((leaf) => `370100:XZCF:2:${leaf} SFTP status 4`),
  );
  const one = { deadLetters: ["370100:XZCF:2:1"] };
  assert.equal((await ask(OTHER, `/v1/subscriptions/${id}/replay`, { body: one })).status, 202);
  await when(id, (state) => state["deadLetters"] === 3);
  assert.deepEqual((await arrived()).slice(1), ["XZCF-again-2.1-2.1-*.ndjson"]);
});
