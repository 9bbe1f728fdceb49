/**
 * Answers written in one go or as a stream. Nothing that a node says of anybody may be
 * kept by a cache on the way. The trap: the first line of a stream is read before the
 * head is written, so that a refusal is still an answer of its own.
 */
import type { ServerResponse } from "node:http";

export function send(response: ServerResponse, status: number, value: object): void {
  raw(response, status, "application/json; charset=utf-8", JSON.stringify(value));
}

export function raw(response: ServerResponse, status: number, type: string, body: string): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, { "content-type": type, "content-length": length, "cache-control": "no-store" });
  response.end(body);
}

export async function stream(
  response: ServerResponse,
  type: string,
  lines: AsyncIterable<string>,
): Promise<void> {
  const iterator = lines[Symbol.asyncIterator]();
  let next = await iterator.next();
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
  try {
    for (; !next.done && !response.destroyed; next = await iterator.next()) {
      if (!response.write(next.value)) await drained(response);
    }
    response.end();
  } finally {
    await iterator.return?.();
  }
}

/** Resolves when the other side takes more, or is gone. */
export function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
  });
}
