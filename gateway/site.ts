/**
 * What every role of a node's process shares: configuration, database, clock, ids, and
 * where to say things. Made once in node.ts and passed in; nothing here is global. The
 * trap: lines on stderr carry ids, digests and codes, never contents; of a defect its class,
 * code and place, since its message may quote a row.
 */
import { randomUUID } from "node:crypto";

import type { NodeConfig } from "./config.ts";
import { type Crash, makeCrash } from "./crash.ts";
import type { NetworkProof } from "./evidence.ts";
import type { Access } from "./model/access.ts";
import { defectText } from "./model/defect.ts";
import type { Network } from "./model/network.ts";
import type { Signal } from "./model/signal.ts";
import type { Probe } from "./model/steps.ts";
import type { Database } from "./store/connect.ts";

/** What holds now: swapped whole, never changed, so that a request sees one of them throughout. */
export interface Registers {
  readonly network: Network;
  readonly networkProof: NetworkProof;
  /** Null: this node has none, and nobody has grants. */
  readonly access: Access | null;
}

/** What came: an intake or an order, or a batch that is committed already. */
export type Woken = "intake" | "batch";

export interface Site {
  readonly config: NodeConfig;
  readonly db: Database;
  /** Names this process in leases. */
  readonly processId: string;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  registers(): Registers;
  /** Called after each swap. */
  onRegisters(listener: (now: Registers, before: Registers) => void): void;
  /** Something may be due now, for whichever role; after a "batch" that is nothing for who works intakes. */
  wake(why?: Woken): void;
  /** `trace` is the id of the trace in which it happened, where there is one. */
  say(line: string, trace?: string | null): void;
  /** For an operator to act on. */
  alarm(line: string, trace?: string | null): void;
  /** A defect of ours, or a trouble of the surroundings. */
  note(error: unknown, trace?: string | null): void;
  /** For who watches this process. */
  signal(signal: Signal): void;
  onSignal(listener: (signal: Signal) => void): void;
}

/** What the node itself does with it besides. */
export interface WholeSite extends Site {
  onWake(listener: (why: Woken) => void): void;
  swapRegisters(next: Registers): void;
  readonly crashAt: Crash["at"];
}

export function makeSite(config: NodeConfig, db: Database, out: NodeJS.WritableStream): WholeSite {
  const listeners: ((why: Woken) => void)[] = [];
  const followers: ((now: Registers, before: Registers) => void)[] = [];
  let registers: Registers = { network: config.network, networkProof: config.networkProof, access: null };
  const watchers: ((signal: Signal) => void)[] = [];
  const signal = (one: Signal) => {
    for (const watch of watchers) watch(one);
  };
  const line = (level: "info" | "alarm" | "error", text: string, trace?: string | null) => {
    const at = new Date().toISOString();
    out.write(`${JSON.stringify({ at, node: config.node, level, text, ...(trace && { trace }) })}\n`);
    if (level !== "info") signal({ what: "line", level });
  };
  const crash = makeCrash(config.crashAt);
  return {
    config,
    db,
    processId: `${process.pid}-${randomUUID().slice(0, 8)}`,
    clock: () => new Date(),
    newId: randomUUID,
    probe: crash.probe,
    crashAt: crash.at,
    registers: () => registers,
    onRegisters: (listener) => void followers.push(listener),
    swapRegisters: (next) => {
      const before = registers;
      registers = next;
      for (const follow of followers) follow(next, before);
    },
    wake: (why = "intake") => {
      for (const listener of listeners) listener(why);
    },
    onWake: (listener) => void listeners.push(listener),
    // Handed on as listeners and to catch(), which give more arguments than these.
    say: (text, trace) => line("info", text, traceId(trace)),
    alarm: (text, trace) => line("alarm", text, traceId(trace)),
    note: (error, trace) => line("error", defectText(error), traceId(trace)),
    signal,
    onSignal: (listener) => void watchers.push(listener),
  };
}

/** From a traceparent, as rows have it, or from the bare id. */
function traceId(trace: unknown): string | undefined {
  return typeof trace === "string" ? /(?:^|^00-)([0-9a-f]{32})(?:-|$)/.exec(trace)?.[1] : undefined;
}
