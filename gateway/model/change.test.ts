import assert from "node:assert/strict";
import { test } from "node:test";

import { encodeCursor, readCursor } from "./change.ts";
import { Refusal } from "./refusal.ts";

const isRefused = (error: unknown) => error instanceof Refusal && error.code === "CURSOR_INVALID";

test("a cursor is read as it was written, before the first leaf too", () => {
  for (const cursor of [
    { item: "XZCF", number: 0, leaf: -1 },
    { item: "QYDJ-S", number: 9_007_199_254, leaf: 41 },
  ])
    assert.deepEqual(readCursor(encodeCursor(cursor), cursor.item), cursor);
});

test("a cursor of another item, of another form or in another spelling is refused", () => {
  const good = encodeCursor({ item: "XZCF", number: 1, leaf: 1 });
  assert.throws(() => readCursor(good, "XZXK"), isRefused);
  for (const bad of ["", "x", `${good}=`, ` ${good}`, Buffer.from("v1.XZCF.01.1").toString("base64url")])
    assert.throws(() => readCursor(bad, "XZCF"), isRefused);
});
