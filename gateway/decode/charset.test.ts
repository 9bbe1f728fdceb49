import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";
import iconv from "iconv-lite";

import type { Charset } from "../model/adapter.ts";
import { decodeStrictly } from "./charset.ts";

function reference(bytes: Uint8Array, charset: Charset): string | null {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const CHARSETS: readonly Charset[] = ["gb18030", "utf-8"];

for (const charset of CHARSETS) {
  test(`${charset}: any text written is read back, rare characters included`, () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom("罚", "𠮷", "龦", "㐀", "€", "a", ",", "\n", "（"),
        fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
      ),
    });
    fc.assert(
      fc.property(text, (written) => {
        const bytes = iconv.encode(written, charset);
        assert.equal(decodeStrictly(bytes, charset), reference(bytes, charset));
      }),
    );
  });

  test(`${charset}: any bytes come out as the standard decoder gives them, or are refused as it refuses`, () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(
        0x81,
        0x30,
        0x84,
        0x31,
        0xa4,
        0x37,
        0x95,
        0x32,
        0x82,
        0x36,
        0xfe,
        0x7e,
        0xff,
        0x80,
        0x40,
        0x41,
      ),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 24 }), (some) => {
        const bytes = Uint8Array.from(some);
        assert.equal(decodeStrictly(bytes, charset), reference(bytes, charset));
      }),
      { numRuns: 5000 },
    );
  });
}

test("gb18030: every two-byte form, and every four-byte form of the first planes, reads as in the standard decoder", () => {
  for (let lead = 0x80; lead <= 0xff; lead++) {
    for (let trail = 0; trail <= 0xff; trail++) {
      const bytes = Uint8Array.from([0x61, lead, trail, 0x62]);
      assert.equal(decodeStrictly(bytes, "gb18030"), reference(bytes, "gb18030"), `${lead} ${trail}`);
    }
  }
  for (let point = 0x80; point < 0x30000; point += point < 0x10000 ? 1 : 17) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const bytes = iconv.encode(String.fromCodePoint(point), "gb18030");
    assert.equal(decodeStrictly(bytes, "gb18030"), reference(bytes, "gb18030"), point.toString(16));
  }
});
