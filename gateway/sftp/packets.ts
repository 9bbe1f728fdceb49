/**
 * SFTP version 3 as bytes: packets in, calls of a session; answers out, several in one piece.
 * Written here because it is the hot path: a WRITE of 256 KiB comes in eight parts, and each
 * goes on as it comes, with no packet put together first. The traps: what a client says about lengths is
 * believed only within bounds, and every request gets its answer, in whatever order.
 */
import { messageOf, STATUS, statusOf } from "./answers.ts";
import type { Attributes, Entry } from "./listing.ts";
import type { Session, Wire } from "./session.ts";

const REQUEST = {
  init: 1,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  symlink: 20,
  extended: 200,
} as const;
const ANSWER = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105, extended: 201 };
const ATTRIBUTES = { size: 1, owner: 2, mode: 4, times: 8 } as const;

const LONGEST_WRITE = 255 * 1024;
const LONGEST_READ = 32 * 1024;
/** Of what is not a WRITE: a path is far shorter. */
const LONGEST_PACKET = 34 * 1024;
const HANDLES = 64;
const LIMITS = "limits@openssh.com";
/** Before a WRITE's data: length, type, request, handle of 4 bytes, offset, length of the data. */
const WRITE_HEAD = 4 + 1 + 4 + 4 + 4 + 8 + 4;

/** The client does not speak the protocol. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

export interface Packets {
  /** Bytes as they come. Throws Malformed. */
  push(chunk: Buffer): void;
}

interface Writing {
  readonly request: number;
  readonly handle: Buffer;
  offset: number;
  left: number;
  error: unknown;
}

/** `busy` is told how many parts of writes have not been taken yet, when that changes. */
export function readPackets(session: Session, wire: Wire & Opening, busy: (parts: number) => void): Packets {
  let rest: Buffer = Buffer.alloc(0);
  let writing: Writing | null = null;
  let isOpen = false;
  let parts = 0;

  const writePart = (write: Writing, data: Buffer): void => {
    const isLast = write.left === data.length;
    const { offset } = write;
    write.offset += data.length;
    write.left -= data.length;
    let isSync = true;
    let isDone = false;
    session.write(write.handle, offset, data, (error) => {
      isDone = true;
      if (!isSync) busy(--parts);
      write.error ??= error;
      if (!isLast) return;
      if (write.error === null) wire.status(write.request, STATUS.ok);
      else wire.status(write.request, statusOf(write.error), messageOf(write.error));
    });
    isSync = false;
    if (!isDone) busy(++parts);
  };
  /** How many bytes of `bytes` were used; 0: more are needed. */
  const take = (bytes: Buffer): number => {
    if (writing !== null) {
      const part = bytes.subarray(0, Math.min(writing.left, bytes.length));
      const own = writing;
      if (part.length === own.left) writing = null;
      writePart(own, part);
      return part.length;
    }
    if (bytes.length < 5) return 0;
    const length = bytes.readUInt32BE(0);
    const type = bytes[4];
    if (length < 5) throw new Malformed("length");
    if (type === REQUEST.write && isOpen) {
      if (bytes.length < WRITE_HEAD) return 0;
      if (bytes.readUInt32BE(9) !== 4) throw new Malformed("handle");
      const left = bytes.readUInt32BE(25);
      if (left > LONGEST_WRITE + 1024 || length !== WRITE_HEAD - 4 + left) throw new Malformed("length");
      const offset = Number(bytes.readBigUInt64BE(17));
      if (!Number.isSafeInteger(offset + left)) throw new Malformed("offset");
      const handle = Buffer.from(bytes.subarray(13, 17));
      const request = bytes.readUInt32BE(5);
      writing = { request, handle, offset, left, error: null };
      if (left === 0) {
        const own = writing;
        writing = null;
        writePart(own, bytes.subarray(WRITE_HEAD, WRITE_HEAD));
      }
      return WRITE_HEAD;
    }
    if (length > LONGEST_PACKET) throw new Malformed("length");
    if (bytes.length < 4 + length) return 0;
    const packet = reader(bytes.subarray(5, 4 + length));
    if (isOpen) call(session, wire, type ?? 0, packet);
    else {
      if (type !== REQUEST.init) throw new Malformed("init");
      isOpen = true;
      wire.version();
    }
    return 4 + length;
  };
  return {
    push(chunk) {
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        const used = bytes.length === 0 ? 0 : take(bytes);
        if (used === 0) break;
        bytes = bytes.subarray(used);
      }
      rest = bytes;
    },
  };
}

