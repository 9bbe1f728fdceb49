/**
 * A release of the catalog: which files it is made of, when it takes effect, how long the one
 * before is still accepted. And the rule by which several releases follow each other. The
 * trap: in force is the highest number whose time has come, so that a release which was put
 * right by a later one never comes back, however late it arrives.
 */
import { BASE64, COUNT, DIGEST, list, object, type Shape, STRING, TIME } from "./document.ts";

/** One file of a release, below `catalog/` or `adapters/`. */
export interface ReleasedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What the network's certificate signs, as canonical JSON. */
export interface Release {
  readonly format: "xinqiao.release/1";
  /** Grows; a node that has taken one takes no lower one. */
  readonly number: number;
  /** The edition that the catalog calls itself. */
  readonly version: string;
  /** SHA-256 of the canonical list of files: the name of what is in it. */
  readonly content: string;
  readonly issuedAt: string;
  readonly effectiveAt: string;
  /** Until then what was made by the release before is still judged by that. */
  readonly graceUntil: string;
  readonly files: readonly ReleasedFile[];
}

/** A release with everything that proves and fills it; one file. */
export interface Bundle {
  readonly format: "xinqiao.bundle/1";
  /** Text of the release. */
  readonly release: string;
  /** Detached CMS over it, DER in base64. */
  readonly signature: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** No segment begins with a dot, so none leads out of the folder. */
const PATH: Shape = {
  type: "string",
  pattern: "^(?:catalog|adapters)(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){1,8}$",
};

export const RELEASE = object({
  format: { type: "string", const: "xinqiao.release/1" },
  number: { type: "integer", minimum: 1 },
  version: STRING,
  content: DIGEST,
  issuedAt: TIME,
  effectiveAt: TIME,
  graceUntil: TIME,
  files: list(object({ path: PATH, bytes: COUNT, sha256: DIGEST })),
});

export const BUNDLE = object({
  format: { type: "string", const: "xinqiao.bundle/1" },
  release: STRING,
  signature: BASE64,
  files: list(object({ path: PATH, text: STRING })),
});

/** From when to when a release is in force, and until when what was made by it is accepted; milliseconds. */
export interface Reign {
  readonly number: number;
  readonly from: number;
  readonly until: number;
  readonly acceptedUntil: number;
}

export interface Dated {
  readonly number: number;
  readonly effectiveAt: Date;
  readonly graceUntil: Date;
}

/** What a node was installed with, before any release. */
export const INSTALLED = 0;

/** The reigns of a node that has taken these, oldest first; that of what was installed comes before them. */
export function reignsOf(releases: readonly Dated[]): readonly Reign[] {
  const inOrder = [...releases].sort(
    (a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime() || a.number - b.number,
  );
  const kept: { number: number; from: number; grace: number }[] = [
    { number: INSTALLED, from: -Infinity, grace: 0 },
  ];
  for (const { number, effectiveAt, graceUntil } of inOrder) {
    const last = kept.at(-1);
    if (last === undefined || number < last.number) continue;
    const from = effectiveAt.getTime();
    // Replaced at the very moment that it would have begun.
    if (last.from === from) kept.pop();
    kept.push({ number, from, grace: graceUntil.getTime() });
  }
  return kept.map(({ number, from }, at) => {
    const next = kept[at + 1];
    const until = next?.from ?? Infinity;
    return { number, from, until, acceptedUntil: Math.max(until, next?.grace ?? Infinity) };
  });
}

/** The reign that a moment falls into. */
export function reignAt(reigns: readonly Reign[], at: Date): Reign {
  const found = reigns.findLast(({ from }) => from <= at.getTime());
  if (found === undefined) throw new Error("there is always a catalog in force");
  return found;
}
