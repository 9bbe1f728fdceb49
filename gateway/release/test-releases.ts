/**
 * For tests only: releases of a small catalog (penalties of Jinan and nothing else), signed by
 * the network of a test path, each with what a test changes in it.
 */
import { execFile } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import iconv from "iconv-lite";

import { LOCK_FILE, lockOf } from "../catalog/lock.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER, loadData } from "../data.ts";
import type { TestPath } from "../test-path.ts";
import { PENALTIES, type PenaltyRow, penalties } from "../test-penalties.ts";
import { publish } from "./publish.ts";

const PROGRAM = fileURLToPath(new URL("../xinqiao.mjs", import.meta.url));
export const ADAPTER_FILE = `adapters/${PENALTIES}/adapter.yaml`;

export interface ReleasePlan {
  readonly number: number;
  readonly effectiveAt: Date;
  readonly graceUntil?: Date;
  /** Changes the folders before they are signed. */
  readonly change?: (folder: string) => void;
  /** Folder of the authority whose network key signs; that of the path by default. */
  readonly signedBy?: string;
}

/** The file of a signed release. */
export function makeRelease(path: TestPath, plan: ReleasePlan): string {
  const folder = join(path.folder, `release-${plan.number}`);
  rmSync(folder, { recursive: true, force: true });
  const catalog = join(folder, "catalog");
  cpSync(CATALOG_FOLDER, catalog, {
    recursive: true,
    filter: (from) => !/(systems\.yaml|published\.lock|[\\/]items[\\/].+|[\\/]standards[\\/].+)$/.test(from),
  });
  for (const kept of [
    ...["items/double-publicity/XZCF.yaml", "standards/common", "standards/administrative-penalty"],
  ])
    cpSync(join(CATALOG_FOLDER, kept), join(catalog, kept), { recursive: true });
  mkdirSync(join(folder, "adapters", PENALTIES), { recursive: true });
  cpSync(join(ADAPTERS_FOLDER, PENALTIES, "adapter.yaml"), join(folder, ADAPTER_FILE));
  edit(folder, "catalog/catalog.yaml", /version: .*/, `version: "test-${plan.number}"`);
  plan.change?.(folder);
  const folders = { catalog, adapters: join(folder, "adapters") };
  writeFileSync(join(catalog, LOCK_FILE), lockOf(loadData(folders).catalog));
  const authority = plan.signedBy ?? path.folder;
  const file = join(path.folder, `release-${plan.number}.json`);
  const grace = plan.graceUntil ?? new Date(plan.effectiveAt.getTime() + 3_600_000);
  const text = publish(
    folders,
    {
      ...{
        number: plan.number,
        effectiveAt: plan.effectiveAt.toISOString(),
        graceUntil: grace.toISOString(),
      },
    },
    {
      key: createPrivateKey(readFileSync(join(authority, "network.key"), "utf8")),
      certificatePem: readFileSync(join(authority, "network.crt"), "utf8"),
      at: new Date(),
    },
  );
  writeFileSync(file, text);
  return file;
}

export function edit(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (text.replace(from, to) === text) throw new Error(`nothing to change in ${file}`);
  writeFileSync(path, text.replace(from, to));
}

/** A column more that must be there. */
export function demandRemarks(folder: string): void {
  edit(folder, ADAPTER_FILE, "map:\n", "map:\n  remarks: { mandatory: true }\n");
}

/** `xinqiao catalog take`, as an operator calls it. */
export async function takeBy(
  path: TestPath,
  node: string,
  file: string,
): Promise<{ readonly code: number; readonly out: Record<string, unknown> }> {
  const config = join(path.folder, "nodes", node, "node.json");
  return await new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [PROGRAM, "catalog", "take", file, "--config", config, "--json"],
      (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
        if (stdout === "") return reject(new Error(stderr));
        resolve({ code, out: JSON.parse(stdout) as Record<string, unknown> });
      },
    );
  });
}

/** A file of the adapter; `remarks` says whether it has that column. */
export function penaltyFile(path: TestPath, name: string, row: PenaltyRow, remarks: boolean): string {
  const text = penalties(row).toString();
  const lines = remarks
    ? text
    : text
        .split("\r\n")
        .map((line) => line.replace(/,[^,]*$/, ""))
        .join("\r\n");
  return path.file(name, iconv.encode(lines, "gb18030"));
}
