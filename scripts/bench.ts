/**
 * `npm run bench [-- part …] [--rows N] [--runs N] [--json]`: what the data path costs,
 * beside what it could cost at best and what people do today. Everything is measured in
 * one call, the parts taking turns, on the same server; compare ratios, since absolute
 * figures move from machine to machine and from minute to minute.
 *
 * Parts: ingest (our node), copy, naive, python, resend, nodes; on demand memory (two sizes), sftp
 * (against OpenSSH's server), sftp-memory (the same, and a file of 2 GB), uploads (a file of --mib MiB by each of
 * --doors, and its memory), rest (against an Express route) and console (its pages over ten million entries).
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchConsole } from "./bench-console.ts";
import { bareCopy, naiveCopy, prepareCopies } from "./bench-copy.ts";
import { type BenchFiles, makeFiles } from "./bench-files.ts";
import { type BenchServer, ingestOnce, startServer, threeNodes } from "./bench-nodes.ts";
import { pythonIsThere, pythonOnce } from "./bench-python.ts";
import { benchRest } from "./bench-rest.ts";
import { benchQuery } from "./bench-rest-query.ts";
import { benchSftp } from "./bench-sftp.ts";
import { benchUploads, DOORS } from "./bench-uploads.ts";

/** The peer takes ten times as long: it gets no more rows than these, and its rate is compared. */
const PYTHON_ROWS = 200_000;

const PARTS = [
  "ingest",
  "copy",
  "naive",
  "python",
  "resend",
  "nodes",
  "memory",
  "sftp",
  "sftp-memory",
  "uploads",
  "rest",
  "console",
] as const;
type Part = (typeof PARTS)[number];
const ON_DEMAND: readonly Part[] = ["memory", "sftp", "sftp-memory", "uploads", "rest", "console"];

interface Sample {
  readonly seconds: number;
  readonly rows: number;
  readonly peakRssMiB?: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string" },
    runs: { type: "string", default: "3" },
    mib: { type: "string", default: "2048" },
    doors: { type: "string", default: DOORS.join(",") },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !PARTS.includes(name as Part));
if (values.help || unknown.length > 0) {
  process.stdout.write(
    `npm run bench -- [${PARTS.join("|")} …] [--rows N] [--runs N] [--mib N] [--doors ${DOORS.join(",")}] [--json]\n`,
  );
  process.exit(unknown.length > 0 ? 2 : 0);
}
const rows = Number(values.rows ?? 1_000_000);
/** Of the journal. */
const ENTRIES = 10_000_000;
const runs = Number(values.runs);
const wanted = new Set<Part>(
  positionals.length > 0 ? (positionals as Part[]) : PARTS.filter((part) => !ON_DEMAND.includes(part)),
);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), "xinqiao-bench-"));
// As root, PostgreSQL runs as another user, who must get through.
chmodSync(folder, 0o711);
const server = await startServer(folder);
/** The database outlives whoever started it; nodes see by themselves that they are alone. */
const end = async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
};
const leave = (code: number) => void end().finally(() => process.exit(code));
process.once("SIGINT", () => leave(130)).once("SIGTERM", () => leave(143));
// Nobody reads on, such as behind `| head`.
for (const out of [process.stdout, process.stderr]) out.once("error", () => leave(1));
try {
  if (wanted.has("sftp") || wanted.has("sftp-memory")) await measureSftp(server);
  if (wanted.has("uploads")) await measureUploads(server);
  if (wanted.has("rest")) await measureRest(server);
  if (wanted.has("console")) await measureConsole(server);
  if ([...wanted].some((part) => !["console", "rest", "sftp", "sftp-memory", "uploads"].includes(part))) {
    const files = makeFiles(folder, rows, say);
    const samples = await measure(server, files);
    const memory = wanted.has("memory") ? await measureMemory(server) : undefined;
    report(samples, memory);
  }
} finally {
  await end();
}

