/**
 * What every question needs: rights and masks as they are now, keys of subjects, the log. Made once a
 * process; subscriptions read the feed through the same. The trap: masks are kept by standard and level
 * and not by asker, so nothing in one may depend on who asks.
 */
import type { Level } from "../model/access.ts";
import { dayInChina } from "../model/calendar.ts";
import type { Catalog, Item, Standard } from "../model/catalog.ts";
import { isShown, publicationOf } from "../model/time-rules.ts";
import type { NodeParts } from "../node-parts.ts";
import { compileMask } from "../rights/mask.ts";
import { connect } from "../store/connect.ts";
import type { Mask } from "./answer.ts";
import type { Desk } from "./queries.ts";
import { compileSubjectKey } from "./subject.ts";
import { readTogether } from "./together.ts";

const CONNECTIONS = 8;

/** `close` ends its own connections. */
export function openDesk(parts: NodeParts): Desk & { close(): Promise<void> } {
  const { config } = parts.site;
  const quick = connect(config.databaseUrl, {
    ...{ max: CONNECTIONS, applicationName: `xinqiao ${config.node} queries`, fixedPlans: true },
  });
  return { ...deskOf(parts), quick, firstPage: readTogether(quick), close: async () => await quick.close() };
}

function deskOf({ site, catalog, adapters, rights, queryLog }: NodeParts): Omit<Desk, "quick" | "firstPage"> {
  const { config, db, clock } = site;
  const items = new WeakMap<Catalog["items"], ReadonlyMap<string, Item>>();
  // By the standard itself and not by its name: another release of the catalog brings another.
  const masks = new WeakMap<Standard, Map<Level, Mask>>();
  return {
    db,
    permissions: { catalog, adapters, node: config.node, rights: () => rights, clock },
    subjectKey: compileSubjectKey(config.subjectKey),
    mask(standard: string, level: Level) {
      const found = catalog.standards.find((one) => one.id === standard);
      if (!found)
        throw new Error(`a stored record has the standard ${standard}, which is not in the catalog`);
      const levels = masks.get(found) ?? new Map<Level, Mask>();
      masks.set(found, levels);
      const made = levels.get(level) ?? compileMask(found, level);
      levels.set(level, made);
      return made;
    },
    term(id, payload) {
      const all = catalog.items;
      const byId = items.get(all) ?? new Map(all.map((one) => [one.id, one]));
      items.set(all, byId);
      const item = byId.get(id);
      if (item?.publication === undefined) return null;
      const fields = JSON.parse(payload) as Record<string, unknown>;
      const found = publicationOf(item, fields, catalog.publicationTerms);
      return found && { ...found, shown: isShown(found, dayInChina(clock())) };
    },
    log: async (entry) => await queryLog.log(entry),
    clock,
  };
}
