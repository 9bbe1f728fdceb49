/**
 * The log of queries: rows of requests that come together are written in one transaction
 * with one leaf over them, and each request waits for its commit, so that there is no
 * answer without an entry. The trap: rows are salted in the leaf, or whoever holds the
 * exchange log could guess who was asked about.
 */
import { randomBytes } from "node:crypto";

import { canonical } from "./model/canonical.ts";
import { saltedLeaf } from "./seal/proof.ts";
import { createTree } from "./seal/tree.ts";
import type { Site } from "./site.ts";
import { isTransient } from "./store/connect.ts";
import { appendQueries, appendSubjects, type LoggedQuery, type QueryRow } from "./store/query-log-rows.ts";

export type QueryEntry = Omit<QueryRow, "queryId" | "at"> & {
  /** Keys of all subjects, where a list of them was asked about. */
  readonly list?: readonly string[];
};

export interface QueryLog {
  /** Resolves with the query's id when the entry is durable; rejects when it cannot be written. */
  log(entry: QueryEntry): Promise<string>;
}

const AT_ONCE = 256;
const AT_A_TIME = 2;

interface Waiting {
  readonly row: LoggedQuery;
  readonly list: readonly string[];
  done(): void;
  failed(error: unknown): void;
}

export function createQueryLog(site: Pick<Site, "db" | "clock" | "newId" | "probe">): QueryLog {
  let waiting: Waiting[] = [];
  let groupId = site.newId();
  let writing = 0;

  /** While groups commit the next one gathers, so an idle node waits for nobody; two, so that a commit hides the next. */
  async function turn(): Promise<void> {
    if (writing >= AT_A_TIME) return;
    writing++;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      groupId = site.newId();
      await settle(site, group).catch(async (error: unknown) => {
        // One row that the database does not take must not cost the others their answers.
        if (group.length === 1 || isTransient(error)) for (const one of group) one.failed(error);
        else for (const one of group) await settle(site, [one]).catch(one.failed);
      });
    }
    writing--;
  }

  return {
    log: ({ list = [], ...entry }) =>
      new Promise((resolve, reject) => {
        const queryId = site.newId();
        const row = {
          ...entry,
          ...{ purpose: plain(entry.purpose), basis: plain(entry.basis) },
          authorization: entry.authorization === null ? null : plain(entry.authorization),
          ...{ queryId, at: site.clock(), groupId, position: waiting.length },
          salt: randomBytes(16),
        };
        waiting.push({ row, list, done: () => resolve(queryId), failed: reject });
        if (waiting.length >= AT_ONCE) void turn();
        else setImmediate(() => void turn());
      }),
  };
}

async function settle(site: Pick<Site, "db" | "clock" | "newId" | "probe">, group: readonly Waiting[]) {
  await write(site, group);
  site.probe("query.logged");
  for (const one of group) one.done();
}

async function write(site: Pick<Site, "db" | "clock" | "newId">, group: readonly Waiting[]): Promise<void> {
  const rows = group.map(({ row }) => row);
  const [first] = rows;
  if (!first) return;
  const tree = createTree();
  for (const row of rows) tree.push(saltedLeaf(row.salt, queryText(row)), 0);
  const data = canonical({ count: rows.length, group: first.groupId, root: tree.root().toString("hex") });
  const leaf = { leafId: site.newId(), at: site.clock(), kind: "queries", data };
  const listed = group.filter(({ list }) => list.length > 0);
  if (listed.length === 0) return await appendQueries(site.db, rows, leaf);
  await site.db.transaction(async (client) => {
    for (const { row, list } of listed) await appendSubjects(client, row.queryId, list, row.at);
    await appendQueries(client, rows, leaf);
  });
}

/** What the asker wrote, as a database and canonical JSON can hold it. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** The text under a query's leaf: everything that the row holds but its salt and its place. */
export function queryText({
  salt: _salt,
  groupId: _group,
  position: _position,
  at,
  ...row
}: LoggedQuery): string {
  return canonical({ ...row, at: at.toISOString() });
}
