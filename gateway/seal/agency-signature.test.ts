import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { verifyAgencySignature } from "./agency-signature.ts";
import { type Authority, type CertificateKind, issue } from "./authority.ts";
import { isStrictDer } from "./strict-der.ts";

const AGENCY = "jinan-credit";
const CONTENT = Buffer.from("决定书文号,处罚类别\r\n济罚〔2026〕1号,罚款\r\n");
const sha256 = createHash("sha256").update(CONTENT).digest();
const folder = mkdtempSync(join(tmpdir(), "xinqiao-p7s-"));
let authority: Authority;
let other: Authority;

after(() => rmSync(folder, { recursive: true, force: true }));
before(async () => {
  const now = new Date();
  [authority, other] = await Promise.all([
    testAuthority({ name: "test root", days: 30, now }),
    testAuthority({ name: "another root", days: 30, now }),
  ]);
  await make("seal", "agency-seal");
  await make("client", "agency-client");
  await make("foreign", "agency-seal", AGENCY, other);
  await make("laiwu", "agency-seal", "laiwu-credit");
  writeFileSync(join(folder, "x.csv"), CONTENT);
});

async function make(name: string, kind: CertificateKind, id = AGENCY, by = authority): Promise<void> {
  const keys = await testKeys();
  write(name, keys.privateKey, issue(by, { kind, id, publicKey: keys.publicKey, days: 20, now: new Date() }));
}

function write(name: string, key: KeyObject, certificate: string): void {
  writeFileSync(join(folder, `${name}.key`), key.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(folder, `${name}.crt`), certificate);
}

/** As an agency would with the tool that is everywhere. */
function openssl(signer = "seal", ...more: readonly string[]): Buffer {
  const wanted = ["-binary", "-in", "x.csv", "-outform", "DER", "-out", "x.p7s"];
  const by = ["-signer", `${signer}.crt`, "-inkey", `${signer}.key`, "-md", "sha256"];
  execFileSync("openssl", ["cms", "-sign", ...wanted, ...by, ...more], { cwd: folder });
  return readFileSync(join(folder, "x.p7s"));
}

const trust = () => ({ roots: [authority.certificate], at: new Date() });
const judge = (p7s: Buffer, digest = sha256, agency = AGENCY) =>
  verifyAgencySignature(digest, p7s, agency, trust());
const refused = (detail: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.deepEqual([error.code, error.params["detail"]], ["SIGNATURE_INVALID", detail]);
  return true;
};

test("what openssl cms -sign makes is the agency's signature, as DER and as PEM", () => {
  const der = openssl();
  assert.equal(judge(der).agency, AGENCY);
  const pem = openssl("seal", "-outform", "PEM");
  assert.match(pem.toString("latin1"), /^-----BEGIN CMS-----/);
  assert.equal(judge(pem).fingerprint, judge(der).fingerprint);
  assert.equal(judge(openssl("seal", "-nosmimecap")).agency, AGENCY);
  assert.equal(judge(openssl("seal", "-cades")).agency, AGENCY);
  writeFileSync(join(folder, "ca.crt"), authority.certificate);
  assert.equal(judge(openssl("seal", "-certfile", "ca.crt")).agency, AGENCY);
});

test("an elliptic key signs as well", async () => {
  execFileSync("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.key"], {
    cwd: folder,
  });
  const { createPrivateKey, createPublicKey } = await import("node:crypto");
  const key = createPrivateKey(readFileSync(join(folder, "ec.key")));
  const order = {
    kind: "agency-seal",
    id: AGENCY,
    publicKey: createPublicKey(key),
    days: 20,
    now: new Date(),
  } as const;
  write("ec", key, issue(authority, order));
  assert.equal(judge(openssl("ec")).agency, AGENCY);
});

test("the signature of other bytes, of another agency, or by another kind of certificate is none", () => {
  const p7s = openssl();
  assert.throws(() => judge(p7s, createHash("sha256").update("other").digest()), refused("content"));
  assert.throws(() => judge(p7s, sha256, "laiwu-credit"), refused("name"));
  assert.throws(() => judge(openssl("laiwu")), refused("name"));
  assert.throws(() => judge(openssl("client")), refused("usage"));
  assert.throws(() => judge(openssl("foreign")), refused("chain"));
});

test("forms that leave room for tricks are refused", () => {
  assert.throws(() => judge(openssl("seal", "-nodetach")), refused("not-detached"));
  assert.throws(() => judge(openssl("seal", "-noattr")), refused("attributes"));
  assert.throws(() => judge(openssl("seal", "-nocerts")), refused("certificate"));
  assert.throws(() => judge(openssl("seal", "-md", "sha1")), refused("algorithm"));
  assert.throws(() => judge(openssl("seal", "-keyid")), refused("form"));
  assert.throws(() => judge(openssl("seal", "-stream", "-indef")), refused("form"));
  assert.throws(
    () => judge(openssl("seal", "-signer", "laiwu.crt", "-inkey", "laiwu.key")),
    refused("not-one-signer"),
  );
  assert.throws(() => judge(Buffer.from("not a signature")), refused("form"));
  assert.throws(() => judge(Buffer.alloc(0)), refused("form"));
});

test("a revoked or expired certificate signs nothing", async () => {
  const p7s = openssl();
  const { X509Certificate } = await import("node:crypto");
  const serial = new X509Certificate(readFileSync(join(folder, "seal.crt"))).serialNumber;
  assert.throws(
    () => verifyAgencySignature(sha256, p7s, AGENCY, { ...trust(), revoked: new Set([serial]) }),
    refused("revoked"),
  );
  assert.throws(
    () => verifyAgencySignature(sha256, p7s, AGENCY, { ...trust(), at: new Date(Date.now() - 3_600_000) }),
    refused("time"),
  );
});

test("no byte of a signature can be changed", () => {
  const p7s = openssl();
  for (let at = 0; at < p7s.length; at++) {
    const bent = Buffer.from(p7s);
    bent[at] = (bent[at] ?? 0) ^ 0x01;
    assert.throws(
      () => judge(bent),
      (error) => error instanceof Refusal && error.code === "SIGNATURE_INVALID",
      `byte ${at} of ${p7s.length}, before it ${p7s.subarray(at - 16, at).toString("hex")}`,
    );
  }
});

test("DER is one form: each other way to write it is seen", () => {
  const yes = ["0500", "020101", "30030101ff", "3106020101020102"];
  const no = [
    "",
    "05",
    "0501",
    "050000",
    "30800000",
    "02810101",
    "3082000302",
    "3106020102020101",
    "1f8101",
    "0101fe",
    "03020101",
    "02020001",
    "0202ff80",
  ];
  for (const hex of yes) assert.ok(isStrictDer(Buffer.from(hex, "hex")), hex);
  for (const hex of no) assert.ok(!isStrictDer(Buffer.from(hex, "hex")), hex);
  assert.ok(!isStrictDer(Buffer.from("3080".repeat(100) + "0000".repeat(100), "hex")));
});
