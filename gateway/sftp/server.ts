/**
 * The SSH server of the door, the one file that imports ssh2: accounts by public key, the sftp
 * subsystem and nothing else (no shell, no exec, no forwarding). The traps: without
 * `end()` on 'end' OpenSSH's client hangs for ever; a client picks the cipher by ITS order, so
 * what is slow here is not offered; sockets are our own, so that bans and limits come before any cryptography.
 */

import { timingSafeEqual } from "node:crypto";
import { createServer, type Socket } from "node:net";
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from "ssh2";

import { Refusal } from "../model/refusal.ts";
import { STATUS } from "./answers.ts";
import { type Bans, makeBans } from "./bans.ts";
import type { Account, SftpDoor } from "./door.ts";
import { type Session, startSession } from "./session.ts";

export interface SftpServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface SftpListen {
  readonly host: string;
  readonly port: number;
  /** Private keys, PEM or OpenSSH; their order is the order offered. */
  readonly hostKeys: readonly string[];
}

const CONNECTIONS = 200;
const OF_ONE_ADDRESS = 50;
/** To log in; a client that dawdles holds a place. */
const LOGIN_MS = 30_000;
const METHODS: ["publickey"] = ["publickey"];

export async function startSftpServer(door: SftpDoor, listen: SftpListen): Promise<SftpServer> {
  const bans = makeBans(door.clock);
  const sessions = new Set<Session>();
  const sockets = new Set<Socket>();
  const ssh = new ssh2.Server(
    {
      hostKeys: [...listen.hostKeys],
      ident: "xinqiao",
      keepaliveInterval: 5000,
      keepaliveCountMax: 3,
      algorithms: {
        kex: [
          "curve25519-sha256",
          "curve25519-sha256@libssh.org",
          "ecdh-sha2-nistp256",
          "ecdh-sha2-nistp384",
          "diffie-hellman-group16-sha512",
          "diffie-hellman-group14-sha256",
        ],
        cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com"],
        serverHostKey: ["ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256"],
        compress: ["none"],
      },
    },
    (connection, info) => serve(door, bans, connection, info.ip, sessions),
  );
  const server = createServer((socket) => {
    const address = socket.remoteAddress ?? "";
    const same = [...sockets].filter((one) => one.remoteAddress === address).length;
    if (sockets.size >= CONNECTIONS || same >= OF_ONE_ADDRESS || bans.left(address) > 0)
      return void socket.destroy();
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await Promise.all([...sessions].map((session) => session.end()));
    },
  };
}

function serve(
  door: SftpDoor,
  bans: Bans,
  connection: Connection,
  address: string,
  sessions: Set<Session>,
): void {
  let account: Account | undefined;
  let tried: string | undefined;
  const dawdles = setTimeout(() => connection.end(), LOGIN_MS);
  connection.on("error", () => undefined);
  connection.on("close", () => {
    clearTimeout(dawdles);
    if (account !== undefined || tried === undefined) return;
    bans.failed(address, tried);
    door.refused(door.account(tried)?.agency ?? "", "login", new Refusal("SFTP_KEY_UNKNOWN"));
  });
  connection.on("authentication", (context) => {
    const banned = bans.left(address, context.username);
    if (banned > 0) {
      door.refused(
        door.account(context.username)?.agency ?? "",
        "login",
        new Refusal("SFTP_BANNED", { seconds: banned }),
      );
      return connection.end();
    }
    if (context.method !== "none") tried = context.username;
    const found = door.account(context.username);
    if (!isAllowed(context, found)) return context.reject(METHODS);
    if (context.method === "publickey" && context.signature !== undefined) account = found;
    context.accept();
  });
  connection.on("ready", () => {
    clearTimeout(dawdles);
    if (account === undefined) return void connection.end();
    bans.passed(address, account.agency);
    const own = account;
    connection.on("session", (acceptSession) => {
      acceptSession().on("sftp", (acceptSftp) => bind(door, own, acceptSftp(), sessions, connection));
    });
  });
}

/** One of the account's own keys, and, when the client proves it, a signature by it. */
function isAllowed(context: AuthContext, account: Account | undefined): boolean {
  if (context.method !== "publickey") return false;
  const { algo, data } = context.key;
  for (const line of account?.keys ?? []) {
    const [type = "", base64 = ""] = line.trim().split(/\s+/);
    const known = Buffer.from(base64, "base64");
    if (known.length !== data.length || !timingSafeEqual(known, data)) continue;
    if (context.signature === undefined || context.blob === undefined) return context.blob === undefined;
    // SHA-1 with RSA is what "ssh-rsa" without a named hash means.
    if (type === "ssh-rsa" && (context.hashAlgo ?? "sha1") === "sha1") return false;
    const key = ssh2.utils.parseKey(`${type} ${base64}`);
    if (key instanceof Error || Array.isArray(key) || algo === "ssh-dss") return false;
    return key.verify(context.blob, context.signature, context.hashAlgo) === true;
  }
  return false;
}

let sessionNumber = 0;

function bind(
  door: SftpDoor,
  account: Account,
  sftp: SFTPWrapper,
  sessions: Set<Session>,
  connection: Connection,
): void {
  const session = startSession(door, account, `${process.pid}-${++sessionNumber}`, {
    status: (request, code, message) => sftp.status(request, code, message),
    handle: (request, handle) => sftp.handle(request, handle),
    data: (request, data) => sftp.data(request, data),
    name: (request, names) => sftp.name(request, [...names]),
    attrs: (request, attrs) => sftp.attrs(request, attrs),
  });
  sessions.add(session);
  let isOver = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    void session
      .end()
      .catch(door.note)
      .finally(() => sessions.delete(session));
  };
  sftp.on("OPEN", (id, path, flags) => session.open(id, path, flags));
  sftp.on("WRITE", (id, handle, offset, data) => session.write(id, handle, offset, data));
  sftp.on("READ", (id, handle, offset, length) => session.read(id, handle, offset, length));
  sftp.on("CLOSE", (id, handle) => session.close(id, handle));
  sftp.on("FSTAT", (id, handle) => session.fstat(id, handle));
  sftp.on("STAT", (id, path) => session.stat(id, path));
  sftp.on("LSTAT", (id, path) => session.stat(id, path));
  sftp.on("SETSTAT", (id, path) => session.setstat(id, path));
  sftp.on("FSETSTAT", (id, handle, attrs) => session.fsetstat(id, handle, attrs.size));
  sftp.on("OPENDIR", (id, path) => session.opendir(id, path));
  sftp.on("READDIR", (id, handle) => session.readdir(id, handle));
  sftp.on("REALPATH", (id, path) => session.realpath(id, path));
  sftp.on("RENAME", (id, from, to) => session.rename(id, from, to));
  sftp.on("REMOVE", (id, path) => session.remove(id, path));
  sftp.on("MKDIR", (id, path) => session.forbidden(id, path));
  sftp.on("RMDIR", (id, path) => session.forbidden(id, path));
  sftp.on("SYMLINK", (id, path) => session.forbidden(id, path));
  sftp.on("READLINK", (id, path) => session.forbidden(id, path));
  sftp.on("EXTENDED", (id) => sftp.status(id, STATUS.unsupported));
  sftp.on("error", () => connection.end());
  sftp.on("end", () => {
    over();
    sftp.end();
  });
  sftp.on("close", over);
  connection.on("close", over);
}
