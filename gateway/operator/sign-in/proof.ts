/**
 * Judges a password and a second factor together: one answer for every way in which they may be wrong. Failures are
 * counted, and after five of them one has to wait, twice as long each time, and is told how long. The trap: names that
 * nobody has are treated alike, with the same work, so that neither the answer nor its time tells them apart.
 */
import { randomBytes } from "node:crypto";

import type { Operator, Role } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { hashPassword, isPassword } from "../../sftp/password.ts";
import type { Queryable } from "../../store/connect.ts";
import {
  type Credentials,
  failedSignIn,
  findCredentials,
  lockCredentials,
  type OperatorRow,
  passedSignIn,
} from "../../store/console/operator-rows.ts";
import type { ConsoleParts } from "../parts.ts";
import { foldLogin, type Vault } from "./secrets.ts";
import { totpStep } from "./totp.ts";

const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Each try costs a moment of one thread; more of them than this do not queue up. */
const MOST_WAITING = 16;
/** A refusal takes so long, whatever was wrong. */
const REFUSED_AFTER_MS = 500;
/** Names that nobody has are noted so often at most: strangers must not fill the log. */
const UNKNOWN_EVERY_MS = 60_000;
const MOST_STRANGERS = 10_000;

type Judged<T> = { readonly got: T } | { readonly waitMs: number };

export interface Claim {
  readonly login: string;
  readonly password: string;
  readonly code: string;
}

/** Done in the transaction that marks the code as used. */
export type Grant<T> = (tx: Queryable, row: Credentials) => Promise<T>;

export interface Prover {
  /** What `grant` gives, when the claim is right; SIGN_IN_REFUSED otherwise, RATE_LIMITED while one has to wait. */
  prove<T>(claim: Claim, grant: Grant<T>): Promise<T>;
}

export function operatorOf(row: OperatorRow): Operator {
  return { id: row.operatorId, name: row.name, roles: row.roles as readonly Role[], scope: row.scope };
}

export function makeProver({ site, audit }: ConsoleParts, vault: Vault): Prover {
  const { db } = site;
  // Of nobody: what a name is compared with that does not exist.
  const nobodys = hashPassword(randomBytes(18).toString("base64url"));
  const strangers = makeStrangers();
  let waiting = 0;
  let unknown = { since: 0, tries: 0 };

  const noteUnknown = async () => {
    unknown.tries++;
    const now = site.clock().getTime();
    if (now - unknown.since < UNKNOWN_EVERY_MS) return;
    const { tries } = unknown;
    unknown = { since: now, tries: 0 };
    const act = { act: "session.refused", target: "", detail: { unknownNames: tries } };
    await db.transaction(async (tx) => await audit.record(tx, { id: null, name: "—" }, act));
  };

  const judge = async <T>({ login, password, code }: Claim, grant: Grant<T>): Promise<Judged<T>> => {
    const name = foldLogin(login);
    const found = await findCredentials(db, name);
    const listed = found?.password ?? (await nobodys);
    const isRight = await isPassword(password, listed);
    if (!found || found.password === null) {
      const waitMs = strangers.waitOf(name, site.clock());
      await noteUnknown();
      return { waitMs };
    }
    return await db.transaction(async (tx) => {
      const row = await lockCredentials(tx, found.operatorId);
      const now = site.clock();
      if (!row) return { waitMs: 0 };
      if (row.waitUntil !== null && row.waitUntil > now)
        return { waitMs: row.waitUntil.getTime() - now.getTime() };
      const used = secondFactor(vault, row, code, now);
      if (isRight && used && row.state === "active" && row.password === listed) {
        await passedSignIn(tx, row.operatorId, used, now);
        return { got: await grant(tx, row) };
      }
      await countFailure(tx, row, now);
      return { waitMs: 0 };
    });
  };

  const countFailure = async (tx: Queryable, row: Credentials, now: Date) => {
    const failures = row.failures + 1;
    const wait = waitAfter(failures);
    await failedSignIn(tx, row.operatorId, failures, wait === 0 ? null : new Date(now.getTime() + wait));
    const detail = { failures, waitSeconds: wait / 1000, state: row.state };
    const act = { act: "session.refused", target: `operator:${row.login}`, detail };
    await audit.record(tx, { id: null, name: "—" }, act);
  };

  return {
    prove: async (claim, grant) => {
      if (waiting >= MOST_WAITING) throw new Refusal("RATE_LIMITED", { seconds: 5 });
      const since = performance.now();
      waiting++;
      const judged = await judge(claim, grant).finally(() => void waiting--);
      if ("got" in judged) return judged.got;
      const left = REFUSED_AFTER_MS - (performance.now() - since);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
      if (judged.waitMs > 0) throw new Refusal("RATE_LIMITED", { seconds: Math.ceil(judged.waitMs / 1000) });
      throw new Refusal("SIGN_IN_REFUSED");
    },
  };
}

function waitAfter(failures: number): number {
  const beyond = failures - FREE_FAILURES;
  return beyond < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** Math.min(beyond, 20), LONGEST_WAIT_MS);
}

/** Names that nobody has wait as those of operators do; in memory alone, and the oldest are forgotten. */
function makeStrangers() {
  const known = new Map<string, { failures: number; until: number }>();
  return {
    /** How long is left to wait; counts a failure where nothing is. */
    waitOf: (name: string, now: Date): number => {
      const one = known.get(name) ?? { failures: 0, until: 0 };
      const left = one.until - now.getTime();
      if (left > 0) return left;
      const failures = one.failures + 1;
      const wait = waitAfter(failures);
      known.delete(name);
      known.set(name, { failures, until: wait === 0 ? 0 : now.getTime() + wait });
      const oldest = known.keys().next().value;
      if (known.size > MOST_STRANGERS && oldest !== undefined) known.delete(oldest);
      return 0;
    },
  };
}

type Used = Parameters<typeof passedSignIn>[2];

function secondFactor(vault: Vault, row: Credentials, code: string, now: Date): Used | undefined {
  if (row.totp === null) return undefined;
  const step = totpStep(vault.open(row.totp, row.operatorId), code, now, row.totpStep);
  if (step !== undefined) return { step };
  const digest = vault.codeDigest(code, row.operatorId);
  return row.recoveryCodes.some((one) => one.equals(digest)) ? { recoveryCode: digest } : undefined;
}
