/**
 * The files made for the sender of a batch: rejected rows, summary. The trap: a file is made a little after the
 * batch is decided; until then the answer is "not yet", and only then "there is none".
 */
import type { ServerResponse } from "node:http";

import type { FeedbackSource } from "../model/feedback.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { intakeOfBatch } from "../store/batch-list.ts";
import { findIntake, type Intake } from "../store/intake.ts";
import { drained } from "./answer.ts";
import { attach } from "./attachment.ts";
import { find, type Reading } from "./batches.ts";

export type FileKind = "rejected" | "summary";

export interface MadeFile extends FeedbackSource {
  readonly name: string;
  readonly sha256: string;
  /** With its charset. */
  readonly type: string;
}

export interface FileReading extends Reading {
  /** Undefined where it is not made or no longer kept. */
  open(intake: Intake, kind: FileKind): Promise<MadeFile | undefined>;
}

export async function fileOf(
  reading: FileReading,
  viewer: Identity,
  id: string,
  kind: FileKind,
): Promise<MadeFile> {
  const { intake: named, batch } = await find(reading, viewer, id);
  const other = !named && batch && (await intakeOfBatch(reading.db, batch.sender, batch.batchSeq));
  const intake = other ? await findIntake(reading.db, other) : named;
  if (!intake) throw new Refusal("NOT_FOUND");
  const file = await reading.open(intake, kind);
  if (file) return file;
  throw new Refusal(intake.state === "due" || intake.feedback === "due" ? "NODE_BUSY" : "NOT_FOUND");
}

const CHUNK = 64 << 10;

/** Send an open file and close it, also when the other side goes away. */
export async function sendFile(response: ServerResponse, file: MadeFile): Promise<void> {
  try {
    attach(response, file.name);
    response.writeHead(200, {
      "content-type": file.type,
      "content-length": String(file.bytes),
      "content-digest": `sha-256=:${Buffer.from(file.sha256, "hex").toString("base64")}:`,
      "cache-control": "no-store",
    });
    for (let at = 0; at < file.bytes && !response.destroyed; ) {
      const chunk = await file.read(at, CHUNK);
      if (chunk.length === 0) throw new Error("a feedback file is shorter than it was");
      at += chunk.length;
      if (!response.write(chunk)) await drained(response);
    }
    response.end();
  } finally {
    await file.close();
  }
}
