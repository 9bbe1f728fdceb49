/**
 * Changes as CloudEvents 1.0. An event has the id of its change, so that it is the same event in every
 * delivery, repeat and replay. The trap: a batch is cut by bytes as well as by number, and one event
 * alone may be larger than the limit; it then goes alone.
 */
import { createHash } from "node:crypto";

import type { Catalog } from "../model/catalog.ts";
import type { ChangeRow, FeedPlace } from "../store/feed.ts";

const BATCH_BYTES = 1 << 20;
export const BATCH_EVENTS = 100;

export interface ChangeEvent extends FeedPlace {
  readonly id: string;
  readonly item: string;
  /** JSON text of the CloudEvent. */
  readonly text: string;
}

export interface EventSource {
  readonly node: string;
  readonly catalog: Catalog;
  readonly traceparent: string;
}

/** `data` is the Change of the contract as text; `type` one of its types. */
export function changeEvent(
  { node, catalog, traceparent }: EventSource,
  row: Pick<ChangeRow, "item" | "number" | "leaf" | "recordId" | "standard" | "at">,
  change: { readonly id: string; readonly type: string; readonly data: string },
): ChangeEvent {
  const schema = catalog.standards.find((one) => one.id === row.standard)?.schema["$id"];
  const dataschema = typeof schema === "string" ? `"dataschema":${JSON.stringify(schema)},` : "";
  const head = `{"specversion":"1.0","id":"${change.id}","source":"urn:xinqiao:node:${node}","type":"cn.xinqiao.record.${change.type}"`;
  const rest = `"subject":"${row.recordId}","time":"${row.at.toISOString()}","datacontenttype":"application/json"`;
  const text = `${head},${rest},${dataschema}"traceparent":"${traceparent}","data":${change.data}}`;
  return { id: change.id, item: row.item, number: row.number, leaf: row.leaf, text };
}

/** An event without a change, to see whether a callback answers. */
export function testEvent(node: string, id: string, at: Date, traceparent: string): string {
  return `{"specversion":"1.0","id":"${id}","source":"urn:xinqiao:node:${node}","type":"cn.xinqiao.test","time":"${at.toISOString()}","datacontenttype":"application/json","traceparent":"${traceparent}","data":{}}`;
}

/** As many of them, from the first, as one delivery takes. */
export function oneBatch(events: readonly ChangeEvent[]): readonly ChangeEvent[] {
  let bytes = 2;
  let count = 0;
  for (const { text } of events.slice(0, BATCH_EVENTS)) {
    bytes += Buffer.byteLength(text) + 1;
    if (count > 0 && bytes > BATCH_BYTES) break;
    count++;
  }
  return events.slice(0, count);
}

export function batchBody(texts: readonly string[]): Buffer {
  return Buffer.from(`[${texts.join(",")}]`);
}

/** The same for the same events of a subscription as it stands; another after it was changed or replayed. */
export function deliveryId(subscription: string, revision: number, events: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify([subscription, revision, ...events]));
  return `msg_${digest.digest("base64url").slice(0, 32)}`;
}
