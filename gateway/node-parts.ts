/**
 * What a feature of the node gets when it is started, and what it gives back. The wiring
 * in node.ts knows features by this alone. The trap: `rights` follows the access register;
 * ask it at each request and keep no answer.
 */
import type { ServerResponse } from "node:http";

import type { RouteParts } from "./api/app.ts";
import type { Exchanges } from "./exchanges.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Catalog } from "./model/catalog.ts";
import type { Operation } from "./model/contract.ts";
import type { QueryLog } from "./query-log.ts";
import type { Editions } from "./release/editions.ts";
import type { Rights } from "./rights/judge.ts";
import type { Site, Woken } from "./site.ts";

export interface NodeParts {
  readonly site: Site & { onWake(listener: (why: Woken) => void): void };
  /** As they are when they are asked: what is found in them belongs to one release, they themselves to none. */
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
  readonly rights: Rights;
  readonly queryLog: QueryLog;
  /** Which catalog is in force, and which others still count. */
  readonly editions: Editions;
  readonly exchanges: Exchanges;
  readonly changes: ChangeNews;
}

/** Commits of this process, so that who follows the feed here need not look. Other processes' are found by looking. */
export interface ChangeNews {
  tell(item: string): void;
  /** Returns how to stop listening. */
  onChange(listener: (item: string) => void): () => void;
}

export interface Feature {
  /** Routes that it serves on the node's sockets. */
  readonly routes?: RouteParts;
  /** Told of every request at those sockets that the contract knows. */
  seen?(operation: Operation, response: ServerResponse): void;
  stop(): Promise<void>;
}

/** A feature that this process was not asked for. */
export const ABSENT: Feature = { stop: async () => {} };

export function createChangeNews(): ChangeNews {
  const listeners = new Set<(item: string) => void>();
  return {
    tell: (item) => {
      for (const listener of listeners) listener(item);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
