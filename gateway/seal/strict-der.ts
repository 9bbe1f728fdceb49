/**
 * Whether bytes are DER: definite lengths in their shortest form, tags of one byte, sets in
 * order. Knows nothing of what is in them. The trap: a lenient parser reads one structure in many
 * ways; what is in one form only can be signed once and read once.
 */

const DEEPEST = 24;
const CONSTRUCTED = 0x20;
const SET = 0x31;
const LONGEST_FLAGS = 8;

interface Part {
  readonly tag: number;
  readonly content: number;
  readonly end: number;
}

/** Exactly one value, and nothing after it. */
export function isStrictDer(bytes: Buffer): boolean {
  const part = partAt(bytes, 0, bytes.length);
  return part?.end === bytes.length && isStrict(bytes, part, 0);
}

/** The members of a constructed value, each with its tag and length. Only for what is strict DER. */
export function membersOf(bytes: Buffer): readonly Buffer[] {
  const whole = partAt(bytes, 0, bytes.length);
  const members: Buffer[] = [];
  for (let at = whole?.content ?? 0; whole && at < whole.end; ) {
    const member = partAt(bytes, at, whole.end);
    if (member === undefined) break;
    members.push(bytes.subarray(at, member.end));
    at = member.end;
  }
  return members;
}

function isStrict(bytes: Buffer, part: Part, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if ((part.tag & CONSTRUCTED) === 0) return isStrictValue(part.tag, bytes.subarray(part.content, part.end));
  let before: Buffer | undefined;
  for (let at = part.content; at < part.end; ) {
    const member = partAt(bytes, at, part.end);
    if (member === undefined || !isStrict(bytes, member, depth + 1)) return false;
    const own = bytes.subarray(at, member.end);
    if (part.tag === SET && before !== undefined && Buffer.compare(before, own) > 0) return false;
    before = own;
    at = member.end;
  }
  return true;
}

/** Values that could be written in several ways: truth, numbers, strings of bits, nothing. */
function isStrictValue(tag: number, value: Buffer): boolean {
  const [first = 0, second = 0] = value;
  if (tag === 0x01) return value.length === 1 && (first === 0 || first === 0xff);
  if (tag === 0x02)
    return (
      value.length > 0 && !(value.length > 1 && (first === 0 || first === 0xff) && first >> 7 === second >> 7)
    );
  if (tag === 0x03) {
    // Keys and signatures are whole bytes; only lists of flags are not.
    const unused = value.length > LONGEST_FLAGS ? 0 : 7;
    return value.length > 0 && first <= unused && ((value.at(-1) ?? 0) & ((1 << first) - 1)) === 0;
  }
  return tag !== 0x05 || value.length === 0;
}

function partAt(bytes: Buffer, at: number, limit: number): Part | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || at + 2 > limit) return undefined;
  let content = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || content + count > limit) return undefined;
    length = bytes.readUIntBE(content, count);
    content += count;
    // The shortest form that holds it.
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) return undefined;
  }
  const end = content + length;
  return end <= limit ? { tag, content, end } : undefined;
}
