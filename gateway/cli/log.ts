/**
 * `xinqiao log verify`: recomputes a node's whole log from its database and says what
 * does not agree.
 */
import { readFileSync } from "node:fs";

import { loadConfig } from "../config.ts";
import { Refusal } from "../model/refusal.ts";
import { trustOf } from "../seal/registry.ts";
import { connect, type Database } from "../store/connect.ts";
import { logState } from "../store/console/watch-rows.ts";
import { type LogReport, verifyLog } from "../verify-log.ts";
import { needed, readArguments } from "./arguments.ts";

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    config: { type: "string" },
    from: { type: "string" },
    json: { type: "boolean" },
  });
  if (positionals.length !== 1 || positionals[0] !== "verify")
    throw new Refusal("COMMAND_INVALID", { detail: "log verify" });
  const config = loadConfig(needed(values.config, "--config"), process.env);
  const from = values.from === undefined ? undefined : readFileSync(values.from, "utf8");
  const db = connect(config.databaseUrl, { max: 1, statementTimeoutMs: 0 });
  try {
    const report = await verifyLog(
      db,
      config.network,
      config.node,
      from,
      trustOf(config.network, [config.pem.ca]),
      await tellParent(db),
    );
    process.send?.({ report });
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : text(report, from !== undefined));
    return report.ok ? 0 : 1;
  } finally {
    await db.close();
    if (process.connected) process.disconnect();
  }
}

const TOLD_MS = 500;

/** Started by a console, it says how far it is, and ends when that is gone. */
async function tellParent(db: Database): Promise<(done: number) => void> {
  if (!process.connected) return () => {};
  process.once("disconnect", () => process.exit(1));
  // Batches may be many: the highest number is near enough.
  const { entries } = await logState(db, []);
  const { last } = (await db.query<{ last: number }>("select coalesce(max(batch_seq), 0) as last from batch"))
    .rows[0] ?? { last: 0 };
  let toldAt = 0;
  return (done) => {
    if (Date.now() - toldAt < TOLD_MS) return;
    toldAt = Date.now();
    process.send?.({ done, whole: Math.max(done, entries + last) });
  };
}

function text(report: LogReport, withFrom: boolean): string {
  const { node, size, root, open, checkpoints, cosignatures, batches, faults } = report;
  return [
    `节点 node          ${node}`,
    `条目 entries       ${size}${open > 0 ? `（另有 ${open} 条待编号 ${open} without a number yet）` : ""}`,
    `根 root            ${root}`,
    `检查点 checkpoints ${checkpoints}   副署 cosignatures ${cosignatures}   批次 batches ${batches}`,
    ...faults.map(({ what, at, detail }) => `✘ ${what} ${at}: ${detail}`),
    report.ok
      ? `✔ 日志完整，只增不改${withFrom ? "，与所给检查点一致" : ""} The log is whole and append-only${withFrom ? ", and agrees with the checkpoint given" : ""}`
      : "✘ 日志核验不通过 The log does not verify",
    "",
  ].join("\n");
}
