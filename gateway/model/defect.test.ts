import assert from "node:assert/strict";
import { test } from "node:test";

import { defectText } from "./defect.ts";

const SECRET = "张虚构 370102199003078017";

test("a defect is told by class, code and place, never by its message", () => {
  const text = defectText(Object.assign(new TypeError(`bad ${SECRET}`), { code: "22P02" }));
  assert.match(text, /^TypeError 22P02 gateway\/model\/defect\.test\.ts:\d+/);
  assert.doesNotMatch(text, /张|3701/);
});

test("neither a cause nor a message that looks like a stack gets anything through", () => {
  const cause = new SyntaxError(
    `Unexpected token in JSON: ${SECRET}\n    at /x/gateway/370102199003078017:1:1`,
  );
  const error = Object.assign(new Error(`x\n    at f (/x/gateway/370102199003078017:1:1)`, { cause }), {
    code: SECRET,
  });
  error.name = SECRET;
  const text = defectText(error);
  assert.match(text, /^Error gateway\/model\/defect.*< SyntaxError gateway\/model\/defect/);
  assert.doesNotMatch(text, /张|3701/);
});

test("what is thrown and is no error is told by its type", () => {
  assert.equal(defectText(SECRET), "thrown string");
});
