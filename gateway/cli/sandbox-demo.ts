/**
 * What the sandbox's consoles get so that there is something to see: the history of sandbox-history.ts in each node's
 * journal, counted as real arrivals are, and a one-time link to become the city's first operator. The trap: a sandbox
 * is started again and again; only nights that are not there yet are added, and an operator who is there gets no link.
 */
import { randomUUID } from "node:crypto";

import { dateOf, dayNumber } from "../model/calendar.ts";
import { makeAudit } from "../operator/audit.ts";
import { linkUrl } from "../operator/public-url.ts";
import { makeLink } from "../operator/sign-in/links.ts";
import { hoursInChina, nightOf } from "../operator/today/nights.ts";
import { countStep } from "../operator/today/tally.ts";
import type { Known } from "../piece/piece.ts";
import { connect, type Database } from "../store/connect.ts";
import { insertJournal } from "../store/console/journal.ts";
import { anyOperator } from "../store/console/operator-rows.ts";
import { type DemoFinding, historyOf } from "./sandbox-history.ts";
import type { SandboxNode } from "./sandbox-network.ts";

/** As consoles have it where nothing is said. */
const DUE_HOUR = 6;

export interface DemoPlan {
  readonly known: Known;
  readonly nodes: readonly SandboxNode[];
  readonly seatOf: (agency: string) => string;
  readonly now: Date;
}

/** Says how many rows it added. */
export async function tellHistory(plan: DemoPlan): Promise<number> {
  let added = 0;
  for (const { id, databaseUrl } of plan.nodes) {
    const db = connect(databaseUrl, { max: 2, statementTimeoutMs: 0 });
    try {
      added += await tellNode(plan, id, db);
    } finally {
      await db.close();
    }
  }
  return added;
}

async function tellNode(plan: DemoPlan, node: string, db: Database): Promise<number> {
  const last = (await db.query<{ at: Date | null }>("select max(at) as at from journal where demo")).rows[0]
    ?.at;
  const from = last ? dateOf(dayNumber(nightOf(hoursInChina(last), DUE_HOUR)) + 1) : undefined;
  const nodes = plan.nodes.map(({ id }) => id);
  const { rows, findings } = historyOf({ ...plan, nodes, dueHour: DUE_HOUR, ...(from && { from }) });
  const own = rows.get(node) ?? [];
  if (own.length === 0) return 0;
  await insertJournal(db, own);
  // Real arrivals are counted by the node meanwhile; each is counted once, whoever does it.
  while ((await countStep(db, 5000)) > 0);
  await enrich(db);
  await putFindings(db, findings.get(node) ?? []);
  return own.length;
}

/** What the records would have said: how much was known before, what came late, what has no number to be linked by. */
async function enrich(db: Database): Promise<void> {
  await db.query(`
    update tally set updated = round(accepted * 0.17), late = round(accepted * 0.012), uncoded = round(accepted * 0.006)
    where demo and updated = 0 and late = 0`);
}

async function putFindings(db: Database, findings: readonly DemoFinding[]): Promise<void> {
  await db.query(
    `insert into tally_finding as t (day, agency, item, origin, code, column_title, n)
       select day, agency, item, origin, code, "column", sum(n)
       from json_to_recordset($1::json) as given (day date, agency text, item text, origin text, code text, "column" text, n bigint)
       group by 1, 2, 3, 4, 5, 6
     on conflict (day, agency, item, origin, code, column_title) do update set n = t.n + excluded.n`,
    [JSON.stringify(findings)],
  );
}

export interface ConsoleLink {
  readonly node: string;
  readonly url: string;
  /** Of its metrics. */
  readonly metrics: string;
}

/** The console of each node; the city's opens its set-up where nobody has set it up. */
export async function consoleLinks(nodes: readonly SandboxNode[]): Promise<readonly ConsoleLink[]> {
  return await Promise.all(
    nodes.map(async ({ id, databaseUrl, consolePort, metricsPort }) => {
      const url = `http://127.0.0.1:${consolePort}`;
      const db = connect(databaseUrl, { max: 1 });
      try {
        const secret = (await anyOperator(db)) ? undefined : await setUpLink(db);
        const link = secret === undefined ? `${url}/` : linkUrl(url, secret);
        return { node: id, url: link, metrics: `http://127.0.0.1:${metricsPort}/metrics` };
      } finally {
        await db.close();
      }
    }),
  );
}

async function setUpLink(db: Database): Promise<string> {
  const audit = makeAudit({ clock: () => new Date(), newId: randomUUID });
  return await db.transaction(async (tx) => {
    const act = { act: "operator.link", target: "", detail: { link: "setup" } };
    await audit.record(tx, { id: null, name: "沙箱 sandbox" }, act);
    return (await makeLink(tx, "setup", null, new Date())).secret;
  });
}
