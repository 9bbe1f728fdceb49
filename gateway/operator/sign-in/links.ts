/**
 * One-time links: the first set-up of a console, invitations, resets. Whoever opens one chooses a password and takes
 * a second factor; then the link is void. The trap: it is as good as a password until it is used, so it lives
 * shortly, is kept as a digest, and its secret is said once.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Role } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { hashPassword } from "../../sftp/password.ts";
import type { Client, Queryable } from "../../store/connect.ts";
import {
  deleteLinks,
  insertLink,
  type LinkRow,
  lockLink,
  offerTotp,
  useLink,
} from "../../store/console/link-rows.ts";
import {
  insertOperator,
  lockOperator,
  type OperatorRow,
  setCredentials,
} from "../../store/console/operator-rows.ts";
import { deleteSessionsOf } from "../../store/console/session-rows.ts";
import type { JsonAnswer, JsonBody } from "../admit.ts";
import type { ConsoleParts } from "../parts.ts";
import { demandStrong } from "./password-rule.ts";
import { operatorOf } from "./proof.ts";
import { foldLogin, linkDigest, makeLinkSecret, makeRecoveryCodes, type Vault } from "./secrets.ts";
import { makeTotpSecret, totpOffer, totpStep } from "./totp.ts";

const HOUR_MS = 3_600_000;
const LIVES: Readonly<Record<LinkRow["kind"], number>> = {
  setup: 24 * HOUR_MS,
  invitation: 72 * HOUR_MS,
  reset: 24 * HOUR_MS,
};
/** Who sets a console up gives everybody else their roles, and is on duty until there is anybody else. */
const FIRST_ROLES: readonly Role[] = ["security", "operator"];

export interface MadeLink {
  readonly secret: string;
  readonly endsAt: Date;
}

/** A new link; those of the same person, or of the same set-up, are void from now on. */
export async function makeLink(
  tx: Queryable,
  kind: LinkRow["kind"],
  operatorId: string | null,
  at: Date,
): Promise<MadeLink> {
  const secret = makeLinkSecret();
  const endsAt = new Date(at.getTime() + LIVES[kind]);
  await deleteLinks(tx, operatorId);
  await insertLink(tx, { secret: linkDigest(secret), kind, operatorId, totp: null, at, endsAt });
  return { secret, endsAt };
}

interface Opened {
  readonly link: LinkRow;
  readonly owner: OperatorRow | undefined;
}

async function openIn(tx: Queryable, digest: Buffer, now: Date): Promise<Opened> {
  const link = await lockLink(tx, digest, now);
  const owner = link?.operatorId ? await lockOperator(tx, link.operatorId) : undefined;
  if (!link || (link.operatorId !== null && (!owner || owner.state === "locked" || owner.way !== "local")))
    throw new Refusal("LINK_INVALID");
  return { link, owner };
}

export async function openLink(
  { site }: ConsoleParts,
  vault: Vault,
  secret: string,
): Promise<JsonAnswer<"openLink">> {
  const digest = linkDigest(secret);
  return await site.db.transaction(async (tx) => {
    const { link, owner } = await openIn(tx, digest, site.clock());
    const name = digest.toString("hex");
    const totp = link.totp === null ? makeTotpSecret() : vault.open(link.totp, name);
    if (link.totp === null) await offerTotp(tx, digest, vault.lock(totp, name));
    return {
      kind: link.kind,
      login: owner?.login ?? null,
      name: owner?.name ?? null,
      roles: (owner?.roles ?? FIRST_ROLES) as Role[],
      endsAt: link.endsAt.toISOString(),
      totp: totpOffer(totp, owner?.login ?? "console", site.config.node),
    };
  });
}

export interface Accepted {
  readonly operator: OperatorRow;
  readonly recoveryCodes: readonly string[];
}

/** The link's owner, signed in. Nothing is used up by a password or a code that does not do. */
export async function acceptLink(
  parts: ConsoleParts,
  vault: Vault,
  body: JsonBody<"acceptLink">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Accepted> {
  const { site, audit, sessions } = parts;
  const digest = linkDigest(body.secret);
  const seen = await site.db.transaction(async (tx) => await openIn(tx, digest, site.clock()));
  const login = seen.owner?.login ?? foldLogin(body.login ?? "");
  const name = seen.owner?.name ?? (body.name ?? "").trim();
  if (login === "" || name === "")
    throw new Refusal("REQUEST_INVALID", { detail: "/login, /name (required)" });
  demandStrong(body.password, login);
  const password = await hashPassword(body.password);
  return await site.db.transaction(async (tx) => {
    const at = site.clock();
    const { link, owner } = await openIn(tx, digest, at);
    const secret = link.totp && vault.open(link.totp, digest.toString("hex"));
    const step = secret && totpStep(secret, body.code, at, 0);
    if (!secret || typeof step !== "number") throw new Refusal("CODE_WRONG");
    const operatorId = owner?.operatorId ?? (await insertFirst(tx, parts, login, name, at));
    const recoveryCodes = makeRecoveryCodes();
    const recovery = recoveryCodes.map((code) => vault.codeDigest(code, operatorId));
    const totp = vault.lock(secret, operatorId);
    await setCredentials(tx, { operatorId, password, totp, totpStep: step, recovery, at });
    await useLink(tx, digest, at);
    await deleteSessionsOf(tx, operatorId);
    const operator = await lockOperator(tx, operatorId);
    if (!operator) throw new Error("an operator that was just made is not there");
    await sessions.begin(tx, request, response, operatorId);
    const detail = { link: link.kind, roles: operator.roles };
    await audit.record(tx, operatorOf(operator), {
      act: "operator.accept",
      target: `operator:${login}`,
      detail,
    });
    return { operator, recoveryCodes };
  });
}

async function insertFirst(tx: Client, { site }: ConsoleParts, login: string, name: string, at: Date) {
  const operatorId = site.newId();
  const one = { operatorId, login, name, way: "local", roles: FIRST_ROLES, scope: null, at } as const;
  if (!(await insertOperator(tx, one))) throw new Refusal("OPERATOR_EXISTS", { login });
  // Whatever other set-up links lie about.
  await deleteLinks(tx, null);
  return operatorId;
}
