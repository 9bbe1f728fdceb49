/**
 * One turn of one subscription: rights and target as they are now, a page of changes after its place, one
 * delivery, and the place moves on. At least once and in order; a receiver that is away loses nothing. The
 * trap: a receiver may refuse one event among many, so what it refuses is sent once more one by one, and
 * only an event that it refuses alone is set aside.
 */
import { randomBytes } from "node:crypto";
import type { Target } from "../model/access.ts";
import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { formatTrace } from "../model/trace.ts";
import { typeOf } from "../query/changes.ts";
import { deliver, type Receipt } from "../remote/webhook.ts";
import { deadLetterTaken, nextDue } from "../store/dead-letters.ts";
import { type ChangeRow, changesAfter, type FeedPlace, LAST_LEAF } from "../store/feed.ts";
import type { Lease } from "../store/intake.ts";
import { advance, type Positions, type Subscription } from "../store/subscription-rows.ts";
import { BATCH_EVENTS, batchBody, type ChangeEvent, deliveryId, oneBatch } from "./events.ts";
import {
  callerOf,
  eventOf,
  type Post,
  type Scope,
  scopeNow,
  setAside,
  targetOf,
  Undelivered,
} from "./reader.ts";

const GONE = 410;
/** Of answers under 500, those that say "later". */
const LATER = new Set([408, 425, 429]);

/** Deliver to a callback what is next; throws Undelivered when it could not be. */
export async function deliverEvents(post: Post, one: Subscription, lease: () => Lease): Promise<void> {
  const { site, desk } = post;
  const caller = callerOf(one.agency, randomBytes(24).toString("hex"));
  const scopes = new Map(one.items.map((item) => [item, scopeNow(desk, caller, item)]));
  const target = targetOf(site, one);
  const send = async (events: readonly ChangeEvent[]) => await sendWebhook(post, one, target, caller, events);
  const eventsOf = (item: string, rows: readonly ChangeRow[]) =>
    rows
      .filter((row) => one.types.includes(typeOf(row)))
      .map((row) => eventOf(desk, caller, scopes.get(item) as Scope, row));

  const [again] = await nextDue(site.db, one.subscriptionId, 1);
  if (again) {
    const before = { number: again.number, leaf: again.leaf - 1 };
    const { rows } = await changesAfter(site.db, again.item, before, 1);
    const [event] = eventsOf(again.item, rows);
    const refused = event?.id === again.eventId ? refusalOf(await send([event])) : undefined;
    if (refused) await setAside(site, one, event as ChangeEvent, refused);
    else await deadLetterTaken(site.db, one.subscriptionId, again.eventId, site.clock());
    return;
  }
  let positions: Positions = one.positions;
  const moved = async (item: string, place: FeedPlace) => {
    positions = { ...positions, [item]: place };
    return await advance(site.db, one, positions, lease());
  };
  for (const item of one.items) {
    const page = await changesAfter(
      site.db,
      item,
      positions[item] ?? { number: 0, leaf: LAST_LEAF },
      BATCH_EVENTS,
    );
    const events = eventsOf(item, page.rows);
    const batch = oneBatch(events);
    const last = batch.length < events.length ? placeOf(batch.at(-1)) : page.next;
    const refused = batch.length === 0 ? undefined : refusalOf(await send(batch));
    site.probe("subscribe.sent");
    if (refused && !(await oneByOne(post, one, batch, send, moved))) return;
    if (last && !(await moved(item, last))) return;
    if (batch.length > 0) site.probe("subscribe.advanced");
  }
}

type Send = (events: readonly ChangeEvent[]) => Promise<Receipt>;

/** False when the subscription is no longer ours. */
async function oneByOne(
  { site }: Post,
  one: Subscription,
  batch: readonly ChangeEvent[],
  send: Send,
  moved: (item: string, place: FeedPlace) => Promise<boolean>,
): Promise<boolean> {
  for (const event of batch) {
    const refused = refusalOf(await send([event]));
    if (refused) await setAside(site, one, event, refused);
    if (!(await moved(event.item, event))) return false;
  }
  return true;
}

/** Undefined when it was taken, the status when it was refused for good; thrown when it is to be tried again. */
function refusalOf({ status, code }: Receipt): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === GONE) throw new Undelivered("HTTP 410", true);
  if (status >= 400 && status < 500 && !LATER.has(status)) return `HTTP ${status}`;
  throw new Undelivered(code ?? `HTTP ${status}`);
}

async function sendWebhook(
  { site }: Post,
  one: Subscription,
  target: Target,
  caller: Caller,
  events: readonly ChangeEvent[],
): Promise<Receipt> {
  const { eventKey, egress } = site.config;
  if (!eventKey) throw new Undelivered("CONFIG_INVALID");
  const ids = events.map(({ id }) => id);
  try {
    return await deliver(
      { name: target.name, url: target.url, ca: target.ca, egress, key: eventKey },
      {
        id: deliveryId(one.subscriptionId, one.revision, ids),
        body: batchBody(events.map(({ text }) => text)),
        at: site.clock(),
        traceparent: formatTrace(caller.trace),
      },
    );
  } catch (error) {
    if (error instanceof Refusal) throw new Undelivered(error.code);
    throw error;
  }
}

function placeOf(event: ChangeEvent | undefined): FeedPlace | undefined {
  return event && { number: event.number, leaf: event.leaf };
}
