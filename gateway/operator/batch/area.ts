/**
 * The area of one batch: its page, its findings, its rows, its seal, its files. Wiring only. The trap: rejected rows
 * hold the sender's own text, so whoever takes them is audited before the first byte.
 */
import type { IncomingMessage } from "node:http";
import { join } from "node:path";

import { raw, send } from "../../api/answer.ts";
import { attach } from "../../api/attachment.ts";
import { sendFile } from "../../api/batch-files.ts";
import { type FeedbackKind, openFeedbackOf } from "../../feedback-files.ts";
import { FEEDBACK_FOLDER } from "../../feedback-loop.ts";
import type { Adapter } from "../../model/adapter.ts";
import { Refusal } from "../../model/refusal.ts";
import { type Batch, findBatchBySeq } from "../../store/batch-rows.ts";
import { findSeen, type Seen } from "../../store/console/batch-rows.ts";
import { inputsOf } from "../admit.ts";
import type { OperatorGate, StartArea } from "../parts.ts";
import { demoBatch } from "./demo.ts";
import { receiptFile, sealFile, sealMaterial } from "./files.ts";
import { findingsByRule } from "./findings.ts";
import { acceptedRows, type RowReading, rejectedRows } from "./rows.ts";
import { type Viewing, viewBatch } from "./view.ts";

const JSON_TYPE = "application/json; charset=utf-8";

export const startBatches: StartArea = async ({ site, catalog, adapters, audit }) => {
  const { db, config, clock } = site;
  const viewing: Viewing = {
    ...{ db, node: config.node, clock },
    network: () => site.registers().network,
    itemOf: (adapter) => adapters.find(({ id }) => id === adapter)?.item ?? "",
  };
  const feedbackFolder = join(config.files, FEEDBACK_FOLDER);
  const reading: RowReading = { db, catalog, adapters, feedbackFolder };
  const seen = async (gate: OperatorGate, request: IncomingMessage, id: string): Promise<Seen> => {
    const found = await findSeen(db, id, gate.operator(request).scope);
    if (!found) throw new Refusal("NOT_FOUND");
    return found;
  };
  const batchOf = async ({ batchSeq }: Seen): Promise<Batch> => {
    const batch = batchSeq === null ? undefined : await findBatchBySeq(db, batchSeq);
    if (!batch) throw new Refusal("NOT_FOUND");
    return batch;
  };
  const made = async ({ intakeId }: Seen, kind: FeedbackKind) => {
    const file = intakeId === null ? undefined : await openFeedbackOf(db, feedbackFolder, intakeId, kind);
    if (!file) throw new Refusal("NOT_FOUND");
    return file;
  };
  return {
    routes: (app, gate) => {
      app.get("/api/batches/:id", async (request, response) => {
        const { id } = inputsOf("getBatch", request).path;
        const operator = gate.operator(request);
        const view = await viewBatch(viewing, operator, id).catch(async (error: unknown) => {
          const isAbsent = error instanceof Refusal && error.code === "NOT_FOUND";
          const demo = isAbsent ? await demoBatch(db, id, operator.scope, config.node) : undefined;
          if (demo) return demo;
          throw error;
        });
        send(response, 200, view);
      });
      app.get("/api/batches/:id/findings", async (request, response) => {
        const { batchSeq } = await seen(gate, request, inputsOf("getBatchFindings", request).path.id);
        send(response, 200, await findingsByRule(db, batchSeq));
      });
      app.get("/api/batches/:id/rows", async (request, response) => {
        const { path, query } = inputsOf("listBatchRows", request);
        const found = await seen(gate, request, path.id);
        const { state, limit = 50, ...asked } = query;
        const batch = await batchOf(found);
        const page =
          state === "accepted"
            ? await acceptedRows(reading, batch, { ...asked, limit })
            : await rejectedRows(reading, batch, found.intakeId, { ...asked, limit });
        send(response, 200, page);
      });
      app.get("/api/batches/:id/seal", async (request, response) => {
        const found = await seen(gate, request, inputsOf("getBatchSeal", request).path.id);
        send(response, 200, await sealMaterial(site, await batchOf(found)));
      });
      app.get("/api/batches/:id/files/:kind", async (request, response) => {
        const { id, kind } = inputsOf("getBatchFile", request).path;
        const found = await seen(gate, request, id);
        if (kind === "summary") {
          const type = "text/plain; charset=utf-8";
          return await sendFile(response, { ...(await made(found, "summary")), type });
        }
        const batch = await batchOf(found);
        const text =
          kind === "seal"
            ? sealFile(site, batch)
            : kind === "receipt"
              ? await receiptFile(site, batch)
              : batch.manifest;
        attach(response, `${batch.batchId}.${kind}.json`);
        raw(response, 200, JSON_TYPE, text);
      });
      app.get("/api/batches/:id/rejected", async (request, response) => {
        const found = await seen(gate, request, inputsOf("getBatchRejected", request).path.id);
        const batch = await batchOf(found);
        const file = await made(found, "rejected");
        try {
          await db.transaction(async (tx) => {
            const detail = { agency: batch.sender, rows: batch.rejected, sha256: file.sha256 };
            const target = `batch:${batch.batchId}`;
            await audit.record(tx, gate.operator(request), {
              act: "batch.rejected.download",
              target,
              detail,
            });
          });
        } catch (error) {
          await file.close();
          throw error;
        }
        const adapter = adapters.find(({ id }) => id === batch.adapter);
        await sendFile(response, { ...file, type: rejectedType(file.name, adapter) });
      });
    },
    stop: async () => {},
  };
};

function rejectedType(name: string, adapter: Adapter | undefined): string {
  if (name.endsWith(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return `text/csv; charset=${adapter?.decode.format === "csv" ? adapter.decode.charset : "utf-8"}`;
}
