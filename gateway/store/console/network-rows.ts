/**
 * What the page of the network shows beside the registry: what flowed in the last minutes, when each agency sent last,
 * tests of connections. The trap: the journal is large; everything here goes by its time, or by an agency and the
 * newest first.
 */
import type { Queryable } from "../connect.ts";

export interface FlowRow {
  readonly kind: "agency" | "node" | "hop";
  readonly agency: string;
  readonly peer: string;
  readonly batches: number;
  readonly rows: number;
  readonly refused: number;
}

// What is planned and waits has not flowed.
const FLOWS = `
  select case kind when 'hop' then 'hop' when 'sealed' then 'node' else 'agency' end as kind,
    case when kind in ('hop', 'sealed') then '' else agency end as agency, peer,
    count(*) as batches, coalesce(sum(case kind when 'hop' then accepted else rows end), 0)::float8 as rows,
    count(*) filter (where state in ('refused', 'failed', 'abandoned')) as refused
  from (select kind, agency, peer, rows, accepted, state from journal
        where at >= $1 and state not in ('waiting', 'working', 'held') limit 200000) as late
  group by 1, 2, 3 order by batches desc`;

export async function flowsSince(db: Queryable, since: Date): Promise<readonly FlowRow[]> {
  return (await db.query<FlowRow>(FLOWS, [since])).rows;
}

export interface AgencyLast {
  readonly agency: string;
  readonly lastAt: Date;
  readonly lastState: string;
  readonly demo: boolean;
  readonly goodAt: Date | null;
}

const LAST = `
  select one.agency, last.at as "lastAt", last.state as "lastState", last.demo, good.at as "goodAt"
  from unnest($1::text[]) as one (agency)
  cross join lateral (
    select at, state, demo from journal j
    where j.agency = one.agency and j.at >= $2 and j.kind in ('file', 'push', 'refusal') order by at desc limit 1) as last
  left join lateral (
    select at from journal j
    where j.agency = one.agency and j.at >= $2 and j.kind in ('file', 'push') and j.state in ('done', 'partial')
    order by at desc limit 1) as good on true`;

/** Of agencies that have sent something since. */
export async function lastOfAgencies(
  db: Queryable,
  agencies: readonly string[],
  since: Date,
): Promise<readonly AgencyLast[]> {
  return (await db.query<AgencyLast>(LAST, [agencies, since])).rows;
}

export interface LinkTestRow {
  readonly node: string;
  readonly at: Date;
  readonly operator: string;
  /** Canonical JSON. */
  readonly result: string;
}

const PUT_TEST = "insert into link_test (test_id, node, at, operator, result) values ($1, $2, $3, $4, $5)";

export async function putLinkTest(
  db: Queryable,
  test: LinkTestRow & { readonly testId: string },
): Promise<void> {
  await db.query(PUT_TEST, [test.testId, test.node, test.at, test.operator, test.result]);
}

const TESTS = `
  select one.node, last.at, last.operator, last.result
  from unnest($1::text[]) as one (node)
  cross join lateral (
    select at, operator, result from link_test l where l.node = one.node order by at desc limit 1) as last`;

/** The last of each node. */
export async function lastLinkTests(
  db: Queryable,
  nodes: readonly string[],
): Promise<readonly LinkTestRow[]> {
  return (await db.query<LinkTestRow>(TESTS, [nodes])).rows;
}
