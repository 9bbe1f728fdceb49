/**
 * Pushes and pre-checks as a feature of the node: what they need of it, and the routes that
 * they serve. Wiring only.
 */
import { Refusal } from "../model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { signedRow } from "../receipts.ts";
import { demandNotShut } from "../shut-items.ts";
import { openPrecheck } from "./precheck.ts";
import { openPushDoor } from "./submit.ts";

export async function startPush(parts: NodeParts): Promise<Feature> {
  const { site, catalog, adapters, rights, exchanges } = parts;
  const { config, clock } = site;
  if (!config.roles.includes("receive")) return ABSENT;
  const door = openPushDoor({
    // What is looked up in it follows releases; what is read and judged goes by `pushing`.
    node: { ...exchanges.pushingNow(), catalog, adapters },
    pushing: exchanges.pushing,
    lockWaitMs: config.push.lockWaitMs,
    groupRecords: config.push.groupRecords,
    windowMs: config.push.windowMs,
    maySend(caller, item) {
      if (rights.may(caller, item, "send", clock()) === null)
        throw new Refusal("NOT_GRANTED", { item, action: "send" });
    },
    signed: (row) => signedRow(site.registers().network, row),
    newId: site.newId,
    wake: site.wake,
  });
  const precheck = openPrecheck({
    ...{ catalog, adapters, clock, newId: site.newId, spool: config.spool },
    reader: (adapter) => exchanges.pushingNow().reader(adapter),
    pool: () => exchanges.now().pool,
  });
  return {
    routes: {
      push: {
        mayPush: async (caller, adapter) => {
          await demandNotShut(parts, { door: "push", sender: caller.id, adapter });
          door.mayPush(caller, adapter);
        },
        submit: door.submit,
        bodyBytes: config.push.bodyBytes,
        precheck,
      },
    },
    stop: door.stop,
  };
}
