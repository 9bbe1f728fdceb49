/**
 * The catalog and the adapters as they are at the moment of asking, in the form in which they
 * never change: so that whoever looks something up in them follows releases without knowing.
 * The trap: what is found in them is a part of one release, and stays that. A batch must be
 * judged by one release from its first row to its last, so none is ever worked with these;
 * and they cannot be handed to a thread.
 */
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Known } from "../piece/piece.ts";

export function liveCatalog(now: () => Known): Catalog {
  return {
    get version() {
      return now().catalog.version;
    },
    get digest() {
      return now().catalog.digest;
    },
    get categories() {
      return now().catalog.categories;
    },
    get agencies() {
      return now().catalog.agencies;
    },
    get nodes() {
      return now().catalog.nodes;
    },
    get codeSets() {
      return now().catalog.codeSets;
    },
    get items() {
      return now().catalog.items;
    },
    get standards() {
      return now().catalog.standards;
    },
    get calendar() {
      return now().catalog.calendar;
    },
    get publicationTerms() {
      return now().catalog.publicationTerms;
    },
  };
}

export function liveAdapters(now: () => Known): readonly Adapter[] {
  const none: readonly Adapter[] = [];
  return new Proxy(none, {
    get: (_, name) => {
      const { adapters } = now();
      const found = Reflect.get(adapters, name, adapters) as unknown;
      // What walks the list walks the true one: through here every step of it would cost a look-up.
      return typeof found === "function" ? (found.bind(adapters) as unknown) : found;
    },
    has: (_, name) => Reflect.has(now().adapters, name),
  });
}
