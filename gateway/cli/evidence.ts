/**
 * `xinqiao evidence`: fetches the evidence file of one record from a node, or with --seal
 * makes the seal file of a batch. Verifying is another command, and needs no node.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { EvidenceFile, SealFile } from "../evidence/file.ts";
import { Refusal } from "../model/refusal.ts";
import { needed, onlyArgument, readArguments } from "./arguments.ts";
import { type Client, openClient, readClient, sandboxFolder } from "./client.ts";

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    batch: { type: "string" },
    config: { type: "string" },
    out: { type: "string" },
    extract: { type: "string" },
    seal: { type: "boolean" },
    json: { type: "boolean" },
  });
  const ofBatch = values.seal === true;
  if (ofBatch && positionals.length > 0)
    throw new Refusal("COMMAND_INVALID", { detail: "--seal --batch <id>" });
  const record = ofBatch ? "" : onlyArgument(positionals, "record id");
  const batch = ofBatch ? needed(values.batch, "--batch") : values.batch;
  const text = await firstAnswer(
    values.config === undefined ? sandboxClients() : [values.config],
    async (client) => (ofBatch ? await client.seal(batch ?? "") : await client.evidence(record, batch)),
  );
  const { out, extract: folder } = values;
  if (folder !== undefined) extract(text, folder);
  if (out !== undefined) writeFileSync(out, text);
  if (out === undefined && folder === undefined) process.stdout.write(text);
  else if (values.json) {
    const written = { ...(out === undefined ? {} : { file: out }), ...(folder && { folder }) };
    process.stdout.write(`${JSON.stringify({ kind: ofBatch ? "seal" : "evidence", ...written })}\n`);
  }
  return 0;
}

/** The parts that other tools check: `openssl cms -verify` takes seal.p7s over manifest.json, trusting ca.crt. */
function extract(text: string, folder: string): void {
  const { manifest, seal, network } = JSON.parse(text) as EvidenceFile | SealFile;
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
  ask: (client: Client) => Promise<string>,
): Promise<string> {
  for (const file of files) {
    const client = openClient(readClient(file));
    try {
      return await ask(client);
    } catch (error) {
      if (!(error instanceof Refusal) || error.params["code"] !== "NOT_FOUND") throw error;
    } finally {
      client.close();
    }
  }
  throw new Refusal("NOT_FOUND");
}
