/**
 * Runs the tests that need a database once more, on Debian's PostgreSQL 15 as an external server
 * (DATABASE_URL): the oldest version we promise. Of those with real processes, the whole path; what the others try is
 * no different on any PostgreSQL, and the killed server is one that they start themselves. CI runs it where that is installed.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, globSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { isAlive, readPostmaster, run, spawnServer } from "../gateway/store/embedded-process.ts";
import { runAs } from "../gateway/store/embedded-user.ts";
import { freePort } from "../gateway/store/free-port.ts";

const ROOT = join(import.meta.dirname, "..");
const BIN = "/usr/lib/postgresql/15/bin";
const WHOLE_PATH = "gateway/path.e2e.pg.test.ts";

const folder = mkdtempSync(join(tmpdir(), "xinqiao-postgresql-15-"));
const data = join(folder, "data");
const user = runAs();
if (user) chownSync(folder, user.uid, user.gid);
else chmodSync(folder, 0o700);

let server = 0;
try {
  await run(
    join(BIN, "initdb"),
    ["-D", data, "-U", "xinqiao", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    user,
  );
  const port = await freePort();
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const child = spawnServer(
    join(BIN, "postgres"),
    ["-D", data, "-p", String(port), ...settings],
    user,
    openSync(join(folder, "log"), "a"),
  );
  server = child.pid ?? 0;
  while (readPostmaster(data)?.ready !== true) {
    if (child.exitCode !== null) throw new Error("PostgreSQL 15 did not start");
    await delay(20);
  }
  const tests = globSync("gateway/**/*.pg.test.ts", { cwd: ROOT }).filter(
    (file) => file === WHOLE_PATH || !/\.(openssh|browser|e2e)\./.test(file),
  );
  const env = { ...process.env, DATABASE_URL: `postgresql://xinqiao@127.0.0.1:${port}/postgres` };
  const { status } = spawnSync(process.execPath, ["scripts/test.ts", ...tests], {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} finally {
  if (server > 0 && isAlive(server)) process.kill(server, "SIGINT");
  while (server > 0 && isAlive(server)) await delay(20);
  rmSync(folder, { recursive: true, force: true });
}
