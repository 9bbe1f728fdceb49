/** The console's network: how it stands, and tests of connections. */

import { send } from "../../api/answer.ts";
import { type Trial, tryLink } from "../../deliver/try-link.ts";
import { canonical } from "../../model/canonical.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { neighbours } from "../../network.ts";
import { putLinkTest } from "../../store/console/network-rows.ts";
import type { JsonAnswer } from "../admit.ts";
import { inputsOf } from "../admit.ts";
import type { ConsoleParts, StartArea } from "../parts.ts";
import { networkOf } from "./picture.ts";

const TRIAL_MS = 10_000;

export const startNetwork: StartArea = async (parts) => {
  const underWay = new Set<string>();
  return {
    routes: (app, gate) => {
      app.get("/api/network", async (_request, response) => {
        send(response, 200, await networkOf(parts));
      });
      app.post("/api/network/nodes/:node/test", async (request, response) => {
        const operator = gate.operator(request);
        const { node } = inputsOf("testConnection", request).path;
        // Ten impatient clicks are one trial.
        if (underWay.has(node)) throw new Refusal("NODE_BUSY");
        underWay.add(node);
        try {
          send(response, 200, await testConnection(parts, operator, node));
        } finally {
          underWay.delete(node);
        }
      });
    },
    stop: async () => {},
  };
};

async function testConnection(
  { site, audit }: ConsoleParts,
  operator: Operator,
  id: string,
): Promise<JsonAnswer<"testConnection">> {
  const { network } = site.registers();
  const peer = neighbours(network, site.config.node).find((one) => one.id === id);
  if (!peer) throw new Refusal("NOT_FOUND");
  const { ca, clientCertificate: certificate, clientKey: key } = site.config.pem;
  const at = site.clock();
  const trial: Trial = await tryLink({
    ...{ url: peer.url, node: peer.id, ca, certificate, key, timeoutMs: TRIAL_MS },
    revoked: new Set(network.revoked),
  });
  const failed = trial.steps.find(({ ok }) => !ok);
  await site.db.transaction(async (client) => {
    await putLinkTest(client, {
      ...{ testId: site.newId(), node: id, at, operator: operator.name },
      result: canonical(trial),
    });
    const detail = failed ? { ok: false, step: failed.step, code: failed.detail ?? "" } : { ok: true };
    await audit.record(client, operator, { act: "network.test", target: `node:${id}`, detail });
  });
  return { node: id, at: at.toISOString(), operator: operator.name, ...trial };
}
