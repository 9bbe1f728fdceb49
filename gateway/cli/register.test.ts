import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { verifyAccess } from "../access.ts";
import type { Access } from "../model/access.ts";
import { canonical } from "../model/canonical.ts";
import type { Network } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { createAuthority, generateKeys, issue } from "../seal/authority.ts";
import { verifyRegistry } from "../seal/registry.ts";
import { run } from "./register.ts";

const folder = mkdtempSync(join(tmpdir(), "xinqiao-register-"));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const put = (name: string, text: string) => {
  writeFileSync(at(name), text);
  return at(name);
};

const now = new Date();
const root = createAuthority({ name: "Test root", days: 30, now }, await generateKeys());
const { publicKey, privateKey } = await generateKeys();
put("ca.crt", root.certificate);
put("network.crt", issue(root, { kind: "network", id: "", publicKey, days: 5, now }));
put("network.key", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
put(
  "locked.key",
  privateKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "a long word" })
    .toString(),
);
put("password", "a long word\n");
const KEYS = ["--key", at("network.key"), "--cert", at("network.crt")];
const NETWORK: Network = { format: "xinqiao.network/1", nodes: [], agencies: [] };
const ACCESS: Access = {
  ...{ format: "xinqiao.access/1", node: "370100", number: 1, issuedAt: "2026-11-20T02:00:00.000Z" },
  agencies: [{ id: "a", grants: [{ item: "XZCF", actions: ["query"], upTo: "open" }] }],
  ...{ nodes: [], eventKeys: [], tokenKeys: [] },
};
const NEXT: Access = {
  ...ACCESS,
  number: 2,
  agencies: [{ id: "a", grants: [{ item: "XZCF", actions: ["query"], upTo: "shared" }] }],
};

const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("a register is signed as it lies there, after what differs was told, and a node takes the signature", async (t) => {
  const said = t.mock.method(process.stdout, "write", () => true);
  const [before, file] = [put("before.json", canonical(ACCESS)), put("next.json", canonical(NEXT))];
  assert.equal(await run(["sign", file, ...KEYS, "--ca", at("ca.crt"), "--against", before]), 0);
  assert.match(String(said.mock.calls[0]?.arguments[0]), /~ a “XZCF”（XZCF）：字段至公开 → 字段至共享\n/);
  const trust = { network: NETWORK, ca: root.certificate };
  assert.ok(verifyAccess(readFileSync(file, "utf8"), readFileSync(`${file}.p7s`), trust));
  const locked = ["--key", at("locked.key"), "--cert", at("network.crt")];
  assert.equal(await run(["sign", file, ...locked, "--key-password-file", at("password"), "--json"]), 0);
  await assert.rejects(run(["sign", file, ...locked]), refusedAs("COMMAND_INVALID"));
  assert.equal(await run(["diff", before, file]), 1);
  assert.equal(await run(["diff", before, before, "--json"]), 0);
});

test("the network registry is signed too", async (t) => {
  t.mock.method(process.stdout, "write", () => true);
  const file = put("network.json", canonical(NETWORK));
  assert.equal(await run(["sign", file, ...KEYS, "--ca", at("ca.crt")]), 0);
  const p7s = readFileSync(`${file}.p7s`);
  assert.ok(verifyRegistry(readFileSync(file, "utf8"), p7s, { roots: [root.certificate] }));
});

test("what no node would take is not signed", async () => {
  const pretty = put("pretty.json", JSON.stringify(ACCESS, null, 1));
  await assert.rejects(run(["sign", pretty, ...KEYS]), refusedAs("ACCESS_INVALID"));
  await assert.rejects(run(["sign", put("x.json", "{"), ...KEYS]), refusedAs("REGISTER_FILE_INVALID"));
  const file = put("old.json", canonical(ACCESS));
  const newer = put("newer.json", canonical(NEXT));
  await assert.rejects(run(["sign", file, ...KEYS, "--against", newer]), refusedAs("REGISTER_NUMBER_LOW"));
  const strange = generateKeyPairSync("rsa", { modulusLength: 3072 }).privateKey;
  const key = put("strange.key", strange.export({ type: "pkcs8", format: "pem" }).toString());
  await assert.rejects(
    run(["sign", file, "--key", key, "--cert", at("network.crt")]),
    refusedAs("COMMAND_INVALID"),
  );
  const other = put(
    "other.crt",
    createAuthority({ name: "Other", days: 30, now }, await generateKeys()).certificate,
  );
  await assert.rejects(run(["sign", file, ...KEYS, "--ca", other]), refusedAs("REGISTER_SIGNATURE_INVALID"));
});
