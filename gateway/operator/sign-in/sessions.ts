/**
 * Sessions of the console: a random token in a cookie that no script can read, of which the database keeps the
 * digest. It ends after half an hour without an act of its operator, and after twelve hours whatever happens. The
 * trap: pages refresh themselves; such requests say so and keep nothing alive.
 */
import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Operator, Role } from "../../model/operator.ts";
import type { Site } from "../../site.ts";
import type { Queryable } from "../../store/connect.ts";
import {
  deleteEndedSessions,
  deleteSession,
  findSession,
  insertSession,
  touchSession,
} from "../../store/console/session-rows.ts";

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
/** A session that was seen so lately is not written again. */
const TOUCH_MS = 60_000;

export interface Session {
  /** SHA-256 of the token: how the database knows it. */
  readonly key: Buffer;
  readonly operator: Operator;
  readonly login: string;
  readonly way: "local" | "oidc";
  readonly signedInAt: Date;
  readonly idleUntil: Date;
  readonly endsAt: Date;
  /** Recovery codes that are left. */
  readonly recovery: number;
}

export interface Sessions {
  /** The session of a request, which counts as an act of its operator unless it says otherwise. */
  of(request: IncomingMessage): Promise<Session | undefined>;
  /** The same, and it counts as nothing. */
  peek(request: IncomingMessage): Promise<Session | undefined>;
  /** A new one, in the transaction of the sign-in; what the browser had before ends. */
  begin(tx: Queryable, request: IncomingMessage, response: ServerResponse, operator: string): Promise<void>;
  end(tx: Queryable, request: IncomingMessage, response: ServerResponse): Promise<void>;
  sweep(): Promise<void>;
}

export interface CookieSettings {
  /** Cookies of one host are shared by its ports: the node's id keeps apart those of several nodes. */
  readonly node: string;
  readonly secure: boolean;
}

export function makeSessions(site: Pick<Site, "db" | "clock">, cookies: CookieSettings): Sessions {
  const { db } = site;
  const name = cookieName(cookies, "session");
  const idleSince = (now: Date) => new Date(now.getTime() - IDLE_MS);
  const find = async (request: IncomingMessage, counts: boolean): Promise<Session | undefined> => {
    const token = readCookie(request, name);
    if (token === undefined) return undefined;
    const now = site.clock();
    const key = keyOf(token);
    const row = await findSession(db, key, now, idleSince(now));
    if (!row) return undefined;
    const isOld = now.getTime() - row.seenAt.getTime() > TOUCH_MS;
    if (counts && isOld) await touchSession(db, key, now);
    const seenAt = counts ? now : row.seenAt;
    const { operatorId: id, name: called, login, scope } = row;
    return {
      ...{ key, login, way: row.way, recovery: row.recovery, signedInAt: row.createdAt, endsAt: row.endsAt },
      operator: { id, name: called, roles: row.roles as readonly Role[], scope },
      idleUntil: new Date(Math.min(seenAt.getTime() + IDLE_MS, row.endsAt.getTime())),
    };
  };
  return {
    of: async (request) => await find(request, request.headers["xinqiao-passive"] !== "1"),
    peek: async (request) => await find(request, false),
    begin: async (tx, request, response, operatorId) => {
      const before = readCookie(request, name);
      if (before !== undefined) await deleteSession(tx, keyOf(before));
      const token = randomBytes(32).toString("base64url");
      const at = site.clock();
      const endsAt = new Date(at.getTime() + ABSOLUTE_MS);
      await insertSession(tx, { token: keyOf(token), operatorId, at, endsAt });
      writeCookie(response, cookies, { name, value: token, sameSite: "Strict" });
    },
    end: async (tx, request, response) => {
      const token = readCookie(request, name);
      if (token !== undefined) await deleteSession(tx, keyOf(token));
      writeCookie(response, cookies, { name, value: "", sameSite: "Strict", seconds: 0 });
    },
    sweep: async () => await deleteEndedSessions(db, site.clock(), idleSince(site.clock())),
  };
}

/** With TLS the browser itself holds to it that nobody but this host set the cookie. */
export function cookieName({ node, secure }: CookieSettings, use: "session" | "oidc"): string {
  return `${secure ? "__Host-" : ""}xinqiao-${use === "session" ? "" : `${use}-`}${node}`;
}

/** The value of a cookie, when it is of the form that we give out. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    return /^[A-Za-z0-9_.-]{16,2000}$/.test(value) ? value : undefined;
  }
  return undefined;
}

export interface NewCookie {
  readonly name: string;
  readonly value: string;
  readonly sameSite: "Strict" | "Lax";
  /** Without it the cookie goes with the browser. */
  readonly seconds?: number;
}

export function writeCookie(
  response: ServerResponse,
  { secure }: Pick<CookieSettings, "secure">,
  { name, value, sameSite, seconds }: NewCookie,
): void {
  const age = seconds === undefined ? "" : `; Max-Age=${seconds}`;
  const line = `${name}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${secure ? "; Secure" : ""}${age}`;
  response.appendHeader("set-cookie", line);
}

function keyOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
