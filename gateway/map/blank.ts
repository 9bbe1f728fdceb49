/**
 * What counts as nothing: outer white space and the null forms that sources write.
 * The trap: this runs on every cell of a million rows, so both questions are answered
 * from the first and last character wherever they can be.
 */

function isSpace(unit: number): boolean {
  return unit <= 0x20 || unit === 0xa0 || unit === 0x3000 || unit === 0xfeff || unit === 0x200b;
}

/** Outer white space off, the full-width space, no-break space and byte order mark included. */
export function trim(raw: string): string {
  const end = raw.length - 1;
  if (end < 0 || (!isSpace(raw.charCodeAt(0)) && !isSpace(raw.charCodeAt(end)))) return raw;
  let from = 0;
  let to = end;
  while (from <= to && isSpace(raw.charCodeAt(from))) from += 1;
  while (to > from && isSpace(raw.charCodeAt(to))) to -= 1;
  return raw.slice(from, to + 1);
}

export type IsNull = (trimmed: string) => boolean;

export function compileNulls(forms: readonly string[]): IsNull {
  const known = new Set(forms);
  known.add("");
  let longest = 0;
  const firsts = new Uint8Array(0x10000);
  for (const form of forms) {
    longest = Math.max(longest, form.length);
    if (form !== "") firsts[form.charCodeAt(0)] = 1;
  }
  return (trimmed) =>
    trimmed.length === 0 ||
    (trimmed.length <= longest && firsts[trimmed.charCodeAt(0)] === 1 && known.has(trimmed));
}
