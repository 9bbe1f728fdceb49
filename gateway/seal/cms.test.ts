import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { issue } from "./authority.ts";
import { prepareSigner, signDetached, verifyAs, verifyDetached } from "./cms.ts";

const NOW = new Date("2026-11-23T04:00:00.000Z");
const DAY = 86_400_000;
const [authority, stranger, keys] = await Promise.all([
  testAuthority({ name: "Test root 测试", now: NOW, days: 365 }),
  testAuthority({ name: "Test root 测试", now: NOW, days: 365 }),
  testKeys(),
]);
const order = { kind: "node-seal", id: "370100", publicKey: keys.publicKey, days: 90, now: NOW } as const;
const certificate = issue(authority, order);
const CONTENT = Buffer.from('{"batch":"虚构"}');
const p7s = signDetached(CONTENT, keys.privateKey, certificate, NOW);
const trust = { roots: [authority.certificate], at: NOW };

const folder = mkdtempSync(join(tmpdir(), "xinqiao-cms-"));
after(() => rmSync(folder, { recursive: true }));

function refusedWith(...details: readonly string[]): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal &&
    error.code === "SEAL_INVALID" &&
    (details.length === 0 || details.includes(String(error.params["detail"])));
}

test("a seal verifies under its root and names node, time and certificate", () => {
  const { fingerprint256 } = new X509Certificate(certificate);
  const sealed = verifyDetached(CONTENT, p7s, trust);
  assert.deepEqual(sealed, {
    node: "370100",
    certificate,
    fingerprint: fingerprint256.replaceAll(":", "").toLowerCase(),
    signedAt: NOW,
  });
});

test("a signer that was prepared makes the same seals", async () => {
  const signer = prepareSigner(keys.privateKey, certificate);
  assert.deepEqual(await signer(CONTENT, NOW), p7s);
  const [one, other] = await Promise.all([signer(Buffer.from("1"), NOW), signer(Buffer.from("2"), NOW)]);
  assert.equal(verifyDetached(Buffer.from("1"), one, trust).node, "370100");
  assert.equal(verifyDetached(Buffer.from("2"), other, trust).node, "370100");
  const another = await testKeys();
  assert.throws(() => prepareSigner(another.privateKey, certificate), TypeError);
});

test("every byte of a seal and of its content counts: one bit flipped in each is refused", () => {
  for (let at = 0; at < p7s.length; at++) {
    const changed = Buffer.from(p7s);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    assert.throws(() => verifyDetached(CONTENT, changed, trust), refusedWith(), `byte ${at}`);
  }
  for (let at = 0; at < CONTENT.length; at++) {
    const changed = Buffer.from(CONTENT);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    assert.throws(() => verifyDetached(changed, p7s, trust), refusedWith("content"), `content byte ${at}`);
  }
});

test("what is cut off, or stands after the seal, is refused", () => {
  for (const changed of [
    p7s.subarray(0, -1),
    Buffer.concat([p7s, Buffer.of(0)]),
    Buffer.concat([p7s, p7s]),
    Buffer.alloc(0),
    Buffer.alloc(20_000, 0x30),
  ]) {
    assert.throws(() => verifyDetached(CONTENT, changed, trust), refusedWith("form"));
  }
});

test("a seal is deterministic: RSA v1.5 over the same content and second gives the same bytes", () => {
  assert.deepEqual(signDetached(CONTENT, keys.privateKey, certificate, new Date(NOW.getTime() + 400)), p7s);
});

test("openssl verifies our seal, and refuses it over other content", () => {
  write({
    "root.pem": authority.certificate,
    "seal.p7s": p7s,
    "manifest.json": CONTENT,
    "other.json": Buffer.from('{"batch":"虚枃"}'),
  });
  const verify = (content: string): number | null =>
    spawnSync(
      "openssl",
      [
        "cms",
        "-verify",
        "-inform",
        "DER",
        "-in",
        "seal.p7s",
        "-content",
        content,
        "-CAfile",
        "root.pem",
        "-binary",
        "-purpose",
        "any",
        "-attime",
        String(NOW.getTime() / 1000),
      ],
      { cwd: folder },
    ).status;
  assert.equal(verify("manifest.json"), 0);
  assert.notEqual(verify("other.json"), 0);
});

test("a seal that openssl made is one of ours", () => {
  write({
    "cert.pem": certificate,
    "key.pem": keys.privateKey.export({ type: "pkcs8", format: "pem" }),
    "manifest.json": CONTENT,
  });
  openssl(
    "cms",
    "-sign",
    "-cades",
    "-nosmimecap",
    "-binary",
    "-md",
    "sha256",
    "-outform",
    "DER",
    "-in",
    "manifest.json",
    "-signer",
    "cert.pem",
    "-inkey",
    "key.pem",
    "-out",
    "made.p7s",
  );
  assert.equal(
    verifyDetached(CONTENT, readFileSync(join(folder, "made.p7s")), { roots: trust.roots }).node,
    "370100",
  );
});

