/**
 * One SFTP session: requests of protocol version 3 in, answers out, on the tree of paths.ts.
 * Knows the door but no ssh and no disk layout. The traps: a name is answered "no such file"
 * whether it is another's or nobody's; a request whose handle is foreign must answer, since
 * a client waits for ever on one that does not; and a broken connection keeps what it sent.
 */
import { Refusal } from "../model/refusal.ts";
import { Denied, messageOf, STATUS, statusOf } from "./answers.ts";
import type { Disk } from "./disk.ts";
import type { Held, Login, SftpDoor } from "./door.ts";
import { type Attributes, type Entry, entry, fileAttributes, folderAttributes } from "./listing.ts";
import { lookAt } from "./look.ts";
import { absolute, isName, type Place, placeOf } from "./paths.ts";
import { openWriter, type Writer } from "./writer.ts";

export interface Wire {
  status(request: number, code: number, message?: string): void;
  handle(request: number, handle: Buffer): void;
  data(request: number, data: Buffer): void;
  name(request: number, names: readonly Entry[]): void;
  attrs(request: number, attrs: Attributes): void;
}

export interface Session {
  open(request: number, path: string, flags: number): void;
  /** A part of a write; `done` is called once, with what went wrong or null. */
  write(handle: Buffer, offset: number, data: Buffer, done: (error: unknown) => void): void;
  read(request: number, handle: Buffer, offset: number, length: number): void;
  close(request: number, handle: Buffer): void;
  fstat(request: number, handle: Buffer): void;
  stat(request: number, path: string): void;
  /** Times and modes are ours; a size may be set on an upload, as truncating does. */
  setstat(request: number, path: string): void;
  fsetstat(request: number, handle: Buffer, size: number | undefined): void;
  opendir(request: number, path: string): void;
  readdir(request: number, handle: Buffer): void;
  realpath(request: number, path: string): void;
  rename(request: number, from: string, to: string): void;
  remove(request: number, path: string): void;
  /** Folders and links cannot be made here. */
  forbidden(request: number, path: string): void;
  /** The connection is gone: what was sent is kept. */
  end(): Promise<void>;
}

const FLAG = { read: 1, write: 2, create: 8, truncate: 16, exclusive: 32 } as const;
const HANDLES = 64;
const LONGEST_READ = 32_768;

type Handle =
  | {
      readonly kind: "upload";
      readonly held: Held;
      readonly writer: Writer;
      readonly adapter: string;
      readonly name: string;
    }
  | {
      readonly kind: "file";
      readonly bytes: number;
      readonly at: Date;
      read(offset: number, length: number): Promise<Uint8Array>;
      close(): Promise<void>;
    }
  | { readonly kind: "folder"; entries: readonly Entry[] };

