/**
 * Canonical JSON (RFC 8785) for the values we exchange: what is hashed, signed and
 * kept is this text. It refuses what other readers could understand differently:
 * fractions, integers beyond 2^53, lone surrogates, undefined.
 *
 * The trap: JSON.parse silently takes the last of two equal keys, so a text is
 * only taken as read when writing its value again gives the very same text.
 */

/** Deeper nesting than any document of ours has; keeps hostile input off the stack. */
const MAX_DEPTH = 64;

/** The one text of a value. Throws a TypeError for what has none. */
export function canonical(value: unknown): string {
  return write(value, 0);
}

/** Read a text that must be canonical; throws a SyntaxError or TypeError if it is not. */
export function parseCanonical(text: string): unknown {
  // The scan comes first: JSON.parse itself takes any depth, what walks its result does not.
  if (nesting(text) > MAX_DEPTH) throw new TypeError("nested too deeply");
  const value: unknown = JSON.parse(text);
  if (canonical(value) !== text) throw new TypeError("not in canonical form");
  return value;
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      if (!Number.isSafeInteger(value)) throw new TypeError("only safe integers have a canonical text here");
      return String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= MAX_DEPTH) throw new TypeError("nested too deeply");
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new TypeError(`a ${typeof value} has no canonical text`);
  }
}

function writeString(value: string): string {
  // JSON.stringify escapes exactly as RFC 8785 asks; only for lone surrogates does it invent a form.
  if (!value.isWellFormed()) throw new TypeError("a lone surrogate has no canonical text");
  return JSON.stringify(value);
}

function writeArray(value: readonly unknown[], depth: number): string {
  let text = "[";
  for (let index = 0; index < value.length; index++) {
    if (index > 0) text += ",";
    text += write(value[index], depth);
  }
  return `${text}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError("only plain objects have a canonical text");
  let text = "{";
  // Array.prototype.sort compares UTF-16 code units, which is the order of RFC 8785.
  for (const key of Object.keys(value).sort()) {
    if (text.length > 1) text += ",";
    text += `${writeString(key)}:${write((value as Record<string, unknown>)[key], depth)}`;
  }
  return `${text}}`;
}

/** How deep the brackets of a JSON text go; brackets inside strings do not count. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 0x5c) at++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x5b || unit === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return deepest;
}
