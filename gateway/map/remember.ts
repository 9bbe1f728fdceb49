/**
 * A bounded memory for what a cell's text was read as: dates and codes of a column repeat
 * by the thousand, and looking a text up costs a tenth of reading it. Full means full:
 * nothing is thrown out, so a column of free text costs no memory beyond the bound.
 */
const LIMIT = 4096;
const LONGEST = 200;

export function remember<Value>(read: (text: string) => Value): (text: string) => Value {
  const memory = new Map<string, Value>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined) return known;
    const value = read(text);
    if (value !== undefined && memory.size < LIMIT && text.length <= LONGEST) memory.set(text, value);
    return value;
  };
}
