/** For tests: an answer as it went out, whole, so that it can be held against the contract. */
import type { ServerResponse } from "node:http";

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

export function watchAnswer(response: ServerResponse, done: (answered: Answered) => void): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown): void => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  const headers: Record<string, unknown> = {};
  const { write, end, writeHead } = response;
  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      const given = rest.find((one) => typeof one === "object");
      for (const [name, value] of Object.entries(given ?? {})) headers[name.toLowerCase()] = value;
      return Reflect.apply(writeHead, response, [status, ...rest]) as unknown;
    },
    write(chunk: unknown, ...rest: unknown[]) {
      keep(chunk);
      return Reflect.apply(write, response, [chunk, ...rest]) as unknown;
    },
    end(chunk: unknown, ...rest: unknown[]) {
      keep(chunk);
      return Reflect.apply(end, response, [chunk, ...rest]) as unknown;
    },
  });
  response.once("finish", () => {
    done({
      status: response.statusCode,
      headers: { ...response.getHeaders(), ...headers },
      // What is written in answer to a HEAD does not go out.
      body: response.req.method === "HEAD" ? Buffer.alloc(0) : Buffer.concat(chunks),
    });
  });
}
