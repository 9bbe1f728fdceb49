import assert from "node:assert/strict";
import { createHash, createPrivateKey, generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { type TestContext, test } from "node:test";
import { connect as tlsConnect } from "node:tls";

import { writeBatch } from "../scripts/make-batch.ts";
import { loadConfig } from "./config.ts";
import { type Call, call, closeLink, type Link, openLink } from "./deliver/link.ts";
import { logOrigin, signCheckpoint } from "./log/checkpoint.ts";
import { createFrontier } from "./log/frontier.ts";
import { leafHash } from "./log/tiles.ts";
import type { Receipt, Signed } from "./model/batch.ts";
import { dayInChina } from "./model/calendar.ts";
import { canonical } from "./model/canonical.ts";
import type { Network } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { atEnd } from "./model/test-end.ts";
import { registeredNode } from "./network.ts";
import { startNode } from "./node.ts";
import { signReceipt } from "./receipt/receipt.ts";
import { signRegistry } from "./seal/registry.ts";
import { watchContract } from "./test-contract.ts";
import { CITY, PROVINCE, sendFile, testPath } from "./test-path.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const QUERY = `/v1/batches?adapter=${encodeURIComponent(ADAPTER)}&name=x.csv`;

/** A city in this process, and links to it with any of the network's certificates. */
async function city(
  t: TestContext,
  limits: Readonly<Record<string, number>> = {},
  revoked: readonly string[] = [],
) {
  const path = await testPath(t, [AGENCY]);
  path.configure(CITY, { limits });
  if (revoked.length > 0) revoke(path.folder, revoked);
  const config = loadConfig(join(path.folder, "nodes", CITY, "node.json"), {});
  const lines: string[] = [];
  const out = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const watched = watchContract();
  const node = await startNode(config, out, watched);
  const links: Link[] = [];
  atEnd(t, async () => {
    for (const link of links) closeLink(link);
    await node.stop();
  });
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const link = (holder: string, connections = 2): Link => {
    const url = `https://127.0.0.1:${node.port}`;
    const [certificate, key] = [read(`${holder}.crt`), read(`${holder}.key`)];
    const made = openLink({
      url,
      node: CITY,
      ca: read("ca.crt"),
      certificate,
      key,
      timeoutMs: 20_000,
      connections,
      revoked: new Set(),
    });
    links.push(made);
    return made;
  };
  const db = path.db[CITY];
  assert.ok(db);
  return { path, config, node, link, lines, db, watched, spool: () => readdirSync(config.spool), read };
}

/** The registrar takes certificates back: the registry is signed anew. */
function revoke(folder: string, holders: readonly string[]): void {
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const revoked = holders.map((holder) => new X509Certificate(read(`${holder}.crt`)).serialNumber);
  const known = JSON.parse(read("network.json")) as Network;
  const network = { ...known, number: (known.number ?? 0) + 1, revoked };
  const key = createPrivateKey(read("network.key"));
  const { text, p7s } = signRegistry(network, key, read("network.crt"), new Date());
  writeFileSync(join(folder, "network.json"), text);
  writeFileSync(join(folder, "network.json.p7s"), p7s);
}

const AGENCY_CERTIFICATE = `agencies/${AGENCY}/client`;
const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Refusal &&
  (error.params["code"] === code || error.code === code || assert.fail(String(error.cause)));
const put = (body: Buffer | Readable, headers: Record<string, string> = {}): Call => ({
  method: "PUT",
  path: QUERY,
  body,
  headers,
});

test("only who the registry lists may speak, and only with a certificate made for speaking", async (t) => {
  const { node, link, path, config, read } = await city(t);
  const bare = tlsConnect({
    host: "127.0.0.1",
    port: node.port,
    ca: read("ca.crt"),
    checkServerIdentity: () => undefined,
  });
  const answer = await new Promise<string>((resolve) => {
    bare.once("error", (error) => resolve(error.message));
    bare.once("close", () => resolve("closed"));
    bare.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    bare.once("data", (data) => resolve(String(data)));
  });
  assert.doesNotMatch(answer, /200 OK/);
  await assert.rejects(
    call(link(`nodes/${CITY}/seal`), { method: "GET", path: "/healthz" }),
    refusedWith("DELIVER_UNREACHABLE"),
  );
  await call(link(AGENCY_CERTIFICATE), { method: "GET", path: "/healthz" });
  await assert.rejects(
    call(link(AGENCY_CERTIFICATE), { method: "POST", path: "/node/v1/receipts", body: Buffer.from("{}") }),
    refusedWith("PEER_UNKNOWN"),
  );
  await assert.rejects(
    call(link(`nodes/${PROVINCE}/client`), put(Buffer.from("x"))),
    refusedWith("SENDER_NOT_ENTITLED"),
  );
  // A client does not speak to a node of another name, whatever its address.
  const { url } = registeredNode(config.network, CITY);
  const wrong = openLink({
    url: url.replace(/:\d+$/, `:${node.port}`),
    node: PROVINCE,
    ca: read("ca.crt"),
    certificate: read(`${AGENCY_CERTIFICATE}.crt`),
    key: read(`${AGENCY_CERTIFICATE}.key`),
    timeoutMs: 5000,
    connections: 1,
    revoked: new Set(),
  });
  await assert.rejects(call(wrong, { method: "GET", path: "/healthz" }), refusedWith("DELIVER_UNREACHABLE"));
  closeLink(wrong);
  assert.ok(path);
});

test("a revoked certificate opens no connection, at neither end", async (t) => {
  const { link, read, config } = await city(t, {}, [AGENCY_CERTIFICATE, `nodes/${PROVINCE}/client`]);
  for (const holder of [AGENCY_CERTIFICATE, `nodes/${PROVINCE}/client`])
    for (const path of ["/healthz", "/v1/log/checkpoint"])
      await assert.rejects(call(link(holder), { method: "GET", path }), refusedWith("DELIVER_UNREACHABLE"));
  const own = link(`nodes/${CITY}/client`);
  await call(own, { method: "GET", path: "/healthz" });
  assert.equal(config.network.revoked?.length, 2);
  const serial = new X509Certificate(read(`nodes/${CITY}/server.crt`)).serialNumber;
  const wary = openLink({ ...own.options, revoked: new Set([serial]) });
  await assert.rejects(call(wary, { method: "GET", path: "/healthz" }), (error) => {
    assert.match(String((error as Error).cause), /the certificate is revoked/);
    return true;
  });
  closeLink(wary);
});

test("bytes that are too many, changed on the way or cut short leave nothing behind, and their sender hears why", async (t) => {
  const { link, spool, db } = await city(t, { fileBytes: 100_000 });
  const agency = link(AGENCY_CERTIFICATE);
  const big = Buffer.alloc(3_000_000, 65);
  await assert.rejects(call(agency, put(big)), refusedWith("RECEIVE_TOO_LARGE"));
  await assert.rejects(
    call(agency, put(Readable.from([big.subarray(0, 90_000), big]))),
    refusedWith("RECEIVE_TOO_LARGE"),
  );
  const wrong = `sha-256=:${createHash("sha256").update("other").digest("base64")}:`;
  await assert.rejects(
    call(agency, put(Buffer.from("this"), { "content-digest": wrong })),
    refusedWith("RECEIVE_DIGEST"),
  );
  await assert.rejects(
    call(agency, put(Buffer.from("this"), { "content-digest": "sha-256=:x:" })),
    refusedWith("REQUEST_INVALID"),
  );
  const cut = Readable.from(
    (async function* () {
      yield Buffer.alloc(50_000, 66);
      throw new Error("the line broke");
    })(),
  );
  await assert.rejects(call(agency, put(cut)), refusedWith("DELIVER_UNREACHABLE"));
  await call(agency, { method: "GET", path: "/readyz" });
  assert.equal((await db.query("select count(*) as n from intake")).rows[0]?.["n"], 0);
  assert.deepEqual(spool(), []);
});

test("the same bytes at the same time are one intake, and a name is only ever text", async (t) => {
  const { link, spool, db, path } = await city(t);
  const file = join(path.folder, "x.csv");
  writeBatch(file, { rows: 30, rejected: 0, duplicates: 0, receivedOn: dayInChina(new Date()) });
  const agency = link(AGENCY_CERTIFICATE, 8);
  const name = encodeURIComponent("../../\u202e夜间\n批次.csv");
  const one = {
    ...put(readFileSync(file)),
    path: `/v1/batches?adapter=${encodeURIComponent(ADAPTER)}&name=${name}`,
  };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(agency, one)));
  const ids = new Set(answers.map((answer) => (JSON.parse(String(answer.body)) as { id: string }).id));
  assert.equal(ids.size, 1);
  const status = await sendFile(path.client(AGENCY, agency.options.url), file, ADAPTER);
  assert.equal(status.state, "done");
  assert.equal(status.counts?.accepted, 30);
  const { rows } = await db.query("select file_name from intake");
  assert.deepEqual(rows, [{ file_name: "../../夜间批次.csv" }]);
  assert.deepEqual(spool(), []);
});

