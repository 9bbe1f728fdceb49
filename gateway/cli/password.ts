/**
 * `xinqiao password`: the password on standard input as the line that an access register lists for an SFTP
 * account. The trap: a password is guessed by machines, so a short one is refused, and it is never an argument,
 * which every user of the machine could read.
 */
import { text } from "node:stream/consumers";

import { Refusal } from "../model/refusal.ts";
import { hashPassword } from "../sftp/password.ts";
import { readArguments } from "./arguments.ts";

const SHORTEST = 14;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: "boolean" } });
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  if ([...password].length < SHORTEST)
    throw new Refusal("COMMAND_INVALID", { detail: `fewer than ${SHORTEST} characters` });
  const line = await hashPassword(password);
  process.stdout.write(values.json ? `${JSON.stringify({ password: line })}\n` : `${line}\n`);
  return 0;
}
