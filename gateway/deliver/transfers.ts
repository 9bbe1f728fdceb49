/**
 * What one node sends another: sealed batches, receipts, requests to cosign. Knows
 * the paths and the bodies, not why or when. The trap: a 202 for a batch says that the
 * bytes are durable over there; only the receipt says what became of them.
 */
import { Readable } from "node:stream";
import { constants, createZstdCompress } from "node:zlib";

import type { Signed } from "../model/batch.ts";
import { batchTrace, formatTrace } from "../model/trace.ts";
import { call, type Link } from "./link.ts";

export interface TransferAnswer {
  readonly id: string;
  readonly state: string;
  readonly refusal?: { readonly code: string };
}

/** Stream a sealed batch, compressed; `lines` are read only as fast as the peer takes them. */
export async function sendBatch(
  link: Link,
  batch: string,
  lines: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<TransferAnswer> {
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const source = Readable.from(lines, { objectMode: false, highWaterMark: 1 << 20 });
  source.once("error", (error) => zstd.destroy(error));
  zstd.once("close", () => source.destroy());
  const answer = await call(link, {
    method: "POST",
    path: `/node/v1/transfers?batch=${encodeURIComponent(batch)}`,
    headers: {
      "content-type": "application/vnd.xinqiao.sealed-batch+zstd",
      traceparent: formatTrace(batchTrace(batch)),
    },
    body: source.pipe(zstd),
    ...(signal ? { signal } : {}),
  });
  return JSON.parse(answer.body.toString("utf8")) as TransferAnswer;
}

export async function sendReceipt(link: Link, receipt: Signed, signal?: AbortSignal): Promise<void> {
  await post(link, "/node/v1/receipts", "application/json", JSON.stringify(receipt), signal);
}

/** Ask a neighbour to cosign (C2SP tlog-witness); its answer is the cosignature line. */
export async function askCosignature(link: Link, request: string, signal?: AbortSignal): Promise<string> {
  return (await post(link, "/node/v1/log/cosign", "text/plain; charset=utf-8", request, signal)).toString(
    "utf8",
  );
}

async function post(
  link: Link,
  path: string,
  type: string,
  text: string,
  signal?: AbortSignal,
): Promise<Buffer> {
  const one = { method: "POST" as const, path, headers: { "content-type": type }, body: Buffer.from(text) };
  return (await call(link, signal ? { ...one, signal } : one)).body;
}