for (const [name, args] of [
  ["with the content inside", ["-cades", "-nosmimecap", "-nodetach"]],
  ["without the certificate's digest among the attributes", ["-nosmimecap"]],
  ["with attributes beyond the four", ["-cades"]],
  ["without attributes", ["-noattr"]],
  ["by another digest", ["-cades", "-nosmimecap", "-md", "sha512"]],
  ["by RSA-PSS", ["-cades", "-nosmimecap", "-keyopt", "rsa_padding_mode:pss"]],
  ["naming the signer by key id", ["-cades", "-nosmimecap", "-keyid"]],
  ["with a second certificate", ["-cades", "-nosmimecap", "-certfile", "root.pem"]],
  ["without its certificate", ["-cades", "-nosmimecap", "-nocerts"]],
] as const) {
  test(`a valid CMS signature ${name} is no seal`, () => {
    write({
      "cert.pem": certificate,
      "root.pem": authority.certificate,
      "key.pem": keys.privateKey.export({ type: "pkcs8", format: "pem" }),
      "manifest.json": CONTENT,
    });
    const digest = (args as readonly string[]).includes("-md") ? [] : ["-md", "sha256"];
    openssl(
      "cms",
      "-sign",
      "-binary",
      "-outform",
      "DER",
      "-in",
      "manifest.json",
      "-signer",
      "cert.pem",
      "-inkey",
      "key.pem",
      "-out",
      "other.p7s",
      ...digest,
      ...args,
    );
    assert.throws(
      () => verifyDetached(CONTENT, readFileSync(join(folder, "other.p7s")), { roots: trust.roots }),
      refusedWith("form", "attributes", "not-one-signer", "content"),
    );
  });
}

test("two signers are one too many", () => {
  const second = issue(authority, { ...order, id: "370000" });
  write({
    "cert.pem": certificate,
    "second.pem": second,
    "key.pem": keys.privateKey.export({ type: "pkcs8", format: "pem" }),
    "manifest.json": CONTENT,
  });
  const signers = ["cert.pem", "second.pem"].flatMap((signer) => ["-signer", signer, "-inkey", "key.pem"]);
  openssl(
    "cms",
    "-sign",
    "-cades",
    "-nosmimecap",
    "-binary",
    "-md",
    "sha256",
    "-outform",
    "DER",
    "-in",
    "manifest.json",
    ...signers,
    "-out",
    "two.p7s",
  );
  assert.throws(
    () => verifyDetached(CONTENT, readFileSync(join(folder, "two.p7s")), { roots: trust.roots }),
    refusedWith("not-one-signer"),
  );
});

test("another root of the same name does not vouch for it", () => {
  assert.throws(() => verifyDetached(CONTENT, p7s, { roots: [stranger.certificate] }), refusedWith("chain"));
  assert.equal(
    verifyDetached(CONTENT, p7s, { roots: [stranger.certificate, authority.certificate] }).node,
    "370100",
  );
  assert.throws(() => verifyDetached(CONTENT, p7s, { roots: [] }), refusedWith("chain"));
});

test("a root cannot seal, nor can a certificate that was never meant to be a root be trusted as one", () => {
  const byRoot = signDetached(CONTENT, authority.privateKey, authority.certificate, NOW);
  assert.throws(() => verifyDetached(CONTENT, byRoot, trust), refusedWith("certificate"));
  assert.throws(() => verifyDetached(CONTENT, p7s, { roots: [certificate] }), TypeError);
});

for (const kind of ["node-server", "node-client", "agency-client", "network"] as const) {
  test(`a ${kind} certificate seals nothing`, () => {
    const other = issue(authority, { ...order, kind, dns: [] });
    const signed = signDetached(CONTENT, keys.privateKey, other, NOW);
    assert.throws(() => verifyDetached(CONTENT, signed, trust), refusedWith("usage", "name"));
  });
}

test("a seal certificate does not sign the network registry", () => {
  assert.throws(() => verifyAs("network", CONTENT, p7s, trust), refusedWith("name"));
});

test("validity is judged at the time of signing: an old seal stays valid, a late one never was", () => {
  const after90Days = new Date(NOW.getTime() + 120 * DAY);
  assert.equal(verifyDetached(CONTENT, p7s, { ...trust, at: after90Days }).node, "370100");
  const late = signDetached(CONTENT, keys.privateKey, certificate, after90Days);
  assert.throws(() => verifyDetached(CONTENT, late, { roots: trust.roots }), refusedWith("expired"));
  const early = signDetached(CONTENT, keys.privateKey, certificate, new Date(NOW.getTime() - DAY));
  assert.throws(() => verifyDetached(CONTENT, early, { roots: trust.roots }), refusedWith("expired"));
});

test("a seal from the future is refused, beyond what clocks may differ", () => {
  const signed = signDetached(CONTENT, keys.privateKey, certificate, new Date(NOW.getTime() + 10 * 60_000));
  assert.throws(() => verifyDetached(CONTENT, signed, trust), refusedWith("time"));
  assert.equal(verifyDetached(CONTENT, signed, { roots: trust.roots }).node, "370100");
});

test("a revoked certificate seals nothing, whatever the date on the seal", () => {
  const revoked = new Set([new X509Certificate(certificate).serialNumber]);
  assert.throws(() => verifyDetached(CONTENT, p7s, { ...trust, revoked }), refusedWith("revoked"));
});

test("a key that is not the certificate's does not get to sign", async () => {
  const { privateKey } = await testKeys();
  assert.throws(() => signDetached(CONTENT, privateKey, certificate, NOW), TypeError);
});

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), content, { mode: 0o600 });
}

function openssl(...args: readonly string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}
