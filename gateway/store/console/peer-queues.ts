/** What is owed to each neighbour, for all of them in one question: a page and a look at alarms ask for dozens. Counting stops at a bound. */
import type { Queryable } from "../connect.ts";
import { COUNTED } from "./watch-rows.ts";

export interface PeerQueue {
  readonly peer: string;
  readonly queued: number;
  readonly oldest: Date | null;
  readonly abandoned: number;
}

/** Every peer asked for has its row. */
export async function peerQueues(db: Queryable, peers: readonly string[]): Promise<readonly PeerQueue[]> {
  const { rows } = await db.query<PeerQueue>(
    `select p.peer, owed.count as queued, owed.oldest, given_up.count as abandoned
       from unnest($1::text[]) as p (peer), lateral (
         select count(*) as count, min(created_at) as oldest
           from (select created_at from transfer t where t.peer = p.peer and t.state = 'due'
                  order by due_at limit ${COUNTED}) due) owed, lateral (
         select count(*) as count
           from (select from transfer t where t.peer = p.peer and t.state = 'abandoned' limit ${COUNTED}) ended) given_up`,
    [peers],
  );
  return rows;
}
