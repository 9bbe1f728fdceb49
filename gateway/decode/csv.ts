/**
 * CSV cells out of decoded text (RFC 4180, with any one-character delimiter and LF or
 * CRLF line ends). Strings in, arrays of strings out; charsets and files are elsewhere.
 *
 * The trap: this runs for every character of every file. All characters that mean
 * something stand at the low end of the code range, so one comparison passes the others.
 */

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const QUOTE = 34;

/** What a row holds besides plain text: a quote, line end or tab inside a cell; a control character. */
export const ROW = { plain: 0, escaped: 1, control: 2 } as const;

/** What the cell just passed holds; a variable of the module, since a result of two values would be an object a cell. */
let met: number = ROW.plain;

/**
 * Call `onRow` for every row of `text`, which must end where a row ends. The array is a
 * fresh one each time; `kind` is a sum of ROW's bits. A row without any character is given
 * as one empty cell.
 */
export function parseCsv(
  text: string,
  delimiter: number,
  onRow: (cells: string[], kind: number) => void,
): void {
  const length = text.length;
  // Characters above this one cannot end a cell.
  const highest = Math.max(delimiter, QUOTE);
  let i = 0;
  let width = 0;
  while (i < length) {
    // As long as the row before: an array that grows cell by cell is copied several times.
    const cells = new Array<string>(width);
    let count = 0;
    met = ROW.plain;
    for (;;) {
      let start = i;
      if (text.charCodeAt(i) === QUOTE) {
        let value = "";
        start = ++i;
        for (;;) {
          let quote = text.indexOf('"', i);
          if (quote < 0) quote = length;
          if (text.charCodeAt(quote + 1) === QUOTE) {
            value += text.slice(start, quote + 1);
            start = i = quote + 2;
            continue;
          }
          value += text.slice(start, quote);
          i = quote + 1;
          break;
        }
        met |= hasControl(value) ? ROW.escaped | ROW.control : ROW.escaped;
        // What follows a closing quote up to the delimiter belongs to the cell, as spreadsheets read it.
        start = i;
        i = endOfCell(text, i, length, delimiter, highest);
        cells[count++] = i > start ? value + text.slice(start, i) : value;
      } else {
        i = endOfCell(text, i, length, delimiter, highest);
        cells[count++] = i > start ? text.slice(start, i) : "";
      }
      if (text.charCodeAt(i) === delimiter) {
        i++;
        continue;
      }
      break;
    }
    if (text.charCodeAt(i) === CR) i++;
    if (text.charCodeAt(i) === LF) i++;
    if (count < width) cells.length = count;
    width = count;
    onRow(cells, met);
  }
}

function endOfCell(text: string, from: number, length: number, delimiter: number, highest: number): number {
  for (let i = from; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c > highest) continue;
    if (c === delimiter || c === LF) return i;
    if (c === CR) {
      if (i + 1 === length || text.charCodeAt(i + 1) === LF) return i;
      met |= ROW.escaped;
    } else if (c < SPACE) met |= c === TAB ? ROW.escaped : ROW.control;
    else if (c === QUOTE) met |= ROW.escaped;
  }
  return length;
}

/** A character that no cell may have: C0 controls but tab and line ends, and DEL. */
export function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c < SPACE && c !== TAB && c !== LF && c !== CR) || c === 0x7f) return true;
  }
  return false;
}
