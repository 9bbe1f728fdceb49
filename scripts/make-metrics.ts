/**
 * Writes docs/metrics.md from the table of metrics (gateway/watch/names.ts). A test holds the document against it.
 */
import { writeFileSync } from "node:fs";

import { METRICS, type MetricName } from "../gateway/watch/names.ts";
import { startedAs } from "./started-as.ts";

export const METRICS_DOCUMENT = new URL("../docs/metrics.md", import.meta.url);

const PREFACE = `# 指标 / Metrics

由 \`scripts/make-metrics.ts\` 从 \`gateway/watch/names.ts\` 生成，请勿手改。

Written by \`scripts/make-metrics.ts\` from \`gateway/watch/names.ts\`; do not edit.

## 打开 / Switching it on

节点配置中写明地址才有；普通 HTTP，不问来者是谁，所以放在本机或管理网，不要放在机构能到的地址上。同一主机上有多个进程时，各进程用
\`xinqiao serve … --metrics <主机>:<端口>\` 分开。

There are metrics only where the node's configuration names an address for them: plain HTTP, nobody is asked who they are, so keep it on loopback or a
management network, never where agencies come. Several processes on one host are told apart by \`xinqiao serve … --metrics <host>:<port>\`.

\`\`\`json
{ "metrics": { "host": "127.0.0.1", "port": 9464 } }
\`\`\`

\`\`\`sh
curl -s http://127.0.0.1:9464/metrics | grep ^xinqiao_
curl -s http://127.0.0.1:9464/readyz
\`\`\`

同一地址还答 \`/healthz\`（进程在）和 \`/readyz\`（数据库可读）。其中没有个人信息，没有批次、记录、文件的编号或名称。
抓取配置、告警规则和 Grafana 面板在 [\`deploy/\`](../deploy)：\`deploy/prometheus/scrape.yaml\`、\`deploy/prometheus/alarms.yaml\`、\`deploy/grafana/xinqiao.json\`。

The same address answers \`/healthz\` (the process is there) and \`/readyz\` (the database can be read). There is no personal data in it, and no id or name of a batch,
a record or a file. How to scrape it, alarm rules and a Grafana dashboard are in [\`deploy/\`](../deploy).

“范围”为 process 的数值只说本进程，跨进程相加；为 node 的由数据库读出（至多每 3 秒一次），每个进程都给同样的数，取 \`max\`，不要相加。
批次和行的标签组合至多 4000 种，超出的并入 \`other\`。

Values "of" process tell of that process alone: add them up. Those of node are read from the database, at most every three seconds, and every process gives the same:
take \`max\`, do not add. Batches and rows have at most 4000 combinations of labels; what is beyond is counted as \`other\`.
`;

const LINES = `## 日志行 / Lines of the log

节点在 stderr 上每行写一个 JSON 对象。

A node writes one JSON object a line to stderr.

| 字段 field | 含义 meaning |
|---|---|
| \`at\` | 时刻，ISO 8601，UTC / time |
| \`node\` | 节点 / the node |
| \`level\` | \`info\`，\`alarm\`（要人处理 / for a person to act on），\`error\`（缺陷或环境故障 / a defect or a trouble of the surroundings），\`fatal\` |
| \`text\` | 说明；不含行中内容 / what happened, never a row's content |
| \`trace\` | W3C 跟踪号，有则给出。批次在各级节点上的跟踪号就是批次号去掉连字符；请求的跟踪号在答复的 \`traceparent\` 中 / the trace, where there is one: of a batch at every node its id without hyphens, of a request that of the answer's \`traceparent\` |
`;

export function metricsDocument(): string {
  const rows = (METRICS as readonly MetricName[]).map(
    ({ name, type, labels, help, of }) =>
      `| \`${name}\` | ${type} | ${of} | ${labels.map((label) => `\`${label}\``).join(" ")} | ${help.zh}<br>${help.en} |`,
  );
  const table = [
    "| 名称 name | 类型 type | 范围 of | 标签 labels | 含义 meaning |",
    "|---|---|---|---|---|",
    ...rows,
  ];
  const more = `此外有 prom-client 对 Node 进程的通用指标：\`process_…\`（CPU、内存、打开的文件）和 \`nodejs_…\`（事件循环延迟、堆、垃圾回收）。

Beside these there are prom-client's own for any Node process: \`process_…\` (CPU, memory, open files) and \`nodejs_…\` (event-loop delay, heap, garbage collection).
`;
  return [PREFACE, `## 名称 / Names\n\n${table.join("\n")}\n`, more, LINES].join("\n");
}

if (startedAs(import.meta.filename)) writeFileSync(METRICS_DOCUMENT, metricsDocument());
