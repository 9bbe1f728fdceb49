/**
 * Subscriptions as their agency sees them: made, changed, ended, tried and replayed. Whatever is not the
 * agency's own is not there. The trap: places move while nobody asks, so a change is made upon the
 * revision, which only changes move, and never upon what a place was.
 */
import { createHash } from "node:crypto";

import type { Caller } from "../model/caller.ts";
import { encodeCursor, readCursor } from "../model/change.ts";
import { Refusal } from "../model/refusal.ts";
import { CHANGE_TYPES, subscriberScope } from "../query/changes.ts";
import type { Desk } from "../query/queries.ts";
import type { Site } from "../site.ts";
import { askAgain, countDeadLetters, deadLettersPage } from "../store/dead-letters.ts";
import { feedHeads, feedPlaceAt, LAST_LEAF } from "../store/feed.ts";
import { findRequestKey, keepRequestKey } from "../store/request-keys.ts";
import {
  changeSubscription,
  findSubscription,
  insertSubscription,
  type Positions,
  type Subscription,
  type SubscriptionChange,
  subscriptionsOf,
} from "../store/subscription-rows.ts";

export interface Office {
  readonly site: Site;
  readonly desk: Desk;
  /** Somebody may have something to deliver. */
  wake(): void;
}

export interface Wanted {
  readonly target: string;
  readonly items: readonly string[];
  readonly types?: readonly string[] | undefined;
  readonly from?: Readonly<Record<string, string>> | undefined;
}

export interface Made {
  readonly id: string;
  /** JSON text of the contract's Subscription. */
  readonly text: string;
  readonly revision: number;
}

export async function listSubscriptions(office: Office, caller: Caller): Promise<object> {
  const { site } = office;
  const all = await subscriptionsOf(site.db, caller.id);
  const dead = await countDeadLetters(
    site.db,
    all.map((one) => one.subscriptionId),
  );
  return {
    items: all.map((one) => described(one, dead.get(one.subscriptionId) ?? 0)),
    targets: targetsOf(office, caller).map(({ name, kind }) => ({ name, kind })),
  };
}

/** With a key of the agency's own, the same request again is answered as the first time. */
export async function createSubscription(
  office: Office,
  caller: Caller,
  wanted: Wanted,
  key: string | undefined,
): Promise<Made> {
  const { site } = office;
  const operation = "createSubscription";
  const bodySha256 = createHash("sha256").update(JSON.stringify(wanted)).digest();
  const first =
    key === undefined ? undefined : await findRequestKey(site.db, { agency: caller.id, operation, key });
  if (first) return sameAnswer(first, bodySha256);
  const target = targetOf(office, caller, wanted.target);
  const positions = await placesFor(office, caller, wanted.items, wanted.from ?? {}, {});
  const limit = limitOf(office, caller);
  const createdAt = site.clock();
  const one = {
    ...{ subscriptionId: site.newId(), agency: caller.id, kind: target.kind, target: target.name },
    ...{ items: [...wanted.items].sort(), types: wanted.types ?? CHANGE_TYPES, positions, createdAt },
  };
  const made = await site.db.transaction(async (client) => {
    // One at a time of an agency, or two requests would both be the last that is allowed.
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
      `subscriptions ${caller.id}`,
    ]);
    if ((await subscriptionsOf(client, caller.id)).length >= limit)
      throw new Refusal("SUBSCRIPTION_LIMIT", { limit });
    await insertSubscription(client, one);
    const answer = JSON.stringify(described({ ...one, ...FRESH, dueAt: createdAt }, 0));
    if (key !== undefined) {
      const row = { agency: caller.id, operation, key, bodySha256, status: 201, answer, at: createdAt };
      // Who was quicker with this key has made another one; this one is rolled back.
      if ((await keepRequestKey(client, row)) !== row) throw new Refusal("NODE_BUSY");
    }
    return { id: one.subscriptionId, text: answer, revision: 1 };
  });
  office.wake();
  return made;
}

const FRESH = {
  ...({ revision: 1, state: "active", planned: null } as const),
  ...{ attempts: 0, lastOk: null, lastRefusal: null },
};

function sameAnswer(
  first: { readonly bodySha256: Buffer; readonly answer: string },
  bodySha256: Buffer,
): Made {
  if (!first.bodySha256.equals(bodySha256)) throw new Refusal("IDEMPOTENCY_CONFLICT");
  const { id } = JSON.parse(first.answer) as { id: string };
  return { id, text: first.answer, revision: 1 };
}

export async function readSubscription(office: Office, caller: Caller, id: string): Promise<Made> {
  return await told(office, await ownOf(office, caller, id));
}

/** `revision` is the one the change is made upon. */
export async function editSubscription(
  office: Office,
  caller: Caller,
  id: string,
  revision: number,
  to: Partial<Wanted> & { readonly state?: "active" | "paused" | undefined },
): Promise<Made> {
  const one = await ownOf(office, caller, id);
  const target =
    to.target === undefined ? one : { ...targetOf(office, caller, to.target), target: to.target };
  const items = [...(to.items ?? one.items)].sort();
  const positions = await placesFor(office, caller, items, {}, one.positions);
  return await changed(
    office,
    { ...one, revision },
    {
      ...{ kind: target.kind, target: target.target, items, types: to.types ?? one.types },
      ...{ state: to.state ?? one.state, positions },
    },
  );
}

