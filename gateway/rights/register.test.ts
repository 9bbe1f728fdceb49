import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";

import type { Access } from "../model/access.ts";
import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import { readAccess } from "./register.ts";

const spki = (type: "ed25519" | "ec" | "rsa") => {
  const made =
    type === "ed25519"
      ? generateKeyPairSync("ed25519")
      : type === "ec"
        ? generateKeyPairSync("ec", { namedCurve: "prime256v1" })
        : generateKeyPairSync("rsa", { modulusLength: 1024 });
  return made.publicKey.export({ type: "spki", format: "der" }).toString("base64");
};
const [ED, EC, SHORT_RSA] = [spki("ed25519"), spki("ec"), spki("rsa")];
const P384 = generateKeyPairSync("ec", { namedCurve: "secp384r1" })
  .publicKey.export({ type: "spki", format: "der" })
  .toString("base64");

const GOOD: Access = {
  format: "xinqiao.access/1",
  node: "370100",
  number: 7,
  issuedAt: "2026-11-20T02:00:00.000Z",
  agencies: [
    {
      id: "jinan-observer",
      grants: [{ item: "QYDJ-S", actions: ["query"], upTo: "shared", purposes: ["licensing"], bulk: true }],
      tokenKeys: [{ id: "k1", algorithm: "ES256", publicKey: EC }],
      limits: { burst: 3 },
    },
  ],
  nodes: [{ id: "370000", grants: [] }],
  eventKeys: [{ id: "e1", publicKey: ED }],
  tokenKeys: [{ id: "t1", publicKey: ED }],
};
const [HEALTH] = GOOD.agencies;
assert.ok(HEALTH);
const [GRANT] = HEALTH.grants;
const HOST_KEY = `SHA256:${"A".repeat(43)}`;
const DESK = { name: "desk", kind: "sftp", url: "sftp://up@files.example:22/in/信用", hostKey: HOST_KEY };
const target = (over: object): object => agency({ targets: [{ ...DESK, ...over }] });
const agency = (over: object): object => ({ ...GOOD, agencies: [{ ...HEALTH, ...over }] });

test("a register is read as it was written", () => {
  assert.deepEqual(readAccess(canonical(GOOD)), GOOD);
});

test("a target of files names server, account, folder and host key", () => {
  readAccess(
    canonical(target({ format: "ndjson.zst", everySeconds: 0, addresses: ["10.0.0.0/8", "fd00::/8"] })),
  );
  readAccess(canonical(target({ url: "sftp://up@[2400:3200::1]/in" })));
  for (const over of [
    ...["sftp://files.example/in", "sftp://up:secret@files.example/in", "sftp://up@files.example/in/"],
    ...["sftp://up@files.example", "sftp://up@files.example/in?x", "https://up@files.example/in", "/in"],
    "sftp://up@files.example:99999/in",
  ].map((url) => ({ url })))
    assert.throws(() => readAccess(canonical(target(over))), Refusal, over.url);
  for (const over of [
    ...[{ addresses: ["10.0.0.0/33"] }, { addresses: ["10.0.0/8"] }, { addresses: ["fd00::/129"] }],
    ...[{ hostKey: "A".repeat(43) }, { format: "csv" }, { kind: "webhook", url: "https://files.example/" }],
  ])
    assert.throws(() => readAccess(canonical(target(over))), Refusal, JSON.stringify(over));
  const { hostKey: _, ...unpinned } = DESK;
  assert.throws(() => readAccess(canonical(agency({ targets: [unpinned] }))), Refusal);
});

test("anything that its form does not have, twofold names and keys that do not fit are refused", () => {
  for (const bad of [
    { ...GOOD, format: "xinqiao.network/1" },
    { ...GOOD, number: 0 },
    { ...GOOD, admin: true },
    { ...GOOD, agencies: [HEALTH, HEALTH] },
    agency({ grants: [GRANT, GRANT] }),
    agency({ grants: [{ ...GRANT, upTo: "everything" }] }),
    agency({ grants: [{ ...GRANT, actions: ["delete"] }] }),
    agency({ grants: [{ ...GRANT, bulk: "yes" }] }),
    agency({ grants: [{ ...GRANT, item: "*" }] }),
    agency({ tokenKeys: [{ id: "k1", algorithm: "HS256", publicKey: EC }] }),
    agency({ tokenKeys: [{ id: "k1", algorithm: "EdDSA", publicKey: EC }] }),
    agency({ tokenKeys: [{ id: "k1", algorithm: "ES256", publicKey: P384 }] }),
    agency({ tokenKeys: [{ id: "k1", algorithm: "PS256", publicKey: SHORT_RSA }] }),
    agency({ tokenKeys: [{ id: "k1", algorithm: "ES256", publicKey: "AAAA" }] }),
    agency({ sftp: { keys: ["ssh-ed25519 AAAA\nssh-ed25519 BBBB"], final: "rename" } }),
    { ...GOOD, eventKeys: [{ id: "e1", publicKey: EC }] },
    { ...GOOD, agencies: [HEALTH, { ...HEALTH, id: "jinan-water" }] },
  ])
    assert.throws(
      () => readAccess(canonical(bad)),
      (error: unknown) => error instanceof Refusal && error.code === "ACCESS_INVALID",
      canonical(bad),
    );
  assert.throws(() => readAccess(JSON.stringify(GOOD, null, 1)), Refusal);
});
