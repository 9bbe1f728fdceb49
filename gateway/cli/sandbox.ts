/**
 * `xinqiao sandbox`: a city, a province and the nation on this machine, each a process
 * with its own database, keys and certificates, and a night's files sent through them.
 * Everything it starts it stops, whatever happens. The trap: a stop may come at any
 * moment, also while something is still starting; so the ends are registered first.
 */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { ADAPTERS_FOLDER, CATALOG_FOLDER, loadData } from "../data.ts";
import type { Node } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import type { Known } from "../piece/piece.ts";
import { countStored, findBatch } from "../store/batch-rows.ts";
import { connect } from "../store/connect.ts";
import { newestCheckpoint } from "../store/log-rows.ts";
import { recordAtLeaf } from "../store/record-rows.ts";
import { readArguments } from "./arguments.ts";
import { sandboxFolder } from "./client.ts";
import { consoleIsUp, consoleText } from "./sandbox-console-text.ts";
import { type ConsoleLink, consoleLinks, tellHistory } from "./sandbox-demo.ts";
import { MISSING } from "./sandbox-history.ts";
import type { SandboxNode } from "./sandbox-network.ts";
import { brokenPromise } from "./sandbox-promise.ts";
import { type BatchResult, type Delivery, deliver } from "./sandbox-run.ts";
import { agenciesOf, bringUp, type Data, holdFolder, initialise, type Stop } from "./sandbox-start.ts";
import { batchText, initialisedText, type NodeSummary, nextSteps, nodesText } from "./sandbox-text.ts";

export async function run(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, {
    once: { type: "boolean" },
    json: { type: "boolean" },
    fresh: { type: "boolean" },
    init: { type: "boolean" },
    data: { type: "string" },
    send: { type: "string" },
    adapter: { type: "string" },
    hosts: { type: "string" },
    consoles: { type: "string" },
    database: { type: "string" },
    "database-password-file": { type: "string" },
    catalog: { type: "string" },
    adapters: { type: "string" },
  });
  const catalog = resolve(values.catalog ?? CATALOG_FOLDER);
  const adapters = resolve(values.adapters ?? ADAPTERS_FOLDER);
  const known = loadData({ catalog, adapters });
  const data = { known, catalog, adapters };
  const folder = values.data === undefined ? sandboxFolder() : resolve(values.data);
  // Whoever only wants the batches waits for no pages.
  const isKept = values.once !== true;
  const deliveries = chosen(folder, data, values.send, values.adapter).filter(
    ({ adapter }) => !isKept || values.send !== undefined || !isLeftOut(known, adapter),
  );
  const now = new Date();
  if (values.init) {
    const { hosts, consoles, database, "database-password-file": passwordFile } = values;
    const made = await initialise(folder, data, now, { hosts, consoles, database, passwordFile });
    process.stdout.write(initialisedText(made, folder, values.json === true));
    return 0;
  }
  const tell = progressLine(values.json === true);
  const stops: Stop[] = [];
  const interrupted = interruption();
  try {
    holdFolder(folder, values.fresh === true, stops);
    const isFresh = !existsSync(join(folder, "ca.crt"));
    const result = await Promise.race([
      interrupted.then(() => null),
      bringUp(folder, data, now, stops, tell, isKept).then(async (started) => {
        const consoles = isKept ? await furnish(data, started.nodes, now, tell) : [];
        // The batches take their time; who is curious need not wait for them.
        if (!values.json) process.stdout.write(consoleIsUp(consoles));
        const batches = await Promise.all(
          (await sendAll(deliveries, tell)).map(async (batch): Promise<BatchResult> => {
            const promised = await brokenPromise(batch, known, now, isFresh);
            return promised === undefined ? batch : { ...batch, ok: false, promised };
          }),
        );
        return { started, consoles, batches, nodes: await summaries(started.nodes, known.catalog.nodes) };
      }),
    ]);
    tell("");
    if (result === null) return 130;
    const ok = result.batches.length > 0 && result.batches.every((batch) => batch.ok);
    if (values.json) process.stdout.write(`${JSON.stringify(asJson(ok, result.nodes, result.batches))}\n`);
    else
      show(
        ok,
        result.nodes,
        result.batches,
        new Map(known.adapters.map(({ id, title }) => [id, `${title.zh} ${title.en}`])),
      );
    if (values.once) return ok ? 0 : 1;
    const taken = furthest(result.batches);
    if (taken && !values.json) {
      const home = result.started.nodes.find(({ id }) => id === taken.hops[0]?.node);
      const record = await oneRecord(home?.databaseUrl, taken.id);
      const steps = nextSteps(taken, record, folder, values.data === undefined, home?.sftpPort);
      process.stdout.write(`\n${steps}`);
    }
    if (!values.json) process.stdout.write(consoleText(result.consoles));
    const died = await Promise.race([
      interrupted,
      ...result.started.processes.map(async (one) => `${one.id}: ${await one.ended}`),
    ]);
    if (died === undefined) return 0;
    process.stderr.write(`节点进程意外结束 A node's process has ended: ${died}\n`);
    return 1;
  } finally {
    tell("正在停止 stopping");
    for (const stop of stops.reverse())
      await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    tell("");
  }
}

