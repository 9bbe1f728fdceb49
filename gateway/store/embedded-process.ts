/**
 * Processes of the embedded PostgreSQL: starting one as its user, and telling from
 * postmaster.pid and /proc whether one runs on a data folder. A pid alone proves
 * nothing, since pids are used again: the process must stand in that very folder.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import type { RunAs } from "./embedded-user.ts";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** running: it is PostgreSQL on this folder; dead: no such process; foreign: the pid is another program's now. */
  readonly state: "running" | "dead" | "foreign";
}

/** Nothing of ours reaches PostgreSQL by its environment: no locale, no PG* variable, no secret. */
const ENVIRONMENT = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

export async function run(program: string, args: readonly string[], user: RunAs | undefined): Promise<void> {
  await promisify(execFile)(program, args, { cwd: "/", env: ENVIRONMENT, ...user });
}

/** A session of its own, so that Ctrl-C in a terminal reaches us alone and we choose the order of stopping. */
export function spawnServer(
  program: string,
  args: readonly string[],
  user: RunAs | undefined,
  logFile: number,
): ChildProcess {
  const stdio: ["ignore", number, number] = ["ignore", logFile, logFile];
  const child = spawn(program, args, { cwd: "/", env: ENVIRONMENT, detached: true, stdio, ...user });
  child.unref();
  return child;
}

export function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number.parseInt(lines[0] ?? "", 10);
  // The file is created and then filled: for a moment it may be empty.
  if (!Number.isInteger(pid)) return undefined;
  const server = { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === "ready" };
  if (!isAlive(pid)) return { ...server, state: "dead" };
  return { ...server, state: standsIn(pid, data) ? "running" : "foreign" };
}

export function isAlive(pid: number): boolean {
  // A zombie has ended, though nobody has asked for its exit code yet.
  const fields = statFields(pid);
  return fields !== undefined && fields[0] !== "Z" && fields[0] !== "X";
}

/** Clock ticks from boot to the start of a process: with the pid, a name that is never used again. */
export function startTime(pid: number): string | undefined {
  return isAlive(pid) ? statFields(pid)?.[19] : undefined;
}

/** Fields of /proc/<pid>/stat from the state on; the name before them may hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/**
 * Whether the process is a server on this folder. In doubt (root without the right to look into
 * another user's process) a program named postgres counts as ours: to take a living server for a
 * stranger and remove its lock file would be the worse mistake.
 */
function standsIn(pid: number, data: string): boolean {
  try {
    const [program = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (!program.endsWith("postgres")) return false;
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES";
  }
}
