/**
 * The SSH server of the door, the one file that imports ssh2: accounts by public key, and where the register
 * says so by user certificate or password; the sftp
 * subsystem and nothing else (no shell, no exec, no forwarding). The traps: without
 * `end()` on 'end' OpenSSH's client hangs for ever; a client picks the cipher by ITS order, so
 * what is slow here is not offered; sockets are our own, so that bans and limits come before any cryptography.
 */

import { timingSafeEqual } from "node:crypto";
import { createServer, type Socket } from "node:net";
import ssh2, { type AuthContext, type Connection, type PasswordAuthContext, type ServerChannel } from "ssh2";

import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import { type Bans, makeBans } from "./bans.ts";
import { certifiedKey, isCertificateName, isSignedBy } from "./certificate.ts";
import { keepKeys } from "./cipher-keys.ts";
import { type Disk, openDisk } from "./disk.ts";
import type { Account, Login, SftpDoor } from "./door.ts";
import { Malformed, readPackets, writePackets } from "./packets.ts";
import { isPassword } from "./password.ts";
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
/** Wrong passwords of one connection; each also counts for a ban. */
const PASSWORDS = 3;

export async function startSftpServer(door: SftpDoor, listen: SftpListen): Promise<SftpServer> {
  const bans = makeBans(door.clock);
  const sessions = new Set<Session>();
  const disk = openDisk();
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
    (connection, info) => serve(door, bans, connection, info.ip, sessions, disk),
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
      await disk.close();
    },
  };
}

function serve(
  door: SftpDoor,
  bans: Bans,
  connection: Connection,
  address: string,
  sessions: Set<Session>,
  disk: Disk,
): void {
  let account: Account | undefined;
  /** Whether that by which it logged in still counts. */
  let holds: Holds = () => false;
  let tried: string | undefined;
  let why: RefusalCode = "SFTP_KEY_UNKNOWN";
  let passwords = 0;
  let isGone = false;
  const dawdles = setTimeout(() => connection.end(), LOGIN_MS);
  connection.on("error", () => undefined);
  connection.on("close", () => {
    isGone = true;
    clearTimeout(dawdles);
    if (account !== undefined || tried === undefined) return;
    // Each wrong password has been counted already.
    if (passwords === 0) bans.failed(address, tried);
    door.refused(door.account(tried)?.agency ?? "", "login", new Refusal(why));
  });
  /** One at a time: ssh2 answers the requests of a connection in order. */
  const byPassword = async (context: PasswordAuthContext, found: Account, listed: string): Promise<void> => {
    if (passwords < PASSWORDS && (await isPassword(context.password, listed))) {
      account = found;
      holds = (now) => now.password === listed;
      if (!isGone) context.accept();
      return;
    }
    passwords += 1;
    why = "SFTP_PASSWORD";
    bans.failed(address, context.username);
    if (isGone) return;
    if (passwords >= PASSWORDS) connection.end();
    else context.reject(methodsOf(found));
  };
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
    if (context.method === "password" && found?.password !== undefined)
      return void byPassword(context, found, found.password).catch((error: unknown) => {
        door.note(error);
        connection.end();
      });
    if (!isAllowed(context, found, door.clock())) {
      if (context.method === "publickey" && isCertificateName(context.key.algo)) why = "SFTP_CERTIFICATE";
      return context.reject(methodsOf(found));
    }
    if (context.method === "publickey" && context.signature !== undefined) {
      account = found;
      const { algo, data } = context.key;
      holds = isCertificateName(algo)
        ? (now) => certifiedFor(now, algo, data, door.clock()) !== undefined
        : (now) => keyLine(now, data) !== undefined;
    }
    context.accept();
  });
  connection.on("rekey", () => keepKeys(connection));
  connection.on("ready", () => {
    clearTimeout(dawdles);
    keepKeys(connection);
    if (account === undefined) return void connection.end();
    bans.passed(address, account.agency);
    const { agency } = account;
    const login: Login = {
      agency,
      account: () => {
        const now = door.account(agency);
        if (now !== undefined && holds(now)) return now;
        setImmediate(() => connection.end());
        throw new Refusal("SFTP_KEY_UNKNOWN");
      },
    };
    connection.on("session", (acceptSession) => {
      // Not ssh2's own SFTP: packets.ts says why.
      acceptSession().on("subsystem", (accept, reject, { name }) => {
        if (name === "sftp") bind(door, login, accept(), sessions, connection, disk);
        else reject();
      });
    });
  });
}

