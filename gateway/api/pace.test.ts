import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { paced } from "./pace.ts";

async function* sending(chunks: readonly (string | number)[]): AsyncGenerator<Buffer> {
  for (const one of chunks) {
    if (typeof one === "number") await pause(one);
    else yield Buffer.from(one);
  }
}

async function received(chunks: readonly (string | number)[], ms: number, bytes: number): Promise<string> {
  let text = "";
  for await (const chunk of paced(sending(chunks), { ms, bytes })) text += chunk.toString();
  return text;
}

test("a body that comes fast enough comes whole, whatever its reader takes", async () => {
  assert.equal(await received(["ab", "cd", "ef"], 50, 2), "abcdef");
  let text = "";
  for await (const chunk of paced(sending(["a", "b", "c"]), { ms: 20, bytes: 1000 })) {
    await pause(15);
    text += chunk.toString();
  }
  assert.equal(text, "abc");
});

test("a body that trickles or stops is refused as slow", async () => {
  const drops = Array.from({ length: 100 }, () => ["x", 5]).flat();
  await assert.rejects(received(drops, 100, 1000), { code: "REQUEST_SLOW" });
  await assert.rejects(received(["x", 400], 50, 10), { code: "REQUEST_SLOW" });
});

test("a body that breaks off says so itself", async () => {
  const broken = (async function* () {
    yield Buffer.from("x");
    throw new Error("gone");
  })();
  await assert.rejects(async () => {
    for await (const _ of paced(broken, { ms: 1000, bytes: 1 }));
  }, /gone/);
});
