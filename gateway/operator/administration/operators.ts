/**
 * What is done to operators: entered, changed, locked, reset, removed; by the console and by the command line. Each
 * ends the sessions that it makes untrue, in its own transaction, with its audit entry. The trap: nobody does any of
 * this to themselves, and there is always a security administrator left who can sign in.
 */
import { areCompatible, mayBeConfined, type Operator, type Role } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Site } from "../../site.ts";
import type { Queryable } from "../../store/connect.ts";
import { deleteLinks } from "../../store/console/link-rows.ts";
import {
  changeOperator,
  clearCredentials,
  endWait,
  insertOperator,
  lockKeepers,
  lockOperator,
  type OperatorRow,
  otherKeepers,
} from "../../store/console/operator-rows.ts";
import { deleteSessionsOf } from "../../store/console/session-rows.ts";
import type { Audit, Nobody } from "../audit.ts";
import { type MadeLink, makeLink } from "../sign-in/links.ts";
import { foldLogin } from "../sign-in/secrets.ts";

export interface Keeping {
  readonly site: Pick<Site, "db" | "clock" | "newId">;
  readonly audit: Audit;
}

export interface Invitation {
  readonly login: string;
  readonly name: string;
  readonly way: "local" | "oidc";
  readonly roles: readonly Role[];
  readonly scope: readonly string[] | null;
}

export interface Change extends Pick<Invitation, "name" | "roles" | "scope"> {
  readonly revision: number;
  readonly reason: string;
}

export interface WithLink {
  readonly row: OperatorRow;
  /** Null where the identity provider lets the operator in. */
  readonly link: MadeLink | null;
}

export async function invite({ site, audit }: Keeping, who: Operator, given: Invitation): Promise<WithLink> {
  demandCompatible(given);
  const login = foldLogin(given.login);
  return await site.db.transaction(async (tx) => {
    const [operatorId, at] = [site.newId(), site.clock()];
    if (!(await insertOperator(tx, { ...given, operatorId, login, name: given.name.trim(), at })))
      throw new Refusal("OPERATOR_EXISTS", { login });
    const link = given.way === "local" ? await makeLink(tx, "invitation", operatorId, at) : null;
    const detail = { name: given.name, way: given.way, roles: given.roles, scope: given.scope };
    await audit.record(tx, who, { act: "operator.invite", target: `operator:${login}`, detail });
    return { row: await read(tx, operatorId), link };
  });
}

export async function change(
  { site, audit }: Keeping,
  who: Operator,
  operatorId: string,
  to: Change,
): Promise<OperatorRow> {
  demandCompatible(to);
  return await site.db.transaction(async (tx) => {
    const row = await taken(tx, who, operatorId);
    if (row.revision !== to.revision) throw new Refusal("OPERATOR_CHANGED");
    if (row.roles.includes("security") && !to.roles.includes("security")) await demandAnother(tx, row);
    const isSame = sameList(row.roles, to.roles) && sameList(row.scope, to.scope);
    await changeOperator(tx, operatorId, { ...to, name: to.name.trim(), state: row.state }, site.clock());
    if (!isSame) await deleteSessionsOf(tx, operatorId);
    const before = { rolesBefore: row.roles, scopeBefore: row.scope };
    const detail = { name: to.name, roles: to.roles, scope: to.scope, ...before };
    await audit.record(tx, who, {
      ...{ act: "operator.change", target: `operator:${row.login}`, reason: to.reason, detail },
    });
    return await read(tx, operatorId);
  });
}

/** How one ends who may sign in, and what is left. */
type Order = "lock" | "unlock" | "reset" | "remove";

export async function order(
  { site, audit }: Keeping,
  who: Operator | Nobody,
  {
    operatorId,
    what,
    reason,
  }: { readonly operatorId: string; readonly what: Order; readonly reason: string },
): Promise<WithLink> {
  return await site.db.transaction(async (tx) => {
    const row = await taken(tx, who, operatorId);
    const at = site.clock();
    let link: MadeLink | null = null;
    // From the command line, where who sits there could as well make themselves the next one.
    if (what !== "unlock" && who.id !== null) await demandAnother(tx, row);
    if (what === "unlock") await endWait(tx, operatorId);
    else {
      await deleteSessionsOf(tx, operatorId);
      await deleteLinks(tx, operatorId);
    }
    if (what === "reset" || what === "remove") await clearCredentials(tx, operatorId);
    const state = stateAfter(what, row);
    await changeOperator(tx, operatorId, { ...row, state }, at);
    if (what === "reset" && row.way === "local") link = await makeLink(tx, "reset", operatorId, at);
    await audit.record(tx, who, { act: `operator.${what}`, target: `operator:${row.login}`, reason });
    return {
      row: { ...row, state, revision: row.revision + 1, recovery: what === "reset" ? 0 : row.recovery },
      link,
    };
  });
}

function stateAfter(what: Order, row: OperatorRow): OperatorRow["state"] {
  if (what === "lock") return "locked";
  if (what === "remove") return "removed";
  if (what === "reset") return "invited";
  // Locked before the first sign-in: back to where a link, or the identity provider, lets in.
  return row.state === "locked" && row.signedInAt === null
    ? "invited"
    : row.state === "locked"
      ? "active"
      : row.state;
}

async function taken(tx: Queryable, who: Operator | Nobody, operatorId: string): Promise<OperatorRow> {
  // One after the other, so that two do not each take away the other's last but one.
  await lockKeepers(tx);
  const row = await lockOperator(tx, operatorId);
  if (!row) throw new Refusal("NOT_FOUND");
  if (row.operatorId === who.id) throw new Refusal("OPERATOR_SELF");
  return row;
}

async function demandAnother(tx: Queryable, row: OperatorRow): Promise<void> {
  if (!row.roles.includes("security") || row.state !== "active") return;
  if ((await otherKeepers(tx, row.operatorId)) === 0) throw new Refusal("OPERATOR_LAST");
}

function demandCompatible({ roles, scope }: Pick<Invitation, "roles" | "scope">): void {
  if (!areCompatible(roles) || (scope !== null && !mayBeConfined(roles)))
    throw new Refusal("ROLES_INCOMPATIBLE");
}

async function read(tx: Queryable, operatorId: string): Promise<OperatorRow> {
  const row = await lockOperator(tx, operatorId);
  if (!row) throw new Error("an operator that was just changed is not there");
  return row;
}

function sameList(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((name) => other.includes(name));
}