test("what a crash left in the spool goes at the next start, what is needed or young stays", async (t) => {
  const { config, node, spool, db } = await city(t, { leftoverSeconds: 600 });
  await node.stop();
  const id = "6f1dca9e-0000-4000-8000-000000000001";
  const old = Date.now() / 1000 - 3600;
  mkdirSync(config.spool, { recursive: true });
  for (const name of ["6f1dca9e-0000-4000-8000-000000000002", "half.part", "young.part", id]) {
    writeFileSync(join(config.spool, name), "x");
    if (name !== "young.part") utimesSync(join(config.spool, name), old, old);
  }
  await db.query(
    `insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at, attempts)
     values ($1, 'file', 'a', 'b', 'c', 1, '\\x00', $2, now(), 'poison', now(), 9)`,
    [id, config.spool],
  );
  const again = await startNode(config, new Writable({ write: (_c, _e, done) => done() }));
  atEnd(t, () => again.stop());
  assert.deepEqual(spool().sort(), [id, "young.part"].sort());
});

test("a receipt counts only with the right key, about a batch of ours; another root is an alarm and is kept", async (t) => {
  const { link, db, path, node, lines, watched } = await city(t);
  const file = join(path.folder, "x.csv");
  writeBatch(file, { rows: 20, rejected: 0, duplicates: 0, receivedOn: dayInChina(new Date()) });
  const client = path.client(AGENCY, `https://127.0.0.1:${node.port}`);
  const status = await sendFile(client, file, ADAPTER);
  const own = JSON.parse((await client.receipt(status.batch ?? "")).text) as Receipt;
  const theirs: Receipt = { ...own, kind: "transfer", node: PROVINCE, routes: [], unknownColumns: [] };
  const key = createPrivateKey(readFileSync(join(path.folder, "nodes", PROVINCE, "receipt.key"), "utf8"));
  const id = `${PROVINCE}-receipt-1`;
  const province = link(`nodes/${PROVINCE}/client`);
  const give = async (signed: Signed) =>
    JSON.parse(
      String(
        (
          await call(province, {
            method: "POST",
            path: "/node/v1/receipts",
            body: Buffer.from(JSON.stringify(signed)),
          })
        ).body,
      ),
    ) as { stored: boolean };
  const stranger = generateKeyPairSync("ed25519").privateKey;
  await assert.rejects(
    give(signReceipt(theirs, { id, privateKey: stranger })),
    refusedWith("RECEIPT_INVALID"),
  );
  await assert.rejects(
    give(signReceipt(theirs, { id: `${CITY}-receipt-1`, privateKey: key })),
    refusedWith("RECEIPT_INVALID"),
  );
  const unknown = { ...theirs, batch: "6f1dca9e-0000-4000-8000-000000000009" };
  await assert.rejects(give(signReceipt(unknown, { id, privateKey: key })), refusedWith("NOT_FOUND"));
  const text = canonical(theirs);
  const bare = sign(null, Buffer.from(text), key).toString("base64");
  await assert.rejects(give({ key: id, text, signature: bare }), refusedWith("RECEIPT_INVALID"));

  const forked = signReceipt({ ...theirs, root: "ab".repeat(32) }, { id, privateKey: key });
  assert.equal((await give(forked)).stored, true);
  assert.equal((await give(forked)).stored, false);
  assert.equal((await give(signReceipt(theirs, { id, privateKey: key }))).stored, false);
  const { rows } = await db.query("select count(*) as n from log_leaf where kind = 'alarm'");
  assert.equal(rows[0]?.["n"], 1);
  assert.ok(lines.some((line) => (JSON.parse(line) as { level: string }).level === "alarm"));
  const { rows: transfers } = await db.query("select state from transfer where kind = 'batch'");
  assert.deepEqual(transfers, [{ state: "due" }]);
  watched.verify();
  assert.ok(watched.exercised.has("postReceipt"));
});