type Method = "publickey" | "password";

/** What may be tried: of a name that nobody has, the same as of one that has keys alone. */
function methodsOf(account: Account | undefined): Method[] {
  return account?.password === undefined ? ["publickey"] : ["publickey", "password"];
}

type Holds = (account: Account) => boolean;

/** The account's own key that this is. */
function keyLine(account: Account | undefined, data: Buffer): readonly string[] | undefined {
  for (const line of account?.keys ?? []) {
    const [type = "", base64 = ""] = line.trim().split(/\s+/);
    const known = Buffer.from(base64, "base64");
    if (known.length === data.length && timingSafeEqual(known, data)) return [type, base64];
  }
  return undefined;
}

function certifiedFor(account: Account | undefined, algorithm: string, data: Buffer, now: Date) {
  if (account === undefined || account.authorities.length === 0) return undefined;
  const { authorities, agency: principal } = account;
  return certifiedKey(algorithm, data, { authorities, principal, now });
}

/** One of the account's own keys, or one certified for it; and, when the client proves it, a signature by it. */
function isAllowed(context: AuthContext, account: Account | undefined, now: Date): boolean {
  if (context.method !== "publickey") return false;
  const { algo, data } = context.key;
  const { signature, blob } = context;
  const isProof = signature !== undefined && blob !== undefined;
  if (isCertificateName(algo)) {
    const certified = certifiedFor(account, algo, data, now);
    if (certified === undefined) return false;
    // ssh2 takes the algorithm's name off signatures that it knows, and leaves these whole.
    return isProof ? isSignedBy(certified, blob, signature) : blob === undefined;
  }
  const [type, base64] = keyLine(account, data) ?? [];
  if (type === undefined) return false;
  if (!isProof) return blob === undefined;
  // SHA-1 with RSA is what "ssh-rsa" without a named hash means.
  if (type === "ssh-rsa" && (context.hashAlgo ?? "sha1") === "sha1") return false;
  const key = ssh2.utils.parseKey(`${type} ${base64}`);
  if (key instanceof Error || Array.isArray(key) || algo === "ssh-dss") return false;
  return key.verify(blob, signature, context.hashAlgo) === true;
}

let sessionNumber = 0;
/** Parts of writes that wait for the disk; beyond it the channel's window stays shut. */
const WAITING = 64;
/** Answers that nobody takes. */
const UNREAD = 16 << 20;

function bind(
  door: SftpDoor,
  login: Login,
  channel: ServerChannel,
  sessions: Set<Session>,
  connection: Connection,
  disk: Disk,
): void {
  let isOver = false;
  const wire = writePackets((bytes) => {
    if (isOver || channel.destroyed) return;
    if (channel.writableLength > UNREAD) return void connection.end();
    channel.write(bytes);
  });
  const session = startSession(door, login, `${process.pid}-${++sessionNumber}`, wire, disk);
  sessions.add(session);
  const packets = readPackets(session, wire, (parts) => {
    if (parts > WAITING) channel.pause();
    else if (channel.isPaused()) channel.resume();
  });
  const over = () => {
    if (isOver) return;
    isOver = true;
    void session
      .end()
      .catch(door.note)
      .finally(() => sessions.delete(session));
  };
  channel.on("data", (chunk: Buffer) => {
    try {
      packets.push(chunk);
    } catch (error) {
      if (!(error instanceof Malformed)) door.note(error);
      over();
      connection.end();
    }
  });
  channel.on("error", () => connection.end());
  channel.on("end", () => {
    over();
    channel.exit(0);
    channel.end();
  });
  channel.on("close", over);
  connection.on("close", over);
}