async function measureSftp(bench: BenchServer): Promise<void> {
  const sftp = await benchSftp(bench, { runs, withLarge: wanted.has("sftp-memory"), say });
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ sftp })}\n`
      : `sftp: ${sftp.mibPerSecond} MiB/s, OpenSSH's own ${sftp.opensshMibPerSecond} MiB/s, ratio ${sftp.ratio}\n`,
  );
}

async function measureUploads(bench: BenchServer): Promise<void> {
  const doors = DOORS.filter((door) => values.doors.split(",").includes(door));
  const uploads = await benchUploads(bench, { mib: Number(values.mib), doors, say });
  if (values.json) process.stdout.write(`${JSON.stringify({ uploads })}\n`);
  for (const [door, one] of values.json ? [] : Object.entries(uploads))
    process.stdout.write(
      `uploads ${door}: ${one.mib} MiB, peak RSS ${one.peakRssMiB} MiB (idle ${one.idleRssMiB})\n`,
    );
}

async function measureRest(bench: BenchServer): Promise<void> {
  const rest = { ...(await benchRest(bench, { runs, say })), query: await benchQuery(bench, { runs, say }) };
  const { requestsPerSecond, p99Ms, ratio } = rest.push;
  const { query } = rest;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ rest })}\n`
      : `rest push: ${requestsPerSecond} requests/s, p99 ${p99Ms} ms, ratio to Express ${ratio}\nrest query: ${query.requestsPerSecond} requests/s, p99 ${query.p99Ms} ms, ratio to Express ${query.ratio}\n`,
  );
}

async function measureConsole(bench: BenchServer): Promise<void> {
  const figures = await benchConsole(bench, { rows: Number(values.rows ?? ENTRIES), say });
  const { list, filter, detail, today } = figures;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ console: figures })}\n`
      : `console over ${figures.rows} entries, p95: list ${list} ms, filter ${filter} ms, one batch ${detail} ms, today ${today} ms\n`,
  );
}

async function measure(bench: BenchServer, files: BenchFiles): Promise<Map<Part, Sample[]>> {
  const samples = new Map<Part, Sample[]>();
  const keep = (part: Part, sample: Sample): void => {
    samples.set(part, [...(samples.get(part) ?? []), sample]);
    const rss = sample.peakRssMiB === undefined ? "" : `, peak RSS ${sample.peakRssMiB} MiB`;
    say(
      `  ${part}: ${sample.seconds.toFixed(2)} s, ${Math.round(sample.rows / sample.seconds)} rows/s${rss}`,
    );
  };
  if (!["ingest", "copy", "naive", "python", "resend", "nodes"].some((part) => wanted.has(part as Part)))
    return samples;
  const python = wanted.has("python") && pythonIsThere();
  if (wanted.has("python") && !python)
    say("python3-fastjsonschema and python3-psycopg2 are not installed: no Python figure");
  const fewer = python && rows > PYTHON_ROWS ? makeFiles(folder, PYTHON_ROWS, say) : files;
  // Not counted: the server makes its WAL segments, and Node what it keeps of our code.
  await bench.drop((await ingestOnce(bench, files.first, null)).database);
  for (let run = 1; run <= runs; run++) {
    say(`run ${run} of ${runs}`);
    const night = await ingestOnce(bench, files.first, null);
    keep("ingest", { ...night, rows });
    if (wanted.has("copy") || wanted.has("naive")) {
      const prepared = await prepareCopies(bench, night.database);
      if (wanted.has("copy")) keep("copy", await bareCopy(bench, prepared));
      if (wanted.has("naive")) keep("naive", await naiveCopy(bench, prepared));
      prepared.remove();
    }
    if (wanted.has("resend"))
      keep("resend", { ...(await ingestOnce(bench, files.next, night.database)), rows });
    await bench.drop(night.database);
    if (python) keep("python", await pythonOnce(bench, fewer.first));
    if (wanted.has("nodes")) keep("nodes", { ...(await threeNodes(bench, files.first)), rows });
  }
  return samples;
}

