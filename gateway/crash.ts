/**
 * For drills and tests: a process kills itself, or the server that it works on, at a named step. Asked for
 * by XINQIAO_CRASH_AT from its start on, or later by the process that started it, over their channel.
 */
import { type Probe, STEPS, type Step } from "./model/steps.ts";

export interface CrashAt {
  readonly step: Step;
  /** The nth time that the step is reached. */
  readonly time: number;
  /** Whom to kill. */
  readonly pid: number;
}

/** Reads `<step>[:<nth time>[:<pid>]]`; null where it says something else. */
export function readCrashAt(text: string): CrashAt | null {
  const [step = "", time = "1", pid = String(process.pid)] = text.split(":");
  const isCount = (digits: string): boolean => /^[1-9]\d{0,6}$/.test(digits);
  if (!(STEPS as readonly string[]).includes(step) || !isCount(time) || !isCount(pid)) return null;
  return { step: step as Step, time: Number(time), pid: Number(pid) };
}

export interface Crash {
  readonly probe: Probe;
  /** From now on here instead. */
  at(wanted: CrashAt): void;
}

/** The hard way, and otherwise at the cost of a comparison. */
export function makeCrash(wanted: CrashAt | null): Crash {
  let left = wanted?.time ?? 0;
  return {
    probe: (step) => {
      if (step !== wanted?.step || --left !== 0) return;
      process.kill(wanted.pid, "SIGKILL");
      if (wanted.pid !== process.pid) return;
      // The signal is delivered at once; nothing after this line may run.
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    },
    at: (next) => {
      wanted = next;
      left = next.time;
    },
  };
}
