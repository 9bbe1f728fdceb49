/**
 * The uploads part of the bench: one large file by each door, and the most memory that the process which took it
 * ever had (the kernel's own count). A door is a process of its own, with the role of that door alone; what becomes of
 * the file afterwards is the part `memory`. The trap: a door is done when it has answered, with everything synced
 * and the intake recorded, so the time is that of the answer.
 */
import { closeSync, createReadStream, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { BenchServer } from "./bench-nodes.ts";
import { ADAPTER, AGENCY, putBySftp, startOurs } from "./bench-sftp.ts";

export const DOORS = ["sftp", "put", "tus"] as const;
export type Door = (typeof DOORS)[number];

export interface UploadFigures {
  readonly mib: number;
  readonly seconds: number;
  readonly idleRssMiB: number;
  readonly peakRssMiB: number;
}

interface Way {
  readonly folder: string;
  readonly keys: string;
  readonly url: string;
  readonly sftpPort: number;
}

const MIB = 1 << 20;
const TUS_PIECE = 64 * MIB;
const TUS = { "tus-resumable": "1.0.0" };

export async function benchUploads(
  server: BenchServer,
  options: { readonly mib: number; readonly doors: readonly Door[]; say(text: string): void },
): Promise<Partial<Record<Door, UploadFigures>>> {
  const { mib, doors, say } = options;
  const found: Partial<Record<Door, UploadFigures>> = {};
  const file = join(server.folder, "upload.csv");
  try {
    writeRows(file, mib);
    for (const door of doors) {
      const folder = join(server.folder, `by-${door}`);
      const ours = await startOurs(server, folder, door === "sftp" ? "sftp" : "receive");
      const idleRssMiB = ours.peakRssMiB();
      const way = {
        folder,
        keys: join(server.folder, "agencies", AGENCY),
        url: ours.url,
        sftpPort: ours.port,
      };
      try {
        const started = performance.now();
        await WAYS[door](way, file, mib * MIB);
        const seconds = Math.round((performance.now() - started) / 100) / 10;
        await ours.arrived(mib * MIB);
        found[door] = { mib, seconds, idleRssMiB, peakRssMiB: ours.peakRssMiB() };
        say(
          `  ${door}: ${mib} MiB in ${seconds} s, RSS ${idleRssMiB} MiB idle, ${found[door].peakRssMiB} MiB at most`,
        );
      } finally {
        await ours.empty();
        await ours.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  } finally {
    rmSync(file, { force: true });
  }
  return found;
}

/** A title row and rows; the same block of them again and again. */
function writeRows(path: string, mib: number): void {
  const row = "济南某某有限公司,91370100MA00000018,鲁A罚〔2026〕1号,违反规定,罚款,10000,2026-11-01\r\n";
  const block = Buffer.from(row.repeat(Math.ceil(MIB / Buffer.byteLength(row)))).subarray(0, MIB);
  const out = openSync(path, "w");
  for (let at = 0; at < mib; at++) writeSync(out, block);
  closeSync(out);
}

const WAYS: Readonly<Record<Door, (way: Way, file: string, bytes: number) => Promise<void>>> = {
  sftp: async ({ folder, sftpPort }, file) => {
    await putBySftp(folder, sftpPort, AGENCY, file, (name) => `in/${ADAPTER}/${name}`);
  },
  put: async (way, file, bytes) => {
    const at = `/v1/batches?adapter=${encodeURIComponent(ADAPTER)}&name=large.csv`;
    await ask(
      way,
      "PUT",
      at,
      { "content-length": String(bytes) },
      createReadStream(file, { highWaterMark: MIB }),
    );
  },
  tus: async (way, file, bytes) => {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const about = `adapter ${base64(ADAPTER)},name ${base64("large.csv")}`;
    const made = await ask(way, "POST", "/v1/uploads", {
      ...{ ...TUS, "upload-length": String(bytes), "upload-metadata": about },
    });
    const place = new URL(String(made.location), way.url).pathname;
    for (let at = 0; at < bytes; at += TUS_PIECE) {
      const end = Math.min(at + TUS_PIECE, bytes);
      const headers = {
        ...{ ...TUS, "content-type": "application/offset+octet-stream" },
        ...{ "upload-offset": String(at), "content-length": String(end - at) },
      };
      await ask(way, "PATCH", place, headers, createReadStream(file, { start: at, end: end - 1 }));
    }
  },
};

async function ask(
  { url, keys }: Way,
  method: string,
  at: string,
  headers: Readonly<Record<string, string>>,
  body: Readable = Readable.from([]),
): Promise<IncomingHttpHeaders> {
  const read = (name: string) => readFileSync(join(keys, name), "utf8");
  const agent = new Agent({ ca: read("../../ca.crt"), cert: read("client.crt"), key: read("client.key") });
  const request = startRequest(new URL(at, url), { method, headers, agent });
  const answered = new Promise<IncomingHttpHeaders>((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("end", () => {
        if ((response.statusCode ?? 0) < 300) resolve(response.headers);
        else reject(new Error(`${method} ${at} ${response.statusCode} ${Buffer.concat(parts).toString()}`));
      });
    });
  });
  await Promise.all([answered, pipeline(body, request)]);
  agent.destroy();
  return await answered;
}
