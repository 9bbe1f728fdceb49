/**
 * For tests only: RSA keys that a run of the suite made once (scripts/test.ts), since half a second a key
 * was half of its time. They are that run's own and thrown away with it; a test that is run without them makes its own.
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { makeKeys } from "./cli/sandbox-network.ts";
import {
  type Authority,
  type AuthorityOrder,
  createAuthority,
  generateKeys,
  type KeyPair,
} from "./seal/authority.ts";

/** Name of the variable that tells where they lie. */
export const TEST_KEYS = "XINQIAO_TEST_KEYS";
/** More than any one test uses side by side; then they come round again. */
const SPARE = 12;

/** Keys of these nodes under one authority. */
export async function prepareKeys(folder: string, nodes: readonly string[]): Promise<void> {
  await makeKeys(join(folder, "network"), nodes, [], new Date());
}

/** What was prepared of a network's keys; makeKeys makes what is missing. */
export function layKeys(folder: string): void {
  const prepared = process.env[TEST_KEYS];
  if (prepared !== undefined) cpSync(join(prepared, "network"), folder, { recursive: true });
}

let taken = 0;

/** One of the spare keys, made by whoever comes to it first. */
export async function testKeys(): Promise<KeyPair> {
  const prepared = process.env[TEST_KEYS];
  if (prepared === undefined) return await generateKeys();
  const file = join(prepared, `spare-${taken++ % SPARE}.pem`);
  if (existsSync(file)) {
    const privateKey = createPrivateKey(readFileSync(file));
    return { privateKey, publicKey: createPublicKey(privateKey) };
  }
  const made = await generateKeys();
  const own = `${file}.${process.pid}`;
  writeFileSync(own, made.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  renameSync(own, file);
  return made;
}

export async function testAuthority(order: AuthorityOrder): Promise<Authority> {
  return createAuthority(order, await testKeys());
}
