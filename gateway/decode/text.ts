/**
 * A file as strict text, chunk by chunk, for formats that are read as one text. It refuses
 * the file at the first byte that is not of the character set; a byte order mark is dropped.
 */
import { createReadStream } from "node:fs";

import type { Charset } from "../model/adapter.ts";
import { Refusal } from "../model/refusal.ts";

/** `row` tells where reading stands, for the refusal. */
export async function* readText(
  path: string,
  charset: Charset,
  row: () => number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(charset, { fatal: true });
  const decode = (bytes?: Buffer): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      throw new Refusal("DECODE_CHARSET", { charset, row: row() }, { cause: error });
    }
  };
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = decode(bytes as Buffer);
    if (text !== "") yield text;
  }
  const rest = decode();
  if (rest !== "") yield rest;
}
