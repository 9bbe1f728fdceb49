/** Answers that a browser keeps as a file. The trap: a name may be Chinese, which the old form of the header cannot say, so both are given (RFC 6266, RFC 8187). */
import type { ServerResponse } from "node:http";

export interface GivenFile {
  readonly name: string;
  /** With its charset, where it has one. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** To be kept under this name. */
export function attach(response: ServerResponse, name: string): void {
  const plain = name.replace(/[^\w.-]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  response.setHeader("content-disposition", `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
}

export function give(response: ServerResponse, { name, type, bytes }: GivenFile): void {
  attach(response, name);
  response.writeHead(200, {
    "content-type": type,
    "content-length": bytes.length,
    "cache-control": "no-store",
  });
  response.end(bytes);
}
