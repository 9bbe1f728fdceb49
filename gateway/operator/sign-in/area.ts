/**
 * The area of signing in: how one gets a session, what it is, how it ends; one-time links; one's own password and
 * recovery codes. The trap: these routes are open to the world, so each of them says as little as it can.
 */
import type { Express, Request, Response } from "express";

import { send } from "../../api/answer.ts";
import { Refusal } from "../../model/refusal.ts";
import { hashPassword } from "../../sftp/password.ts";
import {
  anyOperator,
  type OperatorRow,
  setPassword,
  setRecovery,
} from "../../store/console/operator-rows.ts";
import { deleteSessionsOf } from "../../store/console/session-rows.ts";
import { inputsOf, type JsonAnswer, jsonOf, sessionOf } from "../admit.ts";
import type { ConsoleParts, StartArea } from "../parts.ts";
import { acceptLink, openLink } from "./links.ts";
import { makeOidc, type Oidc } from "./oidc.ts";
import { demandStrong } from "./password-rule.ts";
import { makeProver, operatorOf } from "./proof.ts";
import { makeRecoveryCodes, makeVault } from "./secrets.ts";
import { ABSOLUTE_MS, IDLE_MS, type Session } from "./sessions.ts";

export const startSignIn: StartArea = async (parts) => {
  const { settings } = parts;
  const vault = makeVault(settings.key);
  const oidc = settings.oidc && makeOidc(parts, settings.oidc, vault);
  const own = { vault, prover: makeProver(parts, vault) };
  return {
    routes: (app) => {
      sessionRoutes(app, parts, own, settings.oidc?.name ?? null);
      accountRoutes(app, parts, own);
      linkRoutes(app, parts, own);
      if (oidc) oidcRoutes(app, oidc);
    },
    stop: async () => {},
  };
};

interface Own {
  readonly vault: ReturnType<typeof makeVault>;
  readonly prover: ReturnType<typeof makeProver>;
}

function sessionRoutes(app: Express, parts: ConsoleParts, own: Own, oidcName: string | null): void {
  const { site, audit, sessions } = parts;
  const { node } = site.config;
  app.get("/api/sign-in", async (_request, response) => {
    const setUp = !(await anyOperator(site.db));
    const answer: JsonAnswer<"getSignIn"> = {
      node,
      oidc: oidcName === null ? null : { name: oidcName },
      setUp,
    };
    send(response, 200, answer);
  });
  app.post("/api/session", async (request, response) => {
    const claim = await jsonOf("signIn", request, response);
    const operator = await own.prover.prove(claim, async (tx, row) => {
      await sessions.begin(tx, request, response, row.operatorId);
      const act = { act: "session.begin", target: `operator:${row.login}`, detail: { way: "local" } };
      await audit.record(tx, operatorOf(row), act);
      return row;
    });
    send(response, 200, begun(operator, site.clock(), node));
  });
  app.get("/api/session", (request, response) => {
    send(response, 200, described(sessionOf(request), node));
  });
  app.delete("/api/session", async (request, response) => {
    const { operator, login } = sessionOf(request);
    await site.db.transaction(async (tx) => {
      await sessions.end(tx, request, response);
      await audit.record(tx, operator, { act: "session.end", target: `operator:${login}` });
    });
    response.writeHead(204).end();
  });
}

function accountRoutes(app: Express, { site, audit }: ConsoleParts, { prover, vault }: Own): void {
  app.post("/api/session/password", async (request, response) => {
    const { operator, login, key } = sessionOf(request);
    const { newPassword, ...given } = await jsonOf("changePassword", request, response);
    demandStrong(newPassword, login);
    const hash = await hashPassword(newPassword);
    await prover.prove({ ...given, login }, async (tx) => {
      await setPassword(tx, operator.id, hash, site.clock());
      await deleteSessionsOf(tx, operator.id, key);
      await audit.record(tx, operator, { act: "operator.password", target: `operator:${login}` });
    });
    response.writeHead(204).end();
  });
  app.post("/api/session/recovery-codes", async (request, response) => {
    const { operator, login } = sessionOf(request);
    const given = await jsonOf("renewRecoveryCodes", request, response);
    const recoveryCodes = makeRecoveryCodes();
    await prover.prove({ ...given, login }, async (tx) => {
      const digests = recoveryCodes.map((code) => vault.codeDigest(code, operator.id));
      await setRecovery(tx, operator.id, digests);
      await audit.record(tx, operator, { act: "operator.recovery-codes", target: `operator:${login}` });
    });
    send(response, 200, { recoveryCodes });
  });
}

function linkRoutes(app: Express, parts: ConsoleParts, own: Own): void {
  app.post("/api/links/open", async (request, response) => {
    const { secret } = await jsonOf("openLink", request, response);
    send(response, 200, await openLink(parts, own.vault, secret));
  });
  app.post("/api/links/accept", async (request, response) => {
    const body = await jsonOf("acceptLink", request, response);
    const { operator, recoveryCodes } = await acceptLink(parts, own.vault, body, request, response);
    const session = begun(operator, parts.site.clock(), parts.site.config.node);
    send(response, 201, { session: { ...session, recoveryLeft: recoveryCodes.length }, recoveryCodes });
  });
}

function oidcRoutes(app: Express, oidc: Oidc): void {
  app.get("/api/session/oidc", async (_request, response) => {
    redirect(response, await oidc.start(response));
  });
  app.get("/api/session/oidc/callback", async (request: Request, response) => {
    inputsOf("finishOidc", request);
    try {
      await oidc.finish(request, response);
      redirect(response, "/");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      redirect(
        response,
        `/sign-in?refused=${error.code}&why=${encodeURIComponent(String(error.params["detail"]))}`,
      );
    }
  });
}

function redirect(response: Response, to: string): void {
  response.writeHead(303, { location: to, "cache-control": "no-store" }).end();
}

type Described = JsonAnswer<"getSession">;

/** A session that has just begun. */
function begun(row: OperatorRow, at: Date, node: string): Described {
  const { login, way, recovery } = row;
  const [idleUntil, endsAt] = [new Date(at.getTime() + IDLE_MS), new Date(at.getTime() + ABSOLUTE_MS)];
  return described(
    { operator: operatorOf(row), login, way, signedInAt: at, idleUntil, endsAt, recovery },
    node,
  );
}

function described(session: Omit<Session, "key">, node: string): Described {
  const { operator, login, way, signedInAt, idleUntil, endsAt, recovery } = session;
  const { id, name, roles, scope } = operator;
  return {
    ...{ id, login, name, way, roles, scope, node },
    signedInAt: signedInAt.toISOString(),
    idleUntil: idleUntil.toISOString(),
    endsAt: endsAt.toISOString(),
    recoveryLeft: recovery,
  };
}
