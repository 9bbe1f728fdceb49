/**
 * The SFTP part of the bench: one file by OpenSSH's client into our server, and into OpenSSH's own
 * on the same machine, taking turns. The time is that of the client's process, from its
 * start to the rename's answer; ours has by then synced the file and recorded the intake, theirs
 * has synced nothing. Needs Debian's openssh-client and openssh-server.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomFillSync } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { makeKeys, writeNetwork } from "../gateway/cli/sandbox-network.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../gateway/data.ts";
// biome-ignore lint/correctness/useImportExtensions: plain JavaScript, which any Node runs; its types lie beside it.
import { LEAN_ARGUMENTS, LEAN_ENVIRONMENT } from "../gateway/lean.mjs";
import { connect } from "../gateway/store/connect.ts";
import { freePort } from "../gateway/store/free-port.ts";
import { writeAccess } from "../gateway/test-city.ts";
import type { BenchServer } from "./bench-nodes.ts";

export interface SftpFigures {
  /** Of our server: median. */
  readonly mibPerSecond: number;
  readonly opensshMibPerSecond: number;
  /** Ours to OpenSSH's, of each pair; the median. */
  readonly ratio: number;
  readonly peakRssMiB: number;
  /** After a file of 2 GB, where that was asked for. */
  readonly peakRssMiB2GB?: number;
}

const PROGRAM = fileURLToPath(new URL("../gateway/xinqiao.mjs", import.meta.url));
const SSHD = "/usr/sbin/sshd";
const CITY = "370100";
export const AGENCY = "jinan-credit";
export const ADAPTER = "cities/jinan-penalties";
const MIB = 1 << 20;
const FILE_MIB = 300;
const LARGE_MIB = 2048;

