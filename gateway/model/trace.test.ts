import assert from "node:assert/strict";
import { test } from "node:test";

import { childTrace, formatTrace, parseTrace } from "./trace.ts";

const HEADER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

test("a trace goes on under a span of its own", () => {
  const trace = parseTrace(HEADER);
  assert.ok(trace);
  assert.equal(formatTrace(trace), HEADER);
  assert.equal(
    formatTrace(childTrace(trace, "b7ad6b7169203331")),
    "00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-01",
  );
});

test("a header that does not fit is no trace", () => {
  for (const header of [
    undefined,
    "",
    "00-0",
    HEADER.toUpperCase(),
    HEADER.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32)),
  ])
    assert.equal(parseTrace(header), undefined);
});
