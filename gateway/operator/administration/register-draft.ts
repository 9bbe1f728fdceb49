/**
 * The draft of the next access register: what was edited since, laid over the register in force. Kept nowhere but in the
 * audit — an edit, its withdrawal, the end of a draft are acts, and the draft is what they come to — so that who edited
 * what, when and why cannot differ from what is drafted. The trap: the register in force may be swapped while the database
 * is asked, and its number is noted there before any process swaps; so who asks takes one Moment and goes by that alone.
 */
import { setTimeout } from "node:timers/promises";

import { accessFault } from "../../access.ts";
import type { Access } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
import type { Network } from "../../model/network.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { compileRights } from "../../rights/judge.ts";
import { readAccess } from "../../rights/register.ts";
import { lockInTransaction, type Queryable } from "../../store/connect.ts";
import { actsAbout, type PlainAct } from "../../store/console/act-rows.ts";
import { registerState } from "../../store/register-rows.ts";
import type { Detail } from "../audit.ts";
import type { ConsoleParts } from "../parts.ts";
import { applyEdit, applyEdits, type Edit } from "./register-edits.ts";
import { isSame, type Kept, settledEdits } from "./register-settled.ts";

export const REGISTER = "register:access";
export const LOCK = "xinqiao access register";

export type Drafting = Pick<ConsoleParts, "site" | "catalog" | "audit">;

export function accessInForce({ site }: Pick<Drafting, "site">): Access {
  const { access } = site.registers();
  if (access) return access;
  throw new Refusal("ACT_IMPOSSIBLE", {
    detail: "本节点没有授权登记 this node has no access register",
  });
}

/** Edits that were made and are neither withdrawn nor settled, in their order. */
export function editsOf(acts: readonly PlainAct[]): readonly Kept[] {
  const kept = new Map<string, Kept>();
  for (const { act, at, operator, operatorId, reason, detail } of acts) {
    const told = JSON.parse(detail) as Detail;
    if (act === "register.discard") kept.clear();
    for (const id of settledIn(told)) kept.delete(id);
    if (act === "register.undo") kept.delete(String(told["id"]));
    if (act !== "register.edit") continue;
    const edit = JSON.parse(String(told["edit"])) as Edit;
    const id = String(told["id"]);
    const number = Number(told["number"]);
    kept.set(id, { id, at, by: operator, byId: operatorId, reason: reason ?? "", edit, number });
  }
  return [...kept.values()];
}

function settledIn({ settled }: Detail): readonly string[] {
  return Array.isArray(settled) ? settled.map(String) : [];
}

/** The registers in force at one moment, and the lowest number that the next one may have. */
export interface Moment {
  readonly access: Access;
  readonly network: Network;
  readonly next: number;
}

/** A swap follows the note of its number at once, if it is this process that follows; on another machine it may not. */
const SWAP = { times: 10, pauseMs: 20 };

export async function momentOf({ site }: Pick<Drafting, "site">, db: Queryable): Promise<Moment> {
  const known = (await registerState(db, "access"))?.number ?? 0;
  for (let times = 0; accessInForce({ site }).number < known && times < SWAP.times; times += 1)
    await setTimeout(SWAP.pauseMs);
  const access = accessInForce({ site });
  const { network } = site.registers();
  return { access, network, next: Math.max(access.number, known) + 1 };
}

/** What the edits come to, with the next number; not signed by anybody. */
export function draftOf(
  { site }: Pick<Drafting, "site">,
  { access, next }: Moment,
  edits: readonly Kept[],
): Access {
  const after = applyEdits(
    access,
    edits.map(({ edit }) => edit),
  );
  return { ...after, number: next, issuedAt: site.clock().toISOString() };
}

/** Why a register like this would not be taken into force; null when it would. By the loader's own rules. */
export function faultOf(
  { site, catalog }: Pick<Drafting, "site" | "catalog">,
  access: Access,
  network: Network = site.registers().network,
): string | null {
  try {
    readAccess(canonical(access));
  } catch (error) {
    if (error instanceof Refusal) return String(error.params["detail"] ?? error.code);
    throw error;
  }
  return accessFault(access, { node: site.config.node, network, catalog });
}

export interface NewEdit {
  readonly id: string;
  readonly reason: string;
  readonly edit: Edit;
}

