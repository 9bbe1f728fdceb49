/**
 * Which version of each record of one item this node's own senders delivered last: a
 * flat table in typed arrays, in shared memory so that worker threads can ask it too.
 * It is a cache: everything in it can be rebuilt from the records.
 *
 * One entry is 48 bytes: 12 of the record id, 16 of the keyed content digest, 12 of the
 * keyed digest of the raw line that said so, 8 of the version. Two records of one item
 * share 96 bits of their ids once in about 10^16 at a million heads; the worse would be a
 * row taken for a change. Entries are only ever appended, so an entry's number is stable.
 *
 * The trap: a worker sees the raw digests while the coordinator changes entries, so what
 * it finds is a hint; only the coordinator's `isUntouched` makes it an answer.
 */

const WORDS = 12;
export const ENTRY_BYTES = WORDS * 4;
const SEGMENT_BITS = 16;
const SEGMENT_ENTRIES = 1 << SEGMENT_BITS;
const CONTENT = 3;
const RAW = 7;
const VERSION = 10;

/** What a worker thread needs to look raw lines up; arrays over shared memory. */
export interface RawIndex {
  readonly segments: readonly Uint32Array[];
  readonly slots: Uint32Array;
}

/** Number of the entry whose head came from this raw line (12 bytes at `offset`), or -1. A hint, see above. */
export function findRaw(index: RawIndex, digest: Buffer, offset: number): number {
  const a = digest.readUInt32LE(offset);
  const b = digest.readUInt32LE(offset + 4);
  const c = digest.readUInt32LE(offset + 8);
  const mask = index.slots.length - 1;
  for (let i = a & mask; ; i = (i + 1) & mask) {
    const slot = index.slots[i] as number;
    if (slot === 0) return -1;
    const at = ((slot - 1) & (SEGMENT_ENTRIES - 1)) * WORDS + RAW;
    // The slots are live: one may name an entry of this very batch, in a segment that came later.
    const segment = index.segments[(slot - 1) >>> SEGMENT_BITS];
    if (segment === undefined) continue;
    if (segment[at] === a && segment[at + 1] === b && segment[at + 2] === c) return slot - 1;
  }
}

function shared(words: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(words * 4));
}

function sizeFor(count: number): number {
  let size = 1024;
  while (size < count * 1.6) size *= 2;
  return size;
}

export type Verdict = "new" | "changed" | "changed-again" | "same" | "older";

export class Heads {
  /** False when only the entries asked for were fetched: then an absent id means nothing. */
  readonly complete: boolean;
  #segments: Uint32Array[] = [];
  #count = 0;
  #byId: Uint32Array;
  #byRaw: Uint32Array;
  #rawUsed = 0;
  /** Entries changed since `settle`, as a bit per entry. */
  #touched = new Uint8Array(1024);
  #touchedCount = 0;

  constructor(options: { readonly complete: boolean; readonly expected?: number }) {
    this.complete = options.complete;
    this.#byId = shared(sizeFor(options.expected ?? 0));
    this.#byRaw = shared(sizeFor(options.expected ?? 0));
  }

  get count(): number {
    return this.#count;
  }

  get touchedCount(): number {
    return this.#touchedCount;
  }

