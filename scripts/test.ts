/**
 * `npm test`: prepares a PostgreSQL with our schema and runs every test beside the code.
 * The server is the embedded one on a throw-away folder, or DATABASE_URL's. Arguments are
 * test files to run instead of all. Everything started here is stopped again, also after
 * Ctrl-C; the exit code is that of the tests.
 */
import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumPath } from "../gateway/console/test-chromium.ts";
// biome-ignore lint/correctness/useImportExtensions: plain JavaScript, which any Node runs; its types lie beside it.
import { LEAN_ENVIRONMENT } from "../gateway/lean.mjs";
import { connect, databaseFor } from "../gateway/store/connect.ts";
import { startEmbedded } from "../gateway/store/embedded.ts";
import { migrate } from "../gateway/store/migrate.ts";
import { prepareKeys, TEST_KEYS } from "../gateway/test-keys.ts";
import { CITY, NATION, PROVINCE } from "../gateway/test-path.ts";
import { buildConsole } from "./build-console.ts";

const ROOT = join(import.meta.dirname, "..");
/** One more than there are cores: half of a test of doors is waiting for them. */
const AT_ONCE = availableParallelism() + 1;
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort());

async function main(files: readonly string[]): Promise<number> {
  const server = await prepareServer();
  const keys = mkdtempSync(join(tmpdir(), "xinqiao-keys-"));
  try {
    // One after the other: signing in at the server waits for the very threads that make keys, and would be late.
    await makeTemplate(server.url);
    await prepareKeys(keys, [CITY, PROVINCE, NATION]);
    if (stopping.signal.aborted) return 130;
    return await runTests(files, { XINQIAO_TEST_DATABASE: server.url, [TEST_KEYS]: keys });
  } finally {
    rmSync(keys, { recursive: true, force: true });
    await server.stop();
  }
}

/** Servers are on nobody's path. */
function hasPrograms(...names: readonly string[]): boolean {
  const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];
  return names.every((name) => folders.some((folder) => existsSync(join(folder, name))));
}

async function prepareServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: () => dropTemplate(given) };
  const dataFolder = mkdtempSync(join(tmpdir(), "xinqiao-test-"));
  const embedded = await startEmbedded({ dataFolder, throwAway: true });
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  await dropTemplate(url);
  await migrate(await databaseFor(url, "xinqiao_template"));
}

async function dropTemplate(url: string): Promise<void> {
  const admin = connect(url, { max: 1 });
  await admin.query("drop database if exists xinqiao_template with (force)").finally(() => admin.close());
}

/** Groups of files that need something which not every machine has. */
const NEEDS = [
  {
    mark: ".openssh.",
    has: () => hasPrograms("sftp", "ssh-keygen", "sshd"),
    told: "OpenSSH's client and server (Debian: openssh-client, openssh-server)",
  },
  {
    mark: ".browser.",
    has: () => chromiumPath() !== undefined,
    told: "Chromium (Debian: chromium, fonts-noto-cjk)",
  },
  { mark: ".nginx.", has: () => hasPrograms("nginx"), told: "nginx (Debian: nginx-light)" },
  { mark: ".promtool.", has: () => hasPrograms("promtool"), told: "promtool (Debian: prometheus)" },
] as const;

async function runTests(
  files: readonly string[],
  prepared: Readonly<Record<string, string>>,
): Promise<number> {
  const all = globSync(["gateway/**/*.test.ts", "scripts/**/*.test.ts"], { cwd: ROOT }).sort();
  const lacking = NEEDS.filter(({ has }) => !has());
  const found = all.filter((file) => !lacking.some(({ mark }) => file.includes(mark)));
  if (files.length === 0)
    for (const { mark, told } of lacking)
      process.stderr.write(
        `NOT RUN: ${all.filter((file) => file.includes(mark)).length} test files that need ${told}, not installed here\n`,
      );
  // What browsers are shown is built from what stands here, once, before several files use it.
  if (files.length === 0 || files.some((file) => file.includes(".browser.") || file.includes("bundle")))
    await buildConsole();
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      "--test",
      `--test-concurrency=${AT_ONCE}`,
      "--test-timeout=300000",
      `--import=${new URL("test-limit.ts", import.meta.url).href}`,
      ...(files.length > 0 ? files : found),
    ],
    { cwd: ROOT, stdio: "inherit", env: { ...LEAN_ENVIRONMENT, ...env, ...prepared } },
  );
  stopping.signal.addEventListener("abort", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

// After all that it uses.
process.exitCode = await main(process.argv.slice(2));
