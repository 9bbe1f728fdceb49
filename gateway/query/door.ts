/** Queries, records, changes, the catalog: what this process answers to those who ask. Wiring only. */
import { join } from "node:path";

import type { RouteParts } from "../api/app.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { signedRow } from "../receipts.ts";
import { adaptersOf, catalogOf, codeSetOf, itemOf, standardOf, templateOf } from "./catalog.ts";
import { answerChanges, logFeed, subscriberScope } from "./changes.ts";
import { openCopies } from "./copy.ts";
import { openDesk } from "./desk.ts";
import { readEvidence } from "./evidence.ts";
import { answerNode, openFederation } from "./federate.ts";
import { changeMark } from "./marks.ts";
import { answerPeriod, answerSubject, answerSubjects, type Desk } from "./queries.ts";
import { readHistory, readPath, readRecord } from "./records.ts";
import { createWatch } from "./watch.ts";

export async function startQueries(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  if (!site.config.roles.includes("api")) return ABSENT;
  const desk = openDesk(parts);
  const changes = following(parts, desk);
  const federation = openFederation(site, desk);
  return {
    routes: {
      queries: {
        subject: async (caller, query) => {
          const { id: agency } = caller;
          const asking = () => federation.asking(caller, { agency, node: site.config.node, path: [] });
          return await answerSubject(desk, caller, query, query.federated === false ? undefined : asking());
        },
        subjects: async (caller, query) => await answerSubjects(desk, caller, query),
        period: async (caller, query) => await answerPeriod(desk, caller, query),
      },
      reading: {
        record: async (caller, asked) => await readRecord(desk, caller, asked),
        history: async (caller, asked) => await readHistory(desk, caller, asked),
        setMark: async (caller, asked) => await changeMark(desk, caller, asked, "set", parts.changes.tell),
        liftMark: async (caller, asked) =>
          await changeMark(desk, caller, asked, "lifted", parts.changes.tell),
        evidence: async (caller, asked) => await readEvidence(desk, site, caller, asked),
        path: async (caller, asked) => {
          const signed = (row: Parameters<typeof signedRow>[1]) => signedRow(site.registers().network, row);
          return JSON.stringify(await readPath(desk, caller, asked, signed));
        },
      },
      nodes: { query: async (caller, query) => await answerNode(site, desk, federation, caller, query) },
      changes: changes.routes,
      catalog: {
        catalog: (caller) => catalogOf(desk.permissions, caller),
        item: (id) => itemOf(desk.permissions, id),
        standard: (id) => standardOf(desk.permissions, id),
        codeSet: (id) => codeSetOf(desk.permissions, id),
        adapters: (caller) => adaptersOf(desk.permissions, caller),
        template: (caller, adapter, format) => templateOf(desk.permissions, caller, adapter, format),
      },
    },
    stop: async () => {
      federation.stop();
      await changes.stop();
      await desk.close();
    },
  };
}

function following(
  { site, changes }: NodeParts,
  desk: Desk,
): { readonly routes: NonNullable<RouteParts["changes"]>; stop(): Promise<void> } {
  const { config, db, clock, newId, probe, note } = site;
  const watch = createWatch(db, note);
  const quiet = changes.onChange(watch.look);
  const folder = join(config.files, "copies");
  const copies = openCopies({ db, folder, clock, newId, probe, note, mask: desk.mask, term: desk.term });
  const longest = config.limits.waitSeconds * 500;
  return {
    routes: {
      page: async (caller, asked, gone) => {
        const waitMs = Math.min(asked.waitMs, longest);
        return await answerChanges(desk, watch, caller, { ...asked, waitMs }, gone);
      },
      copy: async (caller, item) => {
        const { level } = subscriberScope(desk, caller, item);
        const copy = await copies.find(item, level);
        await logFeed(desk, caller, "copy", item, level, copy.records);
        return copy;
      },
    },
    stop: async () => {
      quiet();
      watch.stop();
      await copies.settle();
    },
  };
}