async function measureMemory(
  bench: BenchServer,
): Promise<{ rows: number; peakRssMiB: number; headsMiB: number }[]> {
  const found = [];
  for (const size of [rows, rows * 5]) {
    const files = makeFiles(folder, size, say);
    const { database, peakRssMiB, heads } = await ingestOnce(bench, files.first, null);
    await bench.drop(database);
    files.remove();
    found.push({ rows: size, peakRssMiB, headsMiB: Math.round((heads * 64) / 2 ** 20) });
    say(`  memory: ${size} rows, peak RSS ${peakRssMiB} MiB`);
  }
  return found;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(
  samples: Map<Part, Sample[]>,
  memory: Awaited<ReturnType<typeof measureMemory>> | undefined,
): void {
  const rates = (part: Part): number[] => (samples.get(part) ?? []).map((one) => one.rows / one.seconds);
  const rate = (part: Part): { rowsPerSecond: number } | null =>
    samples.has(part) ? { rowsPerSecond: Math.round(median(rates(part))) } : null;
  const seconds = (part: Part): number => median((samples.get(part) ?? []).map((one) => one.seconds));
  const round = (value: number): number | null =>
    Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
  const over = (part: Part): number | null => round(median(rates("ingest")) / median(rates(part)));
  const ingest = {
    rows,
    runs,
    ours: {
      ...rate("ingest"),
      peakRssMiB: Math.max(...(samples.get("ingest") ?? []).map((one) => one.peakRssMiB ?? 0)),
    },
    copy: rate("copy"),
    naive: rate("naive"),
    python: rate("python"),
    resend: rate("resend"),
    threeNodes: samples.has("nodes") ? { seconds: round(seconds("nodes")) } : null,
    ratio: {
      copy: over("copy"),
      naive: over("naive"),
      python: over("python"),
      resend: round(median(rates("resend")) / median(rates("copy"))),
      threeNodes: round(seconds("nodes") / seconds("ingest")),
    },
  };
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ ingest, ...(memory && { memory }) })}\n`);
    return;
  }
  const line = (name: string, part: Part, ratio: number | null, meaning: string, goal: string): string => {
    const all = rates(part).map((one) => Math.round(one / 1000));
    const cells = samples.has(part)
      ? `${String(Math.round(median(rates(part)) / 1000)).padStart(5)}k  (${all.join(" / ")})`
      : "    -";
    return `${name.padEnd(34)}${cells.padEnd(26)}${ratio === null ? "" : `${ratio.toFixed(2)} ${meaning}`}${goal === "" || ratio === null ? "" : `, goal ${goal}`}`;
  };
  const out = [
    `${rows} rows, ${runs} runs, ${availableParallelism()} processors, node ${process.version}, ${cpu()}`,
    "rows a second: median (every run)",
    line("1 one node, everything on", "ingest", null, "", ""),
    line("2 bare binary COPY, prepared", "copy", ingest.ratio.copy, "= (1)/(2)", ">= 0.8"),
    line("3 jsonb and a unique key, prepared", "naive", ingest.ratio.naive, "= (1)/(3)", ">= 1.2"),
    line(
      `4 Python, csv + fastjsonschema${rows > PYTHON_ROWS ? " *" : ""}`,
      "python",
      ingest.ratio.python,
      "= (1)/(4)",
      ">= 3",
    ),
    line("5 next night, 1 % changed", "resend", ingest.ratio.resend, "= (5)/(2)", ">= 2"),
    line("6 three nodes, receipt back", "nodes", ingest.ratio.threeNodes, "x the time of (1)", "<= 3"),
    ...(samples.has("python") && rows > PYTHON_ROWS ? [`* of ${PYTHON_ROWS} rows`] : []),
    `peak RSS of the ingesting process: ${ingest.ours.peakRssMiB} MiB, goal <= 320`,
    ...(memory ?? []).map(
      (one) =>
        `  ${one.rows} rows: ${one.peakRssMiB} MiB, of which about ${one.headsMiB} MiB heads of the item`,
    ),
  ];
  process.stdout.write(`${out.join("\n")}\n`);
}

function cpu(): string {
  const { stdout } = spawnSync("sh", ["-c", "grep -m1 'model name' /proc/cpuinfo | cut -d: -f2"], {
    encoding: "utf8",
  });
  return stdout.trim();
}
