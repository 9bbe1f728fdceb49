import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

import { freePort, isFree } from "./free-port.ts";

test("a port is drawn that nobody uses and that no system gives away by itself", async () => {
  const drawn = await Promise.all(Array.from({ length: 20 }, () => freePort()));
  assert.ok(
    drawn.every((port) => port >= 1024 && port < 32_768),
    String(drawn),
  );
  const server = createServer().listen(drawn[0], "127.0.0.1");
  await once(server, "listening");
  assert.equal(await isFree(drawn[0] ?? 0), false);
  server.close();
  await once(server, "close");
  assert.equal(await isFree(drawn[0] ?? 0), true);
});
