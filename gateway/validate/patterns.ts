/**
 * Whether a pattern of a standard runs in linear time on any value. Node's regex
 * engine backtracks, so one careless pattern and one crafted cell could hold a
 * worker for hours. We allow less than what is safe: no repeat around something
 * that varies, no two unlimited repeats side by side, no look-around, no back reference.
 */

interface Group {
  /** Something inside can match in more than one way: a repeat, an option, an alternation. */
  varies: boolean;
}

const LOOK_AROUND = /^\(\?(?:[=!]|<[=!])/;
const REPEAT = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;

/** The reason why the pattern is refused, or null. */
export function patternFault(pattern: string): string | null {
  const groups: Group[] = [{ varies: false }];
  let last: Group = { varies: false };
  let afterUnlimited = false;
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const repeat = REPEAT.exec(rest)?.[0];
    const group = groups.at(-1) as Group;
    if (LOOK_AROUND.test(rest)) return "look-around";
    if (/^\\(?:[1-9]|k<)/.test(rest)) return "back reference";
    if (repeat !== undefined) {
      const unlimited = /[*+]|,\}/.test(repeat);
      if (last.varies && repeat[0] !== "?") return "a repeat around something that varies";
      if (unlimited && afterUnlimited) return "two unlimited repeats side by side";
      afterUnlimited = unlimited || (afterUnlimited && /^(?:\?|\{0,)/.test(repeat));
      group.varies ||= !/^\{\d+\}/.test(repeat);
      at += repeat.length;
      continue;
    }
    const unit = unitAt(rest);
    if (unit === "(") groups.push({ varies: false });
    else if (unit === ")") {
      last = groups.length > 1 ? (groups.pop() as Group) : { varies: false };
      (groups.at(-1) as Group).varies ||= last.varies;
    } else last = { varies: false };
    if (unit === "|") group.varies = true;
    // A repeat that ends a group still stands beside what follows the group; an anchor or literal parts two repeats.
    if (unit !== "(" && unit !== ")") afterUnlimited = afterUnlimited && REPEAT.test(rest.slice(unit.length));
    at += unit === "(" ? (/^\(\?(?::|<[^>]*>)/.exec(rest)?.[0].length ?? 1) : unit.length;
  }
  return null;
}

/** One character, escape or class of the pattern. */
function unitAt(rest: string): string {
  if (rest[0] === "[") return /^\[\^?(?:\\.|[^\]\\])*\]?/su.exec(rest)?.[0] ?? "[";
  if (rest[0] === "\\")
    return /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)?/su.exec(rest)?.[0] ?? "\\";
  return /^./su.exec(rest)?.[0] ?? "";
}
