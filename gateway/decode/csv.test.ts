import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { parseCsv } from "./csv.ts";
import { chunkSource, createRowScanner, cutRows, type Piece } from "./cut.ts";

const COMMA = 44;
const rowsOf = (text: string): string[][] => {
  const rows: string[][] = [];
  parseCsv(text, COMMA, (cells) => rows.push(cells));
  return rows;
};
const write = (rows: readonly string[][], end: string): string =>
  rows
    .map((cells) =>
      cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(","),
    )
    .map((line) => line + end)
    .join("");

const cell = fc.string({
  unit: fc.constantFrom("a", "罚", "𠮷", ",", '"', "\n", "\r\n", " ", ""),
  maxLength: 6,
});
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });

test("what was written by RFC 4180 is read back, with either line end", () => {
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, end) => {
      assert.deepEqual(rowsOf(write(rows, end)), rows);
    }),
  );
});

async function cut(text: string, chunk: number, pieceBytes: number, maxRowBytes = 1 << 20): Promise<Piece[]> {
  const bytes = Buffer.from(text);
  async function* source(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const pieces: Piece[] = [];
  for await (const piece of cutRows(chunkSource(source()), { pieceBytes, maxRowBytes, delimiter: COMMA }))
    pieces.push(piece);
  return pieces;
}

test("pieces are cut only where a row ends, however the bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 60 }),
      async (rows, chunk, size) => {
        const pieces = await cut(write(rows, "\r\n"), chunk, size);
        assert.ok(pieces.every(({ fault }) => fault === undefined));
        assert.deepEqual(
          pieces.flatMap(({ bytes }) => rowsOf(Buffer.from(bytes).toString())),
          rows,
        );
      },
    ),
  );
});

test("the scanner sees as many rows as the parser, also where quotes stand inside cells", () => {
  const messy = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r\n", "\r", "甲"), maxLength: 30 });
  fc.assert(
    fc.property(messy, (text) => {
      const bytes = Buffer.from(text);
      const scanner = createRowScanner(COMMA);
      const ends: number[] = [];
      scanner.feed(bytes, 0, bytes.length, (end) => ends.push(end));
      if (scanner.open) return;
      if ((ends.at(-1) ?? 0) < bytes.length) ends.push(bytes.length);
      assert.equal(rowsOf(text).length, ends.length);
    }),
    { numRuns: 2000 },
  );
});

test("a quote that is never closed is told, with the rows before it kept apart", async () => {
  const pieces = await cut('a,b\n1,"open\nx,y\n', 5, 1000);
  assert.deepEqual(
    pieces.map(({ bytes, fault }) => [Buffer.from(bytes).toString(), fault]),
    [
      ["a,b\n", undefined],
      ['1,"open\nx,y\n', "unclosed-quote"],
    ],
  );
});

test("a row without end is given up at the limit, not collected for ever", async () => {
  const pieces = await cut(`a,b\n${"x".repeat(500)}`, 50, 1000, 100);
  assert.equal(pieces.at(-1)?.fault, "row-too-long");
  assert.ok((pieces.at(-1)?.bytes.length ?? 0) <= 200);
});
