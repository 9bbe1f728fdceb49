/**
 * A text that a simple regular expression matches: characters, classes, groups of alternatives
 * and counts, as column patterns have them. It throws where an expression has more than that,
 * and then the source gives the value itself.
 */
import type { Random } from "../make-identifiers.ts";

const CLASSES: Readonly<Record<string, string>> = { d: "0123456789", w: "ABCDEFGHJK0123456789", s: " " };

export function likePattern(pattern: string, random: Random): string {
  let at = 0;
  const fail = (): never => {
    throw new Error(`no text can be made for the pattern ${pattern}: give the field a value`);
  };
  const choose = (from: string) => from.charAt(Math.floor(random() * from.length));

  function alternatives(): string {
    const all = [sequence()];
    while (pattern[at] === "|") {
      at += 1;
      all.push(sequence());
    }
    return all[Math.floor(random() * all.length)] ?? "";
  }

  function sequence(): string {
    let text = "";
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const from = at;
      let made = atom();
      const end = at;
      const count = times();
      const after = at;
      if (count === 0) made = "";
      for (let more = 1; more < count; more++) {
        at = from;
        made += atom();
        if (at !== end) fail();
      }
      at = after;
      text += made;
    }
    return text;
  }

  function atom(): string {
    const one = pattern[at++] ?? fail();
    if (one === "^" || one === "$") return "";
    if (one === ".") return choose(CLASSES["w"] ?? "");
    if (one === "(") {
      if (pattern.startsWith("?:", at)) at += 2;
      else if (pattern[at] === "?") fail();
      const text = alternatives();
      if (pattern[at++] !== ")") fail();
      return text;
    }
    if (one === "[") return choose(characters());
    if (one !== "\\") return one;
    const escaped = pattern[at++] ?? fail();
    const known = CLASSES[escaped];
    return known === undefined ? escaped : choose(known);
  }

  function characters(): string {
    let all = "";
    if (pattern[at] === "^") fail();
    while (pattern[at] !== "]") {
      const one = pattern[at++] ?? fail();
      if (one === "\\") {
        const escaped = pattern[at++] ?? fail();
        all += CLASSES[escaped] ?? escaped;
      } else if (pattern[at] === "-" && pattern[at + 1] !== "]") {
        const last = pattern.charCodeAt(at + 1);
        for (let unit = one.charCodeAt(0); unit <= last; unit++) all += String.fromCharCode(unit);
        at += 2;
      } else all += one;
    }
    at += 1;
    return all;
  }

  function times(): number {
    const [found, least, , most] = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at)) ?? [];
    if (found !== undefined) {
      at += found.length;
      return Math.max(Number(least), Math.min(Number(least) + 1, Number(most || least)));
    }
    const mark = pattern[at];
    if (mark !== "?" && mark !== "*" && mark !== "+") return 1;
    at += 1;
    return 1;
  }

  const text = alternatives();
  if (at < pattern.length || !new RegExp(pattern, "u").test(text)) fail();
  return text;
}