export async function benchSftp(
  server: BenchServer,
  options: { readonly runs: number; readonly withLarge: boolean; say(text: string): void },
): Promise<SftpFigures> {
  const { runs, withLarge, say } = options;
  if (!existsSync(SSHD)) throw new Error(`${SSHD} is not there: install openssh-server`);
  const folder = join(server.folder, "sftp");
  const ours = await startOurs(server, folder, "sftp");
  const theirs = await startTheirs(folder);
  const file = randomFile(join(folder, "upload.bin"), FILE_MIB);
  try {
    const samples: { ours: number; theirs: number }[] = [];
    // The first pair is not counted: everything is read and compiled for the first time.
    for (let run = 0; run <= runs; run++) {
      const b = FILE_MIB / (await putBySftp(folder, theirs.port, theirs.user, file, theirs.place));
      rmSync(theirs.place("whole"), { force: true });
      const a = FILE_MIB / (await putBySftp(folder, ours.port, AGENCY, file, ours.place));
      await ours.empty();
      if (run > 0) samples.push({ ours: a, theirs: b });
      say(`  sftp: ours ${a.toFixed(0)} MiB/s, OpenSSH ${b.toFixed(0)} MiB/s, ratio ${(a / b).toFixed(2)}`);
    }
    const peakRssMiB = ours.peakRssMiB();
    let large = {};
    if (withLarge) {
      const big = join(folder, "large.bin");
      writeFileSync(big, "");
      truncateSync(big, LARGE_MIB * MIB);
      const seconds = await putBySftp(folder, ours.port, AGENCY, big, ours.place);
      large = { peakRssMiB2GB: ours.peakRssMiB() };
      say(`  sftp: 2 GB at ${(LARGE_MIB / seconds).toFixed(0)} MiB/s, peak RSS ${ours.peakRssMiB()} MiB`);
    }
    return {
      mibPerSecond: round(median(samples.map((one) => one.ours))),
      opensshMibPerSecond: round(median(samples.map((one) => one.theirs))),
      ratio: round(median(samples.map((one) => one.ours / one.theirs))),
      peakRssMiB,
      ...large,
    };
  } finally {
    await Promise.all([ours.stop(), theirs.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes that nothing compresses. */
function randomFile(path: string, mib: number): string {
  const out = openSync(path, "w");
  const block = Buffer.alloc(MIB);
  for (let at = 0; at < mib; at++) writeSync(out, randomFillSync(block));
  closeSync(out);
  return path;
}

/** Seconds. */
export async function putBySftp(
  folder: string,
  port: number,
  user: string,
  file: string,
  place: (name: string) => string,
): Promise<number> {
  const batch = join(folder, "batch");
  writeFileSync(batch, `put ${file} ${place("x.part")}\nrename ${place("x.part")} ${place("whole")}\n`);
  const set = [
    "StrictHostKeyChecking=no",
    `UserKnownHostsFile=${join(folder, "known_hosts")}`,
    "IdentitiesOnly=yes",
  ];
  const options = [...set, "IdentityAgent=none", "LogLevel=ERROR"].flatMap((one) => ["-o", one]);
  const started = performance.now();
  const child = spawn(
    "sftp",
    [
      "-q",
      ...options,
      ...["-F", "none", "-P", String(port), "-i", join(folder, "client"), "-b", batch, `${user}@127.0.0.1`],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`sftp ended with ${String(code)}`);
  return (performance.now() - started) / 1000;
}

/** A node with one role; the keys of its SFTP server and its sender come into `folder`. */
export async function startOurs(server: BenchServer, folder: string, role: "sftp" | "receive") {
  mkdirSync(folder, { mode: 0o700 });
  for (const name of ["host", "client"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(folder, name)]);
  const database = await server.fresh();
  const port = await freePort();
  const home = join(server.folder, "nodes", CITY);
  const now = new Date();
  await makeKeys(server.folder, [CITY], [AGENCY], now);
  const node = { id: CITY, parent: null, host: "127.0.0.1", port: await freePort(), databaseUrl: database };
  writeNetwork({
    folder: server.folder,
    catalog: CATALOG_FOLDER,
    adapters: ADAPTERS_FOLDER,
    nodes: [node],
    agencies: [AGENCY],
    workers: 1,
    now,
  });
  const [type = "", base64 = ""] = readFileSync(join(folder, "client.pub"), "utf8").trim().split(" ");
  writeAccess(server.folder, CITY, now.getTime(), {
    agencies: [
      {
        id: AGENCY,
        grants: [{ item: "XZCF", actions: ["send"], upTo: "open" }],
        sftp: { keys: [`${type} ${base64}`], final: "rename" },
      },
    ],
  });
  const config = JSON.parse(readFileSync(join(home, "node.json"), "utf8")) as object;
  const sftp = { port, hostKeys: [join(folder, "host")] };
  writeFileSync(join(home, "node.json"), JSON.stringify({ ...config, access: "access.json", sftp }));
  const child = spawn(
    process.execPath,
    [...LEAN_ARGUMENTS, PROGRAM, "serve", "--config", join(home, "node.json"), "--roles", role],
    { stdio: ["ignore", "ignore", "ignore", "ipc"], env: { ...LEAN_ENVIRONMENT, ...process.env } },
  );
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`the node ended with ${code}`)));
  });
  const db = connect(database, { max: 1 });
  return {
    port,
    url: `https://127.0.0.1:${node.port}`,
    /** Its intake is recorded. */
    async arrived(bytes: number) {
      const { rows } = await db.query<{ n: number }>(
        "select count(*)::int as n from intake where bytes = $1",
        [bytes],
      );
      if (rows[0]?.n !== 1) throw new Error(`there is no intake of ${bytes} bytes`);
    },
    place: (name: string) => `in/${ADAPTER}/${name}`,
    /** So that the same bytes are new again. */
    async empty() {
      await db.query("truncate intake, upload");
      const spool = join(home, "spool");
      for (const name of readdirSync(spool)) rmSync(join(spool, name));
    },
    /** What the kernel counted at the highest. */
    peakRssMiB: () =>
      Math.round(
        Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
      ),
    async stop() {
      await db.close();
      await end(child);
      await server.drop(database);
    },
  };
}

async function startTheirs(folder: string) {
  const port = await freePort();
  const root = join(folder, "theirs");
  mkdirSync(root);
  const lines = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${join(folder, "host")}`,
    `PidFile ${join(folder, "sshd.pid")}`,
    `AuthorizedKeysFile ${join(folder, "client.pub")}`,
    "PermitRootLogin prohibit-password",
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    "Subsystem sftp internal-sftp",
  ];
  writeFileSync(join(folder, "sshd_config"), `${lines.join("\n")}\n`);
  // Debian's sshd, started by root, wants this folder, which its service would have made.
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const child = spawn(SSHD, ["-D", "-e", "-f", join(folder, "sshd_config")], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  await pause(500);
  if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}`);
  return {
    port,
    user: userInfo().username,
    place: (name: string) => join(root, name),
    stop: async () => await end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
