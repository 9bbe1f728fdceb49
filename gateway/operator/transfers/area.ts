/** The log of transfers: pages of it, an export, what belongs to a subject, and what changes as it changes. */
import { send, stream } from "../../api/answer.ts";
import { attach } from "../../api/attachment.ts";
import { Refusal } from "../../model/refusal.ts";
import { compileSubjectKey } from "../../query/subject.ts";
import type { Database } from "../../store/connect.ts";
import { batchesAbout } from "../../store/console/journal-search.ts";
import { subjectOfRecord } from "../../store/console/record-rows.ts";
import { inputsOf, jsonOf } from "../admit.ts";
import { logAsked } from "../asked.ts";
import type { ConsoleParts, OperatorGate, StartArea } from "../parts.ts";
import { exportLines, type Names } from "./export.ts";
import { startLive } from "./live.ts";
import { type GivenFilter, openPages, type Pages } from "./page.ts";

/** Batches about one subject; more are a matter of the record's page. */
const MOST_BATCHES = 500;
/** For a record without its subject, which no index finds. */
const SEARCH_SECONDS = 10;

export const startTransfers: StartArea = async (parts) => {
  const { site } = parts;
  const pages = openPages(site);
  const live = startLive(site);
  const keyOf = compileSubjectKey(site.config.subjectKey);
  return {
    routes: (app, gate) => {
      app.get("/api/transfers", async (request, response) => {
        const { cursor, limit, ...given } = inputsOf("listTransfers", request).query;
        const filter = await pages.filter(given, gate.operator(request).scope);
        send(response, 200, await pages.page(filter, paging(cursor, limit)));
      });
      app.post("/api/transfers/about", async (request, response) => {
        const about = await jsonOf("findTransfersAbout", request, response);
        send(response, 200, await pageAbout(parts, gate, pages, keyOf, request, about));
      });
      app.get("/api/transfers/export", async (request, response) => {
        const operator = gate.operator(request);
        const { most = 50_000, ...given } = inputsOf("exportTransfers", request).query;
        const filter = await pages.filter(given, operator.scope);
        const act = { act: "transfer.export", target: "", detail: { most, ...detailOf(given) } };
        await site.db.transaction(async (tx) => await parts.audit.record(tx, operator, act));
        attach(response, fileNameOf(site.clock()));
        const lines = exportLines(pages.every(filter, most + 1), most, namesOf(parts));
        await stream(response, "text/csv; charset=utf-8", lines);
      });
      app.get("/api/live", (request, response) => {
        const { query, header } = inputsOf("followTransfers", request);
        const since = header["Last-Event-ID"] ?? query.since ?? "";
        const { scope } = gate.operator(request);
        const follower = { response, scope, since, holds: async () => await gate.holds(request) };
        if (!live.follow(follower)) throw new Refusal("NODE_BUSY");
      });
    },
    stop: async () => {
      await live.stop();
      await pages.close();
    },
  };
};

async function pageAbout(
  parts: ConsoleParts,
  gate: OperatorGate,
  pages: Pages,
  keyOf: ReturnType<typeof compileSubjectKey>,
  request: Parameters<OperatorGate["operator"]>[0],
  about: Awaited<ReturnType<typeof jsonOf<"findTransfersAbout">>>,
) {
  const { subject, record = null, purpose, basis, cursor, limit, ...given } = about;
  const { db } = parts.site;
  const key = subject === undefined ? await subjectOf(db, record) : keyOf(subject);
  const items = given.item && given.item.length > 0 ? given.item : null;
  const { scope } = gate.operator(request);
  const wanted = { items, record, scope, limit: MOST_BATCHES + 1 };
  const found = key === null ? [] : await batchesAbout(db, { subject: key, ...wanted });
  const batches = found.slice(0, MOST_BATCHES);
  const filter = await pages.filter(given, scope);
  const page = await pages.page({ ...filter, batches }, paging(cursor, limit));
  const asked = { items: items ?? [], subject: key, level: "open", records: page.rows.length } as const;
  const query = await logAsked(parts, gate, request, { purpose, basis }, { action: "query", ...asked });
  return { ...page, query, truncated: found.length > MOST_BATCHES };
}

/** Whom a record is about; null where there is no such record. */
async function subjectOf(db: Database, record: string | null): Promise<string | null> {
  if (record === null) throw new Refusal("SUBJECT_INVALID", { detail: "subject" });
  const found = await subjectOfRecord(db, record, SEARCH_SECONDS);
  if (found === null) throw new Refusal("SEARCH_TOO_LONG", { seconds: SEARCH_SECONDS });
  return found[0]?.subject ?? null;
}

function paging(cursor: string | undefined, limit = 50) {
  return { limit, ...(cursor && { cursor }) };
}

/** What was asked for, as the audit keeps it. */
function detailOf(given: GivenFilter): Readonly<Record<string, string | readonly string[]>> {
  const parts = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(parts) as Readonly<Record<string, string | readonly string[]>>;
}

/** 传输日志-20261123-0705.csv */
function fileNameOf(now: Date): string {
  const china = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  return `传输日志-${china.replace(/[-:]/g, "").replace("T", "-")}.csv`;
}

function namesOf({ catalog }: ConsoleParts): Names {
  const of = (list: readonly (readonly [string, string])[]) => {
    const names = new Map(list);
    return (id: string) => names.get(id) ?? id;
  };
  return {
    agency: of(catalog.agencies.map(({ id, name }) => [id, name.zh])),
    item: of(catalog.items.map(({ id, title }) => [id, title.zh])),
    node: of(catalog.nodes.map(({ id, name }) => [id, name.zh])),
  };
}
