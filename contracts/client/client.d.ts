import type { JsonWebKey, KeyObject } from "node:crypto";

import type { Client } from "openapi-fetch";

import type { components, paths } from "../generated/exchange.d.ts";

export type Problem = components["schemas"]["Problem"];
export type Change = components["schemas"]["Change"];
export type ChangeEvent = components["schemas"]["ChangeEvent"];

export interface ClientOptions {
  /** https://host:port of the node; of its socket for tokens, where `token` is given. */
  readonly url: string;
  /** PEM of the network's root. */
  readonly ca?: string | Buffer;
  /** PEM of the agency's certificate and of its key. */
  readonly certificate?: string | Buffer;
  readonly key?: string | Buffer;
  /** Instead of a certificate, or beside it. */
  readonly token?: {
    readonly agency: string;
    /** Id of the key in the access register. */
    readonly keyId: string;
    readonly privateKey: KeyObject | string;
    /** ES256 where nothing is said. */
    readonly algorithm?: "ES256" | "PS256" | "EdDSA";
    readonly scope?: string;
  };
}

export interface ExchangeClient extends Client<paths> {
  /** Changes of an item from a cursor on, waiting for what comes; ends by `signal` or by leaving the loop. */
  follow(
    item: string,
    cursor?: string,
    options?: { readonly wait?: number; readonly signal?: AbortSignal },
  ): AsyncGenerator<{ readonly change: Change; readonly cursor: string }>;
  close(): void;
}

export declare function createClient(options: ClientOptions): ExchangeClient;

/**
 * Throws unless the node signed these very bytes within five minutes of `now`. `key` is one of `/.well-known/jwks.json`. Keep the ids
 * that you have seen, and pass over what comes again.
 */
export declare function verifyWebhook(given: {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | Buffer;
  readonly key: JsonWebKey;
  readonly now?: number;
}): { readonly id: string; readonly events: readonly ChangeEvent[] };
