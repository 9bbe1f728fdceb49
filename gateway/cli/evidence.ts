/**
 * `xinqiao evidence`: fetches the evidence file of one record from a node. Verifying it
 * is another command, and needs no node.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { EvidenceFile } from "../evidence/file.ts";
import { Refusal } from "../model/refusal.ts";
import { onlyArgument, readArguments } from "./arguments.ts";
import { openClient, readClient, sandboxFolder } from "./client.ts";

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    batch: { type: "string" },
    config: { type: "string" },
    out: { type: "string" },
    extract: { type: "string" },
    json: { type: "boolean" },
  });
  const record = onlyArgument(positionals, "record id");
  const text = await firstAnswer(
    values.config === undefined ? sandboxClients() : [values.config],
    record,
    values.batch,
  );
  if (values.extract !== undefined) extract(text, values.extract);
  if (values.out !== undefined) writeFileSync(values.out, text);
  else if (values.extract === undefined) process.stdout.write(text);
  return 0;
}

/** The parts that other tools check: `openssl cms -verify` takes seal.p7s over manifest.json, trusting ca.crt. */
function extract(text: string, folder: string): void {
  const { manifest, seal, network } = JSON.parse(text) as EvidenceFile;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "manifest.json"), manifest);
  writeFileSync(join(folder, "seal.p7s"), Buffer.from(seal, "base64"));
  writeFileSync(join(folder, "ca.crt"), network.root);
}

/** In the sandbox we hold every agency's certificate: one of them sent the record. */
function sandboxClients(): readonly string[] {
  const folder = join(sandboxFolder(), "agencies");
  if (!existsSync(folder))
    throw new Refusal("COMMAND_INVALID", { detail: "--config (no sandbox is running)" });
  return readdirSync(folder).map((agency) => join(folder, agency, "client.json"));
}

async function firstAnswer(
  files: readonly string[],
  record: string,
  batch: string | undefined,
): Promise<string> {
  for (const file of files) {
    const client = openClient(readClient(file));
    try {
      return await client.evidence(record, batch);
    } catch (error) {
      if (!(error instanceof Refusal) || error.params["code"] !== "NOT_FOUND") throw error;
    } finally {
      client.close();
    }
  }
  throw new Refusal("NOT_FOUND");
}
