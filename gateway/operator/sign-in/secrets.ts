/**
 * Secrets of operators at rest. Second factors are encrypted, recovery codes keyed by the node's console key: who
 * writes to the database alone can make up neither. The trap: a secret is bound to its owner, so that a row's
 * secret copied into another row opens nothing.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
} from "node:crypto";

const IV = 12;
const TAG = 16;
const CODES = 10;
/** Without letters that look alike. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

export interface Vault {
  lock(secret: Buffer, owner: string): Buffer;
  /** Throws when it is another's, or was changed. */
  open(locked: Buffer, owner: string): Buffer;
  /** How a recovery code is kept. */
  codeDigest(code: string, owner: string): Buffer;
}

export function makeVault(key: Buffer): Vault {
  const of = (use: string) => Buffer.from(hkdfSync("sha256", key, "", `xinqiao console ${use}`, 32));
  const [locking, codes] = [of("second factor"), of("recovery codes")];
  return {
    lock: (secret, owner) => {
      const iv = randomBytes(IV);
      const cipher = createCipheriv("aes-256-gcm", locking, iv).setAAD(Buffer.from(owner));
      return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    },
    open: (locked, owner) => {
      const iv = locked.subarray(0, IV);
      const decipher = createDecipheriv("aes-256-gcm", locking, iv).setAAD(Buffer.from(owner));
      decipher.setAuthTag(locked.subarray(-TAG));
      return Buffer.concat([decipher.update(locked.subarray(IV, -TAG)), decipher.final()]);
    },
    codeDigest: (code, owner) =>
      createHmac("sha256", codes)
        .update(`${owner}\n${code.toUpperCase().replaceAll(/[^0-9A-Z]/g, "")}`)
        .digest(),
  };
}

/** Ten codes of ten letters, to be written down. */
export function makeRecoveryCodes(): readonly string[] {
  const letters = (n: number) => Array.from({ length: n }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return Array.from({ length: CODES }, () => `${letters(5)}-${letters(5)}`);
}

/** 256 bits that nobody guesses, for an address. */
export function makeLinkSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** How the database knows a link. */
export function linkDigest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** One spelling of a sign-in name. */
export function foldLogin(login: string): string {
  return login.normalize("NFKC").trim().toLowerCase();
}
