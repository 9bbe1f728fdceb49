/**
 * Subscriptions: readers of the feed whose places stand here, not copies of events. Also the list of events
 * that a receiver refused. The trap: a delivery moves a place on only while the subscription is still as it
 * was read (`revision`); whoever changed it meanwhile is right, and the events go out again.
 */
import { canonical, parseCanonical } from "../model/canonical.ts";
import type { Queryable } from "./connect.ts";
import type { FeedPlace } from "./feed.ts";
import type { Lease } from "./intake.ts";

export type SubscriptionState = "active" | "paused" | "suspended" | "ended";

/** Place by item. */
export type Positions = Readonly<Record<string, FeedPlace>>;

export interface Subscription {
  readonly subscriptionId: string;
  readonly agency: string;
  readonly kind: "webhook" | "sftp";
  /** A name in the access register. */
  readonly target: string;
  readonly items: readonly string[];
  readonly types: readonly string[];
  readonly revision: number;
  readonly state: SubscriptionState;
  readonly positions: Positions;
  /** Up to where the file goes that is being laid: its repeat is the same file. */
  readonly planned: Planned | null;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly lastOk: Date | null;
  /** "<time> <code>" */
  readonly lastRefusal: string | null;
  readonly createdAt: Date;
}

export interface Planned extends FeedPlace {
  readonly item: string;
}

interface Row extends Omit<Subscription, "positions" | "planned"> {
  readonly positions: string;
  readonly planned: string | null;
}

const COLUMNS = `subscription_id as "subscriptionId", agency, kind, target, items, types, revision, state, positions,
  planned, due_at as "dueAt", attempts, last_ok as "lastOk", last_refusal as "lastRefusal", created_at as "createdAt"`;

function read(row: Row): Subscription {
  const places = parseCanonical(row.positions) as Record<string, [number, number]>;
  const positions = Object.fromEntries(
    Object.entries(places).map(([item, [number, leaf]]) => [item, { number, leaf }]),
  );
  return { ...row, positions, planned: row.planned === null ? null : readPlanned(row.planned) };
}

function readPlanned(text: string): Planned {
  const [item, number, leaf] = parseCanonical(text) as [string, number, number];
  return { item, number, leaf };
}

function positionsText(positions: Positions): string {
  return canonical(
    Object.fromEntries(Object.entries(positions).map(([item, { number, leaf }]) => [item, [number, leaf]])),
  );
}

const INSERT = `
  insert into subscription (subscription_id, agency, kind, target, items, types, revision, state, positions, due_at,
    attempts, created_at)
  values ($1, $2, $3, $4, $5, $6, 1, 'active', $7, $8, 0, $8)`;

export type NewSubscription = Pick<
  Subscription,
  "subscriptionId" | "agency" | "kind" | "target" | "items" | "types" | "positions" | "createdAt"
>;

export async function insertSubscription(db: Queryable, one: NewSubscription): Promise<void> {
  const { subscriptionId, agency, kind, target, items, types, positions, createdAt } = one;
  const values = [subscriptionId, agency, kind, target, items, types, positionsText(positions), createdAt];
  await db.query(INSERT, values);
}

const OF_AGENCY = `
  select ${COLUMNS} from subscription where agency = $1 and state <> 'ended' order by created_at, subscription_id`;

export async function subscriptionsOf(db: Queryable, agency: string): Promise<readonly Subscription[]> {
  return (await db.query<Row>(OF_AGENCY, [agency])).rows.map(read);
}

const FIND = `select ${COLUMNS} from subscription where subscription_id = $1 and agency = $2`;

/** Undefined for another's as for one that never was. */
export async function findSubscription(
  db: Queryable,
  subscriptionId: string,
  agency: string,
): Promise<Subscription | undefined> {
  const row = (await db.query<Row>(FIND, [subscriptionId, agency])).rows[0];
  return row && read(row);
}

const CHANGE = `
  update subscription set revision = revision + 1, kind = $3, target = $4, items = $5, types = $6, state = $7,
    positions = $8, planned = null, due_at = $9, attempts = 0
  where subscription_id = $1 and revision = $2
  returning ${COLUMNS}`;

export type SubscriptionChange = Pick<
  Subscription,
  "kind" | "target" | "items" | "types" | "state" | "positions"
>;

