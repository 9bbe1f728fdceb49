/**
 * The area of records: finding them, one record's path, unmasking, evidence. Nothing is answered before the question
 * stands in the log of queries, with who asked, why and on what basis. The trap: also a question that finds nothing is
 * logged, and what is out of scope is answered as what never was.
 */
import type { IncomingMessage } from "node:http";

import { raw, send } from "../../api/answer.ts";
import { attach } from "../../api/attachment.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { compileSubjectKey, type Subject } from "../../query/subject.ts";
import { recordEvidence } from "../../record-evidence.ts";
import { type Batch, findBatchBySeq } from "../../store/batch-rows.ts";
import { latestOf, subjectOfRecord, versionsOf } from "../../store/console/record-rows.ts";
import type { SeenRow } from "../../store/query-rows.ts";
import { type JsonBody, jsonOf } from "../admit.ts";
import { logAsked } from "../asked.ts";
import type { OperatorGate, StartArea } from "../parts.ts";
import { askNodes } from "./ask-nodes.ts";
import { proofOf, stopsOfBatch } from "./path.ts";
import { versionsBy } from "./versions.ts";

type Search = JsonBody<"findRecords">;
type Named = JsonBody<"readRecordPath">;

const MOST_FOUND = 200;
const MOST_VERSIONS = 200;
const SEARCH_SECONDS = 10;

export const startRecords: StartArea = async (parts) => {
  const { site, catalog } = parts;
  const { db, config } = site;
  const asking = askNodes(site);
  const keyOf = compileSubjectKey(config.subjectKey);
  const show = versionsBy(catalog);

  /** All versions of a record and the chosen one with its batch, logged before anything is told of them. */
  const read = async (
    gate: OperatorGate,
    request: IncomingMessage,
    named: Named,
    level: "open" | "personal",
  ) => {
    const { id: recordId, item, subject } = named;
    const name = { subject, item, recordId };
    const rows = await versionsOf(db, name, gate.operator(request).scope, MOST_VERSIONS);
    const chosen = rows.find(({ batchId }) => named.batch === undefined || batchId === named.batch);
    const what = {
      action: "read",
      items: [item],
      subject,
      level,
      records: chosen ? rows.length : 0,
    } as const;
    const query = await logAsked(parts, gate, request, named, what);
    const batch = chosen && (await findBatchBySeq(db, chosen.batchSeq));
    if (!chosen || !batch) throw new Refusal("NOT_FOUND");
    return { query, rows, chosen, batch };
  };

  return {
    routes: (app, gate) => {
      app.post("/api/records/search", async (request, response) => {
        const asked = await jsonOf("findRecords", request, response);
        const found = await find(gate.operator(request), asked);
        const rows = found.rows.slice(0, MOST_FOUND);
        const items = [...new Set(rows.map(({ item }) => item))];
        const { subject } = found;
        const what = { items: asked.items ?? items, subject, level: "open", records: rows.length } as const;
        const query = await logAsked(parts, gate, request, asked, { action: "query", ...what });
        send(response, 200, {
          ...{ query, subject: found.subject, items: rows.map((row) => show(row, "open")) },
          more: found.rows.length > MOST_FOUND,
        });
      });
      app.post("/api/records/path", async (request, response) => {
        const named = await jsonOf("readRecordPath", request, response);
        const { query, rows, chosen, batch } = await read(gate, request, named, "open");
        const [stops, proof] = await Promise.all([
          stopsOfBatch(site, catalog.nodes, asking, batch),
          proofOf(site, batch, chosen),
        ]);
        const { id: record, item, subject } = named;
        const versions = rows.map((row) => show(row, "open"));
        send(response, 200, { query, record, item, subject, chosen: batch.batchId, versions, stops, proof });
      });
      app.post("/api/records/unmask", async (request, response) => {
        const named = await jsonOf("unmaskRecord", request, response);
        const { query, chosen } = await read(gate, request, named, "personal");
        send(response, 200, { query, version: show(chosen, "personal") });
      });
      app.post("/api/records/evidence", async (request, response) => {
        const named = await jsonOf("getRecordEvidence", request, response);
        const { chosen, batch } = await read(gate, request, named, "personal");
        const { scope } = gate.operator(request);
        const visible = (one: Batch) => scope === null || scope.includes(one.sender);
        const { recordId, item, subject } = chosen;
        const wish = { recordId, batchId: batch.batchId, name: { item, subject }, visible };
        const text = await recordEvidence(site, catalog, wish);
        attach(response, `${recordId}.evidence.json`);
        raw(response, 200, "application/json; charset=utf-8", text);
      });
    },
    stop: async () => asking.stop(),
  };

  async function find(
    { scope }: Operator,
    asked: Search,
  ): Promise<{ readonly subject: string | null; readonly rows: readonly SeenRow[] }> {
    const { record = null, items = null } = asked;
    const given = subjectOf(asked);
    const limit = MOST_FOUND + 1;
    if (given !== undefined) {
      const subject = keyOf(given);
      return { subject, rows: await latestOf(db, { subject, scope, items, recordId: record, limit }) };
    }
    if (record === null) throw new Refusal("SUBJECT_INVALID", { detail: "subject" });
    const found = await subjectOfRecord(db, record, SEARCH_SECONDS);
    if (found === null) throw new Refusal("SEARCH_TOO_LONG", { seconds: SEARCH_SECONDS });
    const [first] = found;
    const rows = first
      ? await latestOf(db, { subject: first.subject, scope, items, recordId: record, limit })
      : [];
    // Who may see none of its versions is not told whom they are about.
    return { subject: rows[0]?.subject ?? null, rows };
  }
};

function subjectOf({ uscc, certNo, businessRegNo, key }: Search): Subject | undefined {
  if (uscc !== undefined) return { uscc };
  if (certNo !== undefined) return { certType: "身份证", certNo };
  if (businessRegNo !== undefined) return { businessRegNo };
  return key === undefined ? undefined : { key };
}