export async function addEdit(
  drafting: Drafting,
  operator: Operator,
  { id, reason, edit }: NewEdit,
): Promise<void> {
  const { site, audit } = drafting;
  await site.db.transaction(async (tx) => {
    await lockInTransaction(tx, LOCK);
    const acts = await actsAbout(tx, REGISTER);
    const access = accessInForce(drafting);
    const same = acts.find(({ act, detail }) => act === "register.edit" && idIn(detail) === id);
    if (same) {
      const known = (JSON.parse(same.detail) as Detail)["edit"];
      if (same.operatorId === operator.id && known === canonical(edit)) return;
      throw new Refusal("ACT_CONFLICT");
    }
    const kept = editsOf(acts);
    const settled = settledEdits(access, kept);
    const before = applyEdits(
      access,
      kept.filter((one) => !settled.includes(one.id)).map((one) => one.edit),
    );
    demandSound(drafting, before, edit);
    const detail = { id, edit: canonical(edit), number: access.number, settled };
    await audit.record(tx, operator, { act: "register.edit", target: REGISTER, reason, detail });
  });
}

function idIn(detail: string): unknown {
  return (JSON.parse(detail) as Detail)["id"];
}

/** An edit that changes something, that the loader would take, and that the judge would heed. */
function demandSound(drafting: Drafting, before: Access, edit: Edit): void {
  const after = applyEdit(before, edit);
  const refuse = (detail: string) => new Refusal("REGISTER_EDIT_INVALID", { detail });
  if (isSame(before, after, edit)) throw refuse("登记中已是如此 the register says so already");
  const taken = takenKey(before, edit);
  if (taken !== null) throw refuse(`密钥编号 ${taken} 已在使用 the key id ${taken} is in use`);
  // Alone, so that another fault of the draft, which a next edit may mend, does not stand in the way.
  const fault = faultOf(drafting, alone(after, edit));
  if (fault !== null) throw refuse(fault);
  if (edit.what !== "grant.put") return;
  const { holder, grant } = edit;
  if (grant.actions.length === 0) throw refuse("至少选一项可以做的事 choose what may be done");
  const rights = compileRights(after, drafting.catalog.items);
  const idle = grant.actions.find(
    (one) => rights.may(holder, grant.item, one, drafting.site.clock()) === null,
  );
  if (idle !== undefined)
    throw refuse(
      `目录不允许 ${grant.item} 的 ${idle}，或期限已过 the catalog does not allow ${idle} of ${grant.item}, or the day is past`,
    );
}

function takenKey(before: Access, edit: Edit): string | null {
  if (edit.what !== "token-key.add") return null;
  const isTaken = before.agencies.some(({ tokenKeys = [] }) =>
    tokenKeys.some(({ id }) => id === edit.key.id),
  );
  return isTaken ? edit.key.id : null;
}

/** The register with nothing in it but what the edit is about. */
function alone(after: Access, edit: Edit): Access {
  const id = "holder" in edit ? edit.holder.id : edit.agency;
  const item = edit.what === "grant.put" ? edit.grant.item : null;
  const only = <T extends { readonly id: string; readonly grants: Access["nodes"][number]["grants"] }>(
    all: readonly T[],
  ) =>
    all
      .filter((one) => one.id === id)
      .map((one) => ({ ...one, grants: one.grants.filter((grant) => grant.item === item) }));
  const isNode = "holder" in edit && edit.holder.kind === "node";
  return { ...after, agencies: isNode ? [] : only(after.agencies), nodes: isNode ? only(after.nodes) : [] };
}

export async function undoEdit({ site, audit }: Drafting, operator: Operator, id: string): Promise<void> {
  await site.db.transaction(async (tx) => {
    await lockInTransaction(tx, LOCK);
    const kept = editsOf(await actsAbout(tx, REGISTER)).find((one) => one.id === id);
    if (!kept) throw new Refusal("NOT_FOUND");
    const detail = { id, edit: canonical(kept.edit) };
    await audit.record(tx, operator, { act: "register.undo", target: REGISTER, detail });
  });
}

export async function discardDraft(
  { site, audit }: Drafting,
  operator: Operator,
  reason: string,
): Promise<void> {
  await site.db.transaction(async (tx) => {
    await lockInTransaction(tx, LOCK);
    const { length: edits } = editsOf(await actsAbout(tx, REGISTER));
    if (edits === 0) throw nothingDrafted();
    await audit.record(tx, operator, {
      act: "register.discard",
      target: REGISTER,
      reason,
      detail: { edits },
    });
  });
}

export function nothingDrafted(): Refusal {
  return new Refusal("ACT_IMPOSSIBLE", { detail: "草稿中没有改动 nothing is drafted" });
}
