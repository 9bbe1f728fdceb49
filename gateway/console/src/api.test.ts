import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, problemOf } from "./api.ts";

test("an answer that does not come is the node's, a mistake in drawing the console's", async () => {
  const away = Promise.reject(new TypeError("whatever a browser calls it"));
  const failed = await answered(away).then(
    () => assert.fail("no answer is none"),
    (error: unknown) => error,
  );
  assert.equal(problemOf(failed).code, "NO_ANSWER");
  for (const told of ["Failed to fetch", "Failed to fetch dynamically imported module: /x.js", "Load failed"])
    assert.equal(problemOf(new TypeError(told)).code, "NO_ANSWER", told);
  for (const told of ["Cannot read properties of undefined (reading 'loading')", "x is not a function"])
    assert.equal(problemOf(new TypeError(told)).code, "CONSOLE_DEFECT", told);
});
