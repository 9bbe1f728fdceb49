/**
 * The limits and the usual way: the rows that our node accepted, prepared as files
 * beforehand, go by bare COPY into the same table with the same indexes, and into the table
 * people make first: one jsonb column under a unique key.
 */
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import { from as copyFrom, to as copyTo } from "pg-copy-streams";

import { connect } from "../gateway/store/connect.ts";
import type { BenchServer } from "./bench-nodes.ts";

export interface Prepared {
  readonly rows: number;
  readonly records: string;
  readonly documents: string;
  remove(): void;
}

const RECORD_FILE = "copy record from stdin (format binary)";

export async function prepareCopies(server: BenchServer, database: string): Promise<Prepared> {
  const records = join(server.folder, "records.bin");
  const documents = join(server.folder, "documents.txt");
  const db = connect(database, { max: 1 });
  try {
    const rows = await db.dedicated(async (client) => {
      await pipeline(
        client.query(
          copyTo("copy (select * from record order by batch_seq, leaf_index) to stdout (format binary)"),
        ),
        createWriteStream(records),
      );
      await pipeline(
        client.query(
          copyTo("copy (select record_id, payload from record order by batch_seq, leaf_index) to stdout"),
        ),
        createWriteStream(documents),
      );
      return (await client.query("select count(*)::int as n from record")).rows[0].n as number;
    });
    const remove = (): void => {
      rmSync(records, { force: true });
      rmSync(documents, { force: true });
    };
    return { rows, records, documents, remove };
  } finally {
    await db.close();
  }
}

export function bareCopy(
  server: BenchServer,
  prepared: Prepared,
): Promise<{ seconds: number; rows: number }> {
  return copyInto(server, prepared.records, RECORD_FILE, prepared.rows, "select 1");
}

export function naiveCopy(
  server: BenchServer,
  prepared: Prepared,
): Promise<{ seconds: number; rows: number }> {
  const table = "create table document (id text not null unique, data jsonb not null)";
  return copyInto(server, prepared.documents, "copy document from stdin", prepared.rows, table);
}

async function copyInto(
  server: BenchServer,
  file: string,
  copy: string,
  rows: number,
  before: string,
): Promise<{ seconds: number; rows: number }> {
  const url = await server.fresh();
  const db = connect(url, { max: 1 });
  try {
    const seconds = await db.dedicated(async (client) => {
      await client.query(before);
      await client.query("checkpoint");
      const start = performance.now();
      await client.query("begin");
      await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), client.query(copyFrom(copy)));
      await client.query("commit");
      return (performance.now() - start) / 1000;
    });
    return { seconds, rows };
  } finally {
    await db.close();
    await server.drop(url);
  }
}
