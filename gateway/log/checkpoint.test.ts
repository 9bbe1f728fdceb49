import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import {
  cosign,
  logOrigin,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
  verifyCosignature,
  withSignatures,
  witnessName,
} from "./checkpoint.ts";
import { COSIGNATURE, ED25519, keyIdOf, parseNote, verifierKey } from "./note.ts";
import { leafHash } from "./tiles.ts";

const log = generateKeyPairSync("ed25519");
const witness = generateKeyPairSync("ed25519");
const ORIGIN = logOrigin("370100");
const WITNESS = witnessName("370000");
const CHECKPOINT = { origin: ORIGIN, size: 1234, root: leafHash("root") };
const AT = new Date("2026-11-23T04:00:00.000Z");
const note = signCheckpoint(CHECKPOINT, log.privateKey);

function refusedWith(...details: readonly string[]): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal &&
    error.code === "LOG_INVALID" &&
    (details.length === 0 || details.includes(String(error.params["detail"])));
}

function keyOf(raw: string): KeyObject {
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw, "base64").subarray(1).toString("base64url") },
    format: "jwk",
  });
}

test("a checkpoint is three lines, an empty one and the log's signature, and verifies with the log's key", () => {
  const [origin, size, root, empty, signature, end] = note.split("\n");
  assert.deepEqual(
    [origin, size, root, empty, end],
    [ORIGIN, "1234", CHECKPOINT.root.toString("base64"), "", ""],
  );
  assert.match(signature ?? "", /^\u2014 xinqiao\.log\/370100 [A-Za-z0-9+/]{90,}={0,2}$/u);
  assert.deepEqual(verifyCheckpoint(note, ORIGIN, [log.publicKey]), CHECKPOINT);
  assert.deepEqual(verifyCheckpoint(note, ORIGIN, [witness.publicKey, log.publicKey]), CHECKPOINT);
});

test("every byte of a checkpoint counts", () => {
  const bytes = Buffer.from(note);
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 7));
    assert.throws(
      () => verifyCheckpoint(changed.toString("utf8"), ORIGIN, [log.publicKey]),
      refusedWith(),
      `byte ${at}`,
    );
  }
});

test("another log's checkpoint, or another key's, is not ours", () => {
  assert.throws(() => verifyCheckpoint(note, logOrigin("370000"), [log.publicKey]), refusedWith("origin"));
  assert.throws(() => verifyCheckpoint(note, ORIGIN, [witness.publicKey]), refusedWith("signature"));
  assert.throws(() => verifyCheckpoint(note, ORIGIN, []), refusedWith("signature"));
});

const root = CHECKPOINT.root.toString("base64");
for (const [name, text] of [
  ["a size with a leading zero", `${ORIGIN}\n01234\n${root}\n`],
  ["a negative size", `${ORIGIN}\n-1\n${root}\n`],
  ["a size beyond 2^53", `${ORIGIN}\n9007199254740993\n${root}\n`],
  ["an empty size", `${ORIGIN}\n\n${root}\n`],
  ["a root of another length", `${ORIGIN}\n1\nAAAA\n`],
  ["a root without its padding", `${ORIGIN}\n1\n${root.replaceAll("=", "")}\n`],
  ["further lines", `${ORIGIN}\n1\n${root}\nmore\n`],
] as const) {
  test(`a checkpoint with ${name} is none`, () => {
    const line = note.split("\n")[4];
    assert.throws(
      () => parseCheckpoint(`${text}\n${line}\n`),
      refusedWith("checkpoint", "note", "signature-line"),
    );
  });
}

test("a neighbour's cosignature says when, and holds for this checkpoint only", () => {
  const line = cosign(note, WITNESS, witness.privateKey, AT);
  assert.deepEqual(verifyCosignature(note, line, WITNESS, [witness.publicKey]), { name: WITNESS, at: AT });
  const other = signCheckpoint({ ...CHECKPOINT, size: 1235 }, log.privateKey);
  assert.throws(
    () => verifyCosignature(other, line, WITNESS, [witness.publicKey]),
    refusedWith("cosignature"),
  );
  assert.throws(
    () => verifyCosignature(note, line, witnessName("100000"), [witness.publicKey]),
    refusedWith("cosignature"),
  );
  assert.throws(() => verifyCosignature(note, line, WITNESS, [log.publicKey]), refusedWith("cosignature"));
});

test("a log's key cannot pass its own signature off as a cosignature", () => {
  const line = note.split("\n")[4] ?? "";
  assert.throws(() => verifyCosignature(note, line, ORIGIN, [log.publicKey]), refusedWith("cosignature"));
  assert.notEqual(keyIdOf("x", ED25519, log.publicKey), keyIdOf("x", COSIGNATURE, log.publicKey));
});

test("cosignatures stand under the log's signature, and leave it valid", () => {
  const line = cosign(note, WITNESS, witness.privateKey, AT);
  const cosigned = withSignatures(note, [line]);
  assert.equal(cosigned, `${note}${line}\n`);
  assert.deepEqual(verifyCheckpoint(cosigned, ORIGIN, [log.publicKey]), CHECKPOINT);
  assert.deepEqual(
    parseNote(cosigned).signatures.map(({ name }) => name),
    [ORIGIN, WITNESS],
  );
  assert.equal(verifyCosignature(cosigned, line, WITNESS, [witness.publicKey]).name, WITNESS);
});

test("a note signed twice by one key is refused, since nobody writes such", () => {
  const line = note.split("\n")[4] ?? "";
  assert.throws(
    () => verifyCheckpoint(withSignatures(note, [line]), ORIGIN, [log.publicKey]),
    refusedWith("signed-twice"),
  );
});

test("the published example of a signed note verifies, key id included", () => {
  const example =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const key = keyOf("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const { text, signatures } = parseNote(example);
  assert.equal(signatures[0]?.keyId, keyIdOf("PeterNeumann", ED25519, key));
  assert.equal(
    verifierKey("PeterNeumann", ED25519, key),
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  );
  assert.ok(verify(null, Buffer.from(text), key, signatures[0]?.signature ?? Buffer.alloc(0)));
});

test("a checkpoint of a public transparency log verifies, and so does its witness's cosignature", () => {
  const name = "arche2025h1.staging.ct.transparency.dev";
  const line =
    "\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==";
  const published = `${name}\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n\u2014 ${name} ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n${line}\n`;
  assert.equal(
    verifyCheckpoint(published, name, [keyOf("AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f")]).size,
    1_432_088_532,
  );
  assert.equal(
    verifyCosignature(published, line, "remora.n621.de", [
      keyOf("BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"),
    ]).at.getUTCFullYear(),
    2026,
  );
});
