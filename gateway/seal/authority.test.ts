import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { connect, createServer, type TLSSocket } from "node:tls";

import { identityOf } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { createRevocationList, issue, type KeyPair } from "./authority.ts";
import { fromPem, toPem } from "./der.ts";
import { createRequest, readRequest } from "./request.ts";

const NOW = new Date();
const [authority, stranger, server, client] = await Promise.all([
  testAuthority({ name: "Test root", now: NOW, days: 30 }),
  testAuthority({ name: "Test root", now: NOW, days: 30 }),
  testKeys(),
  testKeys(),
]);
const serverCertificate = issue(authority, {
  kind: "node-server",
  id: "370000",
  dns: ["province.invalid"],
  ip: ["127.0.0.1"],
  publicKey: server.publicKey,
  days: 10,
  now: NOW,
});
const clientCertificate = issue(authority, {
  kind: "agency-client",
  id: "jinan-example",
  publicKey: client.publicKey,
  days: 10,
  now: NOW,
});
const noneRevoked = createRevocationList(authority, { revoked: [], number: 1, now: NOW, days: 1 });

const folder = mkdtempSync(join(tmpdir(), "xinqiao-authority-"));
after(() => rmSync(folder, { recursive: true }));

test("openssl takes every kind of certificate by its strict reading of X.509", () => {
  const files = [
    serverCertificate,
    clientCertificate,
    ...(["node-client", "node-seal", "network"] as const).map((kind) =>
      issue(authority, { kind, id: "370000", publicKey: client.publicKey, days: 10, now: NOW }),
    ),
  ];
  for (const [number, pem] of files.entries()) writeFileSync(join(folder, `${number}.pem`), pem);
  writeFileSync(join(folder, "root.pem"), authority.certificate);
  writeFileSync(join(folder, "crl.pem"), noneRevoked);
  const run = spawnSync(
    "openssl",
    [
      "verify",
      "-x509_strict",
      "-crl_check",
      "-CRLfile",
      "crl.pem",
      "-CAfile",
      "root.pem",
      ...files.map((_, number) => `${number}.pem`),
    ],
    { cwd: folder, encoding: "utf8" },
  );
  assert.equal(run.status, 0, run.stderr);
});

test("a certificate names its holder in one URI, and never outlives its root", () => {
  const certificate = new X509Certificate(clientCertificate);
  assert.deepEqual(identityOf(certificate.subjectAltName), { kind: "agency", id: "jinan-example" });
  assert.deepEqual(identityOf(new X509Certificate(serverCertificate).subjectAltName), {
    kind: "node",
    id: "370000",
  });
  const long = new X509Certificate(
    issue(authority, { kind: "node-seal", id: "370000", publicKey: client.publicKey, days: 3650, now: NOW }),
  );
  assert.equal(long.validTo, new X509Certificate(authority.certificate).validTo);
});

test("serial numbers are random and of 128 bits, signatures by SHA-256", () => {
  const serials = Array.from(
    { length: 8 },
    () =>
      new X509Certificate(
        issue(authority, { kind: "node-seal", id: "370000", publicKey: client.publicKey, days: 1, now: NOW }),
      ).serialNumber,
  );
  assert.equal(new Set(serials).size, 8);
  for (const serial of serials) assert.match(serial, /^[4-7][0-9A-F]{31}$/);
});

test("an id that could break out of its URI is not certified", () => {
  for (const id of ["", "370000,DNS:evil", "A", "x".repeat(65), "370000/x", "-a"]) {
    assert.throws(
      () => issue(authority, { kind: "node-seal", id, publicKey: client.publicKey, days: 1, now: NOW }),
      TypeError,
    );
  }
});

test("node and agency meet over mutual TLS", async () => {
  assert.equal(
    await handshake({ cert: clientCertificate, keys: client }),
    "urn:xinqiao:agency:jinan-example",
  );
});

test("a client of another root, of another purpose, or with a revoked certificate is turned away", async () => {
  const order = {
    kind: "agency-client",
    id: "jinan-example",
    publicKey: client.publicKey,
    days: 10,
    now: NOW,
  } as const;
  assert.equal(await handshake({ cert: issue(stranger, order), keys: client }), null);
  assert.equal(
    await handshake({ cert: issue(authority, { ...order, kind: "node-server", dns: [] }), keys: client }),
    null,
  );
  const serial = new X509Certificate(clientCertificate).serialNumber;
  const list = createRevocationList(authority, {
    revoked: [{ serial, at: NOW }],
    number: 2,
    now: NOW,
    days: 1,
  });
  assert.equal(await handshake({ cert: clientCertificate, keys: client, crl: list }), null);
});

test("a request proves possession of its key and gives no more than the key", () => {
  const pem = createRequest("370100 seal", client);
  assert.ok(readRequest(pem).equals(client.publicKey));
  writeFileSync(join(folder, "request.pem"), pem);
  assert.equal(
    spawnSync("openssl", ["req", "-in", "request.pem", "-noout", "-verify"], { cwd: folder }).status,
    0,
  );
});

test("a request changed anywhere, or signed by another key, is refused", () => {
  const der = fromPem("CERTIFICATE REQUEST", createRequest("370100 seal", client));
  assert.ok(der);
  for (let at = 0; at < der.length; at++) {
    const changed = Buffer.from(der);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    assert.throws(() => readRequest(toPem("CERTIFICATE REQUEST", changed)), isRequestRefusal, `byte ${at}`);
  }
  const foreign = createRequest("370100 seal", {
    publicKey: client.publicKey,
    privateKey: server.privateKey,
  });
  assert.throws(() => readRequest(foreign), isRequestRefusal);
  assert.throws(() => readRequest(""), isRequestRefusal);
});

test("PEM has one spelling", () => {
  const pem = serverCertificate;
  const der = fromPem("CERTIFICATE", pem);
  assert.ok(der?.equals(new X509Certificate(pem).raw));
  for (const other of [
    `${pem}\n`,
    pem.replaceAll("\n", "\r\n"),
    ` ${pem}`,
    pem + pem,
    pem.trimEnd(),
    pem.replace("MII", "MI I"),
  ]) {
    assert.equal(fromPem("CERTIFICATE", other), null);
  }
});

test("keys are RSA of 3072 bits", () => {
  assert.equal(createPublicKey(client.privateKey).asymmetricKeyDetails?.modulusLength, 3072);
});

function isRequestRefusal(error: unknown): boolean {
  return (
    error instanceof Refusal && error.code === "SEAL_INVALID" && error.params["detail"] === "request-form"
  );
}

/** The URI the server saw, or null when either side broke the handshake off. */
async function handshake(who: {
  readonly cert: string;
  readonly keys: KeyPair;
  readonly crl?: string;
}): Promise<string | null> {
  const pem = (keys: KeyPair): string => keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const listener = createServer({
    key: pem(server),
    cert: serverCertificate,
    ca: authority.certificate,
    crl: who.crl ?? noneRevoked,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.3",
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as { port: number };
  let socket: TLSSocket | undefined;
  try {
    return await new Promise<string | null>((resolve) => {
      listener.once("secureConnection", (peer) =>
        resolve(peer.getPeerX509Certificate()?.subjectAltName?.slice("URI:".length) ?? null),
      );
      listener.once("tlsClientError", () => resolve(null));
      socket = connect({
        host: "127.0.0.1",
        port,
        ca: authority.certificate,
        cert: who.cert,
        key: pem(who.keys),
      });
      socket.on("error", () => resolve(null));
    });
  } finally {
    socket?.destroy();
    await new Promise((resolve) => listener.close(resolve));
  }
}
