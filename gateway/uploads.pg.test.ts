import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import iconv from "iconv-lite";

import type { Grant } from "./model/access.ts";
import { type TestCity, testCity } from "./test-city.ts";
import { CITY } from "./test-path.ts";
import { PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const OTHER = "jinan-observer";
const SEND: Grant = { item: "XZCF", actions: ["send"], upTo: "open" };
const ACCESS = { agencies: [{ id: SENDER, grants: [SEND] }] };
const TUS = { "tus-resumable": "1.0.0" };
const BYTES = { ...TUS, "content-type": "application/offset+octet-stream" };
const base64 = (text: string) => Buffer.from(text).toString("base64");
const sha256 = (bytes: Buffer, as: "hex" | "base64") => createHash("sha256").update(bytes).digest(as);
const metadata = (more: Record<string, string> = {}) =>
  Object.entries({ adapter: PENALTIES, name: "夜间.csv", ...more })
    .map(([key, value]) => `${key} ${base64(value)}`)
    .join(",");
const rows = (...n: readonly number[]) =>
  iconv.encode(penalties(...n.map((one) => ({ n: one }))).toString(), "gb18030");

async function city(t: TestContext, settings: Readonly<Record<string, unknown>> = {}) {
  const it = await testCity(t, [SENDER, OTHER], ACCESS, settings);
  const create = async (length: number, more: Record<string, string> = {}, who = SENDER) =>
    await it.ask(who, "/v1/uploads", {
      method: "POST",
      headers: { ...TUS, "upload-length": String(length), "upload-metadata": metadata(more) },
    });
  const patch = async (at: string, offset: number, body: Buffer, headers: Record<string, string> = {}) =>
    await it.ask(SENDER, at, {
      method: "PATCH",
      body,
      headers: { ...BYTES, "upload-offset": String(offset), ...headers },
    });
  const offset = async (at: string) =>
    Number((await it.ask(SENDER, at, { method: "HEAD", headers: TUS })).headers["upload-offset"]);
  const begun = async (length: number, more: Record<string, string> = {}) => {
    const answer = await create(length, more);
    assert.equal(answer.status, 201, String(answer.body));
    return String(answer.headers.location);
  };
  return { ...it, create, patch, offset, begun };
}

const filesOf = ({ path }: Pick<TestCity, "path">, folder: string) =>
  readdirSync(join(path.folder, "nodes", CITY, folder));

test("a file in pieces becomes a batch with its last byte, and is worked like any other", async (t) => {
  const it = await city(t);
  const body = rows(1, 2, 3);
  const at = await it.begun(body.length, { sha256: sha256(body, "hex") });
  assert.equal(await it.offset(at), 0);
  const first = await it.patch(at, 0, body.subarray(0, 100));
  assert.deepEqual([first.status, first.headers["upload-offset"]], [204, "100"]);
  assert.ok(first.headers["upload-expires"]);
  const checksum = `sha256 ${sha256(body.subarray(100), "base64")}`;
  const last = await it.patch(at, 100, body.subarray(100), { "upload-checksum": checksum });
  assert.equal(last.status, 204, String(last.body));
  const batch = String(last.headers["xinqiao-batch"]);
  let status = await it.ask(SENDER, `/v1/batches/${batch}?wait=10`);
  while (status.json()["state"] === "due") status = await it.ask(SENDER, `/v1/batches/${batch}?wait=10`);
  assert.deepEqual([status.json()["state"], status.json()["door"]], ["done", "tus"]);
  assert.equal((status.json()["counts"] as { accepted: number }).accepted, 3);
  assert.deepEqual(filesOf(it, "files/tus"), []);
  assert.equal(await it.offset(at), body.length);
  assert.equal((await it.ask(SENDER, at, { method: "DELETE", headers: TUS })).json()["code"], "UPLOAD_GONE");
});

test("the bytes may come along with the beginning, and the door says what it can", async (t) => {
  const it = await city(t, { roles: ["receive", "api"] });
  const options = await it.ask(SENDER, "/v1/uploads", { method: "OPTIONS" });
  assert.equal(options.status, 204);
  assert.match(String(options.headers["tus-extension"]), /creation-with-upload/);
  const body = rows(1);
  const answer = await it.ask(SENDER, "/v1/uploads", {
    method: "POST",
    body,
    headers: { ...BYTES, "upload-length": String(body.length), "upload-metadata": metadata() },
  });
  assert.equal(answer.status, 201, String(answer.body));
  assert.equal(answer.headers["upload-offset"], String(body.length));
  assert.deepEqual(filesOf(it, "spool"), [answer.headers["xinqiao-batch"]]);
});

test("a wrong place, a wrong checksum, too many bytes and a wrong digest are refused and nothing is taken", async (t) => {
  const it = await city(t, { roles: ["receive", "api"] });
  const body = rows(1, 2);
  const at = await it.begun(body.length);
  const half = body.subarray(0, 80);
  assert.equal((await it.patch(at, 5, half)).json()["code"], "UPLOAD_OFFSET");
  const checksum = `sha256 ${sha256(Buffer.from("other"), "base64")}`;
  const bad = await it.patch(at, 0, half, { "upload-checksum": checksum });
  assert.deepEqual([bad.status, bad.json()["code"], await it.offset(at)], [460, "UPLOAD_CHECKSUM", 0]);
  assert.equal((await it.patch(at, 0, half)).status, 204);
  const long = await it.patch(at, 80, Buffer.concat([body, body]));
  assert.equal(long.json()["code"], "RECEIVE_TOO_LARGE");
  assert.equal(await it.offset(at), 80);
  assert.equal((await it.patch(at, 80, body.subarray(80), { "content-type": "text/csv" })).status, 415);
  assert.equal((await it.patch(at, 80, body.subarray(80))).status, 204);

  const other = await it.begun(body.length, { sha256: sha256(Buffer.from("other"), "hex") });
  assert.equal((await it.patch(other, 0, body)).json()["code"], "RECEIVE_DIGEST");
  assert.equal((await it.patch(other, 0, body)).json()["code"], "UPLOAD_GONE");
  assert.equal((await it.db.query("select from intake")).rowCount, 1);
  assert.deepEqual(filesOf(it, "files/tus"), []);
});

test("an upload is its sender's alone, begun only by whom it may be, and can be given up", async (t) => {
  const it = await city(t, {
    roles: ["receive", "api"],
    limits: { fileBytes: 5000, default: { openUploads: 2 } },
  });
  const at = await it.begun(100);
  for (const method of ["PATCH", "DELETE"])
    for (const [who, path] of [
      [OTHER, at],
      [SENDER, "/v1/uploads/6f1dca9e-0000-4000-8000-000000000001"],
    ] as const) {
      const headers = { ...BYTES, "upload-offset": "0" };
      const answer = await it.ask(who, path, { method, headers, ...(method === "PATCH" && { body: "x" }) });
      assert.equal(answer.json()["code"], "NOT_FOUND");
    }
  assert.equal((await it.create(100, {}, OTHER)).json()["code"], "SENDER_NOT_ENTITLED");
  assert.equal((await it.create(100, { adapter: "no/such" })).json()["code"], "ADAPTER_UNKNOWN");
  assert.equal((await it.create(5001)).json()["code"], "RECEIVE_TOO_LARGE");
  await it.begun(100);
  assert.equal((await it.create(100)).json()["code"], "QUOTA_EXCEEDED");
  assert.equal((await it.ask(SENDER, at, { method: "DELETE", headers: TUS })).status, 204);
  assert.equal((await it.patch(at, 0, Buffer.from("x"))).json()["code"], "UPLOAD_GONE");
  assert.equal((await it.create(100)).status, 201);
  const without = await it.ask(SENDER, at, { method: "DELETE" });
  assert.deepEqual([without.status, without.json()["code"]], [412, "TUS_VERSION"]);
});