  rawIndex(): RawIndex {
    return { segments: [...this.#segments], slots: this.#byRaw };
  }

  /**
   * What a row means: its record id, content and raw digests stand at `idAt`, `contentAt`,
   * `rawAt` of `meta`, its version in ms. For new and changed ones the entry is updated.
   */
  judge(meta: Buffer, idAt: number, contentAt: number, rawAt: number, version: number): Verdict {
    const found = this.#find(meta, idAt);
    if (found < 0) {
      const entry = this.#append(meta, idAt);
      this.#write(entry, meta, contentAt, rawAt, version);
      return "new";
    }
    const segment = this.#segments[found >>> SEGMENT_BITS] as Uint32Array;
    const at = (found & (SEGMENT_ENTRIES - 1)) * WORDS;
    if (
      segment[at + CONTENT] === meta.readUInt32LE(contentAt) &&
      segment[at + CONTENT + 1] === meta.readUInt32LE(contentAt + 4) &&
      segment[at + CONTENT + 2] === meta.readUInt32LE(contentAt + 8) &&
      segment[at + CONTENT + 3] === meta.readUInt32LE(contentAt + 12)
    ) {
      // The same content written in another way: from now on this line is the one that is known.
      if (!this.#sameRaw(segment, at, meta, rawAt)) this.#setRaw(found, meta, rawAt);
      return "same";
    }
    const head = (segment[at + VERSION] as number) + (segment[at + VERSION + 1] as number) * 0x1_0000_0000;
    if (version < head) return "older";
    const again = this.#touched[found] === 2;
    this.#write(found, meta, contentAt, rawAt, version);
    return again ? "changed-again" : "changed";
  }

  /** Whether no row of this batch changed the entry: then a raw line found for it is a true duplicate. */
  isUntouched(entry: number): boolean {
    return this.#touched[entry] !== 2;
  }

  /** Take an entry as it is stored (48 bytes): the newest one of an id counts. */
  load(data: Buffer, offset: number): void {
    let entry = this.#find(data, offset);
    if (entry < 0) entry = this.#append(data, offset);
    const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
    const at = (entry & (SEGMENT_ENTRIES - 1)) * WORDS;
    for (let word = CONTENT; word < WORDS; word++) segment[at + word] = data.readUInt32LE(offset + word * 4);
  }

  /**
   * After `indexRaw`: take an entry of a later batch. `owed` marks it as still to be stored with the next
   * batch's own; it is no change of that batch.
   */
  follow(data: Buffer, offset: number, owed: boolean): void {
    this.load(data, offset);
    const entry = this.#find(data, offset);
    this.#insertRaw(entry);
    if (!owed || this.#touched[entry] !== 0) return;
    this.#touched[entry] = 1;
    this.#touchedCount++;
  }

  /** Whether this id (12 bytes) has an entry. */
  has(id: Buffer, offset: number): boolean {
    return this.#find(id, offset) >= 0;
  }

  /** After all `load`s: index the raw digests. */
  indexRaw(): void {
    this.#byRaw = shared(sizeFor(this.#count));
    this.#rawUsed = 0;
    for (let entry = 0; entry < this.#count; entry++) this.#insertRaw(entry);
  }

  /** The batch is committed: nothing is touched any more. */
  settle(): void {
    this.#touched.fill(0);
    this.#touchedCount = 0;
  }

  /** Entries as stored, in chunks of at most `perChunk`: those touched since `settle`, or all. */
  *entries(which: "touched" | "all", perChunk = 4096): Generator<Buffer> {
    let chunk = Buffer.allocUnsafe(perChunk * ENTRY_BYTES);
    let used = 0;
    for (let entry = 0; entry < this.#count; entry++) {
      if (which === "touched" && this.#touched[entry] === 0) continue;
      const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
      const at = (entry & (SEGMENT_ENTRIES - 1)) * WORDS;
      for (let word = 0; word < WORDS; word++) used = chunk.writeUInt32LE(segment[at + word] as number, used);
      if (used === chunk.length) {
        yield chunk;
        chunk = Buffer.allocUnsafe(perChunk * ENTRY_BYTES);
        used = 0;
      }
    }
    if (used > 0) yield chunk.subarray(0, used);
  }

  #find(id: Buffer, offset: number): number {
    const a = id.readUInt32LE(offset);
    const b = id.readUInt32LE(offset + 4);
    const c = id.readUInt32LE(offset + 8);
    const slots = this.#byId;
    const mask = slots.length - 1;
    for (let i = a & mask; ; i = (i + 1) & mask) {
      const slot = slots[i] as number;
      if (slot === 0) return -1;
      const segment = this.#segments[(slot - 1) >>> SEGMENT_BITS] as Uint32Array;
      const at = ((slot - 1) & (SEGMENT_ENTRIES - 1)) * WORDS;
      if (segment[at] === a && segment[at + 1] === b && segment[at + 2] === c) return slot - 1;
    }
  }

  #append(id: Buffer, offset: number): number {
    const entry = this.#count++;
    if ((entry & (SEGMENT_ENTRIES - 1)) === 0) this.#segments.push(shared(SEGMENT_ENTRIES * WORDS));
    const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
    const at = (entry & (SEGMENT_ENTRIES - 1)) * WORDS;
    for (let word = 0; word < 3; word++) segment[at + word] = id.readUInt32LE(offset + word * 4);
    if (this.#count > this.#byId.length * 0.75) this.#growIds();
    else this.#insertId(entry);
    if (this.#count > this.#touched.length) {
      const larger = new Uint8Array(this.#touched.length * 2);
      larger.set(this.#touched);
      this.#touched = larger;
    }
    return entry;
  }

  #growIds(): void {
    this.#byId = shared(this.#byId.length * 2);
    for (let entry = 0; entry < this.#count; entry++) this.#insertId(entry);
  }

  #insertId(entry: number): void {
    const slots = this.#byId;
    const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
    let i = (segment[(entry & (SEGMENT_ENTRIES - 1)) * WORDS] as number) & (slots.length - 1);
    while (slots[i] !== 0) i = (i + 1) & (slots.length - 1);
    slots[i] = entry + 1;
  }

  #insertRaw(entry: number): void {
    if (this.#rawUsed + 1 > this.#byRaw.length * 0.75) {
      // Slots of lines that are no longer anybody's head are dropped on the way.
      this.#byRaw = shared(sizeFor(Math.max(this.#count, 1) * 1.5));
      this.#rawUsed = 0;
      for (let other = 0; other < this.#count; other++) this.#placeRaw(other);
      return;
    }
    this.#placeRaw(entry);
  }

  #placeRaw(entry: number): void {
    const slots = this.#byRaw;
    const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
    const at = (entry & (SEGMENT_ENTRIES - 1)) * WORDS + RAW;
    // Zero stands for no raw line; many of them would all want the same slot.
    if (segment[at] === 0 && segment[at + 1] === 0 && segment[at + 2] === 0) return;
    let i = (segment[at] as number) & (slots.length - 1);
    while (slots[i] !== 0) i = (i + 1) & (slots.length - 1);
    slots[i] = entry + 1;
    this.#rawUsed++;
  }

  #sameRaw(segment: Uint32Array, at: number, meta: Buffer, rawAt: number): boolean {
    return (
      segment[at + RAW] === meta.readUInt32LE(rawAt) && segment[at + RAW + 1] === meta.readUInt32LE(rawAt + 4)
    );
  }

  #setRaw(entry: number, meta: Buffer, rawAt: number): void {
    const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
    const at = (entry & (SEGMENT_ENTRIES - 1)) * WORDS;
    for (let word = 0; word < 3; word++) segment[at + RAW + word] = meta.readUInt32LE(rawAt + word * 4);
    this.#insertRaw(entry);
    // 1 = only the line changed, 2 = the record changed: the former leaves the head as it was.
    if (this.#touched[entry] === 0) {
      this.#touched[entry] = 1;
      this.#touchedCount++;
    }
  }

  #write(entry: number, meta: Buffer, contentAt: number, rawAt: number, version: number): void {
    const segment = this.#segments[entry >>> SEGMENT_BITS] as Uint32Array;
    const at = (entry & (SEGMENT_ENTRIES - 1)) * WORDS;
    for (let word = 0; word < 4; word++)
      segment[at + CONTENT + word] = meta.readUInt32LE(contentAt + word * 4);
    for (let word = 0; word < 3; word++) segment[at + RAW + word] = meta.readUInt32LE(rawAt + word * 4);
    segment[at + VERSION] = version >>> 0;
    segment[at + VERSION + 1] = Math.floor(version / 0x1_0000_0000);
    this.#insertRaw(entry);
    if (this.#touched[entry] === 0) this.#touchedCount++;
    this.#touched[entry] = 2;
  }
}
