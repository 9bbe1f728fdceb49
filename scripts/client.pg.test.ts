import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import iconv from "iconv-lite";

import { createClient, verifyWebhook } from "../contracts/client/client.js";
import type { Grant } from "../gateway/model/access.ts";
import { atEnd } from "../gateway/model/test-end.ts";
import { freePort } from "../gateway/store/free-port.ts";
import { testCity } from "../gateway/test-city.ts";
import { sendFile } from "../gateway/test-path.ts";
import { companyCode, PENALTIES, penalties, SENDER } from "../gateway/test-penalties.ts";

const CLIENT = join(import.meta.dirname, "../contracts/client");
const GRANT: Grant = { item: "XZCF", actions: ["send", "query", "subscribe"], upTo: "shared" };
const PURPOSE = { purpose: "licensing", basis: "依据" };

test("the example of ten lines works as printed; certificate and token are the same agency; changes are followed", async (t) => {
  const pair = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const publicKey = pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const port = await freePort();
  const publicUrl = `https://127.0.0.1:${port}`;
  const tokenKeys = [{ id: "k-1", algorithm: "ES256", publicKey }] as const;
  const city = await testCity(
    t,
    [SENDER],
    { agencies: [{ id: SENDER, grants: [GRANT], tokenKeys }] },
    { listenTokens: { host: "127.0.0.1", port, publicUrl } },
  );
  const { folder } = city.path;
  const url = `https://127.0.0.1:${city.node.port}`;
  const csv = city.path.file("a.csv", iconv.encode(penalties({ n: 1 }).toString(), "gb18030"));
  await sendFile(city.path.client(SENDER, url), csv, PENALTIES);

  const agency = join(folder, "agencies", SENDER);
  cpSync(join(folder, "ca.crt"), join(agency, "ca.crt"));
  const example = /```js\n([\s\S]+?)```/.exec(readFileSync(join(CLIENT, "README.md"), "utf8"))?.[1] ?? "";
  const script = example
    .replace("@xinqiao/exchange-client", pathToFileURL(join(CLIENT, "client.js")).href)
    .replace("https://127.0.0.1:8443", url)
    .replace("91370102M5QP9NGR32", companyCode(1))
    .replace("agency/", `${agency}/`);
  assert.ok(script.trim().split("\n").length <= 11);
  writeFileSync(join(folder, "example.mjs"), `${script}\nnode.close();\n`);
  const said = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [join(folder, "example.mjs")], (error, stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(stdout),
    );
  });
  assert.match(said, /^XZCF \S+\n$/);

  const ca = readFileSync(join(folder, "ca.crt"), "utf8");
  const byToken = createClient({
    url: publicUrl,
    ca,
    token: { agency: SENDER, keyId: "k-1", privateKey: pair.privateKey },
  });
  atEnd(t, () => byToken.close());
  const me = await byToken.GET("/v1/me");
  assert.deepEqual([me.data?.id, me.data?.via], [SENDER, "token"]);
  const refused = await byToken.POST("/v1/queries", { body: { subject: { uscc: "X" }, ...PURPOSE } });
  assert.equal(refused.error?.code, "REQUEST_INVALID");
  for await (const { change, cursor } of byToken.follow("XZCF")) {
    assert.equal(change.type, "created");
    assert.ok(cursor);
    break;
  }
});

test("a delivery counts with the node's signature over these bytes, and within five minutes", () => {
  const pair = generateKeyPairSync("ed25519");
  const key = pair.publicKey.export({ format: "jwk" });
  const now = 1_795_139_100_000;
  const body = '[{"id":"370100:XZCF:1:0"}]';
  const made = (at: number, text = body, by = pair.privateKey) => {
    const timestamp = String(Math.floor(at / 1000));
    const signature = sign(null, Buffer.from(`m.${timestamp}.${text}`), by).toString("base64");
    return { "webhook-id": "m", "webhook-timestamp": timestamp, "webhook-signature": `v1a,${signature}` };
  };
  assert.equal(verifyWebhook({ headers: made(now), body, key, now }).events.length, 1);
  const other = generateKeyPairSync("ed25519").privateKey;
  for (const headers of [
    made(now - 301_000),
    made(now + 301_000),
    made(now, "[]"),
    made(now, body, other),
    {},
  ])
    assert.throws(() => verifyWebhook({ headers, body, key, now }), /webhook/);
});
