/**
 * The reading process of convert.ts: takes its job from stdin, writes rows to stdout with
 * back-pressure, and a refusal to descriptor 3. Nothing imports it. A defect ends it with a
 * stack on stderr, never with rows missing silently: the last line must have been written.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { stdin, stdout } from "node:process";

import { Refusal } from "../model/refusal.ts";
import type { ConvertJob, Line } from "./lines.ts";
import { readRows } from "./read.ts";

const FLUSH_CHARACTERS = 64 * 1024;
const REFUSED = 3;

async function main(): Promise<void> {
  let text = "";
  for await (const chunk of stdin) text += String(chunk);
  try {
    await write(await readRows(JSON.parse(text) as ConvertJob));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    writeSync(3, JSON.stringify({ refusal: { code: error.code, params: error.params } }));
    process.exitCode = REFUSED;
  }
}

async function write(lines: AsyncIterable<Line>): Promise<void> {
  let pending = "";
  const flush = async () => {
    const text = pending;
    pending = "";
    if (text !== "" && !stdout.write(text)) await once(stdout, "drain");
  };
  for await (const line of lines) {
    pending += `${JSON.stringify(line)}\n`;
    if (pending.length >= FLUSH_CHARACTERS) await flush();
  }
  await flush();
}

await main();
