/** Subscriptions: their agencies' requests, and the loop that delivers. Wiring only. */
import type { RouteParts } from "../api/app.ts";
import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { formatTrace } from "../model/trace.ts";
import type { Feature, NodeParts } from "../node-parts.ts";
import { openDesk } from "../query/desk.ts";
import { deliver } from "../remote/webhook.ts";
import type { Site } from "../site.ts";
import { batchBody, deliveryId, testEvent } from "./events.ts";
import { layTest } from "./files.ts";
import { startDeliveries } from "./loop.ts";
import {
  createSubscription,
  deadLetters,
  editSubscription,
  endSubscription,
  listSubscriptions,
  type Office,
  ownOf,
  readSubscription,
  replay,
} from "./manage.ts";
import { targetOf, Undelivered } from "./reader.ts";

export async function startSubscriptions(parts: NodeParts): Promise<Feature> {
  const { site, changes } = parts;
  const { roles } = site.config;
  const desk = openDesk(parts);
  const deliveries = roles.includes("subscribe") ? startDeliveries({ site, desk }) : undefined;
  const quiet = deliveries && changes.onChange(deliveries.wake);
  const office: Office = { site, desk, wake: () => deliveries?.wake() };
  return {
    ...(roles.includes("api") && { routes: { subscriptions: routesOf(office) } }),
    stop: async () => {
      quiet?.();
      await deliveries?.stop();
      await desk.close();
    },
  };
}

function routesOf(office: Office): NonNullable<RouteParts["subscriptions"]> {
  return {
    list: async (caller) => await listSubscriptions(office, caller),
    create: async (caller, wanted, key) => await createSubscription(office, caller, wanted, key),
    read: async (caller, id) => await readSubscription(office, caller, id),
    change: async (caller, id, revision, to) => await editSubscription(office, caller, id, revision, to),
    end: async (caller, id) => await endSubscription(office, caller, id),
    test: async (caller, id) => await tryOut(office, caller, id),
    replay: async (caller, id, wish) => await replay(office, caller, id, wish),
    deadLetters: async (caller, id, after, limit) => await deadLetters(office, caller, id, after, limit),
  };
}

/** One event without a change, at once; the outcome is the answer. */
async function tryOut(office: Office, caller: Caller, id: string): Promise<object> {
  const { site } = office;
  const one = await ownOf(office, caller, id);
  const started = performance.now();
  const outcome = await sendTest(site, one.subscriptionId, caller, one);
  return { ...outcome, milliseconds: Math.round(performance.now() - started) };
}

async function sendTest(
  site: Site,
  subscription: string,
  caller: Caller,
  one: Parameters<typeof targetOf>[1],
): Promise<object> {
  const { eventKey, egress, node } = site.config;
  try {
    const target = targetOf(site, one);
    const event = site.newId();
    const traceparent = formatTrace(caller.trace);
    const at = site.clock();
    if (one.kind === "sftp") {
      await layTest(site, target, event, testEvent(node, event, at, traceparent));
      return { delivered: true };
    }
    if (!eventKey) return { delivered: false, code: "CONFIG_INVALID" };
    const { name, url, ca } = target;
    const { status, code } = await deliver(
      { name, url, ca, egress, key: eventKey },
      {
        ...{ id: deliveryId(subscription, 0, [event]), at, traceparent },
        body: batchBody([testEvent(node, event, at, traceparent)]),
      },
    );
    const delivered = status >= 200 && status < 300;
    return { delivered, ...(status > 0 && { status }), ...(code !== undefined && { code }) };
  } catch (error) {
    if (error instanceof Undelivered || error instanceof Refusal)
      return { delivered: false, code: error.code };
    throw error;
  }
}
