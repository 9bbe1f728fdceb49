/**
 * One COPY FROM STDIN in binary format, as pg's Client takes a query of one's own (PostgreSQL manual, "Frontend/Backend
 * Protocol", COPY operations). Ours, since it is on the way of every record, and what waits here must be woken by
 * whatever happens: the stream of pg-copy-streams says "error" and nothing more when the server refuses a row or goes
 * away, so that who waits for room waits for ever, and goes on writing to the connection that it has let go.
 */
import type { Connection, Submittable } from "pg";

const SIGNATURE = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
/** Without a reason: the server writes it into its log, and what has failed here may speak of a record. */
const COPY_FAIL = Buffer.from([0x66, 0, 0, 0, 5, 0]);

export class CopyIn implements Submittable {
  readonly #text: string;
  #connection: Connection | undefined;
  #state: "asked" | "open" | "over" = "asked";
  #failure: Error | undefined;
  readonly #waiting: (() => void)[] = [];

  /** Such as `copy … from stdin (format binary)`. */
  constructor(text: string) {
    this.#text = text;
  }

  /** Resolves when more may be written; the bytes must not be changed before they are sent. */
  async write(tuples: Uint8Array): Promise<void> {
    await this.#until(() => this.#state !== "asked");
    this.#send(dataHead(tuples.length), tuples);
    await this.#until(() => this.#hasRoom());
  }

  /** Bytes written that are still in our memory. */
  unsent(): number {
    return this.#connection?.stream.writableLength ?? 0;
  }

  /** Resolves when all rows are in the table. */
  async end(): Promise<void> {
    await this.#until(() => this.#state !== "asked");
    this.#send(dataHead(TRAILER.length), TRAILER, COPY_DONE);
    await this.#until(() => this.#state === "over");
  }

  /** Fail it, so that the connection is free for the rollback: without that it would wait for rows for ever. */
  async abort(): Promise<void> {
    try {
      await this.#until(() => this.#state !== "asked");
      this.#send(COPY_FAIL);
      await this.#until(() => this.#state === "over");
    } catch {
      // The server's word that it has failed, or that of a connection which broke: nothing more will come.
    }
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleCopyInResponse(): void {
    this.#state = "open";
    this.#send(dataHead(SIGNATURE.length), SIGNATURE);
    this.#wake();
  }

  handleCommandComplete(): void {
    // The number of rows: whoever wrote them knows it.
  }

  handleReadyForQuery(): void {
    this.#state = "over";
    this.#wake();
  }

  /** By the server's refusal, or when the connection broke, also before it was submitted. */
  handleError(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  #send(...parts: readonly Uint8Array[]): void {
    const stream = this.#connection?.stream;
    if (stream === undefined) return;
    stream.cork();
    for (const part of parts) stream.write(part);
    stream.uncork();
  }

  #hasRoom(): boolean {
    const stream = this.#connection?.stream;
    if (stream?.writableNeedDrain !== true) return true;
    stream.once("drain", () => this.#wake());
    return false;
  }

  async #until(isSo: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (isSo()) return;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Of a CopyData message: its kind, and its length without the kind. */
function dataHead(length: number): Buffer {
  const head = Buffer.allocUnsafe(5);
  head[0] = 0x64;
  head.writeUInt32BE(length + 4, 1);
  return head;
}
