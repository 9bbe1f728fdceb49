/**
 * Keeps the journal's months ahead of the clock, drops those that are older than they are to be kept, and tells
 * the database what each adapter delivers. The trap: what fell into the default partition keeps its month from
 * being made; it is not moved in silence but said, once for each start and each time that it grows.
 */
import { startLoop } from "./loop.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Feature } from "./node-parts.ts";
import type { Editions } from "./release/editions.ts";
import type { Site } from "./site.ts";
import { errorCode, isTransient, tryLock } from "./store/connect.ts";
import { dropMonth, journalMonths, makeMonths, strayRows, tellAdapters } from "./store/console/journal.ts";

const PAUSE_MS = 3_600_000;
const AHEAD = 2;
const CHINA_MS = 8 * 3_600_000;

interface Parts {
  readonly site: Pick<Site, "db" | "clock" | "config" | "say" | "alarm" | "note">;
  readonly adapters: readonly Adapter[];
  readonly editions: Pick<Editions, "onTurn">;
}

export async function startJournal({ site, adapters, editions }: Parts): Promise<Feature> {
  const tell = async () => await tellAdapters(site.db, site.config.node, adapters);
  let stray = 0;
  // Before any door opens: a row that comes without its item never gets it.
  await tell();
  editions.onTurn(() => void tell().catch(site.note));
  const loop = startLoop(
    async () => {
      stray = await keepMonths(site, stray);
      return false;
    },
    { pauseMs: PAUSE_MS, note: site.note },
  );
  return { stop: loop.stop };
}

/** One turn. Returns how far the rows of the default partition reach that were told of. */
export async function keepMonths(site: Parts["site"], told = 0): Promise<number> {
  const now = site.clock().getTime();
  const wanted = Array.from({ length: AHEAD + 1 }, (_, n) => monthStart(now, n));
  const found = await strayRows(site.db);
  const reach = found?.last.getTime() ?? 0;
  if (found && reach > told)
    site.alarm(
      `the journal has rows outside its months, from ${found.first.toISOString()} to ${found.last.toISOString()}: a clock was wrong, or no process kept the months; they are shown, and not moved`,
    );
  await site.db.dedicated(async (client) => {
    await tryLock(client, "xinqiao journal months", async () => {
      // Behind a long batch: later, and nobody waits behind us.
      await client.query("set lock_timeout = 2000");
      try {
        for (const day of wanted)
          await makeMonths(client, [day]).catch((error: unknown) => {
            // Rows of that month lie in the default partition, which was said above.
            if (errorCode(error) !== "23514") throw error;
          });
        const { keepMonths: kept } = site.config.journal;
        const border = monthStart(now, -kept).getTime();
        for (const month of kept === 0 ? [] : await journalMonths(client)) {
          if (month.to === null || month.to.getTime() > border) continue;
          await dropMonth(client, month);
          site.say(`journal: ${month.table} dropped, older than ${kept} months`);
        }
      } catch (error) {
        if (errorCode(error) !== "55P03" && !isTransient(error)) throw error;
        site.note(error);
      } finally {
        await client.query("reset lock_timeout").catch(() => undefined);
      }
    });
  });
  return Math.max(reach, told);
}

/** The first moment of the month of China that is so many months after the one of `now`. */
function monthStart(now: number, months: number): Date {
  const china = new Date(now + CHINA_MS);
  return new Date(Date.UTC(china.getUTCFullYear(), china.getUTCMonth() + months, 1) - CHINA_MS);
}
