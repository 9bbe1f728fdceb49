/**
 * For tests only: the real OpenSSH client, with keys of its own, against a server on
 * loopback. It must be there: a test of the door that skips itself proves nothing.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { atEnd } from "../model/test-end.ts";

export interface SshKey {
  /** File of the private key. */
  readonly file: string;
  /** Type and base64, as registers list it. */
  readonly line: string;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface SftpClient {
  readonly folder: string;
  key(name: string, type?: string): SshKey;
  /** Run commands of sftp's batch mode; a leading "-" lets one fail. */
  run(
    port: number,
    user: string,
    key: SshKey,
    commands: readonly string[],
    options?: readonly string[],
  ): Promise<Ran>;
  /** The same, left running. */
  start(
    port: number,
    user: string,
    key: SshKey,
    commands: readonly string[],
    options?: readonly string[],
  ): ChildProcess;
  file(name: string, content: Buffer | string): string;
}

export function sftpClient(t: TestContext): SftpClient {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-sftp-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const running: ChildProcess[] = [];
  atEnd(t, () => {
    for (const child of running) child.kill("SIGKILL");
  });
  const client: SftpClient = {
    folder,
    key(name, type = "ed25519") {
      const file = join(folder, name);
      const size = type === "rsa" ? ["-b", "3072"] : [];
      execFileSync("ssh-keygen", ["-q", "-t", type, ...size, "-N", "", "-C", "", "-f", file]);
      return { file, line: readFileSync(`${file}.pub`, "utf8").trim() };
    },
    start(port, user, key, commands, more = []) {
      const batch = join(folder, `batch-${running.length}`);
      writeFileSync(batch, `${commands.join("\n")}\n`);
      // Of an option that comes twice the first counts.
      const options = [
        ...more,
        "StrictHostKeyChecking=no",
        `UserKnownHostsFile=${join(folder, "known_hosts")}`,
        "IdentitiesOnly=yes",
        "IdentityAgent=none",
        "PreferredAuthentications=publickey",
        "ConnectTimeout=10",
      ].flatMap((option) => (option.startsWith("-") ? [option] : ["-o", option]));
      const place = ["-F", "none", "-P", String(port), "-i", key.file, "-b", batch, `${user}@127.0.0.1`];
      const child = spawn("sftp", [...options, ...place], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      running.push(child);
      return child;
    },
    async run(port, user, key, commands, more) {
      const child = client.start(port, user, key, commands, more);
      let out = "";
      let err = "";
      child.stdout?.on("data", (data) => (out += String(data)));
      child.stderr?.on("data", (data) => (err += String(data)));
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
      });
      return { code, out, err };
    },
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
  return client;
}
