import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";

import { demandMatch, isUnchanged, strongTag, weakTag } from "./conditional.ts";

const asking = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;

test("the same answer has the same tag, another has another", () => {
  assert.equal(weakTag("a"), weakTag("a"));
  assert.notEqual(weakTag("a"), weakTag("b"));
  assert.match(weakTag("a"), /^W\/"[A-Za-z0-9_-]{22}"$/);
});

test("who names the tag, weak or strong or among others, has it already", () => {
  const tag = weakTag("a");
  for (const header of [tag, tag.slice(2), `"x", ${tag}`, "*"])
    assert.ok(isUnchanged(asking({ "if-none-match": header }), tag), header);
  assert.ok(!isUnchanged(asking({ "if-none-match": '"x"' }), tag));
  assert.ok(!isUnchanged(asking({}), tag));
});

test("a change names the strong tag of what it changes", () => {
  const tag = strongTag(7);
  demandMatch(asking({ "if-match": '"6", "7"' }), tag);
  assert.throws(() => demandMatch(asking({}), tag), { code: "PRECONDITION_REQUIRED" });
  for (const header of ['"6"', 'W/"7"', "7"])
    assert.throws(() => demandMatch(asking({ "if-match": header }), tag), { code: "PRECONDITION_FAILED" });
});
