/**
 * A request with a body on its way from the listening socket to the door that takes
 * it. The trap: `proceed` is called once the door has agreed to the body, and not
 * before: a sender that asked first learns of a refusal before it sends a gigabyte.
 */
import type { Identity } from "./network.ts";

export interface Inbound {
  readonly identity: Identity;
  readonly query: Readonly<Record<string, unknown>>;
  /** Content-Digest as sent (RFC 9530), if it was. */
  readonly contentDigest: string | undefined;
  /** Idempotency-Key as sent, if it was. */
  readonly idempotencyKey?: string | undefined;
  /** Xinqiao-Signature as sent, if it was: `:<base64>:` of a detached signature. */
  readonly signature?: string | undefined;
  /** Xinqiao-Catalog as sent, if it was: the number of a release. */
  readonly catalog?: string | undefined;
  /** The id of the trace of the request. */
  readonly trace?: string;
  /** Content-Length as sent, if it was. */
  readonly length: number | undefined;
  readonly body: AsyncIterable<Buffer>;
  proceed(): void;
}

/** What a door answers when bytes are durable. */
export interface Accepted {
  readonly id: string;
  readonly state: string;
  readonly links: Readonly<Record<string, string>>;
  readonly refusal?: { readonly code: string; readonly zh: string; readonly en: string };
}
