/**
 * When a pull is due: cron lines in the time of Beijing, whatever zone the machine is in. The
 * trap: the next time is reckoned from now and not from the last one, so that however many were
 * missed while the node was down, one run makes up for them.
 */
import { Cron } from "croner";

const ZONE = "Asia/Shanghai";

/** The first time after `now`; null for a line that names none, or is no line of cron. */
export function nextTime(line: string, now: Date): Date | null {
  try {
    return new Cron(line, { timezone: ZONE, paused: true }).nextRun(now);
  } catch {
    return null;
  }
}
