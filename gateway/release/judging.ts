/**
 * By which release something is judged. A file or a push: by the one that its sender names,
 * while that is accepted; else by the one in force when it was received. A sealed batch of
 * another node: by the one that its origin sealed it under, if that was accepted then. Pure.
 *
 * The trap: an older release never opens a door that is shut now, so what may not be
 * collected any more is asked of the one in force, whatever else judges.
 */
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { type Reign, reignAt } from "../model/release.ts";
import { assertNotShut as refuseShut } from "../model/shut.ts";

/** Clocks of two nodes may differ by this much where one turns over before the other. */
const SKEW_MS = 5 * 60_000;

export interface Received {
  readonly receivedAt: Date;
  /** The release that its sender names. */
  readonly stated: number | null;
}

/** RELEASE_NOT_ACCEPTED where the sender names one that was not accepted when its file came. */
export function releaseOf(reigns: readonly Reign[], { receivedAt, stated }: Received): number {
  const inForce = reignAt(reigns, receivedAt).number;
  if (stated === null || stated === inForce) return inForce;
  if (!accepted(reigns, receivedAt).some(({ number }) => number === stated))
    throw new Refusal("RELEASE_NOT_ACCEPTED", { number: stated });
  return stated;
}

/** Releases that things received then may be made by: the one in force, and those whose grace is not over. */
export function accepted(reigns: readonly Reign[], at: Date): readonly Reign[] {
  const now = at.getTime();
  return reigns.filter(({ from, acceptedUntil }) => from <= now && now < acceptedUntil);
}

/** The release before, if a file of then may still be by it. */
export function olderThan(reigns: readonly Reign[], number: number, at: Date): number | undefined {
  return accepted(reigns, at).findLast((reign) => reign.number < number)?.number;
}

export interface Sealed {
  /** What the origin's manifest says it judged by. */
  readonly content: string;
  readonly sealedAt: Date;
  /** Here. */
  readonly receivedAt: Date;
}

export function releaseOfSealed(
  reigns: readonly Reign[],
  contentOf: (number: number) => string | undefined,
  { content, sealedAt, receivedAt }: Sealed,
): number {
  const at = sealedAt.getTime();
  const named = reigns.findLast(
    ({ number, from, acceptedUntil }) =>
      from - SKEW_MS <= at && at < acceptedUntil + SKEW_MS && contentOf(number) === content,
  );
  return named?.number ?? reignAt(reigns, receivedAt).number;
}

/** ITEM_PROHIBITED where the catalog in force has shut the item; what it does not list is for the judging one to say. */
export function assertNotShut({ items }: Catalog, id: string): void {
  const item = items.find((one) => one.id === id);
  if (item) refuseShut(item);
}
