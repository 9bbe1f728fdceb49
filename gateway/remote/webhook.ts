/**
 * One signed delivery to an agency's callback: CloudEvents in a batch, signed as Standard Webhooks say
 * (Ed25519 over id, time and body). Knows nothing of subscriptions. The trap: the time is that of this
 * attempt and is under the signature, so a delivery that somebody kept cannot be played back later.
 */
import { type KeyObject, sign } from "node:crypto";

import { Refusal } from "../model/refusal.ts";
import type { Egress } from "./egress.ts";
import { guardedRequest, readAtMost } from "./https.ts";

export interface Callback {
  /** Name in the access register. */
  readonly name: string;
  readonly url: string;
  readonly ca?: string | undefined;
  readonly egress: Egress;
  readonly key: KeyObject;
}

export interface Delivery {
  /** The same when the same events are sent again. */
  readonly id: string;
  readonly body: Buffer;
  readonly at: Date;
  readonly traceparent: string;
}

export interface Receipt {
  /** 0 when nobody answered. */
  readonly status: number;
  /** Why nobody answered. */
  readonly code?: string;
}

const TYPE = "application/cloudevents-batch+json; charset=utf-8";
const ANSWER_BYTES = 64 * 1024;

/** ADDRESS_FORBIDDEN when the name leads where no callback may; any other trouble is told as a Receipt. */
export async function deliver(callback: Callback, delivery: Delivery): Promise<Receipt> {
  const { name: target, url, ca, egress, key } = callback;
  const { id, body, at, traceparent } = delivery;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  try {
    const answer = await guardedRequest({
      ...{ target, url, method: "POST", body, egress },
      ...(ca !== undefined && { ca }),
      headers: {
        "content-type": TYPE,
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1a,${signatureOf(key, id, timestamp, body)}`,
        traceparent,
      },
    });
    // What a receiver says beside its status is nothing to us; it is read so that the connection ends well.
    await readAtMost(answer, ANSWER_BYTES).catch(() => null);
    return { status: answer.status };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "ADDRESS_FORBIDDEN") throw error;
    return { status: 0, code: error.code === "PULL_UNREACHABLE" ? "DELIVER_UNREACHABLE" : error.code };
  }
}

function signatureOf(key: KeyObject, id: string, timestamp: string, body: Buffer): string {
  return sign(null, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]), key).toString("base64");
}
