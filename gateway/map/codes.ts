/**
 * Looking a value up in a code set: by code, by label, by the aliases seen in the field.
 * The trap: 没收违法所得、没收非法财物 is ONE label although 、 also separates values, so a
 * list is cut by the longest spelling that fits; 、 and commas separate only where that fails.
 */
import type { CodeSet } from "../model/catalog.ts";
import { halfWidth } from "../model/title.ts";
import { remember } from "./remember.ts";

export type FindCode = (text: string) => string | undefined;
export type FindCodes = (text: string) => string[] | undefined;

/** Comparison form: half-width, no white space, lower case. */
function spell(text: string): string {
  return halfWidth(text).replace(/\s+/g, "").toLowerCase();
}

function spellings(set: CodeSet): Map<string, string> {
  const found = new Map<string, string>();
  // Codes win over labels, labels over aliases; a code still in force over one that ended.
  const inForce = [...set.codes].sort(
    (a, b) => Number(a.validTo !== undefined) - Number(b.validTo !== undefined),
  );
  const learn = (text: string, code: string) => {
    const key = spell(text);
    if (!found.has(key)) found.set(key, code);
  };
  for (const { code } of inForce) learn(code, code);
  for (const { code, label } of inForce) learn(label.zh, code);
  for (const { code, aliases = [] } of inForce) for (const alias of aliases) learn(alias, code);
  return found;
}

function matchOpen(set: CodeSet, text: string): string | undefined {
  const prefix = set.openPrefix;
  if (prefix === undefined) return undefined;
  const open = halfWidth(text).trim();
  // Both dashes are typed in the field: 其他-… and 其他—…
  const wanted = prefix.replace(/[-—]+$/, "");
  const rest = open.startsWith(wanted) ? /^\s*[-—–]+\s*(\S.*)$/s.exec(open.slice(wanted.length)) : null;
  return rest?.[1] === undefined ? undefined : prefix + rest[1].trim();
}

export function compileCode(set: CodeSet): FindCode {
  const known = spellings(set);
  return remember((text) => known.get(spell(text)) ?? matchOpen(set, text));
}

const SEPARATORS = [";", "；"];
/** Article 9 of the law of 2021 lists kinds as 罚款、没收违法所得、没收非法财物, and files copy its lines. */
const LOOSE_SEPARATORS = ["、", ","];

/** Several values in one cell, each once, in the order received. The array is shared: never change it. */
export function compileCodes(set: CodeSet, separators: readonly string[] = SEPARATORS): FindCodes {
  const known = spellings(set);
  const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length);
  const declared = new Set(separators.map(halfWidth));
  const loose = new Set([...declared, ...LOOSE_SEPARATORS]);
  const always = new Set(SEPARATORS.map(halfWidth));

  return remember((received) => {
    const text = halfWidth(received).replace(/\s+/g, "");
    return read(text, declared) ?? read(text, loose);
  });

  function read(text: string, cut: ReadonlySet<string>): string[] | undefined {
    const lower = text.toLowerCase();
    const codes = new Set<string>();
    let at = 0;
    while (at < text.length) {
      if (cut.has(text.charAt(at)) || always.has(text.charAt(at))) {
        at += 1;
        continue;
      }
      const ends = (end: number) =>
        end === text.length || cut.has(text.charAt(end)) || always.has(text.charAt(end));
      const spelling = longestFirst.find((one) => lower.startsWith(one, at) && ends(at + one.length));
      if (spelling !== undefined) {
        codes.add(known.get(spelling) as string);
        at += spelling.length;
        continue;
      }
      // Free text after 其他- runs to the next semicolon: it may hold an enumeration comma of its own.
      let end = at;
      while (end < text.length && !always.has(text.charAt(end))) end += 1;
      const open = matchOpen(set, text.slice(at, end));
      if (open === undefined) return undefined;
      codes.add(open);
      at = end;
    }
    return codes.size === 0 ? undefined : [...codes];
  }
}
