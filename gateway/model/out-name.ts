/**
 * The name under which a sender finds the answers to a file: the file's own, as far as it can
 * be a name in a folder. What the sender called it is never a path, here or there.
 */

/** Bytes in UTF-8, so that what is appended still fits into a name of 255. */
const MOST_BYTES = 190;

export function outName(fileName: string, intakeId: string): string {
  let name = "";
  let bytes = 0;
  for (const character of fileName.replace(/[/\\\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "_")) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > MOST_BYTES) break;
    name += character;
  }
  return /^[.\s_]*$/.test(name) ? intakeId : name;
}
