/**
 * Rows of an agency's front-end database as a file of JSON lines: those changed since the last
 * run, or those whose status says that they are due. The keys of the rows lie beside, so that
 * results can be written back row by row (results.ts).
 *
 * The trap: a row is marked as taken only when it is durable here. What is still to be marked is
 * part of the place that is moved with the intake, so a crash between the two marks it later.
 */
import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";

import { Refusal } from "../model/refusal.ts";
import { resolveHost } from "../remote/egress.ts";
import type { Database } from "../store/connect.ts";
import { type FrontRow, markTaken, readChanged, readDue, withFrontDatabase } from "../store/front-tables.ts";
import type { TableSource } from "./settings.ts";
import { type Fetched, keepFetched, type PullParts, type Run } from "./take.ts";

type Pending = readonly (readonly [key: string, mark: string])[];

/** Keys of what was read, and where the reading stands. */
interface Read {
  readonly keys: string[];
  readonly pending: [string, string][];
  last: FrontRow | undefined;
}

export async function pullTable(parts: PullParts, run: Run, source: TableSource): Promise<number> {
  const url = parts.secret(source.databaseUrl);
  await demandAllowed(parts, run, url);
  return await withFrontDatabase(url, async (front) => {
    let place = run.place;
    let taken = 0;
    for (;;) {
      await settle(front, source, place);
      const kept = await takeSome(parts, { ...run, place }, source, front);
      // The same rows once more: marking them changed nothing, and would not the next time.
      if (kept === null || !kept.isNew) return taken;
      place = kept.place;
      taken++;
    }
  });
}

async function demandAllowed(parts: PullParts, run: Run, url: string): Promise<void> {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  if (host === "") throw new Refusal("TARGET_UNKNOWN", { target: run.pullId });
  await resolveHost(host, parts.egress, run.pullId);
}

/** Rows that are durable here and not yet marked there. */
async function settle(front: Database, source: TableSource, place: Run["place"]): Promise<void> {
  const pending = (place["pending"] ?? []) as Pending;
  if (pending.length > 0) await markTaken(front, source, pending);
}

async function takeSome(
  parts: PullParts,
  run: Run,
  source: TableSource,
  front: Database,
): Promise<{ readonly place: Run["place"]; readonly isNew: boolean } | null> {
  const names = source.columns.includes(source.key) ? source.columns : [source.key, ...source.columns];
  const table = { ...source, columns: names };
  const take = async (rows: AsyncGenerator<readonly FrontRow[]>) => {
    const head = await rows.next();
    if (head.done === true) return null;
    const read: Read = { keys: [], pending: [], last: undefined };
    const place = () => placeAfter(source, read);
    const fetched: Fetched = {
      name: `${source.table}.ndjson`,
      modified: `${head.value[0]?.mark ?? ""} ${head.value[0]?.key ?? ""}`,
      declared: null,
      body: lines(head.value, rows, names, read),
      place,
      beforeRecorded: async (intakeId) => {
        if (source.feedback !== null) await keepKeys(parts.keysFolder, run.pullId, intakeId, read.keys);
      },
    };
    const { isNew } = await keepFetched(parts, run, fetched);
    return { place: place(), isNew };
  };
  if (source.mode === "status") return await readDue(front, table, take);
  const { at, key } = run.place;
  const since = typeof at === "string" && typeof key === "string" ? { at, key } : null;
  return await readChanged(front, table, since, take);
}

function placeAfter(source: TableSource, { pending, last }: Read): Run["place"] {
  return source.mode === "status" ? { pending } : { at: last?.mark, key: last?.key };
}

async function* lines(
  head: readonly FrontRow[],
  rest: AsyncGenerator<readonly FrontRow[]>,
  names: readonly string[],
  read: Read,
): AsyncGenerator<Buffer> {
  for (let page: readonly FrontRow[] | undefined = head; page !== undefined; ) {
    let text = "";
    for (const row of page) {
      text += `${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, row.cells[at]])))}\n`;
      read.keys.push(row.key);
      read.pending.push([row.key, row.mark]);
      read.last = row;
    }
    yield Buffer.from(text);
    const next: IteratorResult<readonly FrontRow[]> = await rest.next();
    page = next.done === true ? undefined : next.value;
  }
}

/** Key of each line, in order, durable before the intake is. */
async function keepKeys(
  folder: string,
  pullId: string,
  intakeId: string,
  keys: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${intakeId}.${pullId}`);
  const file = await open(`${path}.part`, "w", 0o600);
  try {
    await file.writeFile(JSON.stringify(keys));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
