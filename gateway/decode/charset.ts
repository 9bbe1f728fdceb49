/**
 * Bytes to text, strictly: a byte that is not of the declared character set throws and
 * never becomes U+FFFD. It never guesses a character set.
 *
 * The trap: for UTF-8, transcode + ucs2Slice is several times faster than TextDecoder
 * (which is the fast way for GB18030), and throws on what is not UTF-8 just as well.
 */
import { Buffer, isUtf8, transcode } from "node:buffer";

import type { Charset } from "../model/adapter.ts";

const decoders = { gb18030: new TextDecoder("gb18030", { fatal: true }) };

/** Null when the bytes are not wholly of that character set. */
export function decodeStrictly(bytes: Uint8Array, charset: Charset): string | null {
  if (bytes.length === 0) return "";
  if (charset === "utf-8") {
    if (!isUtf8(bytes)) return null;
    // Short texts are quicker without the detour.
    if (bytes.length < 512) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
    const wide = transcode(bytes, "utf8", "ucs2");
    return wide.ucs2Slice(0, wide.length);
  }
  try {
    return decoders.gb18030.decode(bytes);
  } catch {
    return null;
  }
}

/** A byte order mark's length at the beginning of a file: 3 for UTF-8's, else 0. */
export function bomLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
