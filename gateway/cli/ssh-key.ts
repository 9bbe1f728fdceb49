/**
 * A throw-away SSH key pair for the sandbox, in the file form that every OpenSSH reads (PKCS#8 of
 * Ed25519 only the newest do). The trap: the private half is not encrypted; real agencies make
 * their own with ssh-keygen and hand in the public half alone.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";

export interface SshKeyPair {
  /** Content of the private key's file. */
  readonly privateKey: string;
  /** Type and base64, as registers list it. */
  readonly publicKey: string;
}

const TYPE = "ssh-ed25519";
const BLOCK = 8;

export function makeSshKey(): SshKeyPair {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const [seed, point] = [Buffer.from(d, "base64url"), Buffer.from(x, "base64url")];
  const blob = Buffer.concat([string(TYPE), string(point)]);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, string(TYPE), string(point), string(Buffer.concat([seed, point])), string("")],
  ]);
  const padding = Buffer.from(
    Array.from({ length: (BLOCK - (secret.length % BLOCK)) % BLOCK }, (_, at) => at + 1),
  );
  const whole = Buffer.concat([
    ...[Buffer.from("openssh-key-v1\0"), string("none"), string("none"), string("")],
    ...[number(1), string(blob), string(Buffer.concat([secret, padding]))],
  ]);
  const lines = whole.toString("base64").match(/.{1,70}/g) ?? [];
  return {
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join("\n")}\n-----END OPENSSH PRIVATE KEY-----\n`,
    publicKey: `${TYPE} ${blob.toString("base64")}`,
  };
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function string(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([number(bytes.length), bytes]);
}