export interface Opening {
  version(): void;
  limits(request: number): void;
}

function call(session: Session, wire: Wire & Opening, type: number, packet: Reader): void {
  const request = packet.number();
  switch (type) {
    case REQUEST.open: {
      const path = packet.text();
      return session.open(request, path, packet.number());
    }
    case REQUEST.close:
      return session.close(request, packet.bytes());
    case REQUEST.read: {
      const handle = packet.bytes();
      const offset = packet.long();
      return session.read(request, handle, offset, packet.number());
    }
    case REQUEST.stat:
    case REQUEST.lstat:
      return session.stat(request, packet.text());
    case REQUEST.fstat:
      return session.fstat(request, packet.bytes());
    case REQUEST.setstat:
      return session.setstat(request, packet.text());
    case REQUEST.fsetstat: {
      const handle = packet.bytes();
      const flags = packet.number();
      return session.fsetstat(request, handle, (flags & ATTRIBUTES.size) === 0 ? undefined : packet.long());
    }
    case REQUEST.opendir:
      return session.opendir(request, packet.text());
    case REQUEST.readdir:
      return session.readdir(request, packet.bytes());
    case REQUEST.realpath:
      return session.realpath(request, packet.text());
    case REQUEST.rename: {
      const from = packet.text();
      return session.rename(request, from, packet.text());
    }
    case REQUEST.remove:
      return session.remove(request, packet.text());
    case REQUEST.mkdir:
    case REQUEST.rmdir:
    case REQUEST.readlink:
    case REQUEST.symlink:
      return session.forbidden(request, packet.text());
    case REQUEST.extended:
      if (packet.text() === LIMITS) return wire.limits(request);
      return wire.status(request, STATUS.unsupported);
    default:
      return wire.status(request, STATUS.unsupported);
  }
}

interface Reader {
  number(): number;
  long(): number;
  bytes(): Buffer;
  text(): string;
}

function reader(packet: Buffer): Reader {
  let at = 0;
  const next = (count: number): number => {
    const from = at;
    at += count;
    if (at > packet.length) throw new Malformed("short");
    return from;
  };
  const bytes = (): Buffer => {
    const length = packet.readUInt32BE(next(4));
    const from = next(length);
    return packet.subarray(from, from + length);
  };
  return {
    number: () => packet.readUInt32BE(next(4)),
    long: () => Number(packet.readBigUInt64BE(next(8))),
    bytes,
    text: () => bytes().toString("utf8"),
  };
}

/** Answers, gathered until `send` is called with all of a turn of the loop. */
export function writePackets(send: (bytes: Buffer) => void): Wire & Opening {
  let waiting: Buffer[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    send(all.length === 1 ? (all[0] ?? Buffer.alloc(0)) : Buffer.concat(all));
  };
  const answer = (type: number, ...fields: readonly Buffer[]): void => {
    const length = fields.reduce((sum, field) => sum + field.length, 1);
    if (waiting.push(Buffer.concat([number(length), Buffer.of(type), ...fields])) === 1) setImmediate(flush);
  };
  return {
    version: () => answer(ANSWER.version, number(3), string(LIMITS), string("1")),
    limits: (request) =>
      answer(
        ANSWER.extended,
        number(request),
        ...[LONGEST_WRITE + 1024, LONGEST_READ, LONGEST_WRITE, HANDLES].map(long),
      ),
    status: (request, code, message = "") =>
      answer(ANSWER.status, number(request), number(code), string(message), number(0)),
    handle: (request, handle) => answer(ANSWER.handle, number(request), string(handle)),
    data: (request, data) => answer(ANSWER.data, number(request), string(data)),
    attrs: (request, attrs) => answer(ANSWER.attrs, number(request), attributes(attrs)),
    name: (request, names) => answer(ANSWER.name, number(request), number(names.length), ...names.map(named)),
  };
}

function named({ filename, longname, attrs }: Entry): Buffer {
  return Buffer.concat([string(filename), string(longname), attributes(attrs)]);
}

function attributes({ size, uid, gid, mode, atime, mtime }: Attributes): Buffer {
  const flags = ATTRIBUTES.size | ATTRIBUTES.owner | ATTRIBUTES.mode | ATTRIBUTES.times;
  return Buffer.concat([number(flags), long(size), ...[uid, gid, mode, atime, mtime].map(number)]);
}

function number(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function string(content: string | Buffer): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return Buffer.concat([number(bytes.length), bytes]);
}
