/**
 * The other side of the query bench: an Express route that runs the very same indexed SELECT of the latest
 * versions about a subject and gives the payloads out. No rights, no masking, no log of who asked and why.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

import express from "express";
import pg from "pg";

import type { NaiveOrder } from "./bench-rest-naive.ts";

const POOL = 10;
const LATEST = `
  select distinct on (item, record_id) record_id as id, item, subject, version, withdrawn, origin, payload
  from record where subject = $1 and item = any($2)
  order by item, record_id, version desc, batch_seq desc, leaf_index desc limit 100`;

process.once("message", (order: NaiveOrder) => void serve(order));
process.on("disconnect", () => process.exit(0));

async function serve(order: NaiveOrder): Promise<void> {
  const pool = new pg.Pool({ connectionString: order.databaseUrl, max: POOL });
  const app = express();
  app.use(express.json());
  app.post("/records", async (request, response) => {
    const { subject, items } = request.body as { subject: { uscc: string }; items: string[] };
    const { rows } = await pool.query<{ payload: string }>(LATEST, [subject.uscc, items]);
    response.json({
      records: rows.map(({ payload, ...row }) => ({ ...row, fields: JSON.parse(payload) as object })),
    });
  });
  const server = createServer(
    {
      ca: readFileSync(order.ca),
      cert: readFileSync(order.certificate),
      key: readFileSync(order.key),
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: "TLSv1.3",
    },
    app,
  );
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
  });
}
