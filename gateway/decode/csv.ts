/**
 * CSV cells out of decoded text (RFC 4180, with any one-character delimiter and LF or
 * CRLF line ends). Strings in, arrays of strings out; charsets and files are elsewhere.
 *
 * The trap: this runs for every character of every file, so it walks char codes and
 * slices once per cell.
 */

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Call `onRow` for every row of `text`, which must end where a row ends. The array is a
 * fresh one each time. A row without any character is given as one empty cell.
 */
export function parseCsv(text: string, delimiter: number, onRow: (cells: string[]) => void): void {
  const length = text.length;
  let i = 0;
  while (i < length) {
    const cells: string[] = [];
    for (;;) {
      let start = i;
      if (i < length && text.charCodeAt(i) === QUOTE) {
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
        // What follows a closing quote up to the delimiter belongs to the cell, as spreadsheets read it.
        start = i;
        i = endOfCell(text, i, length, delimiter);
        cells.push(i > start ? value + text.slice(start, i) : value);
      } else {
        i = endOfCell(text, i, length, delimiter);
        cells.push(text.slice(start, i));
      }
      if (i < length && text.charCodeAt(i) === delimiter) {
        i++;
        continue;
      }
      break;
    }
    if (text.charCodeAt(i) === CR) i++;
    if (text.charCodeAt(i) === LF) i++;
    onRow(cells);
  }
}

function endOfCell(text: string, from: number, length: number, delimiter: number): number {
  let i = from;
  for (; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c === delimiter || c === LF) break;
    if (c === CR && (i + 1 === length || text.charCodeAt(i + 1) === LF)) break;
  }
  return i;
}
