/**
 * Pushes and pre-checks as a feature of the node: what they need of it, and the routes that
 * they serve. Wiring only.
 */
import { createPrivateKey } from "node:crypto";
import { Refusal } from "../model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { signedRow } from "../receipts.ts";
import { preparePushing } from "./commit.ts";
import { openPrecheck } from "./precheck.ts";
import { openPushDoor } from "./submit.ts";

export async function startPush(parts: NodeParts): Promise<Feature> {
  const { site, catalog, adapters, rights, changes } = parts;
  const { config } = site;
  const here = catalog.nodes.find(({ id }) => id === config.node);
  if (!config.roles.includes("receive") || here === undefined) return ABSENT;
  const { db, clock, probe } = site;
  const node = preparePushing({
    ...{ db, catalog, adapters, here, clock, probe },
    ...{ receiptKey: config.receiptKey, subjectKey: config.subjectKey, spool: config.spool },
    sealKey: createPrivateKey(config.pem.sealKey),
    sealCertificate: config.pem.sealCertificate,
    changed: (item) => changes.tell(item),
  });
  const door = openPushDoor({
    node,
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
    ...{ catalog, adapters, clock, newId: site.newId, reader: node.reader, spool: config.spool },
    pool: () => parts.exchange().pool,
  });
  return {
    routes: {
      push: { mayPush: door.mayPush, submit: door.submit, bodyBytes: config.push.bodyBytes, precheck },
    },
    stop: door.stop,
  };
}
