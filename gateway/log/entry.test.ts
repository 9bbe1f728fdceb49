import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { entryText, parseEntry } from "./entry.ts";

const ENTRY = {
  leafId: "00000000-0000-4000-8000-000000000001",
  at: new Date("2025-06-02T04:00:00.123Z"),
  kind: "batch",
  data: '{"batch":"x"}',
};
const TEXT = '00000000-0000-4000-8000-000000000001 2025-06-02T04:00:00.123Z batch\n{"batch":"x"}';

test("an entry reads back from its text as it was", () => {
  assert.equal(entryText(ENTRY), TEXT);
  assert.deepEqual(parseEntry(TEXT), ENTRY);
});

for (const [name, text] of [
  ["without data", TEXT.slice(0, -13)],
  ["with data that is not canonical", `${TEXT} `],
  ["with a second space", TEXT.replace(" batch", "  batch")],
  ["with a time of another form", TEXT.replace(".123Z", "Z")],
  ["with a kind in capitals", TEXT.replace(" batch", " BATCH")],
  ["of one line", "{}"],
] as const) {
  test(`a text ${name} is no entry`, () => {
    assert.throws(
      () => parseEntry(text),
      (error) =>
        error instanceof Refusal && error.code === "LOG_INVALID" && error.params["detail"] === "entry",
    );
  });
}
