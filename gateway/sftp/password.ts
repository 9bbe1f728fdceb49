/**
 * Passwords of SFTP accounts: scrypt in the register, compared in constant time. The trap: each try costs 32 MiB
 * and a moment of a thread, which is what guessing should cost, and what strangers could make us spend; so one
 * is tried at a time, whoever asks.
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const SALT = 16;
const HASH = 32;
const COST = 32_768;
const BLOCK = 8;
const PARALLEL = 1;
const LONGEST = 1024;

/** `scrypt$N$r$p$salt$hash`, as a register lists it. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT);
  const hash = await derive(password, salt, COST, BLOCK, PARALLEL);
  return ["scrypt", COST, BLOCK, PARALLEL, salt.toString("base64"), hash.toString("base64")].join("$");
}

let turn: Promise<unknown> = Promise.resolve();

export async function isPassword(password: string, listed: string): Promise<boolean> {
  const [, cost, block, parallel, salt = "", hash = ""] = listed.split("$");
  const known = Buffer.from(hash, "base64");
  if (password.length > LONGEST || known.length !== HASH) return false;
  const mine = turn.then(
    async () =>
      await derive(password, Buffer.from(salt, "base64"), Number(cost), Number(block), Number(parallel)),
  );
  turn = mine.catch(() => undefined);
  return timingSafeEqual(await mine, known);
}

function derive(password: string, salt: Buffer, N: number, r: number, p: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, HASH, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
