/**
 * `xinqiao catalog take` and `releases`: an operator gives a node a release, and sees which
 * ones it has and what its neighbours work by. The node may be running; it finds what is new
 * by itself. Exit codes: 0 taken and usable; 1 taken, but this node cannot work by it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { loadConfig } from "../config.ts";
import { Refusal } from "../model/refusal.ts";
import { reignAt, reignsOf } from "../model/release.ts";
import { takeRelease } from "../release/take.ts";
import { trustOf } from "../seal/registry.ts";
import { connect } from "../store/connect.ts";
import { migrate } from "../store/migrate.ts";
import { peersTold, releasesTaken } from "../store/release-rows.ts";
import { needed, onlyArgument, readArguments } from "./arguments.ts";
import { tableOf } from "./table.ts";

const OPTIONS = { config: { type: "string" }, json: { type: "boolean", default: false } } as const;

export async function take(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const file = onlyArgument(positionals, "release");
  const config = loadConfig(needed(values.config, "--config"), process.env);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new Refusal("COMMAND_INVALID", { detail: file }, { cause });
  }
  await migrate(config.databaseUrl);
  const db = connect(config.databaseUrl, { max: 2, applicationName: `xinqiao ${config.node} take` });
  try {
    const taking = {
      ...{ db, node: config.node, folder: join(config.files, "releases") },
      trust: () => trustOf(config.network, [config.pem.ca], new Date()),
      clock: () => new Date(),
      probe: () => undefined,
    };
    const { number, version, content, effectiveAt, fault } = await takeRelease(taking, text, "");
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ node: config.node, number, version, content, effectiveAt, fault })}\n`
        : [
            `✔ 节点 ${config.node} 已收存目录第 ${number} 版（${version}），${effectiveAt.toISOString()} 生效`,
            `  Node ${config.node} has release ${number} of the catalog`,
            ...(fault === null ? [] : [`✘ 本节点不能采用 It cannot be used here: ${fault}`]),
            "",
          ].join("\n"),
    );
    return fault === null ? 0 : 1;
  } finally {
    await db.close();
  }
}

export async function standing(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (positionals.length > 0) throw new Refusal("COMMAND_INVALID", { detail: positionals[0] ?? "" });
  const config = loadConfig(needed(values.config, "--config"), process.env);
  const db = connect(config.databaseUrl, { max: 2, applicationName: `xinqiao ${config.node} releases` });
  try {
    const now = new Date();
    const rows = await releasesTaken(db);
    const peers = await peersTold(db);
    const reigns = reignsOf(rows.filter(({ fault }) => fault === null));
    const inForce = reignAt(reigns, now).number;
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ node: config.node, inForce, releases: rows, peers })}\n`);
      return 0;
    }
    const head = ["编号 No.", "版本 Version", "生效 Effective", "来自 From", "状态 State", "内容 Content"];
    const table = rows.map(({ number, version, effectiveAt, takenFrom, fault, content }) => [
      ...[String(number), version, effectiveAt.toISOString(), takenFrom || "操作员 operator"],
      fault !== null ? `不能采用 unusable: ${fault}` : stateOf(number, inForce, reigns, now),
      content.slice(0, 12),
    ]);
    const peerHead = ["相邻节点 Neighbour", "编号 No.", "内容 Content", "时间 At"];
    const peerTable = peers.map(({ node, number, content, at }) => [
      ...[node, String(number), content.slice(0, 12), at.toISOString()],
    ]);
    process.stdout.write(
      [
        `节点 Node ${config.node}：现行第 ${inForce} 版 in force${inForce === 0 ? "（安装时所带 as installed）" : ""}`,
        "",
        ...(rows.length > 0 ? [tableOf([head, ...table], "  "), ""] : []),
        ...(peers.length > 0 ? [tableOf([peerHead, ...peerTable], "  "), ""] : []),
      ].join("\n"),
    );
    return 0;
  } finally {
    await db.close();
  }
}

function stateOf(number: number, inForce: number, reigns: ReturnType<typeof reignsOf>, now: Date): string {
  if (number === inForce) return "现行 in force";
  if (number > inForce) return "将生效 to come";
  const reign = reigns.find((one) => one.number === number);
  return reign !== undefined && reign.acceptedUntil > now.getTime() ? "宽限 accepted" : "已过 past";
}
