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

/** A cell's text without outer white space; "" when it is one of the null forms. */
export function compileClean(forms: readonly string[]): (raw: string) => string {
  const isNull = compileNulls(forms);
  // Most cells neither begin as a null form does nor begin or end with white space: two looks say so.
  const suspect = new Uint8Array(0x10000);
  for (const form of forms) if (form !== "") suspect[form.charCodeAt(0)] = 1;
  for (let unit = 0; unit < suspect.length; unit += 1) if (isSpace(unit)) suspect[unit] = 2;
  return (raw) => {
    if (raw.length > 0 && suspect[raw.charCodeAt(0)] === 0 && suspect[raw.charCodeAt(raw.length - 1)] !== 2)
      return raw;
    const trimmed = trim(raw);
    return isNull(trimmed) ? "" : trimmed;
  };
}
