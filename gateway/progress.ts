/**
 * How far files under work have come, noted every few seconds for whoever asks. The trap: the note goes over a
 * connection of its own, beside the transaction that nobody can see into; it must never hold the work up.
 */
import type { Site } from "./site.ts";
import { noteProgress } from "./store/batch-list.ts";

const EVERY_MS = 2000;
/** As many as are ever worked at once in a process, and some more. */
const REMEMBERED = 64;

export function progressNotes({
  db,
  clock,
  note,
}: Pick<Site, "db" | "clock" | "note">): (intakeId: string, rows: number) => void {
  const noted = new Map<string, number>();
  return (intakeId, rows) => {
    const now = clock().getTime();
    if (now - (noted.get(intakeId) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    noted.delete(intakeId);
    noted.set(intakeId, now);
    for (const oldest of noted.keys()) if (noted.size > REMEMBERED) noted.delete(oldest);
    noteProgress(db, intakeId, rows).catch(note);
  };
}
