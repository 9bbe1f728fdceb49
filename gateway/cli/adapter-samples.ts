/**
 * The samples beside an adapter, tried with production's own code: what comes out of an
 * input is compared with the expectation that stands next to it. Nothing is stored.
 *
 * The trap: an expectation that was generated proves nothing until somebody has read it.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { FindingCode } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";

/** What the whole check of one file tells; see CheckFile. */
export interface Checked {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly records: readonly unknown[];
  readonly findings: readonly { readonly row: number; readonly column: string; readonly code: FindingCode }[];
}

/** The way of a file through map and validate, as the roof puts it together; refuses what a node would refuse. */
export type CheckFile = (path: string, adapter: string, received: string) => Promise<Checked>;

export type Expectation = { readonly received: string } & (
  | Checked
  | Omit<Checked, "records">
  | { readonly refusal: { readonly code: RefusalCode; readonly params: Params } }
);

export interface Trial {
  readonly adapter: string;
  readonly sample: string;
  readonly ok: boolean;
  /** What is wrong, when something is. */
  readonly complaint?: "missing" | "different" | "nothing-accepted" | "nothing-refused";
}

/** The day on which samples are received unless their expectation says another. */
const RECEIVED = "2026-11-20";
const SAMPLE = /^(.+)\.input\.[a-z]+$/;
const NIGHTLY = /^(nightly)\.(?!expected)[a-z]+$/;

interface Sample {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

function samplesIn(folder: string): Sample[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const name = (SAMPLE.exec(file) ?? NIGHTLY.exec(file))?.[1];
      return name === undefined
        ? []
        : [{ name, input: join(folder, file), expected: join(folder, `${name}.expected.json`) }];
    });
}

/** Try every sample of an adapter; with `generate`, write down what comes out instead of comparing. */
export async function trySamples(
  folder: string,
  adapter: string,
  check: CheckFile,
  generate: boolean,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const sample of samplesIn(folder)) {
    const expected = readExpectation(sample.expected);
    const found = await outcome(sample, adapter, expected?.received ?? RECEIVED, check);
    if (generate) writeFileSync(sample.expected, `${JSON.stringify(found, null, 2)}\n`);
    const complaint = complaintAbout(sample.name, found, generate ? found : expected);
    trials.push({
      adapter,
      sample: sample.name,
      ok: complaint === undefined,
      ...(complaint ? { complaint } : {}),
    });
  }
  return trials;
}

function readExpectation(path: string): Expectation | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Expectation;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function outcome(
  sample: Sample,
  adapter: string,
  received: string,
  check: CheckFile,
): Promise<Expectation> {
  try {
    const { records, findings, ...counts } = await check(sample.input, adapter, received);
    // A night is told by its counts and findings; its records are those of the other samples again.
    return sample.name === "nightly"
      ? { received, ...counts, findings }
      : { received, ...counts, findings, records };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { received, refusal: { code: error.code, params: error.params } };
  }
}

/** A sample must also be what its name says, or generating would hide that an adapter refuses everything. */
function complaintAbout(
  name: string,
  found: Expectation,
  expected: Expectation | undefined,
): Trial["complaint"] {
  if (expected === undefined) return "missing";
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(found)), expected)) return "different";
  const rejected = "refusal" in found ? 1 : found.rejected;
  const accepted = "refusal" in found ? 0 : found.accepted;
  if (name.startsWith("refused-") && rejected === 0) return "nothing-refused";
  if ((name.startsWith("accepted-") || name === "nightly") && accepted === 0) return "nothing-accepted";
  return undefined;
}
