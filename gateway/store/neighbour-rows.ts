/** What a node noted of its neighbours and of the certificates that were shown to it. */
import type { ShownCertificate } from "../model/signal.ts";
import type { Queryable } from "./connect.ts";

export interface NeighbourNote {
  readonly node: string;
  readonly sentAt?: Date;
  readonly heardAt?: Date;
  readonly failedAt?: Date;
  readonly why?: string;
}

const NOTE = `
  insert into neighbour (node, sent_at, heard_at, failed_at, why) values ($1, $2, $3, $4, $5)
  on conflict (node) do update set
    sent_at = greatest(neighbour.sent_at, excluded.sent_at),
    heard_at = greatest(neighbour.heard_at, excluded.heard_at),
    why = case when excluded.failed_at >= coalesce(neighbour.failed_at, '-infinity') then excluded.why else neighbour.why end,
    failed_at = greatest(neighbour.failed_at, excluded.failed_at)`;

/** Times only go forward: several processes write. */
export async function noteNeighbour(db: Queryable, note: NeighbourNote): Promise<void> {
  const { node, sentAt = null, heardAt = null, failedAt = null, why = null } = note;
  await db.query(NOTE, [node, sentAt, heardAt, failedAt, why]);
}

export interface NeighbourRow {
  readonly node: string;
  readonly sentAt: Date | null;
  readonly heardAt: Date | null;
  readonly failedAt: Date | null;
  readonly why: string | null;
}

const NEIGHBOURS = `
  select node, sent_at as "sentAt", heard_at as "heardAt", failed_at as "failedAt", why from neighbour order by node`;

export async function neighbourRows(db: Queryable): Promise<readonly NeighbourRow[]> {
  return (await db.query<NeighbourRow>(NEIGHBOURS)).rows;
}

const SHOWN = `
  insert into shown_certificate (holder, serial, side, valid_from, valid_to, first_at, last_at)
  values ($1, $2, $3, $4, $5, $6, $6)
  on conflict (holder, side, serial) do update set last_at = greatest(shown_certificate.last_at, excluded.last_at)`;

export async function noteShown(db: Queryable, shown: ShownCertificate, now: Date): Promise<void> {
  const { holder, serial, side, from, to } = shown;
  await db.query(SHOWN, [holder, serial, side, from, to, now]);
}

export interface ShownRow {
  readonly holder: string;
  readonly serial: string;
  readonly side: "client" | "server";
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly lastAt: Date;
}

const NEWEST = `
  select distinct on (holder, side) holder, serial, side, valid_from as "validFrom", valid_to as "validTo", last_at as "lastAt"
  from shown_certificate order by holder, side, last_at desc, valid_to desc`;

/** Of each holder the one that was shown last. */
export async function newestShown(db: Queryable): Promise<readonly ShownRow[]> {
  return (await db.query<ShownRow>(NEWEST)).rows;
}
