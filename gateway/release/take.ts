/**
 * Taking a release, from the parent or from the operator: who signed it, whether its number
 * goes on, whether what it holds is what was signed, and whether this node can work by it.
 * Then it is durable. The trap: one that is authentic and cannot be used here is kept all the
 * same: its number counts, and children may be able to use what this program cannot.
 */
import { brokenBy, isWhole, LOCK_FILE } from "../catalog/lock.ts";
import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import type { Probe } from "../model/steps.ts";
import type { Trust } from "../seal/cms.ts";
import type { Database } from "../store/connect.ts";
import { findBundle, insertRelease, type ReleaseRow, releasesTaken } from "../store/release-rows.ts";
import { type Files, type Opened, readBundle } from "./bundle.ts";
import { openRelease } from "./open.ts";
import type { Checked } from "./open-thread.ts";

export interface Taking {
  readonly db: Database;
  readonly node: string;
  /** Whose signature counts now. */
  trust(): Trust;
  /** Where files may be laid out for a moment. */
  readonly folder: string;
  clock(): Date;
  readonly probe: Probe;
}

/** The release as it is kept now. The same one again is no fault; RELEASE_OLDER or RELEASE_INVALID otherwise. */
export async function takeRelease(taking: Taking, given: string, from: string): Promise<ReleaseRow> {
  const opened = readBundle(given, taking.trust());
  const { release } = opened;
  const before = (await releasesTaken(taking.db)).at(-1);
  if (before !== undefined && release.number <= before.number)
    return await again(taking, opened, before.number);
  const checked = await usable(taking, opened, true);
  const row: ReleaseRow = {
    ...{ number: release.number, content: release.content, version: release.version },
    effectiveAt: new Date(release.effectiveAt),
    graceUntil: new Date(release.graceUntil),
    fault: "fault" in checked ? checked.fault : null,
    takenFrom: from,
    takenAt: taking.clock(),
  };
  const { text: body, signature, files } = opened;
  const isNew = await insertRelease(taking.db, row, { body, signature, files: canonical(files) });
  if (!isNew) return await again(taking, opened, release.number);
  taking.probe("release.taken");
  return row;
}

/**
 * The catalog and adapters of a release that stands in the database, verified anew; `first` for one that this
 * program could not use before, which is checked to the last pattern.
 */
export async function openTaken(taking: Taking, number: number, first = false): Promise<Checked> {
  const opened = await stored(taking, number);
  return opened === undefined ? { fault: "it is not there" } : await usable(taking, opened, first);
}

/** A number that was taken: the same text is answered with what is kept, another one is an older or a second. */
async function again(taking: Taking, { release, text }: Opened, highest: number): Promise<ReleaseRow> {
  const kept = await findBundle(taking.db, release.number);
  const row = (await releasesTaken(taking.db)).find(({ number }) => number === release.number);
  if (kept?.body !== text || row === undefined) throw new Refusal("RELEASE_OLDER", { number: highest });
  return row;
}

async function usable(taking: Taking, { release, files }: Opened, compile: boolean): Promise<Checked> {
  const lock = lockIn(files);
  const last = await before(taking, release.number);
  const broken = last === undefined ? [] : brokenBy(lock, lockIn(last.files));
  if (broken.length > 0) return { fault: `published standards are not what they were: ${broken.join(", ")}` };
  const checked = await openRelease({ files, folder: taking.folder, compile }, release.content, taking.node);
  if ("known" in checked && !isWhole(lock, checked.known.catalog))
    return { fault: `${LOCK_FILE} does not list every standard` };
  return checked;
}

async function before(taking: Taking, number: number): Promise<Opened | undefined> {
  const earlier = (await releasesTaken(taking.db)).filter((one) => one.number < number && one.fault === null);
  const last = earlier.at(-1);
  return last === undefined ? undefined : await stored(taking, last.number);
}

/** Who can write to the database can write there what was never signed: so everything is verified again. */
async function stored(taking: Taking, number: number): Promise<Opened | undefined> {
  const kept = await findBundle(taking.db, number);
  if (kept === undefined) return undefined;
  const files = JSON.parse(kept.files) as Files;
  const bundle = {
    format: "xinqiao.bundle/1",
    release: kept.body,
    signature: kept.signature.toString("base64"),
    files,
  };
  return readBundle(canonical(bundle), taking.trust());
}

function lockIn(files: Files): string {
  return files.find(({ path }) => path === `catalog/${LOCK_FILE}`)?.text ?? "";
}
