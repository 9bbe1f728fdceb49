/**
 * Every metric that a node gives, in one table: docs/metrics.md is written from it, dashboards and rules are held
 * against it. The traps: a name that was published stays; a label whose values nobody bounds (an id, a file name, a
 * subject) fills somebody's memory and has no place here.
 */
import type { Text } from "../model/text.ts";

export interface MetricName {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly labels: readonly string[];
  readonly help: Text;
  /** Of a histogram, upper ends. */
  readonly buckets?: readonly number[];
  /** Where its values come from: this process alone, or the database of the whole node. */
  readonly of: "process" | "node";
}

const HOP_SECONDS = [0.1, 0.5, 1, 2, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];
const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600];

const metric = <const N extends string>(
  of: MetricName["of"],
  type: MetricName["type"],
  name: N,
  labels: readonly string[],
  zh: string,
  en: string,
  buckets?: readonly number[],
): MetricName & { readonly name: N } => ({
  name,
  type,
  labels,
  help: { zh, en },
  of,
  ...(buckets && { buckets }),
});

export const METRICS = [
  metric(
    "process",
    "counter",
    "xinqiao_batches_total",
    ["outcome", "door", "item", "sender"],
    "本进程处理完的批次；outcome：done 入库，refused 整批拒收，poisoned 多次失败后放弃；door：http、tus、sftp、inbox、pull、push、node（下级或上级节点）",
    "Batches that this process ended; outcome done, refused whole, poisoned (given up); door http, tus, sftp, inbox, pull, push, or node for another node's",
  ),
  metric(
    "process",
    "counter",
    "xinqiao_rows_total",
    ["outcome", "door", "item", "sender"],
    "入库批次中的行；outcome：accepted 接收，rejected 退回，duplicate 重复",
    "Rows of stored batches; outcome accepted, rejected, duplicate",
  ),
  metric(
    "process",
    "counter",
    "xinqiao_requests_total",
    ["operation", "status"],
    "数据交换接口的请求；operation 为接口契约中的名称，status 为状态码首位加 xx，未答完即断开的为 cut",
    "Requests to the exchange's API; operation as the contract names it, status by its first digit, cut where the connection went before the answer was whole",
  ),
  metric(
    "process",
    "histogram",
    "xinqiao_request_duration_seconds",
    ["operation"],
    "从读完请求头到答复结束",
    "From the end of a request's head to the end of its answer",
    REQUEST_SECONDS,
  ),
  metric(
    "process",
    "counter",
    "xinqiao_hops_total",
    ["peer", "kind", "outcome"],
    "向相邻节点的发送；kind：batch 批次，receipt 回执；outcome：delivered 已送达，failed 一次未成，abandoned 放弃",
    "Sendings to a neighbour; kind batch or receipt; outcome delivered, failed (one attempt), abandoned",
  ),
  metric(
    "process",
    "histogram",
    "xinqiao_hop_delivery_seconds",
    ["peer", "kind"],
    "从应发到对方落盘",
    "From being owed to being durable at the neighbour",
    HOP_SECONDS,
  ),
  metric(
    "process",
    "counter",
    "xinqiao_log_lines_total",
    ["level"],
    "写出的告警行（alarm）和缺陷行（error）",
    "Lines written for an operator to act on (alarm) and about defects (error)",
  ),
  metric(
    "process",
    "gauge",
    "xinqiao_database_connections",
    ["state"],
    "本进程的数据库连接：busy 使用中，idle 空闲；waiting 为等待连接的请求数",
    "Connections of this process to PostgreSQL: busy, idle; waiting counts who waits for one",
  ),
  metric(
    "process",
    "gauge",
    "xinqiao_build_info",
    ["version", "node", "roles"],
    "恒为 1；程序版本、节点、本进程角色",
    "Always 1; version of the program, the node, roles of this process",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_database_up",
    [],
    "最近一次读取数据库是否成功（1 或 0）；为 0 时下列节点数值不给出",
    "Whether the last reading of the database succeeded; when 0, the node's values below are not given",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_intake_waiting",
    [],
    "待处理的批次（数到 10000 为止）",
    "Intakes that wait to be worked, counted up to 10000",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_intake_oldest_seconds",
    [],
    "最早一个待处理批次已等多久；没有则为 0",
    "Age of the oldest intake that waits; 0 for none",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_intake_poisoned",
    [],
    "多次失败后放弃、等人处理的批次",
    "Intakes given up and waiting for a person",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_queue_waiting",
    ["peer", "kind"],
    "欠相邻节点的（数到 10000 为止）；batch 含已送达、等回执的",
    "What is owed to a neighbour, counted up to 10000; batches include those delivered that wait for their receipt",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_queue_oldest_seconds",
    ["peer", "kind"],
    "其中最早一项已欠多久；没有则为 0",
    "Age of the oldest of these; 0 for none",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_queue_abandoned",
    ["peer"],
    "已放弃、等人处理的",
    "Given up and waiting for a person",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_neighbour_sent_timestamp_seconds",
    ["peer"],
    "相邻节点最近一次收下我方所发的时刻；从未则不给出",
    "When a neighbour last took something that we sent; absent for never",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_neighbour_heard_timestamp_seconds",
    ["peer"],
    "相邻节点最近一次来请求或答复的时刻",
    "When a neighbour last asked or answered",
  ),
  metric("node", "gauge", "xinqiao_log_entries", [], "存证日志中已编号的条目", "Numbered entries of the log"),
  metric(
    "node",
    "gauge",
    "xinqiao_log_unnumbered",
    [],
    "尚未编号的条目（数到 10000 为止）",
    "Entries without a number yet, counted up to 10000",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_log_checkpoint_timestamp_seconds",
    [],
    "最新检查点的签发时刻",
    "When the newest checkpoint was signed",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_log_checkpoint_entries",
    [],
    "最新检查点覆盖的条目数",
    "How many entries the newest checkpoint covers",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_log_cosigned_timestamp_seconds",
    ["peer"],
    "相邻节点最近一次联署本节点检查点的时刻",
    "When a neighbour last cosigned a checkpoint of ours",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_log_cosigned_entries",
    ["peer"],
    "其最近联署的检查点覆盖的条目数",
    "How many entries that checkpoint covers",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_certificate_expiry_timestamp_seconds",
    ["holder", "certificate"],
    "证书到期时刻；certificate：本节点的 server、client、seal、ca，其他持有者最近出示的 client 或 server；holder 形如 node:370000、agency:jinan-credit",
    "When a certificate expires; certificate is our own server, client, seal, ca, or the client or server one that a holder showed last; holder as node:370000 or agency:jinan-credit",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_catalog_release",
    ["version"],
    "生效中的目录发布号；0 为安装时的目录",
    "Number of the catalog's release in force; 0 for the one installed",
  ),
  metric(
    "node",
    "gauge",
    "xinqiao_alarms_open",
    ["severity"],
    "控制台上未解除的告警；severity：warning，critical。由有 console 角色的进程判定",
    "Alarms of the console that are open; severity warning or critical. They are judged by a process with role console",
  ),
] as const;

export type Metric = (typeof METRICS)[number]["name"];
