/**
 * What a delivery of any kind needs: the subscription's agency as if it asked itself, its rights and its
 * target as they are now, rows of the feed as events, events set aside. The trap: nothing of it is kept from
 * one turn to the next, since the register may take back today what it gave yesterday.
 */
import type { Target } from "../model/access.ts";
import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { formatTrace, newTrace } from "../model/trace.ts";
import { changeId, changeText, subscriberScope, typeOf } from "../query/changes.ts";
import type { Desk } from "../query/queries.ts";
import type { Site } from "../site.ts";
import { putDeadLetter } from "../store/dead-letters.ts";
import type { ChangeRow } from "../store/feed.ts";
import type { Subscription } from "../store/subscription-rows.ts";
import { type ChangeEvent, changeEvent } from "./events.ts";

export interface Post {
  readonly site: Site;
  readonly desk: Desk;
}

/** What a receiver's answer means for the subscription. */
export class Undelivered extends Error {
  override readonly name = "Undelivered";
  readonly code: string;
  /** It will not be otherwise by trying again. */
  readonly final: boolean;

  constructor(code: string, final = false) {
    super(code);
    this.code = code;
    this.final = final;
  }
}

export type Scope = ReturnType<typeof subscriberScope>;

/** The agency, as if it asked itself; `random` is 48 hexadecimal digits. */
export function callerOf(agency: string, random: string): Caller {
  return { kind: "agency", id: agency, via: "certificate", trace: newTrace(random) };
}

/** The grant as it is at this moment: what was subscribed under another is masked by this one. */
export function scopeNow(desk: Desk, caller: Caller, item: string): Scope {
  try {
    return subscriberScope(desk, caller, item);
  } catch (error) {
    if (error instanceof Refusal) throw new Undelivered(error.code, true);
    throw error;
  }
}

export function targetOf(site: Site, one: Pick<Subscription, "agency" | "target" | "kind">): Target {
  const agency = site.registers().access?.agencies.find(({ id }) => id === one.agency);
  const target = agency?.targets?.find(({ name, kind }) => name === one.target && kind === one.kind);
  if (!target) throw new Undelivered("TARGET_UNKNOWN", true);
  return target;
}

export function eventOf(desk: Desk, caller: Caller, scope: Scope, row: ChangeRow): ChangeEvent {
  const { node, catalog } = desk.permissions;
  const data = changeText(desk, caller, scope, row);
  const source = { node, catalog, traceparent: formatTrace(caller.trace) };
  return changeEvent(source, row, { id: changeId(node, row), type: typeOf(row), data });
}

export async function setAside(
  site: Site,
  one: Pick<Subscription, "subscriptionId">,
  event: ChangeEvent,
  why: string,
): Promise<void> {
  const { id: eventId, item, number, leaf } = event;
  await putDeadLetter(site.db, one.subscriptionId, { eventId, item, number, leaf, why, at: site.clock() });
}
