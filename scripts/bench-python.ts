/**
 * The Python pipeline as a peer (scripts/bench-peer.py): csv, fastjsonschema, hashlib, COPY by
 * psycopg2, the same checks by schema, one process. Only where Debian's packages are installed.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { loadData } from "../gateway/data.ts";
import type { BenchServer } from "./bench-nodes.ts";

const SCRIPT = fileURLToPath(new URL("./bench-peer.py", import.meta.url));
/** Debian's own interpreter, which sees Debian's packages. */
const PYTHON = "/usr/bin/python3";

export function pythonIsThere(): boolean {
  return spawnSync(PYTHON, ["-c", "import fastjsonschema, psycopg2"]).status === 0;
}

export async function pythonOnce(
  server: BenchServer,
  file: string,
): Promise<{ seconds: number; rows: number }> {
  const url = await server.fresh();
  const { catalog } = loadData();
  const standard = catalog.standards.find((one) => one.id === "administrative-penalty@1");
  const plan = join(server.folder, "python.json");
  const titles = Object.fromEntries(
    standard?.fields.flatMap((field) =>
      [field.title.zh, ...field.aliases].map((title) => [title, field.name]),
    ) ?? [],
  );
  const many = standard?.fields.filter((field) => field.type === "codes").map((field) => field.name);
  writeFileSync(
    plan,
    JSON.stringify({ schema: standard?.schema, titles, many, identity: standard?.identity }),
  );
  const { stdout, stderr, status } = spawnSync(PYTHON, [SCRIPT, file, url, plan], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  await server.drop(url);
  if (status !== 0) throw new Error(`the Python peer failed: ${stderr}`);
  return JSON.parse(stdout) as { seconds: number; rows: number };
}
