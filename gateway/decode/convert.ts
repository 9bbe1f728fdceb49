/**
 * Rows as NDJSON out of anything that is not CSV. The reading is done by a child process
 * with a bounded heap, since the libraries for these formats can be driven out of memory by
 * a small file; when it dies, the file is refused and the node lives on.
 *
 * The trap: a slow consumer must not run into the time limit, so only waiting is counted.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

import type { DecodeOptions } from "../model/adapter.ts";
import { placesIn } from "../model/defect.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";
import { type ConvertJob, type ConvertLimits, DEFAULT_LIMITS, type Line } from "./lines.ts";

const CHILD = fileURLToPath(new URL("./convert-child.ts", import.meta.url));
const STDERR_KEPT = 4096;

/** Chunks of NDJSON lines as described in lines.ts; a chunk may end inside a line. */
export async function* convertRows(
  path: string,
  options: DecodeOptions,
  knownTitles: readonly string[],
  limits: Partial<ConvertLimits> = {},
  refusedCells = false,
): AsyncGenerator<Buffer, void, undefined> {
  const all = { ...DEFAULT_LIMITS, ...limits };
  const job: ConvertJob = { path, options, knownTitles, limits: all, refusedCells };
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${job.limits.heapMiB}`, "--disable-warning=ExperimentalWarning", CHILD],
    {
      stdio: ["pipe", "pipe", "pipe", "pipe"],
      // Nothing of ours but where compiled code lies: the reader starts in half the time.
      env: compileCache(),
    },
  );
  const exited = once(child, "exit");
  exited.catch(() => {}); // Awaited below; a failed spawn also ends the streams.
  const [stdin, stdout, stderr, verdict] = [
    child.stdin,
    child.stdout,
    child.stderr,
    child.stdio[3] as Readable,
  ];
  stdin?.on("error", () => {}); // A child that died early tells by its exit.
  stdin?.end(JSON.stringify(job));
  const complaint = collect(stderr as Readable);
  const refusal = collect(verdict);
  try {
    if (!(yield* pump(child, stdout as Readable, job.limits.seconds))) {
      throw new Refusal("DECODE_LIMIT", {
        detail: `读取超过 ${job.limits.seconds} 秒 / reading took over ${job.limits.seconds} s`,
      });
    }
    const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
    judge(code, signal, await refusal, await complaint, job.limits.heapMiB);
  } finally {
    child.kill("SIGKILL");
  }
}

/** The same, line by line. */
export async function* convertLines(
  ...job: Parameters<typeof convertRows>
): AsyncGenerator<Line, void, undefined> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of convertRows(...job)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}

/** False when the time for waiting was used up. */
async function* pump(
  child: ChildProcess,
  stdout: Readable,
  seconds: number,
): AsyncGenerator<Buffer, boolean, undefined> {
  const chunks = stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let left = seconds * 1000;
  let late = false;
  for (;;) {
    const from = performance.now();
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, left);
    const next = await chunks.next().finally(() => clearTimeout(timer));
    left = Math.max(0, left - (performance.now() - from));
    if (late) return false;
    if (next.done === true) return true;
    yield next.value;
  }
}

async function collect(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) if (text.length < STDERR_KEPT) text += String(chunk);
  return text.slice(0, STDERR_KEPT);
}

function judge(
  code: number | null,
  signal: NodeJS.Signals | null,
  refusal: string,
  complaint: string,
  heapMiB: number,
): void {
  if (refusal !== "") {
    const { refusal: told } = JSON.parse(refusal) as { refusal: { code: RefusalCode; params: Params } };
    throw new Refusal(told.code, told.params);
  }
  if (code === 0) return;
  if (
    signal === "SIGABRT" ||
    code === 134 ||
    /heap out of memory|Array buffer allocation failed/.test(complaint)
  ) {
    throw new Refusal("DECODE_LIMIT", { detail: `内存超过 ${heapMiB} MB / more memory than ${heapMiB} MB` });
  }
  // What it complained of may quote a row; where it stood may be said.
  throw new Error(`the reader of rows ended with ${signal ?? code} ${placesIn(complaint).join(" ")}`.trim());
}

function compileCache(): Record<string, string> {
  const folder = process.env["NODE_COMPILE_CACHE"];
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}
