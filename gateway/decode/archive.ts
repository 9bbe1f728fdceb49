/**
 * How big an XLSX file becomes when it is unpacked, found out by unpacking it into nothing:
 * the sizes that an archive states about itself are the first thing a bomb lies about.
 * It knows the ZIP directory and no more.
 */
import { createInflateRaw } from "node:zlib";

import { Refusal } from "../model/refusal.ts";
import type { ConvertLimits } from "./lines.ts";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const LONGEST_COMMENT = 0xffff;
const MAX_ENTRIES = 2000;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

/** Throws a refusal when the archive is broken or expands beyond the limits. */
export async function checkArchive(bytes: Buffer, limits: ConvertLimits): Promise<void> {
  let total = 0;
  for (const entry of directory(bytes)) {
    total += await expandedSize(bytes, entry, limits);
    if (total > 2 * limits.maxExpandedBytes) throw tooBig(2 * limits.maxExpandedBytes);
  }
}

function broken(): Refusal {
  return new Refusal("DECODE_FORMAT", { format: "xlsx", detail: "压缩包不完整 / the archive is broken" });
}

function tooBig(limit: number): Refusal {
  const mib = limit >>> 20;
  return new Refusal("DECODE_LIMIT", { detail: `展开后超过 ${mib} MB / more than ${mib} MB when expanded` });
}

function directory(bytes: Buffer): Entry[] {
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= lowest && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < lowest) throw broken();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES)
    throw new Refusal("DECODE_LIMIT", {
      detail: `压缩包内文件过多 / over ${MAX_ENTRIES} files in the archive`,
    });
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken();
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function expandedSize(
  bytes: Buffer,
  { method, packed, at }: Entry,
  limits: ConvertLimits,
): Promise<number> {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL_ENTRY) throw broken();
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (from + packed > bytes.length) throw broken();
  if (method === 0) return packed;
  if (method !== 8) throw broken();
  let size = 0;
  const inflate = createInflateRaw();
  inflate.end(bytes.subarray(from, from + packed));
  try {
    for await (const chunk of inflate) {
      size += (chunk as Buffer).length;
      if (size > limits.maxExpandedBytes) throw tooBig(limits.maxExpandedBytes);
      if (size > limits.ratioFloorBytes && size > packed * limits.maxRatio) {
        throw new Refusal("DECODE_LIMIT", {
          detail: `展开超过 ${limits.maxRatio} 倍 / expands more than ${limits.maxRatio} times`,
        });
      }
    }
  } catch (error) {
    throw error instanceof Refusal ? error : broken();
  }
  return size;
}
