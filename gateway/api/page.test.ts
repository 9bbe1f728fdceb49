import assert from "node:assert/strict";
import { test } from "node:test";

import { encodePlace, isCount, isInstant, isUuid, nextLink, readPlace } from "./page.ts";

const ID = "3957d37c-1d2f-4496-a50e-908c81d0d72b";
const read = (text: string | undefined) => readPlace<[number, string]>("batches", text, [isInstant, isUuid]);

test("a place comes back as it was given", () => {
  assert.deepEqual(read(encodePlace("batches", [1795139100000, ID])), [1795139100000, ID]);
  assert.equal(read(undefined), undefined);
  assert.equal(read(""), undefined);
});

test("a cursor of another list, altered, or made up is refused", () => {
  const good = encodePlace("batches", [1, ID]);
  const bad = [
    encodePlace("rejections", [1, ID]),
    encodePlace("batches", [1]),
    encodePlace("batches", [-1, ID]),
    encodePlace("batches", [1, "' or 1=1"]),
    encodePlace("batches", [8.7e15, ID]),
    `${good}A`,
    `${good}==`,
    "bnVsbA",
    "e30",
    "%",
  ];
  for (const text of bad) assert.throws(() => read(text), { code: "CURSOR_INVALID" }, text);
  assert.ok(isCount(0) && !isCount(0.5) && !isCount("1"));
});

test("the next page is asked for as this one was, but for the cursor", () => {
  assert.equal(
    nextLink("/v1/batches?state=due&cursor=old", "new"),
    '</v1/batches?state=due&cursor=new>; rel="next"',
  );
  assert.equal(nextLink("/v1/batches", "new"), '</v1/batches?cursor=new>; rel="next"');
});
