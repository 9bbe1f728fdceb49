/** The area of orders: what is ordered about a batch, decisions on it, what is held. Wiring only. */
import { send } from "../../api/answer.ts";
import { encodePlace, isInstant, isUuid, readPlace } from "../../api/page.ts";
import { discard } from "../../receive/spool.ts";
import { openHolds } from "../../store/console/hold-rows.ts";
import { listProposals, type Shown } from "../../store/console/proposal-rows.ts";
import { findIntake } from "../../store/intake.ts";
import { inputsOf, jsonOf } from "../admit.ts";
import type { StartArea } from "../parts.ts";
import { decide, type NewOrder, type Ordering, order } from "./orders.ts";
import { holdView, orderView } from "./shown.ts";

const MOST_HOLDS = 500;

export const startActs: StartArea = async ({ site, audit }) => {
  const { db, clock } = site;
  const ordering: Ordering = { db, node: site.config.node, audit, clock, probe: site.probe };
  /** Something may be due now; and bytes that were taken back are not needed any more. */
  const settle = async (done: Shown): Promise<void> => {
    if (done.state !== "done") return;
    const intake = done.act === "cancel" && done.intakeId ? await findIntake(db, done.intakeId) : undefined;
    if (intake?.state === "cancelled" && intake.spool === site.config.spool)
      await discard(intake.spool, intake.intakeId).catch(site.note);
    site.wake();
  };
  return {
    routes: (app, gate) => {
      app.post("/api/batches/:id/orders", async (request, response) => {
        const operator = gate.operator(request);
        const { id } = inputsOf("orderAct", request).path;
        const body = await jsonOf("orderAct", request, response);
        const done = await order(ordering, operator, id, body satisfies NewOrder);
        await settle(done);
        send(response, 200, orderView(done, operator, clock()));
      });
      app.get("/api/orders", async (request, response) => {
        const operator = gate.operator(request);
        const { state = null, cursor, limit = 50 } = inputsOf("listOrders", request).query;
        const place = readPlace<[number, string]>("orders", cursor, [isInstant, isUuid]);
        const now = clock();
        const before = place ? { at: new Date(place[0]), id: place[1] } : null;
        const found = await listProposals(db, {
          scope: operator.scope,
          state,
          now,
          before,
          limit: limit + 1,
        });
        const items = found.slice(0, limit);
        const last = items.at(-1);
        const next =
          found.length > limit && last ? encodePlace("orders", [last.at.getTime(), last.proposalId]) : null;
        send(response, 200, { items: items.map((one) => orderView(one, operator, now)), next });
      });
      app.post("/api/orders/:id/decision", async (request, response) => {
        const operator = gate.operator(request);
        const { id } = inputsOf("decideOrder", request).path;
        const { decision, reason } = await jsonOf("decideOrder", request, response);
        const done = await decide(ordering, operator, id, decision, reason);
        await settle(done);
        send(response, 200, orderView(done, operator, clock()));
      });
      app.get("/api/holds", async (request, response) => {
        const found = await openHolds(db, gate.operator(request).scope, MOST_HOLDS);
        send(response, 200, { items: found.map((hold) => holdView(hold, hold.batchId)) });
      });
    },
    stop: async () => {},
  };
};