/** As the agency wants it from now on; undefined when another change was quicker. */
export async function changeSubscription(
  db: Queryable,
  one: Pick<Subscription, "subscriptionId" | "revision">,
  to: SubscriptionChange,
  now: Date,
): Promise<Subscription | undefined> {
  const { subscriptionId, revision } = one;
  const values = [
    ...[subscriptionId, revision, to.kind, to.target, to.items, to.types],
    ...[to.state, positionsText(to.positions), now],
  ];
  const row = (await db.query<Row>(CHANGE, values)).rows[0];
  return row && read(row);
}

// Only those that have something to deliver: a change after their place, or a dead letter that is asked for again.
const CLAIM = `
  update subscription set lease_owner = $1, lease_until = $3
  where subscription_id = (
    select s.subscription_id from subscription s
    where s.state = 'active' and s.due_at <= $2 and (s.lease_until is null or s.lease_until <= $2)
      and (exists (
            select from feed_head f where f.item = any(s.items)
              and (f.last > (s.positions::json -> f.item ->> 0)::bigint
                or (f.last = (s.positions::json -> f.item ->> 0)::bigint
                  and (s.positions::json -> f.item ->> 1)::bigint < 2147483647)))
        or exists (select from dead_letter d where d.subscription_id = s.subscription_id and d.due))
    order by s.due_at limit 1
    for update skip locked)
  returning ${COLUMNS}`;

export async function claimSubscription(db: Queryable, lease: Lease): Promise<Subscription | undefined> {
  const row = (await db.query<Row>(CLAIM, [lease.owner, lease.now, lease.until])).rows[0];
  return row && read(row);
}

const ADVANCE = `
  update subscription set positions = $4, planned = null, attempts = 0, due_at = $7, last_ok = $5, last_refusal = null,
    lease_until = $6
  where subscription_id = $1 and revision = $2 and lease_owner = $3 and state = 'active'`;

/** What is before these places is delivered; `dueAt` is when there may be more. False when the subscription changed or the lease was lost. */
export async function advance(
  db: Queryable,
  one: Pick<Subscription, "subscriptionId" | "revision">,
  positions: Positions,
  lease: Lease,
  dueAt: Date = lease.now,
): Promise<boolean> {
  const values = [
    one.subscriptionId,
    one.revision,
    lease.owner,
    positionsText(positions),
    lease.now,
    lease.until,
    dueAt,
  ];
  return (await db.query(ADVANCE, values)).rowCount === 1;
}

const PLAN = `
  update subscription set planned = $4
  where subscription_id = $1 and revision = $2 and lease_owner = $3 and state = 'active'`;

/** The next file ends there. False as for \`advance\`. */
export async function plan(
  db: Queryable,
  one: Pick<Subscription, "subscriptionId" | "revision">,
  { item, number, leaf }: Planned,
  owner: string,
): Promise<boolean> {
  const values = [one.subscriptionId, one.revision, owner, canonical([item, number, leaf])];
  return (await db.query(PLAN, values)).rowCount === 1;
}

const HOLD = "update subscription set lease_until = $3 where subscription_id = $1 and lease_owner = $2";

/** A delivery that takes its time is not taken by another. */
export async function holdSubscription(db: Queryable, subscriptionId: string, lease: Lease): Promise<void> {
  await db.query(HOLD, [subscriptionId, lease.owner, lease.until]);
}

const DELAY = `
  update subscription set attempts = attempts + 1, due_at = $3, last_refusal = $4, lease_owner = null, lease_until = null
  where subscription_id = $1 and lease_owner = $2`;

export async function delaySubscription(
  db: Queryable,
  subscriptionId: string,
  owner: string,
  dueAt: Date,
  refusal: string,
): Promise<void> {
  await db.query(DELAY, [subscriptionId, owner, dueAt, refusal]);
}

const SUSPEND = `
  update subscription set state = 'suspended', revision = revision + 1, last_refusal = $4, lease_owner = null,
    lease_until = null
  where subscription_id = $1 and revision = $2 and lease_owner = $3 and state = 'active'`;

/** Stopped until the agency resumes it; its places stay. */
export async function suspend(
  db: Queryable,
  one: Pick<Subscription, "subscriptionId" | "revision">,
  owner: string,
  refusal: string,
): Promise<boolean> {
  return (await db.query(SUSPEND, [one.subscriptionId, one.revision, owner, refusal])).rowCount === 1;
}

const RELEASE = "update subscription set lease_owner = null, lease_until = null where lease_owner = $1";

export async function releaseSubscriptions(db: Queryable, owner: string): Promise<void> {
  await db.query(RELEASE, [owner]);
}
