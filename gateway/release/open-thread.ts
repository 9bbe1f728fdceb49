/** The thread of open.ts: lays the files out, loads them as a node loads its folders, and takes them away again. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";

import { loadData } from "../data.ts";
import { Refusal } from "../model/refusal.ts";
import type { Known } from "../piece/piece.ts";
import { compileStandard } from "../validate/compile.ts";
import type { Files } from "./bundle.ts";
import { layOut } from "./folder.ts";

export type Checked = { readonly known: Known } | { readonly fault: string };

export interface Given {
  readonly files: Files;
  /** Where it may lay them out for a moment. */
  readonly folder: string;
  /** Compile every standard as well: seconds, so only where a release is judged for the first time. */
  readonly compile: boolean;
}

const { files, folder, compile } = workerData as Given;

function checked(): Checked {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = mkdtempSync(join(folder, "release-"));
  try {
    const known = loadData(layOut(own, files));
    // A pattern that could run for hours is found only where a standard is compiled.
    if (compile) for (const standard of known.catalog.standards) compileStandard(standard, known.catalog);
    return { known };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { fault: `${error.code} ${String(error.params["detail"] ?? "")}` };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

(parentPort as MessagePort).postMessage(checked());
