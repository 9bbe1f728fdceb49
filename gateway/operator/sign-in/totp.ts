/**
 * The second factor: time-based codes (RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator knows
 * them). The trap: a code counts for a minute and a half, so the step of each that was used is kept and none counts
 * again, nor one before it.
 */
import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
const WINDOW = 1;
const SECRET_BYTES = 20;

/** 160 bits. */
export function makeTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);
}

/** The step that a code is of, when it is right at this moment and newer than `used`; otherwise undefined. */
export function totpStep(secret: Buffer, code: string, now: Date, used: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
  return step > used ? step : undefined;
}

/** What an authenticator takes: as an address for a QR code, and as text for typing. */
export function totpOffer(secret: Buffer, login: string, node: string): { uri: string; secret: string } {
  const totp = totpOf(secret, login, node);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

function totpOf(secret: Buffer, label = "", node = ""): TOTP {
  return new TOTP({
    issuer: `Xinqiao ${node}`,
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}
