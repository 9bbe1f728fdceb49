/** The area of administration: operators, the registers in force and the next one, schedules, the audit. Alarms and their targets are an area of their own. */
import type { Express, Request, Response } from "express";

import { send } from "../../api/answer.ts";
import { encodePlace, isCount, readPlace } from "../../api/page.ts";
import { parseCanonical } from "../../model/canonical.ts";
import { type ActRow, listActs } from "../../store/console/act-rows.ts";
import { openLinks } from "../../store/console/link-rows.ts";
import { listOperators, type OperatorRow } from "../../store/console/operator-rows.ts";
import { inputsOf, type JsonAnswer, jsonOf } from "../admit.ts";
import { type Detail, entryDigest } from "../audit.ts";
import type { ConsoleParts, OperatorGate, StartArea } from "../parts.ts";
import { linkUrl } from "../public-url.ts";
import { change, invite, order, type WithLink } from "./operators.ts";
import { describeRegister } from "./register.ts";
import { registerRoutes } from "./register-area.ts";
import { layApproved } from "./register-proposal.ts";
import { orderPull, type Order as PullOrder } from "./schedule-orders.ts";
import { describeSchedules } from "./schedules.ts";

type Entry = JsonAnswer<"listOperators">["items"][number];
type AuditEntry = JsonAnswer<"listAuditEntries">["items"][number];

export const startAdministration: StartArea = async (parts) => {
  // What was approved when the process ended.
  if (parts.site.registers().access !== null) await layApproved(parts);
  return {
    routes: (app, gate) => {
      operatorRoutes(app, parts, gate);
      orderRoutes(app, parts, gate);
      registerRoutes(app, parts, gate);
      scheduleRoutes(app, parts, gate);
      readingRoutes(app, parts);
    },
    stop: async () => {},
  };
};

function operatorRoutes(app: Express, parts: ConsoleParts, gate: OperatorGate): void {
  const { site } = parts;
  app.get("/api/operators", async (_request, response) => {
    const links = await openLinks(site.db, site.clock());
    const items = (await listOperators(site.db)).map((row) => entryOf(row, links.get(row.operatorId)));
    const answer: JsonAnswer<"listOperators"> = { items, oidc: Boolean(site.config.console?.oidc) };
    send(response, 200, answer);
  });
  app.post("/api/operators", async (request, response) => {
    const given = await jsonOf("inviteOperator", request, response);
    send(response, 201, withLink(parts, await invite(parts, gate.operator(request), given)));
  });
  app.patch("/api/operators/:id", async (request, response) => {
    const { id } = inputsOf("changeOperator", request).path;
    const to = await jsonOf("changeOperator", request, response);
    const row = await change(parts, gate.operator(request), id, to);
    const links = await openLinks(site.db, site.clock());
    send(response, 200, entryOf(row, links.get(id)));
  });
}

function orderRoutes(app: Express, parts: ConsoleParts, gate: OperatorGate): void {
  app.post("/api/operators/:id/lock", async (request, response) => {
    const operatorId = inputsOf("lockOperator", request).path.id;
    const { reason } = await jsonOf("lockOperator", request, response);
    const done = await order(parts, gate.operator(request), { operatorId, what: "lock", reason });
    send(response, 200, entryOf(done.row));
  });
  app.post("/api/operators/:id/unlock", async (request, response) => {
    const operatorId = inputsOf("unlockOperator", request).path.id;
    const { reason } = await jsonOf("unlockOperator", request, response);
    const done = await order(parts, gate.operator(request), { operatorId, what: "unlock", reason });
    send(response, 200, entryOf(done.row));
  });
  app.post("/api/operators/:id/reset", async (request, response) => {
    const operatorId = inputsOf("resetOperator", request).path.id;
    const { reason } = await jsonOf("resetOperator", request, response);
    const done = await order(parts, gate.operator(request), { operatorId, what: "reset", reason });
    send(response, 200, withLink(parts, done));
  });
  app.post("/api/operators/:id/removal", async (request, response) => {
    const operatorId = inputsOf("removeOperator", request).path.id;
    const { reason } = await jsonOf("removeOperator", request, response);
    await order(parts, gate.operator(request), { operatorId, what: "remove", reason });
    response.writeHead(204).end();
  });
}

function scheduleRoutes(app: Express, parts: ConsoleParts, gate: OperatorGate): void {
  const ordered =
    (operationId: "runSchedule" | "pauseSchedule" | "resumeSchedule", order: PullOrder) =>
    async (request: Request, response: Response) => {
      const { id } = inputsOf(operationId, request).path;
      const { reason } = await jsonOf(operationId, request, response);
      await orderPull(parts, gate.operator(request), { id, order, reason });
      send(response, 200, await describeSchedules(parts));
    };
  app.get("/api/schedules", async (_request, response) => {
    send(response, 200, await describeSchedules(parts));
  });
  app.post("/api/schedules/:id/run", ordered("runSchedule", "run"));
  app.post("/api/schedules/:id/pause", ordered("pauseSchedule", "pause"));
  app.post("/api/schedules/:id/resume", ordered("resumeSchedule", "resume"));
}

function readingRoutes(app: Express, parts: ConsoleParts): void {
  const { site } = parts;
  app.get("/api/register", (_request, response) => {
    send(response, 200, describeRegister(parts));
  });
  app.get("/api/audit", async (request, response) => {
    const {
      operator,
      act,
      target,
      from,
      until,
      cursor,
      limit = 50,
    } = inputsOf("listAuditEntries", request).query;
    const [before] = readPlace<[number]>("audit", cursor, [isCount]) ?? [];
    const filter = {
      ...{ operatorId: operator, act, target, before },
      from: from === undefined ? undefined : new Date(from),
      until: until === undefined ? undefined : new Date(until),
    };
    const rows = await listActs(site.db, filter, limit + 1);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const answer: JsonAnswer<"listAuditEntries"> = {
      items: page.map(auditEntry),
      ...(last && { next: encodePlace("audit", [last.actNo]) }),
    };
    send(response, 200, answer);
  });
}

function entryOf(row: OperatorRow, linkUntil?: Date): Entry {
  return {
    ...{ id: row.operatorId, login: row.login, name: row.name, way: row.way },
    roles: row.roles as Entry["roles"],
    scope: row.scope,
    state: row.state as Entry["state"],
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    signedInAt: row.signedInAt?.toISOString() ?? null,
    waitUntil: row.waitUntil?.toISOString() ?? null,
    linkUntil: linkUntil?.toISOString() ?? null,
    recoveryLeft: row.recovery,
    revision: row.revision,
  };
}

function withLink({ publicUrl }: ConsoleParts, { row, link }: WithLink): JsonAnswer<"resetOperator"> {
  return {
    operator: entryOf(row, link?.endsAt),
    link: link && { url: linkUrl(publicUrl(), link.secret), endsAt: link.endsAt.toISOString() },
  };
}

function auditEntry(row: ActRow): AuditEntry {
  const { actId: id, at, operatorId, operator, act, target, reason, logIndex } = row;
  const detail = JSON.parse(row.detail) as Detail;
  const digest = entryDigest({ id, at, operatorId, operator, act, target, reason, detail });
  const leaf = row.leaf === null ? {} : (parseCanonical(row.leaf) as { act?: unknown; entry?: unknown });
  return {
    ...{ id, at: at.toISOString(), operatorId, operator, act, target, reason },
    detail: { ...detail },
    logIndex,
    proven: leaf.entry === digest && leaf.act === act,
  };
}
