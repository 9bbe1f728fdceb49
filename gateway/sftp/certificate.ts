/**
 * User certificates of OpenSSH (PROTOCOL.certkeys): who signed it, for whom, until when, and that a login is
 * signed by the key in it. ssh2 knows none of this and hands both over as bytes. Pure. The traps: an option
 * that is critical and not understood must refuse, so all do; a certificate without principals is for
 * everybody, so it is for nobody here; and SHA-1, which "ssh-rsa" means, signs nothing.
 */
import { createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";

/** What an SSH algorithm signs with. */
interface Scheme {
  readonly key: "ed25519" | "rsa" | "ec";
  readonly hash: string | null;
  readonly curve?: string;
}

const SCHEMES: Readonly<Record<string, Scheme>> = {
  "ssh-ed25519": { key: "ed25519", hash: null },
  "rsa-sha2-256": { key: "rsa", hash: "sha256" },
  "rsa-sha2-512": { key: "rsa", hash: "sha512" },
  "ecdsa-sha2-nistp256": { key: "ec", hash: "sha256", curve: "prime256v1" },
  "ecdsa-sha2-nistp384": { key: "ec", hash: "sha384", curve: "secp384r1" },
};
const CURVES: Readonly<Record<string, readonly [crv: string, bytes: number]>> = {
  nistp256: ["P-256", 32],
  nistp384: ["P-384", 48],
};
const SUFFIX = "-cert-v01@openssh.com";
const USER = 1;
const SHORTEST_RSA = 2048;

export interface Demand {
  /** Public keys of those whose certificates count, as registers list them. */
  readonly authorities: readonly string[];
  /** Must stand among the principals. */
  readonly principal: string;
  readonly now: Date;
}

export function isCertificateName(algorithm: string): boolean {
  return algorithm.endsWith(SUFFIX);
}

/** The key that a certificate vouches for; undefined when it does not hold. */
export function certifiedKey(
  algorithm: string,
  blob: Buffer,
  { authorities, principal, now }: Demand,
): KeyObject | undefined {
  try {
    const read = reader(blob);
    const type = read.string().toString("latin1");
    const plain = type.slice(0, -SUFFIX.length);
    // Offered as rsa-sha2-…, an RSA certificate still calls itself ssh-rsa.
    const offered = algorithm.slice(0, -SUFFIX.length);
    if (
      !type.endsWith(SUFFIX) ||
      (plain !== offered && !(plain === "ssh-rsa" && offered.startsWith("rsa-sha2-")))
    )
      return undefined;
    read.string();
    const key = publicKey(plain, read);
    read.skip(8);
    const kind = read.number();
    read.string();
    const principals = strings(read.string());
    const [after, before] = [read.time(), read.time()];
    const critical = read.string();
    read.string();
    read.string();
    const authority = read.string();
    const signed = blob.subarray(0, read.at());
    const signature = read.string();
    const seconds = BigInt(Math.floor(now.getTime() / 1000));
    const holds =
      read.left() === 0 &&
      kind === USER &&
      principals.includes(principal) &&
      after <= seconds &&
      seconds < before &&
      critical.length === 0 &&
      authorities.some((line) => sameKey(line, authority)) &&
      isSignedBy(keyOf(authority), signed, signature);
    return holds ? key : undefined;
  } catch {
    // Whatever a stranger sent was not a certificate.
    return undefined;
  }
}

/** Whether an SSH signature (algorithm and bytes) is the key's over `data`. */
export function isSignedBy(key: KeyObject, data: Buffer, signature: Buffer): boolean {
  try {
    const read = reader(signature);
    const scheme = SCHEMES[read.string().toString("latin1")];
    const bytes = read.string();
    if (scheme === undefined || scheme.key !== key.asymmetricKeyType || read.left() !== 0) return false;
    if (scheme.curve !== key.asymmetricKeyDetails?.namedCurve) return false;
    if (scheme.key !== "ec") return verify(scheme.hash, data, key, bytes);
    const inner = reader(bytes);
    const size = scheme.hash === "sha256" ? 32 : 48;
    const raw = Buffer.concat([fixed(inner.string(), size), fixed(inner.string(), size)]);
    return inner.left() === 0 && verify(scheme.hash, data, { key, dsaEncoding: "ieee-p1363" }, raw);
  } catch {
    return false;
  }
}

function sameKey(line: string, blob: Buffer): boolean {
  const known = Buffer.from(line.trim().split(/\s+/)[1] ?? "", "base64");
  return known.length === blob.length && timingSafeEqual(known, blob);
}

function keyOf(blob: Buffer): KeyObject {
  const read = reader(blob);
  const key = publicKey(read.string().toString("latin1"), read);
  if (read.left() !== 0) throw new RangeError("bytes after a key");
  return key;
}

function publicKey(type: string, read: Reader): KeyObject {
  const url = (bytes: Buffer) => bytes.toString("base64url");
  if (type === "ssh-ed25519")
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: url(read.string()) }, format: "jwk" });
  if (type === "ssh-rsa") {
    const [e, n] = [natural(read.string()), natural(read.string())];
    if (n.length * 8 < SHORTEST_RSA) throw new RangeError("a short RSA key");
    return createPublicKey({ key: { kty: "RSA", e: url(e), n: url(n) }, format: "jwk" });
  }
  const name = read.string().toString("latin1");
  const [crv, size] = CURVES[name] ?? [];
  const point = read.string();
  if (type !== `ecdsa-sha2-${name}` || !crv || !size || point[0] !== 4 || point.length !== 1 + 2 * size)
    throw new RangeError("a key of another kind");
  const [x, y] = [point.subarray(1, 1 + size), point.subarray(1 + size)];
  return createPublicKey({ key: { kty: "EC", crv, x: url(x), y: url(y) }, format: "jwk" });
}

interface Reader {
  string(): Buffer;
  number(): number;
  time(): bigint;
  skip(bytes: number): void;
  at(): number;
  left(): number;
}

/** SSH's own encoding; throws when it ends early. */
function reader(bytes: Buffer): Reader {
  let at = 0;
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw new RangeError("it ends early");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const number = (): number => take(4).readUInt32BE();
  return {
    number,
    string: () => take(number()),
    time: () => take(8).readBigUInt64BE(),
    skip: (length) => void take(length),
    at: () => at,
    left: () => bytes.length - at,
  };
}

function strings(bytes: Buffer): readonly string[] {
  const read = reader(bytes);
  const found: string[] = [];
  while (read.left() > 0) found.push(read.string().toString("utf8"));
  return found;
}

/** Of a number in SSH's form, without the byte that keeps it positive. */
function natural(bytes: Buffer): Buffer {
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

function fixed(bytes: Buffer, size: number): Buffer {
  const number = natural(bytes);
  if (number.length > size) throw new RangeError("too large a number");
  return Buffer.concat([Buffer.alloc(size - number.length), number]);
}
