/**
 * PKCS#10: how a node asks an authority for a certificate without its private key
 * ever leaving the machine. The request proves possession of the key and nothing
 * else; whatever names it carries are for people's eyes, the authority writes its own.
 */
import { createPublicKey, type KeyObject, verify } from "node:crypto";

import { Refusal } from "../model/refusal.ts";
import { algorithm, commonName, type KeyPair, signed } from "./authority.ts";
import { bits, fromPem, implicitSetOf, integer, membersOf, raw, sequence, toDer, toPem } from "./der.ts";
import { OID } from "./profile.ts";

const LABEL = "CERTIFICATE REQUEST";
const MAX_BYTES = 16_384;

export function createRequest(name: string, keys: KeyPair): string {
  const body = sequence(
    integer(0),
    commonName(name),
    raw(keys.publicKey.export({ type: "spki", format: "der" })),
    implicitSetOf(0),
  );
  return toPem(LABEL, signed(body, keys.privateKey));
}

/** The public key of a request whose signature proves possession of the private one. */
export function readRequest(pem: string): KeyObject {
  const der = pem.length <= MAX_BYTES ? fromPem(LABEL, pem) : null;
  if (!der) throw new Refusal("SEAL_INVALID", { detail: "request-form" });
  try {
    const [body, signatureAlgorithm, signature] = membersOf(raw(der));
    const spki = body && membersOf(body)[2];
    if (!body || !signatureAlgorithm || !spki || typeof signature?.value !== "string")
      throw new TypeError("members are missing");
    const proof = Buffer.from(signature.value, "latin1").subarray(1);
    // Written anew around the signed body, the request has to come out as it was.
    if (!toDer(sequence(body, algorithm(OID.sha256WithRsa), bits(proof))).equals(der))
      throw new TypeError("another form");
    const publicKey = createPublicKey({ key: toDer(spki), format: "der", type: "spki" });
    if (publicKey.asymmetricKeyDetails?.modulusLength !== 3072) throw new TypeError("another size of key");
    if (!verify("sha256", toDer(body), publicKey, proof)) throw new TypeError("not signed by its own key");
    return publicKey;
  } catch (cause) {
    throw new Refusal("SEAL_INVALID", { detail: "request-form" }, { cause });
  }
}
