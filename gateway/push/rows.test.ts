import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { standardBodies } from "../../scripts/bench-rest-rows.ts";
import { knownTitles } from "../adapter/load.ts";
import { loadData } from "../data.ts";
import { PENALTIES } from "../test-penalties.ts";
import { readRecords } from "./body.ts";
import { createReaders } from "./rows.ts";
import { penalty } from "./test-door.ts";

const { catalog, adapters } = loadData();
const DAY = "2026-11-20";
const readers = createReaders(catalog, Buffer.alloc(32, 1));

function read(adapter: string, ...records: readonly object[]) {
  const found = adapters.find(({ id }) => id === adapter);
  assert.ok(found);
  return readers(found)(readRecords(Buffer.from(JSON.stringify({ records })), "application/json"), DAY);
}

const told = (row: ReturnType<typeof read>["rows"][number] | undefined) =>
  row?.record?.payload ?? row?.findings.map(({ code }) => code);

test("what is empty may be sent, sent as null or left out, in any order: the record is the same", () => {
  const whole = Object.entries(penalty({ n: 1 }));
  const [expected] = read(PENALTIES, Object.fromEntries(whole)).rows;
  assert.ok(expected?.record);
  const members = fc.shuffledSubarray(whole, { minLength: whole.length, maxLength: whole.length });
  fc.assert(
    fc.property(
      members,
      fc.array(fc.constantFrom("sent", "null", "left out"), { minLength: whole.length }),
      (some, how) => {
        const record: Record<string, unknown> = {};
        some.forEach(([name, value], at) => {
          if (value !== "" || how[at] === "sent") record[name] = value;
          else if (how[at] === "null") record[name] = null;
        });
        assert.equal(told(read(PENALTIES, record).rows[0]), expected.record?.payload);
      },
    ),
    { numRuns: 50 },
  );
});

// One of each standard: what is tried here does not look at the rest of a declaration.
for (const { id } of new Map(adapters.map((one) => [one.standard, one] as const)).values()) {
  test(`${id}: names of its columns with nothing under them change nothing, and nothing throws`, () => {
    const found = adapters.find((one) => one.id === id);
    assert.ok(found);
    const titles = [...new Set(knownTitles(found))];
    const empty = Object.fromEntries(titles.map((title) => [title, ""]));
    assert.deepEqual(told(read(id, empty).rows[0]), ["MAP_EMPTY"]);
    for (const title of titles.slice(0, 12)) {
      const alone = read(id, { [title]: "虚构" }).rows[0];
      assert.equal(alone?.record, null);
      assert.ok((alone?.findings.length ?? 0) > 0);
    }
  });
}

test("a control character refuses its record at its column, however it was written", () => {
  const found = adapters.find(({ id }) => id === PENALTIES);
  assert.ok(found);
  const text = JSON.stringify({ records: [penalty({ n: 1 }, { BZ: "@" })] });
  for (const written of ["\\u0000", "\\u001b", "\\u007f", "\u007f"]) {
    const records = readRecords(Buffer.from(text.replace("@", written)), "application/json");
    const { rows } = readers(found)(records, DAY);
    assert.deepEqual(rows[0]?.findings, [{ row: 0, column: "BZ", code: "ROW_CONTROL", params: {} }]);
  }
});

test("records as different as a whole file's are read, each by the names that it carries", () => {
  assert.equal(standardBodies(0, 500).length, 500);
});
