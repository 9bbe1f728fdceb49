/** Marks on a record, set and lifted by whoever sent it. To anybody else the record is not there. */
import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { liftMark, type Marked, setMark } from "../store/marks.ts";
import { versionsSeen } from "../store/query-rows.ts";
import { ownScope } from "./permission.ts";
import type { Desk } from "./queries.ts";

export interface MarkAsked {
  readonly id: string;
  readonly item: string;
  readonly subject: string;
  readonly mark: string;
}

/** Mark of the contract. `tell` hears that the item has changed. */
export async function changeMark(
  desk: Desk,
  caller: Caller,
  asked: MarkAsked,
  to: "set" | "lifted",
  tell: (item: string) => void,
): Promise<object> {
  const { id: recordId, item, subject, mark } = asked;
  const { sight } = ownScope(desk.permissions, caller, item);
  const own = sight.own.length > 0 ? await versionsSeen(desk.db, subject, recordId, sight, 1) : [];
  if (own.length === 0) throw new Refusal("NOT_FOUND");
  const name = { subject, item, recordId };
  // Times of marks name them, and go out with milliseconds.
  const at = desk.clock();
  const done: Marked | undefined =
    to === "set"
      ? await setMark(desk.db, name, mark, caller.id, at)
      : await liftMark(desk.db, name, mark, at);
  if (!done) throw new Refusal("NOT_FOUND");
  if (done.changed) tell(item);
  const { since, until } = done.mark;
  return { mark, since: since.toISOString(), ...(until && { until: until.toISOString() }) };
}
