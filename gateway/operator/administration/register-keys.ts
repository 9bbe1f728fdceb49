/**
 * A public key as an administrator pastes it — PEM, certificate, JWK, or a line of OpenSSH — to what an access register
 * lists, with what tells one key from another. The trap: people paste the private half by mistake; that is refused without
 * a word of it, and told to be thrown away, since it has left its house.
 */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from "node:crypto";

import type { TokenAlgorithm } from "../../model/access.ts";
import { Refusal } from "../../model/refusal.ts";
import type { JsonAnswer } from "../admit.ts";

export type ReadKey = JsonAnswer<"readRegisterKey">;

const SSH_LINE =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256|ecdsa-sha2-nistp384) ([A-Za-z0-9+/]{40,2000}={0,2})(?:\s.*)?$/;

export function readKey(pasted: string): ReadKey {
  const text = pasted.trim();
  const ssh = SSH_LINE.exec(text);
  if (ssh) {
    const [, algorithm = "", base64 = ""] = ssh;
    const key = `${algorithm} ${base64}`;
    return { kind: "ssh", algorithm, key, fingerprint: sshFingerprint(key), subject: null, until: null };
  }
  if (/PRIVATE KEY/.test(text)) throw isPrivate();
  if (/-----BEGIN CERTIFICATE-----/.test(text)) return ofCertificate(text);
  return ofToken(text.startsWith("{") ? ofJwk(text) : parsed(() => createPublicKey(text)));
}

/** Of the SPKI in base64 that a register lists. */
export function tokenFingerprint(publicKey: string): string {
  return sha256(Buffer.from(publicKey, "base64"));
}

/** As `ssh-keygen -l` prints it. */
export function sshFingerprint(line: string): string {
  return sha256(Buffer.from(line.split(" ")[1] ?? "", "base64"));
}

function sha256(bytes: Buffer): string {
  return `SHA256:${createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "")}`;
}

function ofCertificate(text: string): ReadKey {
  const certificate = parsed(() => new X509Certificate(text));
  const subject = certificate.subject.replaceAll("\n", ", ").slice(0, 200);
  return { ...ofToken(certificate.publicKey), subject, until: certificate.validToDate.toISOString() };
}

function ofJwk(text: string): KeyObject {
  const jwk = parsed(() => JSON.parse(text) as JsonWebKey);
  if (["d", "p", "q", "k"].some((name) => Object.hasOwn(jwk, name))) throw isPrivate();
  return parsed(() => createPublicKey({ key: jwk, format: "jwk" }));
}

function ofToken(key: KeyObject): ReadKey {
  const algorithm = algorithmOf(key);
  if (algorithm === null)
    throw new Refusal("REGISTER_KEY_INVALID", {
      detail: "须为 Ed25519、P-256 或 2048 至 8192 位 RSA must be Ed25519, P-256 or RSA of 2048 to 8192 bits",
    });
  const publicKey = key.export({ type: "spki", format: "der" }).toString("base64");
  return {
    ...{ kind: "token", algorithm, key: publicKey, fingerprint: tokenFingerprint(publicKey) },
    ...{ subject: null, until: null },
  };
}

function algorithmOf(key: KeyObject): TokenAlgorithm | null {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "ed25519") return "EdDSA";
  if (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") return "ES256";
  return key.asymmetricKeyType === "rsa" && modulusLength >= 2048 && modulusLength <= 8192 ? "PS256" : null;
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch {
    // What was pasted goes into no cause: who knows what it was.
    throw new Refusal("REGISTER_KEY_INVALID", {
      detail: "不是 PEM、JWK 或 OpenSSH 公钥 neither PEM, JWK nor a public key of OpenSSH",
    });
  }
}

function isPrivate(): Refusal {
  return new Refusal("REGISTER_KEY_INVALID", {
    detail:
      "这是私钥，请作废后另行生成，只提交公钥 it is a private key: throw it away, make another, and give the public half alone",
  });
}
