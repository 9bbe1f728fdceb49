import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import type { Grant } from "./model/access.ts";
import { issue } from "./seal/authority.ts";
import { testCity } from "./test-city.ts";
import { testKeys } from "./test-keys.ts";
import { CITY } from "./test-path.ts";
import { PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const SEND: Grant = { item: "XZCF", actions: ["send"], upTo: "open" };
const PUT = `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=a.csv`;
const TUS = { "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream" };
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64");

test("where signatures are demanded, only signed files are taken, sent whole or in parts", async (t) => {
  const { ask, db, path } = await testCity(
    t,
    [SENDER],
    { agencies: [{ id: SENDER, grants: [SEND], signature: "required" }] },
    { roles: ["receive", "api"] },
  );
  const { folder } = path;
  const keys = await testKeys();
  const privateKey = createPrivateKey(readFileSync(join(folder, "ca.key"), "utf8"));
  const authority = { certificate: readFileSync(join(folder, "ca.crt"), "utf8"), privateKey };
  const order = {
    kind: "agency-seal",
    id: SENDER,
    publicKey: keys.publicKey,
    days: 10,
    now: new Date(),
  } as const;
  path.file("seal.crt", issue(authority, order));
  path.file("seal.key", String(keys.privateKey.export({ type: "pkcs8", format: "pem" })));
  const signed = (bytes: Buffer): Buffer => {
    writeFileSync(join(folder, "f"), bytes);
    const how = "cms -sign -binary -in f -signer seal.crt -inkey seal.key -outform DER -out f.p7s";
    execFileSync("openssl", how.split(" "), { cwd: folder, stdio: "ignore" });
    return readFileSync(join(folder, "f.p7s"));
  };
  const [one, two] = [penalties({ n: 1 }), penalties({ n: 2 })];
  const put = async (body: Buffer, signature?: Buffer) =>
    await ask(SENDER, PUT, {
      method: "PUT",
      body,
      headers: signature ? { "xinqiao-signature": `:${base64(signature)}:` } : {},
    });
  assert.equal((await put(one)).json()["code"], "SIGNATURE_REQUIRED");
  assert.equal((await put(one, signed(two))).json()["code"], "SIGNATURE_INVALID");
  assert.equal((await put(one, Buffer.from("0"))).json()["code"], "SIGNATURE_INVALID");
  assert.equal((await db.query("select from intake")).rowCount, 0);
  assert.deepEqual(readdirSync(join(folder, "nodes", CITY, "spool")), []);
  assert.equal((await put(one, signed(one))).status, 202);

  const upload = async (body: Buffer, signature?: Buffer) =>
    await ask(SENDER, "/v1/uploads", {
      method: "POST",
      body,
      headers: {
        ...TUS,
        "upload-length": String(body.length),
        "upload-metadata": `adapter ${base64(PENALTIES)}${signature ? `,signature ${base64(signature)}` : ""}`,
      },
    });
  assert.equal((await upload(two)).json()["code"], "SIGNATURE_REQUIRED");
  assert.equal((await upload(two, signed(one))).json()["code"], "SIGNATURE_INVALID");
  assert.equal((await upload(two, signed(two))).status, 201);
  assert.deepEqual(readdirSync(join(folder, "nodes", CITY, "files/tus")), []);
  const { rows } = await db.query<{ signature: Buffer }>("select signature from intake order by received_at");
  assert.equal(rows.length, 2);
  for (const { signature } of rows) assert.equal(signature[0], 0x30);
});
