/**
 * What the sandbox shows a person: each batch, what became of its rows, the verified
 * receipt of every hop; and what to try next, as commands that work as printed.
 */
import { basename, dirname, join, relative } from "node:path";

import type { FindingLine } from "./client.ts";
import { knownHostsFile, sshKeyFile } from "./sandbox-access.ts";
import type { BatchResult } from "./sandbox-run.ts";
import { tableOf } from "./table.ts";

export interface NodeSummary {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly records: number;
  readonly batches: number;
  readonly log: { readonly size: number; readonly root: string };
}

const GROUPS = 4;
const EXAMPLES = 5;

const ROUTE_REASONS: Readonly<Record<string, string>> = {
  COLLECTED_ABOVE: "未上送：上级自行归集 not forwarded: collected above",
  RISES_NO_FURTHER: "未上送：按目录到此为止 not forwarded: rises no further by the catalog",
  NOTHING_NEW: "未上送：没有新内容 not forwarded: nothing new",
};

export function batchText(result: BatchResult, titles: ReadonlyMap<string, string>): string {
  const { delivery, status, refusal, findings, hops } = result;
  const mark = result.ok ? "✔" : "✘";
  const lines = [`${mark} ${delivery.adapter}  ${titles.get(delivery.adapter) ?? ""}`.trimEnd()];
  const refused = refusal ? { code: refusal.code, message: refusal.text } : status?.refusal;
  if (refused)
    lines.push(`    拒收 refused  ${refused.code}`, `    ${refused.message.zh}`, `    ${refused.message.en}`);
  if (!refused && status?.state !== "done") lines.push(`    未完成 not finished (${status?.state ?? "?"})`);
  if (status?.counts) {
    const { rows, accepted, rejected, duplicates, warnings } = status.counts;
    lines.push(
      `    行 rows ${rows}   接收 accepted ${accepted}   退回 rejected ${rejected}   重复 duplicates ${duplicates}   提示 warnings ${warnings}`,
    );
  }
  if (result.promised) {
    const { rows, accepted, rejected, duplicates } = result.promised;
    lines.push(
      `    ✘ 与样例的预期不符 not as the sample expects: 行 rows ${rows}   接收 accepted ${accepted}   退回 rejected ${rejected}   重复 duplicates ${duplicates}`,
    );
  }
  lines.push(...groups(findings));
  lines.push(
    tableOf(
      hops.map((hop) => [
        `${hop.receipt === "verified" ? "✔" : "✘"} ${hop.node}`,
        hop.receipt === "verified" ? "回执已验证 receipt verified" : `回执 receipt: ${hop.receipt}`,
        `接收 accepted ${hop.accepted}`,
        hop.root === "" ? "" : `根 root ${hop.root.slice(0, 16)}…`,
        hop.notForwarded === undefined ? "" : routeText(hop.notForwarded),
      ]),
      "    ",
    ),
  );
  return `${lines.join("\n")}\n`;
}

function routeText(reason: string): string {
  return ROUTE_REASONS[reason] ?? `未上送 not forwarded: ${reason}`;
}

/** Findings by rule and column, the most frequent first, with the first rows of each. */
function groups(findings: readonly FindingLine[]): string[] {
  const by = new Map<string, FindingLine[]>();
  for (const finding of findings) {
    const key = `${finding.code}\0${finding.column}`;
    by.set(key, [...(by.get(key) ?? []), finding]);
  }
  const ranked = [...by.values()].sort(
    (a, b) => Number(isWarning(a)) - Number(isWarning(b)) || b.length - a.length,
  );
  const lines = ranked.slice(0, GROUPS).flatMap((group) => {
    const [first] = group as [FindingLine];
    const rows = group
      .slice(0, EXAMPLES)
      .map((one) => one.row)
      .join(", ");
    const more = group.length > EXAMPLES ? ` … (${group.length})` : "";
    const column = first.column === "" ? "" : ` “${first.column}”`;
    return [
      `    ${isWarning(group) ? "提示 warning" : "退回 rejected"}  ${first.code}${column}  行 row ${rows}${more}`,
      `        ${first.message.zh}`,
      `        ${first.message.en}`,
    ];
  });
  const rest = ranked.length - GROUPS;
  return rest > 0 ? [...lines, `    … 另有 ${rest} 类 ${rest} more kinds`] : lines;
}

function isWarning(group: readonly FindingLine[]): boolean {
  return group[0]?.code.startsWith("W_") ?? false;
}