export async function endSubscription(office: Office, caller: Caller, id: string): Promise<void> {
  const one = await ownOf(office, caller, id);
  await changed(office, one, { ...one, state: "ended" });
}

export type Replay =
  | { readonly from: Readonly<Record<string, string>> }
  | { readonly since: string }
  | { readonly deadLetters: "all" | readonly string[] };

/** Deliver again: from cursors, from a time, or what was set aside. */
export async function replay(office: Office, caller: Caller, id: string, wish: Replay): Promise<Made> {
  const one = await ownOf(office, caller, id);
  if ("deadLetters" in wish) {
    await askAgain(office.site.db, one.subscriptionId, wish.deadLetters === "all" ? null : wish.deadLetters);
    return await changed(office, one, one);
  }
  const positions: Record<string, Positions[string]> = { ...one.positions };
  if ("since" in wish)
    for (const item of one.items)
      positions[item] = await feedPlaceAt(office.site.db, item, new Date(wish.since));
  else
    for (const [item, cursor] of Object.entries(wish.from)) {
      if (!one.items.includes(item)) throw new Refusal("CURSOR_INVALID");
      positions[item] = readCursor(cursor, item);
    }
  return await changed(office, one, { ...one, positions });
}

export async function deadLetters(
  office: Office,
  caller: Caller,
  id: string,
  after: { readonly item: string; readonly number: number; readonly leaf: number } | undefined,
  limit: number,
) {
  const one = await findSubscription(office.site.db, id, caller.id);
  if (!one) throw new Refusal("NOT_FOUND");
  const place = after ?? { item: "", number: 0, leaf: -1 };
  const rows = await deadLettersPage(office.site.db, id, place, limit + 1);
  const items = rows.slice(0, limit);
  return { items, last: rows.length > limit ? items.at(-1) : undefined };
}

/** Neither another's nor one that has ended. */
export async function ownOf(office: Office, caller: Caller, id: string): Promise<Subscription> {
  const one = await findSubscription(office.site.db, id, caller.id);
  if (!one || one.state === "ended" || caller.kind !== "agency") throw new Refusal("NOT_FOUND");
  return one;
}

async function changed(office: Office, one: Subscription, to: SubscriptionChange): Promise<Made> {
  const { site } = office;
  const after = await changeSubscription(site.db, one, to, site.clock());
  if (!after) throw new Refusal("PRECONDITION_FAILED");
  office.wake();
  return await told(office, after);
}

async function told({ site }: Office, one: Subscription): Promise<Made> {
  const dead = await countDeadLetters(site.db, [one.subscriptionId]);
  const text = JSON.stringify(described(one, dead.get(one.subscriptionId) ?? 0));
  return { id: one.subscriptionId, text, revision: one.revision };
}

/** Every item must be one that the agency may follow; new ones begin now, or where `from` says. */
async function placesFor(
  { site, desk }: Office,
  caller: Caller,
  items: readonly string[],
  from: Readonly<Record<string, string>>,
  known: Positions,
): Promise<Positions> {
  for (const item of items) subscriberScope(desk, caller, item);
  const strange = Object.keys(from).find((item) => !items.includes(item));
  if (strange !== undefined) throw new Refusal("CURSOR_INVALID");
  const heads = await feedHeads(site.db, items);
  return Object.fromEntries(
    items.map((item) => {
      const cursor = from[item];
      if (cursor !== undefined && cursor !== "now") {
        const { number, leaf } = cursor === "" ? { number: 0, leaf: LAST_LEAF } : readCursor(cursor, item);
        return [item, { number, leaf }];
      }
      return [item, known[item] ?? { number: heads.get(item) ?? 0, leaf: LAST_LEAF }];
    }),
  );
}

function targetsOf({ site }: Office, caller: Caller) {
  if (caller.kind !== "agency") return [];
  return site.registers().access?.agencies.find(({ id }) => id === caller.id)?.targets ?? [];
}

function targetOf(office: Office, caller: Caller, name: string) {
  const target = targetsOf(office, caller).find((one) => one.name === name);
  if (!target) throw new Refusal("TARGET_UNKNOWN", { target: name });
  return target;
}

function limitOf({ site }: Office, caller: Caller): number {
  const agency = site.registers().access?.agencies.find(({ id }) => id === caller.id);
  return agency?.limits?.subscriptions ?? site.config.agencyLimits.subscriptions;
}

function described(one: Omit<Subscription, "agency">, dead: number): object {
  const [failedAt, ...code] = (one.lastRefusal ?? "").split(" ");
  return {
    ...{ id: one.subscriptionId, target: one.target, kind: one.kind, items: one.items, types: one.types },
    state: one.state,
    positions: Object.fromEntries(
      Object.entries(one.positions).map(([item, place]) => [item, encodeCursor({ item, ...place })]),
    ),
    deadLetters: dead,
    ...(one.lastOk && { lastSuccessAt: one.lastOk.toISOString() }),
    ...(one.lastRefusal && { lastFailure: { at: failedAt, code: code.join(" "), attempts: one.attempts } }),
    createdAt: one.createdAt.toISOString(),
  };
}
