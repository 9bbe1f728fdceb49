/**
 * The PostgreSQL that the project brings along: made, started, taken over and stopped.
 *
 * PostgreSQL's own postmaster.pid is the lock between several starts on one folder: we
 * start, and if another was quicker we use that one. A new cluster is made in a draft
 * folder and renamed, so a half-made one is never seen. The trap: the server outlives a
 * kill -9 of ours, so the next start must find it and take it over; see claimOwner.
 */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { Refusal } from "../model/refusal.ts";
import { binaries, removeDrafts } from "./embedded-binaries.ts";
import { isAlive, type Postmaster, readPostmaster, run, spawnServer, startTime } from "./embedded-process.ts";
import { settings } from "./embedded-settings.ts";
import { blockedAt, type RunAs, runAs, systemFolder } from "./embedded-user.ts";
import { freePort, isFree } from "./free-port.ts";

export interface EmbeddedOptions {
  /** Holds the cluster and the server's log; made if it is not there. Nobody else's files belong in it. */
  readonly dataFolder: string;
  readonly log?: (message: string) => void;
  /** A cluster that nobody will miss: made without waiting for the disk. It still commits as production does. */
  readonly throwAway?: boolean;
}

export interface Embedded {
  /** Of the superuser, database postgres. Changes from start to start, since the port does. */
  readonly url: string;
  readonly pid: number;
  /** Fast shutdown, and wait for it. Leaves the server alone when another process that lives has started it. */
  stop(): Promise<void>;
}

interface Cluster {
  readonly home: string;
  readonly data: string;
  readonly bin: string;
  readonly user: RunAs | undefined;
  readonly log: (message: string) => void;
}

const START_MS = 60_000;
const STOP_MS = 120_000;
/** Starts that may fail because the children of a killed server have not ended yet. */
const PATIENT_STARTS = 6;

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log = () => {}, throwAway = false } = options;
  const user = runAs();
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const dataFolder = realpathSync(options.dataFolder);
  if (user) chmodSync(dataFolder, 0o711);
  const blocked = user && blockedAt(dataFolder, user);
  if (blocked !== undefined) {
    throw new Refusal("CONFIG_INVALID", {
      detail: `PostgreSQL's user cannot enter ${blocked}; choose another data folder`,
    });
  }
  const home = join(dataFolder, "cluster");
  const bin = join(binaries(dataFolder, user && systemFolder()), "bin");
  const cluster: Cluster = { home, data: join(home, "data"), bin, user, log };

  removeDrafts(dataFolder, "cluster.");
  if (!existsSync(cluster.data)) await makeCluster(cluster, dataFolder, throwAway);
  const server = await startOrJoin(cluster);
  claimOwner(cluster);
  const password = readFileSync(join(home, "password"), "utf8").trim();
  return {
    url: `postgresql://xinqiao:${password}@127.0.0.1:${server.port}/postgres`,
    pid: server.pid,
    stop: () => stopServer(cluster, server.pid),
  };
}

/** initdb in a draft folder; the rename makes it the cluster. Who comes second throws its draft away. */
async function makeCluster(cluster: Cluster, dataFolder: string, throwAway: boolean): Promise<void> {
  cluster.log("initdb");
  const draft = mkdtempSync(join(dataFolder, "cluster."));
  const password = join(draft, "password");
  writeFileSync(password, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (cluster.user) for (const path of [draft, password]) chownSync(path, cluster.user.uid, cluster.user.gid);
  const options = [
    "--username=xinqiao",
    `--pwfile=${password}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(throwAway ? ["--no-sync"] : []),
  ];
  try {
    await run(join(cluster.bin, "initdb"), [...options, `--pgdata=${join(draft, "data")}`], cluster.user);
    renameSync(draft, cluster.home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(cluster.data)) throw error;
  }
}

/** The server that runs on this folder: one found there, or a new one. */
async function startOrJoin(cluster: Cluster): Promise<Postmaster> {
  const deadline = Date.now() + START_MS;
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    const found = readPostmaster(cluster.data);
    if (found?.state === "running") {
      if (found.ready) {
        writeFileSync(portFile(cluster), String(found.port));
        return found;
      }
    } else {
      // A pid that now belongs to another program would keep PostgreSQL from starting.
      if (found?.state === "foreign") rmSync(join(cluster.data, "postmaster.pid"), { force: true });
      await launch(cluster, attempt);
    }
    await delay(20);
  }
  throw new Error(`PostgreSQL did not start; the end of its log:\n${lastLines(cluster)}`);
}

/** Start once and wait until it is ready or gone: gone when the port was taken or another start was quicker. */
async function launch(cluster: Cluster, attempt: number): Promise<void> {
  const port = await portFor(cluster, attempt);
  const logFile = openSync(join(cluster.home, "..", "server.log"), "a", 0o600);
  let gone = false;
  try {
    const child = spawnServer(
      join(cluster.bin, "postgres"),
      [
        "-D",
        cluster.data,
        "-p",
        String(port),
        ...settings().flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      cluster.user,
      logFile,
    );
    child.once("exit", () => {
      gone = true;
    });
    child.once("error", (error) => {
      gone = true;
      cluster.log(`postgres: ${error.message}`);
    });
  } finally {
    closeSync(logFile);
  }
  while (!gone) {
    const found = readPostmaster(cluster.data);
    if (found?.state === "running" && found.ready) return;
    await delay(20);
  }
  // Children of a killed server may hold its memory for a moment, and then a start fails.
  await delay(Math.min(50 * 2 ** attempt, 1000));
}

/** The port of last time, while it is free: what still runs finds the server again where it was. */
async function portFor(cluster: Cluster, attempt: number): Promise<number> {
  const last =
    attempt < PATIENT_STARTS && existsSync(portFile(cluster))
      ? Number(readFileSync(portFile(cluster), "utf8"))
      : 0;
  return last !== 0 && (await isFree(last)) ? last : await freePort();
}

function portFile(cluster: Cluster): string {
  return join(cluster.home, "..", "port");
}

/**
 * Say who answers for the server, unless a process that lives already does. When that one
 * is dead (killed, so it could not stop the server), we answer for it from now on. Of two
 * that write at once the last wins, and the other finds that out when it wants to stop.
 */
function claimOwner(cluster: Cluster): void {
  const file = join(cluster.home, "owner");
  const [pid = "", started = ""] = readOwner(file).split(" ");
  if (pid !== "" && startTime(Number(pid)) === started) return;
  writeFileSync(`${file}.${process.pid}`, SELF);
  renameSync(`${file}.${process.pid}`, file);
}

const SELF = `${process.pid} ${startTime(process.pid)}`;

function readOwner(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  const owner = join(cluster.home, "owner");
  if (readOwner(owner) !== SELF) return;
  const deadline = Date.now() + STOP_MS;
  const found = readPostmaster(cluster.data);
  if (found?.state === "running" && found.pid === pid) {
    process.kill(pid, "SIGINT");
    while (isAlive(pid)) {
      if (Date.now() > deadline) throw new Error("PostgreSQL did not stop");
      await delay(20);
    }
  }
  rmSync(owner, { force: true });
}

function lastLines(cluster: Cluster): string {
  const file = join(cluster.home, "..", "server.log");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-12).join("\n") : "";
}