export function nodesText(nodes: readonly NodeSummary[]): string {
  const rows = nodes.map(({ id, name, url, records, batches, log }) => [
    id,
    name,
    url,
    `批次 batches ${batches}`,
    `记录 records ${records}`,
    `日志 log ${log.size}`,
    log.root === "" ? "" : `根 root ${log.root.slice(0, 16)}…`,
  ]);
  return `节点 Nodes\n${tableOf(rows, "  ")}\n`;
}

/** What `--init` has made. */
export function initialisedText(
  nodes: readonly { readonly id: string; readonly host: string; readonly port: number }[],
  folder: string,
  json: boolean,
): string {
  const made = nodes.map(({ id, host, port }) => ({
    id,
    url: `https://${host}:${port}`,
    config: join(folder, "nodes", id, "node.json"),
  }));
  if (json) return `${JSON.stringify({ nodes: made })}\n`;
  const lines = made.map(({ id, url, config }) => `  ${id}  ${url}  xinqiao serve --config ${short(config)}`);
  return `已生成密钥、配置和数据库 Keys, configurations and databases are made\n${lines.join("\n")}\n`;
}

/** For a batch that arrived everywhere; `record` is one of its records. */
export function nextSteps(
  first: BatchResult,
  record: string | undefined,
  folder: string,
  isDefault: boolean,
  sftpPort?: number,
): string {
  const ca = `--ca ${short(join(folder, "ca.crt"))}`;
  const { file, adapter, client } = first.delivery;
  const config = isDefault ? "" : ` --config ${short(client)}`;
  const city = first.hops[0]?.node ?? "";
  const steps: (readonly [string, string])[] = [
    [
      "再报送一次：同样的文件得到同样的回执 send it again: the same receipt",
      `npx xinqiao send ${short(file)} --adapter ${adapter}${config} --out receipt.json`,
    ],
    [
      "报送前先自查，不用服务 check a file before sending it, without a server",
      `npx xinqiao check ${short(file)} --adapter ${adapter}`,
    ],
    ["离线核验回执 check the receipt offline", `npx xinqiao verify receipt.json ${ca}`],
  ];
  if (record !== undefined)
    steps.push(
      [
        "取一条记录的证据并离线核验 fetch the evidence of a record, and check it offline",
        `npx xinqiao evidence ${record}${config} --out evidence.json --extract evidence`,
      ],
      ["", `npx xinqiao verify evidence.json ${ca}`],
      [
        "只用 openssl 核验封签 check the seal with openssl alone",
        "openssl cms -verify -inform DER -in evidence/seal.p7s -content evidence/manifest.json -binary -CAfile evidence/ca.crt -purpose any",
      ],
    );
  if (sftpPort !== undefined) steps.push(...sftpSteps(first.delivery, folder, sftpPort));
  steps.push(
    [
      "核验城市节点的整个日志 verify the city's whole log",
      `npx xinqiao log verify --config ${short(join(folder, "nodes", city, "node.json"))}`,
    ],
    ["目录里有什么 what may be exchanged", "npx xinqiao catalog list"],
  );
  const lines = steps.flatMap(([what, command]) => [
    ...(what === "" ? [] : [`  ${what}`]),
    `      ${command}`,
  ]);
  return ["接下来可以试试（在另一个终端） What to try next, in another terminal", ...lines, ""].join("\n");
}

/** The agency's own account: its key lies beside its client.json, the node's key is pinned. */
function sftpSteps(
  { file, adapter, client }: BatchResult["delivery"],
  folder: string,
  port: number,
): (readonly [string, string])[] {
  const agency = basename(dirname(client));
  const options = `-i ${short(sshKeyFile(folder, agency))} -o UserKnownHostsFile=${short(knownHostsFile(folder))}`;
  const place = `in/${adapter}/${basename(file)}`;
  return [
    [
      "用 SFTP 报送：先传为 .part，传完改名 send by SFTP: put as .part, rename when done",
      `sftp ${options} -P ${port} ${agency}@127.0.0.1`,
    ],
    ["", `sftp> put ${short(file)} ${place}.part`],
    ["", `sftp> rename ${place}.part ${place}`],
    ["", "sftp> ls -l out"],
  ];
}

/** A path as it is typed here: relative where that is within this folder. */
function short(path: string): string {
  const here = relative(process.cwd(), path);
  return here === "" || here.startsWith("..") ? path : here;
}
