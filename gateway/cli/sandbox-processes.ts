/**
 * The sandbox's node processes: started, waited for, ended, never left behind. Each
 * has an IPC channel to us and stops by itself when we are gone. Knows nothing of
 * what a node does.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// biome-ignore lint/correctness/useImportExtensions: plain JavaScript, which any Node runs; its types lie beside it.
import { LEAN_ARGUMENTS, LEAN_ENVIRONMENT } from "../lean.mjs";

export interface NodeProcess {
  readonly id: string;
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<string>;
  /** Let it kill itself, or whom it is told, at this step: `<step>[:<nth time>[:<pid>]]`. Resolves when it has heard so. */
  crashAt(step: string): Promise<void>;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL("../xinqiao.mjs", import.meta.url));
const STOP_MS = 25_000;

/** Start `serve` on a node's folder, with `more` options; its stderr goes to node.log beside the configuration. */
export async function startProcess(
  folder: string,
  id: string,
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<NodeProcess> {
  const log = join(folder, "node.log");
  const out = openSync(log, "a", 0o600);
  const child = spawn(
    process.execPath,
    [...LEAN_ARGUMENTS, PROGRAM, "serve", "--config", join(folder, "node.json"), ...more],
    {
      stdio: ["ignore", "ignore", out, "ipc"],
      env: { ...LEAN_ENVIRONMENT, ...process.env, ...env },
      // A terminal's Ctrl-C reaches only us; we tell the nodes, and in order.
      detached: true,
    },
  );
  closeSync(out);
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit ${code}`));
    child.once("error", (error) => resolve(error.message));
  });
  const port = await Promise.race([
    new Promise<number>((resolve) =>
      child.once("message", (message) => resolve((message as { listening: number }).listening)),
    ),
    ended.then((how) => {
      throw new Error(
        `node ${id} did not start (${how}); the end of ${log}:\n${readFileSync(log, "utf8").split("\n").slice(-12).join("\n")}`,
      );
    }),
  ]);
  const crashAt = async (step: string) => {
    const heard = once(child, "message");
    child.send({ crashAt: step });
    await Promise.race([heard, ended]);
  };
  return { id, pid: child.pid ?? 0, port, ended, crashAt, stop: async () => await stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(late);
}
