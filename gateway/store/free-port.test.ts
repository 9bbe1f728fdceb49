import assert from "node:assert/strict";
import { spawn } from "node:child_process";
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

test("what one process has drawn no other draws while it lives, though nobody listens there yet", async (t) => {
  const drawn = await freePort();
  const keeping = (port: number) =>
    new Promise<string>((resolve) => {
      const other = createServer();
      other.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code ?? ""));
      other.listen(`\0xinqiao-port-${port}`, () => other.close(() => resolve("free")));
    });
  assert.equal(await isFree(drawn), true);
  assert.equal(await keeping(drawn), "EADDRINUSE");

  const program = `import { freePort } from ${JSON.stringify(new URL("free-port.ts", import.meta.url).href)};
    process.stdout.write(String(await freePort()));
    process.stdin.resume();`;
  const other = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  t.after(() => other.kill("SIGKILL"));
  const [told] = (await once(other.stdout, "data")) as [Buffer];
  const theirs = Number(told.toString());
  assert.equal(await isFree(theirs), true);
  assert.equal(await keeping(theirs), "EADDRINUSE");
  other.kill("SIGKILL");
  await once(other, "exit");
  assert.equal(await keeping(theirs), "free");
});
