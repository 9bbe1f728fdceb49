/**
 * Which edits of a draft are over. An edit that the register in force has taken up would come back when a later register
 * takes it away; so it is settled for good by the act that follows. The trap: to be without effect is not to be taken up. An
 * edit that a later one lays over has none, and yet it is what counts again when that one is undone; one that only makes good
 * an earlier one has none beside the register, and without it the earlier one would count. So of the edits about one thing
 * those go together that come first and leave the register as it is, and only where it is newer than they are: what is left
 * comes to the same draft, and whichever of it is undone comes to the same as if nothing had been settled. An edit that was
 * laid over goes with the later one that was taken up: kept, it would stand against what the registrar signed.
 */
import type { Access } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
import { applyEdits, type Edit } from "./register-edits.ts";

export interface Kept {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly byId: string | null;
  readonly reason: string;
  readonly edit: Edit;
  /** Of the register that was in force then. */
  readonly number: number;
}

/** Edits that `access` has taken up, or has decided otherwise together with what laid over them. */
export function settledEdits(access: Access, edits: readonly Kept[]): readonly string[] {
  const things = Map.groupBy(edits, ({ edit }) => thingOf(edit));
  return [...things].flatMap(([thing, about]) => {
    const beside = edits.filter(
      ({ edit }) => entryOf(edit) === entryOf(about[0]?.edit ?? edit) && thingOf(edit) !== thing,
    );
    const ends = about.findLastIndex((_, at) => isTakenUp(access, about.slice(0, at + 1), beside));
    return about.slice(0, ends + 1).map(({ id }) => id);
  });
}

/** Whether or not the edits beside it are there: some make the entry about which it is. */
function isTakenUp(access: Access, first: readonly Kept[], beside: readonly Kept[]): boolean {
  return (
    first.every(({ number }) => number < access.number) &&
    [[], beside].every((others) => {
      const before = laid(access, others);
      return first.every(({ edit }) => isSame(before, laid(before, first), edit));
    })
  );
}

/** Edits without which the draft would be the same: the register in force, or a later edit, says so already. */
export function idleEdits(access: Access, edits: readonly Kept[]): readonly string[] {
  const idle: string[] = [];
  let left = edits;
  for (const one of edits) {
    const beside = left.filter(({ edit }) => entryOf(edit) === entryOf(one.edit));
    const without = beside.filter((other) => other !== one);
    if (!isSame(laid(access, beside), laid(access, without), one.edit)) continue;
    left = left.filter((other) => other !== one);
    idle.push(one.id);
  }
  return idle;
}

function laid(access: Access, edits: readonly Kept[]): Access {
  return applyEdits(
    access,
    edits.map(({ edit }) => edit),
  );
}

/** In the one entry that the edit is about; no list in it has an order that means something. */
export function isSame(one: Access, other: Access, edit: Edit): boolean {
  const entry = ({ agencies, nodes }: Access) => {
    const all: readonly { readonly id: string }[] =
      "holder" in edit && edit.holder.kind === "node" ? nodes : agencies;
    const id = "holder" in edit ? edit.holder.id : edit.agency;
    return canonical(unordered(all.find((one) => one.id === id) ?? null));
  };
  return entry(one) === entry(other);
}

function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => canonical(unordered(one))).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unordered(one)]));
}

function entryOf(edit: Edit): string {
  return "holder" in edit ? `${edit.holder.kind}:${edit.holder.id}` : `agency:${edit.agency}`;
}

/** Of two edits about one thing the later one counts. */
function thingOf(edit: Edit): string {
  switch (edit.what) {
    case "grant.put":
      return `${entryOf(edit)} grant ${edit.grant.item}`;
    case "grant.end":
      return `${entryOf(edit)} grant ${edit.item}`;
    case "token-key.add":
      return `${entryOf(edit)} token ${edit.key.id}`;
    case "token-key.end":
      return `${entryOf(edit)} token ${edit.id}`;
    case "ssh-key.add":
    case "ssh-key.end":
      return `${entryOf(edit)} ${edit.use} ${edit.key}`;
    case "limits":
      return `${entryOf(edit)} limits`;
  }
}
