/**
 * For tests only: OpenSSH's own server on loopback as the user that runs the tests, with one folder to serve.
 * Tests that use it are named `*.openssh.*`: scripts/test.ts leaves them out, and says so, where OpenSSH is not installed.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "../model/test-end.ts";
import { freePort } from "../store/free-port.ts";
import type { SftpSource } from "./settings.ts";

const SSHD = ["/usr/sbin/sshd", "/usr/bin/sshd", "/usr/local/sbin/sshd"].find((path) => existsSync(path));

export interface Sshd {
  /** What it serves. */
  readonly folder: string;
  readonly privateKey: string;
  /** Everything but what is fetched. */
  readonly source: Pick<
    SftpSource,
    "kind" | "host" | "port" | "user" | "hostKey" | "privateKey" | "password"
  >;
  /** What it said so far. */
  log(): string;
}

export async function startSshd(t: TestContext): Promise<Sshd> {
  const home = mkdtempSync(join(tmpdir(), "xinqiao-sshd-"));
  const at = (name: string) => join(home, name);
  for (const name of ["host", "client"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", at(name)]);
  writeFileSync(at("authorized"), readFileSync(at("client.pub")));
  mkdirSync(at("served"));
  // Only where root runs it does it ask for this folder.
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
  const port = await freePort();
  writeFileSync(
    at("config"),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${at("host")}`,
      `AuthorizedKeysFile ${at("authorized")}`,
      ...["PidFile none", "StrictModes no", "UsePAM no", "PermitRootLogin yes", "PasswordAuthentication no"],
      ...["KbdInteractiveAuthentication no", "Subsystem sftp internal-sftp", "LogLevel VERBOSE", ""],
    ].join("\n"),
  );
  const child = spawn(String(SSHD), ["-D", "-e", "-f", at("config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  atEnd(t, () => {
    child.kill("SIGTERM");
    rmSync(home, { recursive: true, force: true });
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`sshd did not start: ${said}`);
    await pause(20);
  }
  const hostKey = execFileSync("ssh-keygen", ["-l", "-f", at("host.pub")], { encoding: "utf8" }).split(
    " ",
  )[1];
  return {
    folder: at("served"),
    privateKey: readFileSync(at("client"), "utf8"),
    source: {
      ...{ kind: "sftp", host: "127.0.0.1", port, user: userInfo().username },
      ...{ hostKey: String(hostKey), privateKey: at("client"), password: null },
    },
    log: () => said,
  };
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
