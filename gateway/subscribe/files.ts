/**
 * Changes as files on an agency's SFTP server: CloudEvents, one a line, under a name that says from where to
 * where; its digest first, then the file, each under a temporary name and renamed when size and digest are right.
 * The trap: where a file ends is written down before it is laid, so that after a kill or a cut the same file
 * comes again under the same name, and not one that overlaps it.
 */
import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { setImmediate as breathe } from "node:timers/promises";
import { promisify } from "node:util";
import { zstdCompress } from "node:zlib";

import type { Target } from "../model/access.ts";
import { Refusal } from "../model/refusal.ts";
import { typeOf } from "../query/changes.ts";
import { type SftpTarget, withSftp } from "../remote/sftp.ts";
import type { Site } from "../site.ts";
import { deadLetterTaken, nextDue } from "../store/dead-letters.ts";
import { type ChangeRow, changesAfter, type FeedPlace, LAST_LEAF } from "../store/feed.ts";
import type { Lease } from "../store/intake.ts";
import { advance, type Positions, plan, type Subscription } from "../store/subscription-rows.ts";
import type { ChangeEvent } from "./events.ts";
import { callerOf, eventOf, type Post, scopeNow, setAside, targetOf, Undelivered } from "./reader.ts";

const FILE_EVENTS = 5000;
const FILE_BYTES = 16 << 20;
/** Dead letters that are asked for again, of one file. */
const AGAIN = 500;
const EVERY_SECONDS = 60;
const SESSION_MS = 10 * 60_000;
/** So often a file is refused, where others are taken, before its events are set aside: some hours. */
const REFUSED_ALONE = 20;
/** Events between two looks at what else is to be done. */
const AT_ONCE = 250;

const compress = promisify(zstdCompress);

/** Lay what is next; throws Undelivered when it could not be. */
export async function layFiles(
  post: Post,
  one: Subscription,
  lease: () => Lease,
  stopping: AbortSignal,
): Promise<void> {
  const { site } = post;
  const target = targetOf(site, one);
  if (await layAgain(post, one, target, lease, stopping)) return;
  let positions: Positions = one.positions;
  let isLaid = false;
  for (const item of one.items) {
    const after = positions[item] ?? { number: 0, leaf: LAST_LEAF };
    const planned = one.planned?.item === item ? one.planned : undefined;
    const page = await changesAfter(site.db, item, after, FILE_EVENTS);
    const found = planned ? page.rows.filter((row) => !isAfter(row, planned)) : page.rows;
    const { events, whole } = await eventsOf(post, one, item, after, found);
    const last = events.at(-1);
    const end = planned ?? (whole || !last ? page.next : { number: last.number, leaf: last.leaf });
    if (events.length > 0) {
      if (!(await plan(site.db, one, { item, number: end.number, leaf: end.leaf }, lease().owner))) return;
      const name = nameOf(item, after, end);
      const refused = await lay(site, target, name, events, stopping);
      site.probe("subscribe.sent");
      if (refused !== undefined && one.attempts < REFUSED_ALONE) throw new Undelivered(refused);
      if (refused !== undefined) for (const event of events) await setAside(site, one, event, refused);
      isLaid = true;
    }
    positions = { ...positions, [item]: { number: end.number, leaf: end.leaf } };
    const now = lease();
    const every = isLaid ? (target.everySeconds ?? EVERY_SECONDS) * 1000 : 0;
    if (!(await advance(site.db, one, positions, now, new Date(now.now.getTime() + every)))) return;
    if (events.length > 0) site.probe("subscribe.advanced");
  }
}

/** Dead letters that are asked for again, as one file; whether there were any. */
async function layAgain(
  post: Post,
  one: Subscription,
  target: Target,
  lease: () => Lease,
  stopping: AbortSignal,
): Promise<boolean> {
  const { site } = post;
  const [first, ...more] = await nextDue(site.db, one.subscriptionId, AGAIN);
  if (!first) return false;
  const letters = [first, ...more.filter(({ item }) => item === first.item)];
  const rows: ChangeRow[] = [];
  for (const { item, number, leaf } of letters)
    rows.push(...(await changesAfter(site.db, item, { number, leaf: leaf - 1 }, 1)).rows);
  const all = await eventsOf(post, one, first.item, first, rows);
  const events = all.events.filter(({ id }) => letters.some((letter) => letter.eventId === id));
  const last = (all.whole ? letters.at(-1) : events.at(-1)) ?? first;
  const refused =
    events.length === 0
      ? undefined
      : await lay(site, target, nameOf(first.item, first, last, "-again"), events, stopping);
  if (refused !== undefined && one.attempts < REFUSED_ALONE) throw new Undelivered(refused);
  for (const letter of letters) {
    // What was too much for this file comes in the next.
    if (isAfter(letter, last)) break;
    const event = events.find(({ id }) => id === letter.eventId);
    if (refused !== undefined && event) await setAside(site, one, event, refused);
    else await deadLetterTaken(site.db, one.subscriptionId, letter.eventId, site.clock());
  }
  // Its places stay; its failures are over.
  await advance(site.db, one, one.positions, lease());
  return true;
}

