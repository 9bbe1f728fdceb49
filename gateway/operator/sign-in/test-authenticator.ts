/** For tests only: an authenticator of its own (RFC 6238 by node:crypto), so that the console's is not its own judge. */
import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an authenticator with this secret (Base32) shows, so many half minutes from now. */
export function codeOf(secret: string, steps = 0, now = Date.now()): string {
  let bits = "";
  for (const letter of secret.replaceAll("=", ""))
    bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
