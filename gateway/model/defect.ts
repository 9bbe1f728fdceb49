/**
 * A defect of ours as it may be written down: class, code and place in our own files,
 * never its message, which may quote the text of a row (a parser's, a database's). The trap:
 * a message may itself look like a line of a stack, so it is cut out before places are read.
 */

const FRAME = /^\s+at (?:.*[ (])?(?:file:\/\/)?[\w./@+-]*\/(gateway\/[\w./-]+:\d+):\d+\)?$/;
const NAME = /^[\w.-]{1,60}$/;
const MOST_PLACES = 4;
const MOST_CAUSES = 3;

/** "TypeError ERR_X gateway/a.ts:1 gateway/b.ts:2", and the same of its causes. */
export function defectText(error: unknown): string {
  const parts: string[] = [];
  let one = error;
  for (let depth = 0; depth < MOST_CAUSES && one instanceof Error; depth++) {
    const code = "code" in one && NAME.test(String(one.code)) ? String(one.code) : "";
    const name = NAME.test(one.name) ? one.name : "Error";
    parts.push(
      [name, code, ...placesIn(one.stack ?? "", one.message)].filter((part) => part !== "").join(" "),
    );
    one = one.cause;
  }
  return parts.length > 0 ? parts.join(" < ") : `thrown ${typeof error}`;
}

/** Places in our own files that a stack names, the innermost first. */
export function placesIn(stack: string, message = ""): readonly string[] {
  const at = message === "" ? -1 : stack.indexOf(message);
  const frames = at < 0 ? stack : stack.slice(at + message.length);
  const places: string[] = [];
  for (const line of frames.split("\n")) {
    const place = FRAME.exec(line)?.[1];
    if (place !== undefined && places.length < MOST_PLACES) places.push(place);
  }
  return places;
}
