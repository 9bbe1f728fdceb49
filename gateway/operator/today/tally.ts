/**
 * Counts what has arrived into the day's totals, behind the path of the batches and never on it. One process of a node
 * at a time, by a session lock; killed anywhere it goes on where the journal's flags say. Before the
 * first step nights are made ready, where they are not kept by this due hour. The trap: a step is one transaction, so an
 * arrival is counted or it is not, whatever happens to the process.
 */
import { type Loop, startLoop } from "../../loop.ts";
import { dayInChina } from "../../model/calendar.ts";
import type { NodeParts } from "../../node-parts.ts";
import { type Client, type Database, tryLock } from "../../store/connect.ts";
import {
  type Arrival,
  type BatchDetail,
  batchDetails,
  beginDuties,
  countArrivals,
  uncountedArrivals,
} from "../../store/console/tally.ts";
import { areNightsKept, makeNights } from "../../store/console/tally-nights.ts";
import { dutiesOf } from "./duties.ts";
import { GRACE_HOURS, hoursInChina, nightOf } from "./nights.ts";

/** Pushes come in groups, eighty a second at most; a step takes as many arrivals as that. */
const STEP = 500;
const PAUSE_MS = 2000;
const LOCK = "console tally";

export function startTally(parts: Pick<NodeParts, "site" | "catalog" | "adapters">, dueHour: number): Loop {
  const { site } = parts;
  let known = "";
  let divided = false;
  const turn = async (): Promise<boolean> => {
    const now = site.clock();
    const duties = dutiesOf({ ...parts, access: site.registers().access }, dayInChina(now));
    const text = duties.map(({ agency, item }) => `${agency} ${item}`).join();
    if (text !== known) {
      await beginDuties(site.db, duties, nightOf(hoursInChina(now), dueHour));
      known = text;
    }
    const counted = await site.db.dedicated((client) =>
      tryLock(client, LOCK, async () => {
        // Once a process: two that are configured differently would make them by turns for ever.
        if (!divided) await keepNights(client, dueHour);
        divided = true;
        return await countStep(site.db);
      }),
    );
    return (counted ?? 0) >= STEP;
  };
  return startLoop(turn, { pauseMs: PAUSE_MS, note: site.note });
}

/** Nights are kept by this due hour from here on; made anew if they were by another, or not at all. */
export async function keepNights(client: Client, dueHour: number): Promise<void> {
  const division = { dueHour, grace: GRACE_HOURS };
  if (await areNightsKept(client, division)) return;
  await client.query("begin");
  try {
    await makeNights(client, division);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Says how many arrivals were looked at. */
export async function countStep(db: Database, limit = STEP): Promise<number> {
  const arrivals = await uncountedArrivals(db, limit);
  if (arrivals.length === 0) return 0;
  const byItem = new Map<string, Arrival[]>();
  for (const one of arrivals) byItem.set(one.item, [...(byItem.get(one.item) ?? []), one]);
  const details: BatchDetail[] = [];
  for (const [item, own] of byItem) details.push(...(await batchDetails(db, item, own)));
  await db.transaction((client) => countArrivals(client, arrivals, details));
  return arrivals.length;
}
