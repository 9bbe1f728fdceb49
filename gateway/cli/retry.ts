/**
 * `xinqiao retry`: revives what a node gave up, by an operator's order. The node may be
 * running: its loops find what is due again. Exit codes: 0 something was revived; 1
 * nothing was, or a file's bytes are gone.
 */
import { randomUUID } from "node:crypto";

import { loadConfig } from "../config.ts";
import { Refusal } from "../model/refusal.ts";
import { type Retried, retry } from "../retry.ts";
import { connect } from "../store/connect.ts";
import { needed, readArguments } from "./arguments.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    config: { type: "string" },
    batch: { type: "string" },
    intake: { type: "string" },
    peer: { type: "string" },
    json: { type: "boolean" },
  });
  const { batch, intake, peer } = values;
  if (positionals.length > 0) throw new Refusal("COMMAND_INVALID", { detail: positionals[0] ?? "" });
  for (const [name, id] of Object.entries({ batch, intake }))
    if (id !== undefined && !UUID.test(id))
      throw new Refusal("COMMAND_INVALID", { detail: `--${name} ${id}` });
  const config = loadConfig(needed(values.config, "--config"), process.env);
  if (peer !== undefined && !config.network.nodes.some((one) => one.id === peer))
    throw new Refusal("COMMAND_INVALID", { detail: `--peer ${peer}` });
  const selection = {
    ...(batch === undefined ? {} : { batch }),
    ...(intake === undefined ? {} : { intake }),
    ...(peer === undefined ? {} : { peer }),
  };
  const db = connect(config.databaseUrl, { max: 2, applicationName: `xinqiao ${config.node} retry` });
  try {
    const report = await retry(db, selection, new Date(), randomUUID);
    process.stdout.write(
      values.json ? `${JSON.stringify({ node: config.node, ...report })}\n` : text(report),
    );
    return report.intakes.length + report.transfers.length > 0 && report.missing.length === 0 ? 0 : 1;
  } finally {
    await db.close();
  }
}

function text({ intakes, transfers, missing }: Retried): string {
  const lines = [
    ...intakes.map((one) => `✔ 文件 file ${one.intake}  ${one.sender}  ${one.file}`),
    ...transfers.map((one) => `✔ 移交 transfer ${one.transfer}  ${one.kind} → ${one.peer}`),
    ...missing.map(
      (one) =>
        `✘ 文件 file ${one.intake}  ${one.sender}  ${one.file}\n    暂存目录里已没有这个文件，请报送方重新报送 its bytes are not in the spool any more; its sender must send it again`,
    ),
  ];
  if (lines.length === 0) lines.push("没有已放弃的文件或移交 Nothing was given up");
  return `${lines.join("\n")}\n`;
}