/** The file that was asked for, or every adapter's nightly sample. */
function chosen(
  folder: string,
  { known, adapters: adaptersFolder }: Data,
  send: string | undefined,
  only: string | undefined,
): readonly Delivery[] {
  if ((send === undefined) !== (only === undefined))
    throw new Refusal("COMMAND_INVALID", { detail: "--send, --adapter" });
  const clientOf = (agency: string) => join(folder, "agencies", agency, "client.json");
  if (send !== undefined && only !== undefined) {
    const adapter = known.adapters.find((one) => one.id === only);
    if (!adapter) throw new Refusal("ADAPTER_UNKNOWN", { adapter: only });
    if (!existsSync(send)) throw new Refusal("COMMAND_INVALID", { detail: `--send ${send}` });
    return [{ file: resolve(send), adapter: only, client: clientOf(adapter.agency) }];
  }
  return known.adapters.flatMap(({ id, agency }) => {
    const samples = join(adaptersFolder, id, "samples");
    const name =
      existsSync(samples) &&
      readdirSync(samples).find((one) => one.startsWith("nightly.") && !one.endsWith(".expected.json"));
    return name ? [{ file: join(samples, name), adapter: id, client: clientOf(agency) }] : [];
  });
}

/** Consoles and the history that they show. */
async function furnish(
  { known }: Data,
  nodes: readonly SandboxNode[],
  now: Date,
  tell: (text: string) => void,
): Promise<readonly ConsoleLink[]> {
  tell("正在写入演示历史 demonstration history");
  const { seats } = agenciesOf(known);
  await tellHistory({ known, nodes, now, seatOf: (agency) => seats.get(agency) ?? nodes[0]?.id ?? "" });
  return await consoleLinks(nodes);
}

/** The one that the console shows as missing. */
function isLeftOut({ adapters }: Known, id: string): boolean {
  const adapter = adapters.find((one) => one.id === id);
  return adapter?.agency === MISSING.agency && adapter.item === MISSING.item;
}

/** One agency after another would take longer than the files do; all at once, the nodes would only be asked how far they are. */
const AT_ONCE = 12;

async function sendAll(
  deliveries: readonly Delivery[],
  tell: (text: string) => void,
): Promise<readonly BatchResult[]> {
  let done = 0;
  const progress = (text: string) => tell(`${done}/${deliveries.length}  ${text}`);
  const results: BatchResult[] = [];
  const waiting = [...deliveries.entries()].reverse();
  const line = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [at, delivery] = next;
      results[at] = await deliver(delivery, progress);
      done++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return results;
}

/** What a newcomer tries first: a batch that went all the way up. */
function furthest(batches: readonly BatchResult[]): BatchResult | undefined {
  const sound = batches.filter((batch) => batch.ok);
  const hops = Math.max(...sound.map((batch) => batch.hops.length));
  return sound.find((batch) => batch.hops.length === hops);
}

async function summaries(
  nodes: readonly SandboxNode[],
  tree: readonly Node[],
): Promise<readonly (NodeSummary & { tier: string })[]> {
  return await Promise.all(
    nodes.map(async ({ id, host, port, databaseUrl }) => {
      const db = connect(databaseUrl, { max: 1 });
      try {
        const { records, batches } = await countStored(db);
        const newest = await newestCheckpoint(db);
        const log = { size: newest?.size ?? 0, root: newest?.root.toString("hex") ?? "" };
        const node = tree.find((one) => one.id === id);
        const name = node ? `${node.name.zh} ${node.name.en}` : id;
        return { id, tier: node?.tier ?? "", name, url: `https://${host}:${port}`, records, batches, log };
      } finally {
        await db.close();
      }
    }),
  );
}

/** The id of the batch's first record at the city, for an example. */
async function oneRecord(url: string | undefined, batchId: string): Promise<string | undefined> {
  if (url === undefined) return undefined;
  const db = connect(url, { max: 1 });
  try {
    const batch = await findBatch(db, batchId);
    return batch && (await recordAtLeaf(db, batch, 0))?.recordId;
  } finally {
    await db.close();
  }
}

function asJson(
  ok: boolean,
  nodes: readonly (NodeSummary & { tier: string })[],
  batches: readonly BatchResult[],
): object {
  return {
    ok,
    nodes: nodes.map(({ id, tier, records, batches: count, log }) => ({
      id,
      tier,
      records,
      batches: count,
      log,
    })),
    batches: batches.map(({ id, delivery, status, hops, refusal, promised }) => ({
      id,
      adapter: delivery.adapter,
      item: status?.item ?? "",
      file: delivery.file,
      rows: status?.counts?.rows ?? 0,
      accepted: status?.counts?.accepted ?? 0,
      rejected: status?.counts?.rejected ?? 0,
      duplicates: status?.counts?.duplicates ?? 0,
      root: status?.root ?? "",
      hops: hops.map(({ node, accepted, root, receipt }) => ({ node, accepted, root, receipt })),
      ...(promised && { promised }),
      ...(refusal && { refusal: refusal.code }),
      ...(status?.refusal && { refusal: status.refusal.code }),
    })),
  };
}

function show(
  ok: boolean,
  nodes: readonly NodeSummary[],
  batches: readonly BatchResult[],
  titles: ReadonlyMap<string, string>,
): void {
  const out = (text: string) => void process.stdout.write(`${text}\n`);
  out("批次 Batches");
  for (const batch of batches) out(batchText(batch, titles));
  out(nodesText(nodes));
  out(
    ok
      ? "全部批次的各级回执均已验证。 Every hop of every batch has a verified receipt."
      : "有批次未达到预期，见上。 Something is not as it should be, see above.",
  );
}

/** Resolves on the first signal to stop; later ones change nothing, the stop is under way. */
function interruption(): Promise<undefined> {
  return new Promise((resolvePromise) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => resolvePromise(undefined));
  });
}

/** One line on a terminal's stderr, written over and over. */
function progressLine(quiet: boolean): (text: string) => void {
  if (quiet || !process.stderr.isTTY) return () => {};
  return (text) => void process.stderr.write(`\r\u001b[2K${text}`);
}
