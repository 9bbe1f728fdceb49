/**
 * Writes the input files of adapters/<adapter>/samples: what the source's good rows look like
 * in all its forms, rows that are refused, files that are refused, and a whole night.
 *
 *   node scripts/run.mjs scripts/samples/write.ts [<adapter> …]     then: xinqiao adapter test --generate, and review the diff
 *
 * The same bytes on every machine. What must come out of them is not decided here.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { seeded } from "../make-identifiers.ts";
import { startedAs } from "../started-as.ts";
import { SOURCES } from "./all.ts";
import type { Cells, Change, Source } from "./kit.ts";

const NIGHT_ROWS = 36;

/** Rows whose number is a multiple of five are companies, to which every change applies. */
const company = (index: number): number => index * 5;

/** Numbers that follow from the id alone (FNV-1a), so that a new source changes no other's files. */
function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const unit of id) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Write the inputs of one source below a folder of adapters. */
export async function writeSource(adapters: string, source: Source): Promise<void> {
  const random = seeded(source.seed ?? seedOf(source.id));
  const changed = (index: number, change: Change): Cells => {
    const row = source.row(company(index), random);
    change(row, random);
    return row;
  };
  const folder = join(adapters, source.id, "samples");
  mkdirSync(folder, { recursive: true });
  const save = async (name: string, bytes: Uint8Array | Promise<Uint8Array>) =>
    writeFileSync(join(folder, `${name}.${source.extension}`), await bytes);

  const plain = [0, 1, 2, 3, 4].map((n) => source.row(n + 100, random));
  await save(
    "accepted-forms.input",
    source.write([
      ...plain,
      ...[...source.habits, ...source.warned].map((change, at) => changed(40 + at, change)),
    ]),
  );
  await save("refused-rows.input", source.write(source.faults.map((change, at) => changed(60 + at, change))));
  for (const [name, write] of Object.entries(source.refused ?? {}))
    await save(`refused-${name}.input`, write(plain));

  const night = Array.from({ length: NIGHT_ROWS }, (_, n) => source.row(n + 1000, random));
  const changes = [...source.habits, ...source.warned, ...source.faults];
  changes.forEach((change, at) => {
    const row = source.row(company(300 + at), random);
    change(row, random);
    night.splice(((at + 1) * 7) % night.length, 0, row);
  });
  // The source's export has one row twice, as happens after a restart.
  night.push({ ...(night[4] as Cells) });
  await save("nightly", source.write(night));
}

/** Write the inputs of all sources, or of those named, below a folder of adapters. */
export async function makeSamples(adapters: string, ids: readonly string[] = []): Promise<void> {
  const unknown = ids.filter((id) => SOURCES.every((source) => source.id !== id));
  if (unknown.length > 0) throw new Error(`scripts/samples/all.ts lists no source ${unknown.join(", ")}`);
  for (const source of SOURCES)
    if (ids.length === 0 || ids.includes(source.id)) await writeSource(adapters, source);
}

if (startedAs(import.meta.filename))
  await makeSamples(join(import.meta.dirname, "../../adapters"), process.argv.slice(2));