test("a neighbour that shows itself is served at once, whatever the back-off", async (t) => {
  const { link, db, path, node } = await city(t);
  const file = join(path.folder, "x.csv");
  writeBatch(file, { rows: 5, rejected: 0, duplicates: 0, receivedOn: dayInChina(new Date()) });
  await sendFile(path.client(AGENCY, `https://127.0.0.1:${node.port}`), file, ADAPTER);
  // The province is not there: the first attempt met nobody. Then a long back-off.
  const wait = `update transfer set due_at = now() + interval '1 hour' where lease_owner is null
                and last_refusal = 'DELIVER_UNREACHABLE'`;
  while ((await db.query(wait)).rowCount === 0);
  const ask = { method: "POST" as const, path: "/node/v1/log/cosign", body: Buffer.from("no request") };
  await assert.rejects(call(link(`nodes/${PROVINCE}/client`), ask), refusedWith("REQUEST_INVALID"));
  const { rows } = await db.query("select due_at < now() + interval '30 minutes' as soon from transfer");
  assert.deepEqual(rows, [{ soon: true }]);
});

test("a neighbour's log is cosigned while it only grows; a rollback and a fork are refused and kept", async (t) => {
  const { link, db, path, watched } = await city(t);
  const key = createPrivateKey(readFileSync(join(path.folder, "nodes", PROVINCE, "log.key"), "utf8"));
  const province = link(`nodes/${PROVINCE}/client`);
  const noteOf = (leaves: readonly string[]) => {
    const tree = createFrontier();
    for (const leaf of leaves) tree.append(leafHash(leaf));
    return signCheckpoint({ origin: logOrigin(PROVINCE), size: tree.size, root: tree.root() }, key);
  };
  const ask = async (old: number, proof: readonly Buffer[], note: string) => {
    const body = [`old ${old}`, ...proof.map((hash) => hash.toString("base64")), "", note].join("\n");
    return String(
      (await call(province, { method: "POST", path: "/node/v1/log/cosign", body: Buffer.from(body) })).body,
    );
  };
  const [two, three] = [noteOf(["a", "b"]), noteOf(["a", "b", "c"])];
  assert.match(await ask(0, [], two), /^\u2014 xinqiao.witness\/370100 /);
  await assert.rejects(ask(0, [], three), refusedWith("LOG_COSIGNED_AT"));
  await assert.rejects(ask(2, [], three), refusedWith("LOG_INVALID"));
  // RFC 6962: from two to three leaves the proof is the third leaf.
  assert.match(await ask(2, [leafHash("c")], three), /^\u2014 /);
  assert.match(await ask(3, [], three), /^\u2014 /);
  await assert.rejects(ask(2, [], two), refusedWith("LOG_INVALID"));
  await assert.rejects(ask(3, [], noteOf(["a", "b", "x"])), refusedWith("LOG_INVALID"));
  await assert.rejects(ask(3, [], "no note"), refusedWith("LOG_INVALID"));
  const { rows } = await db.query<{ fault: string }>(
    "select data::json ->> 'fault' as fault from log_leaf where kind = 'alarm' order by at, leaf_id",
  );
  assert.deepEqual(rows.map((row) => row.fault).sort(), ["fork", "not-consistent", "rollback"]);
  watched.verify();
  assert.ok(watched.exercised.has("postCosign"));
});
