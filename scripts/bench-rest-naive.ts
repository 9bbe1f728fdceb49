/**
 * What people do today, for the REST bench: an Express route that parses, validates and inserts
 * one row a request. No receipt, no seal, no log, no duplicates found; the table and its
 * indexes are those of our records, the connection is the same TLS.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

import { Ajv2020 } from "ajv/dist/2020.js";
import express from "express";
import pg from "pg";

import { loadData } from "../gateway/data.ts";

export interface NaiveOrder {
  readonly databaseUrl: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const POOL = 10;
const TABLE = `create table if not exists naive_record (like record including all);
  create sequence if not exists naive_seq`;
const INSERT = `insert into naive_record (subject, item, origin, record_id, batch_seq, leaf_index, version, withdrawn, warnings, salt, payload)
  values ($1, 'XZCF', '370100', $2, nextval('naive_seq'), 0, $3, false, 0, $4, $5)`;

process.once("message", (order: NaiveOrder) => void serve(order));
process.on("disconnect", () => process.exit(0));

async function serve(order: NaiveOrder): Promise<void> {
  const { catalog } = loadData();
  const standard = catalog.standards.find(({ id }) => id.startsWith("administrative-penalty@"));
  if (standard === undefined) throw new Error("no standard of penalties");
  // Formats are ours; the structure, patterns, lengths and codes are what such a route checks.
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(standard.schema as object);
  const pool = new pg.Pool({ connectionString: order.databaseUrl, max: POOL });
  await pool.query(TABLE);
  const app = express();
  app.use(express.json());
  app.post("/records", async (request, response) => {
    const record = request.body as Record<string, string>;
    if (!validate(record)) return void response.status(422).json(validate.errors);
    const id = randomUUID();
    await pool.query(INSERT, [
      record["uscc"] ?? record["certNo"] ?? record["name"] ?? "",
      id,
      Date.now(),
      randomBytes(16),
      JSON.stringify(record),
    ]);
    response.status(201).json({ id });
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