/** As many as one file takes; `whole` says that it takes all of them. */
async function eventsOf(
  { desk }: Post,
  one: Subscription,
  item: string,
  from: FeedPlace,
  rows: readonly ChangeRow[],
): Promise<{ readonly events: readonly ChangeEvent[]; readonly whole: boolean }> {
  // The trace of the file, not of this attempt: its repeat has the same bytes.
  const trace = createHash("sha256").update(
    JSON.stringify([one.subscriptionId, item, from.number, from.leaf]),
  );
  const caller = callerOf(one.agency, trace.digest("hex"));
  const scope = scopeNow(desk, caller, item);
  const events: ChangeEvent[] = [];
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await breathe();
    if (!one.types.includes(typeOf(row))) continue;
    const event = eventOf(desk, caller, scope, row);
    bytes += Buffer.byteLength(event.text) + 1;
    if (events.length > 0 && bytes > FILE_BYTES) return { events, whole: false };
    events.push(event);
  }
  return { events, whole: true };
}

/** Undefined when it lies there whole; a code when this file was refused where its small digest was taken. */
async function lay(
  site: Site,
  target: Target,
  name: string,
  events: readonly ChangeEvent[],
  stopping: AbortSignal,
): Promise<string | undefined> {
  const text = Buffer.from(events.map((event) => `${event.text}\n`).join(""));
  const content = target.format === "ndjson.zst" ? await compress(text) : text;
  const sha256 = createHash("sha256").update(content).digest("hex");
  const file = `${name}-${sha256.slice(0, 8)}.${target.format ?? "ndjson"}`;
  const folder = folderOf(target);
  try {
    return await withSftp(
      serverOf(site, target),
      async (session) => {
        const beside = `${folder}/${file}.sha256`;
        await session.put(beside, Buffer.from(`${sha256}  ${file}\n`));
        try {
          await session.put(`${folder}/${file}`, content);
          return undefined;
        } catch (error) {
          if (!(error instanceof Refusal) || error.code === "PULL_UNREACHABLE") throw error;
          // A digest of nothing would puzzle whoever looks in.
          await session.remove(beside).catch(() => undefined);
          return codeOf(error);
        }
      },
      AbortSignal.any([stopping, AbortSignal.timeout(SESSION_MS)]),
    );
  } catch (error) {
    throw error instanceof Refusal ? new Undelivered(codeOf(error)) : error;
  }
}

/** One event without a change, as a file that stays. */
export async function layTest(site: Site, target: Target, id: string, event: string): Promise<void> {
  try {
    await withSftp(
      serverOf(site, target),
      async (session) =>
        await session.put(`${folderOf(target)}/xinqiao-test-${id}.ndjson`, Buffer.from(`${event}\n`)),
      AbortSignal.timeout(SESSION_MS),
    );
  } catch (error) {
    throw error instanceof Refusal ? new Undelivered(codeOf(error)) : error;
  }
}

function serverOf({ config }: Site, target: Target): SftpTarget {
  const { hostname, port, username } = new URL(target.url);
  const { sshClientKey, egress } = config;
  if (sshClientKey === null) throw new Undelivered("CONFIG_INVALID");
  return {
    ...{ name: target.name, host: hostname, port: Number(port || 22), user: decodeURIComponent(username) },
    ...{ hostKey: target.hostKey ?? "", privateKey: sshClientKey },
    // A name may not lead into private networks by itself; an address that the register spells out may.
    egress: {
      allow: [...egress.allow, ...(target.addresses ?? [])],
      closed: isIP(hostname.replace(/^\[(.*)\]$/, "$1")) === 0,
    },
  };
}

function folderOf({ url }: Target): string {
  return decodeURIComponent(new URL(url).pathname);
}

/** What the receiver's operator looks for. */
function codeOf({ code, params }: Refusal): string {
  if (code === "PULL_UNREACHABLE") return "DELIVER_UNREACHABLE";
  if (code === "PULL_HOST_KEY") return "SFTP host key";
  if (code === "PULL_CHANGED") return "SFTP digest";
  return code === "PULL_REFUSED" ? `SFTP ${params["detail"] ?? ""}` : code;
}

/** From after one place up to and with another. */
function nameOf(item: string, after: FeedPlace, end: FeedPlace, kind = ""): string {
  return `${item}${kind}-${placeText(after)}-${placeText(end)}`;
}

function placeText({ number, leaf }: FeedPlace): string {
  return leaf === LAST_LEAF ? String(number) : `${number}.${leaf}`;
}

function isAfter(row: FeedPlace, end: FeedPlace): boolean {
  return row.number > end.number || (row.number === end.number && row.leaf > end.leaf);
}
