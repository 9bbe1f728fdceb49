/**
 * `xinqiao send`: a file to a node as its agency, and its signed answer, checked and
 * kept. The trap: exit 0 means that a verified receipt says so, not that bytes went out.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { loadData } from "../data.ts";
import { buildReceiptFile } from "../evidence.ts";
import type { Receipt } from "../model/batch.ts";
import { Refusal } from "../model/refusal.ts";
import { REFUSALS, type RefusalCode } from "../model/refusals.ts";
import { findingsText } from "../receipt/findings.ts";
import { needed, onlyArgument, readArguments } from "./arguments.ts";
import {
  type Client,
  type ClientConfig,
  clientOf,
  type FindingLine,
  openClient,
  readClient,
  sandboxFolder,
} from "./client.ts";
import { fetchFeedback } from "./feedback.ts";
import { batchText } from "./sandbox-text.ts";

const POLL_SECONDS = 20;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    adapter: { type: "string" },
    config: { type: "string" },
    url: { type: "string" },
    node: { type: "string" },
    cert: { type: "string" },
    key: { type: "string" },
    ca: { type: "string" },
    network: { type: "string" },
    out: { type: "string" },
    feedback: { type: "string" },
    wait: { type: "string" },
    json: { type: "boolean" },
  });
  const file = onlyArgument(positionals, "file");
  if (!existsSync(file)) throw new Refusal("COMMAND_INVALID", { detail: file });
  const adapter = needed(values.adapter, "--adapter");
  const waitSeconds = Number(values.wait ?? 600);
  if (!Number.isFinite(waitSeconds)) throw new Refusal("COMMAND_INVALID", { detail: "--wait" });
  const config =
    values.url === undefined ? readClient(values.config ?? sandboxClient(adapter)) : spelledOut(values);
  const client = openClient(config);
  try {
    const { id } = await client.upload(file, adapter);
    const status = await decided(client, id, waitSeconds);
    const made = (kinds: readonly ("rejected" | "summary")[]) =>
      values.feedback === undefined
        ? []
        : fetchFeedback(client, id, { file, folder: values.feedback, kinds, waitSeconds });
    if (status.state === "refused") tell(await made(["summary"]), values.json === true);
    if (status.state === "refused" && status.refusal) return refused(status.refusal, values.json === true);
    if (status.state !== "done") throw new Refusal("NODE_BUSY");
    const signed = await client.receipt(id);
    const receipt = client.verify(signed, { node: config.node, batch: status.batch ?? id });
    const findings = await client.findings(id);
    const out = values.out ?? `${file}.receipt.json`;
    writeFileSync(out, buildReceiptFile(signed, findingsText(findings), config.networkProof));
    const feedback = receipt.rejected > 0 ? await made(["rejected", "summary"]) : [];
    if (values.json)
      process.stdout.write(`${JSON.stringify({ ...asJson(receipt, findings, out), feedback })}\n`);
    else show(file, adapter, receipt, findings, out);
    tell(feedback, values.json === true);
    return receipt.rejected === 0 ? 0 : 1;
  } finally {
    client.close();
  }
}

function tell(feedback: readonly string[], json: boolean): void {
  if (json) return;
  for (const path of feedback) process.stdout.write(`反馈已存 Feedback kept in ${path}\n`);
}

/** The adapter's agency in the sandbox of this checkout. */
function sandboxClient(adapter: string): string {
  const agency = loadData().adapters.find((one) => one.id === adapter)?.agency;
  if (agency === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter });
  const file = join(sandboxFolder(), "agencies", agency, "client.json");
  if (!existsSync(file)) throw new Refusal("COMMAND_INVALID", { detail: "--config (no sandbox is running)" });
  return file;
}

function spelledOut(values: Readonly<Record<string, unknown>>): ClientConfig {
  const of = (name: string) =>
    needed(typeof values[name] === "string" ? values[name] : undefined, `--${name}`);
  const files = { certificate: of("cert"), key: of("key"), ca: of("ca"), network: of("network") };
  return clientOf({ agency: "", node: of("node"), url: of("url"), ...files });
}

async function decided(client: Client, id: string, waitSeconds: number) {
  const end = Date.now() + waitSeconds * 1000;
  let status = await client.status(id, POLL_SECONDS);
  while (status.state === "due" && Date.now() < end) status = await client.status(id, POLL_SECONDS);
  return status;
}

function refused(
  refusal: { code: string; params: Record<string, string | number>; message: { zh: string; en: string } },
  json: boolean,
): number {
  if (Object.hasOwn(REFUSALS, refusal.code)) throw new Refusal(refusal.code as RefusalCode, refusal.params);
  if (json) process.stdout.write(`${JSON.stringify({ error: refusal })}\n`);
  process.stderr.write(`${refusal.code}\n${refusal.message.zh}\n${refusal.message.en}\n`);
  return 2;
}

function asJson(receipt: Receipt, findings: readonly FindingLine[], out: string): object {
  const { batch, node, adapter, item, rows, accepted, rejected, duplicates, warnings, root, routes } =
    receipt;
  const counts = { rows, accepted, rejected, duplicates, warnings };
  return {
    batch,
    node,
    adapter,
    item,
    ...counts,
    root,
    routes,
    receipt: "verified",
    receiptFile: out,
    findings,
  };
}

function show(
  file: string,
  adapter: string,
  receipt: Receipt,
  findings: readonly FindingLine[],
  out: string,
): void {
  const { batch: id, node, accepted, root, rows, rejected, duplicates, warnings } = receipt;
  const refusedRoute = receipt.routes.find((route) => route.decision === "not-forwarded")?.reason;
  const hop = {
    node,
    accepted,
    root,
    receipt: "verified",
    ...(refusedRoute && { notForwarded: refusedRoute }),
  };
  const status = { id, state: "done" as const, counts: { rows, accepted, rejected, duplicates, warnings } };
  const delivery = { file, adapter, client: "" };
  process.stdout.write(batchText({ ok: true, delivery, id, status, findings, hops: [hop] }, new Map()));
  process.stdout.write(`回执已存 Receipt kept in ${out}\n`);
}