export function startSession(door: SftpDoor, login: Login, id: string, wire: Wire, disk: Disk): Session {
  const { agency } = login;
  const handles = new Map<number, Handle>();
  /** What this session made final: some clients look at it, or set its time, afterwards. */
  const taken = new Map<string, number>();
  let last = 0;
  let isOver = false;

  const keep = (handle: Handle): Buffer => {
    const key = ++last;
    handles.set(key, handle);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(key);
    return bytes;
  };
  const handleOf = (bytes: Buffer): Handle | undefined =>
    bytes.length === 4 ? handles.get(bytes.readUInt32BE()) : undefined;
  const look = lookAt(door, login, taken);
  const place = (path: string): Place => {
    const found = placeOf(path, login.account().adapters);
    if (found === undefined) throw new Refusal("SFTP_PATH");
    return found;
  };
  const answer = (request: number, what: string, act: () => Promise<void>): void => {
    void act().catch((error: unknown) => {
      if (!(error instanceof Refusal)) door.note(error);
      else if (error.code !== "SFTP_PATH" || what !== "stat") door.refused(agency, what, error);
      if (!isOver) wire.status(request, statusOf(error), messageOf(error));
    });
  };
  const upload = (path: string) => {
    const found = place(path);
    if (found.kind !== "upload") throw new Denied();
    if (!isName(found.name)) throw new Refusal("SFTP_NAME");
    return found;
  };

  const openUpload = async (request: number, path: string, flags: number): Promise<void> => {
    if ((flags & FLAG.read) !== 0 && (flags & FLAG.write) === 0) throw new Denied();
    const { adapter, name } = upload(path);
    // The same session may begin anew what it did not close.
    for (const [key, one] of handles)
      if (one.kind === "upload" && one.adapter === adapter && one.name === name) {
        handles.delete(key);
        await settle(one, false);
      }
    const manner = {
      create: (flags & FLAG.create) !== 0,
      exclusive: (flags & FLAG.exclusive) !== 0,
    };
    const held = await door.uploads.hold(agency, adapter, name, manner, id);
    let writer: Writer | undefined;
    try {
      writer = await openWriter(held.path, held.limit, disk);
      if ((flags & FLAG.truncate) !== 0) await writer.truncate(0);
    } catch (error) {
      await writer?.finish().catch(() => undefined);
      await door.uploads.closed(held, null);
      throw error;
    }
    const handle: Handle = { kind: "upload", held, writer, adapter, name };
    // The connection may have ended meanwhile: then nobody would close it.
    if (isOver) return await settle(handle, false);
    wire.handle(request, keep(handle));
  };
  const settle = async (handle: Handle, isWhole: boolean): Promise<void> => {
    if (handle.kind === "file") await handle.close();
    if (handle.kind !== "upload") return;
    let written = null;
    try {
      written = await handle.writer.finish();
    } finally {
      await door.uploads.closed(handle.held, isWhole ? written : null);
    }
  };
  const openFile = async (request: number, found: Place, flags: number): Promise<void> => {
    if ((flags & FLAG.write) !== 0) throw new Denied();
    if (found.kind === "template") {
      const bytes = door.template(found.adapter);
      const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
      const at = door.clock();
      return wire.handle(
        request,
        keep({ kind: "file", bytes: bytes.length, at, read, close: async () => undefined }),
      );
    }
    if (found.kind !== "feedback") throw new Denied();
    const source = await door.feedback.open(agency, found.name);
    if (source === undefined) throw new Refusal("SFTP_PATH");
    if (isOver) return await source.close();
    wire.handle(request, keep({ kind: "file", ...source }));
  };
  return {
    open(request, path, flags) {
      answer(request, "open", async () => {
        if (handles.size >= HANDLES) throw new Refusal("QUOTA_EXCEEDED", { limit: HANDLES });
        const found = place(path);
        await (found.kind === "upload" ? openUpload(request, path, flags) : openFile(request, found, flags));
      });
    },
    write(bytes, offset, data, done) {
      const handle = handleOf(bytes);
      if (handle?.kind === "upload") handle.writer.write(offset, data, done);
      else done(new Refusal("UPLOAD_GONE"));
    },
    read(request, bytes, offset, length) {
      const handle = handleOf(bytes);
      if (handle?.kind !== "file") return wire.status(request, STATUS.denied);
      answer(request, "read", async () => {
        if (offset >= handle.bytes) return wire.status(request, STATUS.eof);
        const data = await handle.read(offset, Math.min(length, LONGEST_READ));
        if (!isOver) wire.data(request, Buffer.from(data));
      });
    },
    close(request, bytes) {
      const handle = handleOf(bytes);
      if (handle === undefined) return wire.status(request, STATUS.failure);
      handles.delete(bytes.readUInt32BE());
      answer(request, "close", async () => {
        let may = false;
        try {
          may = handle.kind !== "upload" || login.account().adapters.includes(handle.adapter);
        } finally {
          await settle(handle, may);
        }
        if (!isOver) wire.status(request, STATUS.ok);
      });
    },
    fstat(request, bytes) {
      const handle = handleOf(bytes);
      if (handle?.kind === "upload") wire.attrs(request, fileAttributes(handle.writer.size(), door.clock()));
      else if (handle?.kind === "file") wire.attrs(request, fileAttributes(handle.bytes, handle.at));
      else wire.status(request, STATUS.failure);
    },
    stat(request, path) {
      answer(request, "stat", async () => wire.attrs(request, await look.attributes(place(path))));
    },
    setstat(request, path) {
      answer(request, "setstat", async () => {
        await look.attributes(upload(path));
        wire.status(request, STATUS.ok);
      });
    },
    fsetstat(request, bytes, size) {
      const handle = handleOf(bytes);
      if (handle?.kind !== "upload") return wire.status(request, STATUS.denied);
      answer(request, "fsetstat", async () => {
        // Some clients reserve the whole size first: a hole that we don't make.
        if (size !== undefined) await handle.writer.truncate(size);
        wire.status(request, STATUS.ok);
      });
    },
    opendir(request, path) {
      answer(request, "opendir", async () => {
        if (handles.size >= HANDLES) throw new Refusal("QUOTA_EXCEEDED", { limit: HANDLES });
        wire.handle(request, keep({ kind: "folder", entries: await look.entries(place(path)) }));
      });
    },
    readdir(request, bytes) {
      const handle = handleOf(bytes);
      if (handle?.kind !== "folder") return wire.status(request, STATUS.failure);
      // A page at a time: the whole of a long list would be more than a packet holds.
      const page = handle.entries.slice(0, 100);
      if (page.length === 0) return wire.status(request, STATUS.eof);
      handle.entries = handle.entries.slice(page.length);
      wire.name(request, page);
    },
    realpath(request, path) {
      const filename = absolute(path);
      wire.name(request, [{ ...entry(filename, folderAttributes(door.clock())), longname: filename }]);
    },
    rename(request, from, to) {
      answer(request, "rename", async () => {
        const [one, other] = [upload(from), upload(to)];
        if (one.adapter !== other.adapter) throw new Denied();
        const before = await door.uploads.find(agency, one.adapter, one.name);
        await door.uploads.rename(agency, one.adapter, one.name, other.name);
        if (taken.size < 1000 && before) taken.set(`${other.adapter}/${other.name}`, before.bytes);
        wire.status(request, STATUS.ok);
      });
    },
    remove(request, path) {
      answer(request, "remove", async () => {
        const { adapter, name } = upload(path);
        await door.uploads.remove(agency, adapter, name);
        wire.status(request, STATUS.ok);
      });
    },
    forbidden(request, path) {
      answer(request, "forbidden", async () => {
        place(path);
        throw new Denied();
      });
    },
    async end() {
      isOver = true;
      const open = [...handles.values()];
      handles.clear();
      for (const handle of open) await settle(handle, false).catch(door.note);
    },
  };
}
