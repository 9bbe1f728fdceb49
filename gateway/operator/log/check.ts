/**
 * A whole check of the log in a process of its own, of low priority: it reads everything, and the console must go on
 * answering. The trap: nobody may wait for it and it must end all the same: it is stopped by an operator, by the end
 * of this process (its channel to us closes), or after six hours.
 */
import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";

import { canonical } from "../../model/canonical.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { beginCheck, endCheck, findCheck, noteProgress } from "../../store/console/log-check-rows.ts";
import type { LogReport } from "../../verify-log.ts";
import type { ConsoleParts } from "../parts.ts";

const PROGRAM = fileURLToPath(new URL("../../xinqiao.mjs", import.meta.url));
const LONGEST_MS = 6 * 3600_000;
const SHOWN_MS = 1000;

/** What the child says. */
type Told = { readonly done: number; readonly whole: number } | { readonly report: LogReport };

export interface Checks {
  start(operator: Operator): Promise<string>;
  stopCheck(operator: Operator, id: string): Promise<void>;
  stop(): Promise<void>;
}

export function makeChecks({ site, audit }: ConsoleParts): Checks {
  const { db } = site;
  const running = new Map<string, { readonly child: ChildProcess; readonly ended: Promise<void> }>();

  function run(id: string): void {
    const child = fork(PROGRAM, ["log", "verify", "--config", site.config.file, "--json"], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
    });
    if (child.pid !== undefined) lowerPriority(child.pid);
    let progress = { done: 0, whole: 0 };
    let report: LogReport | undefined;
    child.on("message", (told: Told) => {
      if ("report" in told) report = told.report;
      else progress = told;
    });
    const shown = setInterval(() => {
      void noteProgress(db, id, progress.done, progress.whole, site.clock()).then(
        // Somebody stopped it, at this process or at another.
        (isOurs) => void (isOurs || child.kill()),
        site.note,
      );
    }, SHOWN_MS);
    const late = setTimeout(() => child.kill(), LONGEST_MS);
    const ended = new Promise<void>((resolve) => {
      child.once("error", site.note);
      child.once("close", () => resolve());
    }).then(async () => {
      clearInterval(shown);
      clearTimeout(late);
      running.delete(id);
      if (!report) return void (await endCheck(db, id, "stopped", null, site.clock()));
      await noteProgress(db, id, progress.done, progress.whole, site.clock());
      const { ok, size, root, open, checkpoints, cosignatures, batches, faults } = report;
      const text = canonical({ size, root, open, checkpoints, cosignatures, batches, faults });
      await endCheck(db, id, ok ? "sound" : "broken", text, site.clock());
      if (!ok) site.alarm(`the log does not verify: ${faults.length} faults, see check ${id}`);
    });
    running.set(id, { child, ended: ended.catch(site.note) });
  }

  return {
    start: async (operator) => {
      const id = site.newId();
      await db.transaction(async (client) => {
        const begun = { checkId: id, startedAt: site.clock(), operator: operator.name };
        if (!(await beginCheck(client, { ...begun, process: site.processId })))
          throw new Refusal("LOG_CHECK_RUNNING");
        await audit.record(client, operator, { act: "log.verify", target: `check:${id}` });
      });
      run(id);
      return id;
    },
    stopCheck: async (operator, id) => {
      const found = await findCheck(db, id);
      if (found?.state !== "running") throw new Refusal("NOT_FOUND");
      await db.transaction(async (client) => {
        if (!(await endCheck(client, id, "stopped", null, site.clock()))) throw new Refusal("NOT_FOUND");
        await audit.record(client, operator, { act: "log.verify-stop", target: `check:${id}` });
      });
      running.get(id)?.child.kill();
    },
    stop: async () => {
      const all = [...running.values()];
      for (const { child } of all) child.kill();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It may have ended, or the system does not let us; then it runs as we do.
  }
}
