/** Words of the log's page. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  title: { zh: "存证", en: "Log" },
  lead: {
    zh: "本节点只增不改的日志：谁在何时收发了什么，由本节点签名、相邻节点联署，任何人可离线核验",
    en: "This node's append-only log: who took and gave what, and when; signed here, cosigned by neighbours, verifiable offline by anyone",
  },
  entries: { zh: "条目", en: "Entries" },
  unnumbered: { zh: "待编号", en: "Not numbered yet" },
  checkpoint: { zh: "最新检查点", en: "Newest checkpoint" },
  none: { zh: "尚无检查点", en: "No checkpoint yet" },
  covers: { zh: (n: string) => `覆盖 ${n} 条`, en: (n: string) => `covers ${n} entries` },
  witnesses: { zh: "联署", en: "Cosigned" },
  behind: { zh: (n: string) => `落后 ${n} 条`, en: (n: string) => `${n} entries behind` },
  upToDate: { zh: "已联署到最新", en: "Up to date" },
  never: { zh: "从未联署", en: "Never cosigned" },
  verify: { zh: "核验", en: "Verification" },
  verifyNow: { zh: "立即核验全部", en: "Verify everything now" },
  verifyLead: {
    zh: "在后台重新计算全部条目、树、检查点、联署、批次和回执，不影响收发",
    en: "Recomputes every entry, the tree, checkpoints, cosignatures, batches and receipts in the background",
  },
  stop: { zh: "停止", en: "Stop" },
  notYet: { zh: "还没有核验过", en: "Not verified yet" },
  running: { zh: "核验中", en: "Verifying" },
  sound: { zh: "日志完好", en: "The log is sound" },
  broken: { zh: "日志核验不通过", en: "The log does not verify" },
  stopped: { zh: "核验中途停止", en: "The verification was stopped" },
  brokenDo: {
    zh: "先保全证据：停止角色 log，备份数据库，下载最近的检查点，再与相邻节点对照",
    en: "Keep the evidence first: stop role log, back up the database, download the newest checkpoint, then compare with the neighbours",
  },
  found: {
    zh: (entries: string, checkpoints: string, cosignatures: string, batches: string) =>
      `条目 ${entries}，检查点 ${checkpoints}，联署 ${cosignatures}，批次 ${batches}`,
    en: (entries: string, checkpoints: string, cosignatures: string, batches: string) =>
      `${entries} entries, ${checkpoints} checkpoints, ${cosignatures} cosignatures, ${batches} batches`,
  },
  by: { zh: "操作人", en: "By" },
  took: { zh: "用时", en: "Took" },
  past: { zh: "历次核验", en: "Verifications so far" },
  at: { zh: "时间", en: "Time" },
  result: { zh: "结果", en: "Result" },
  faults: { zh: "不符之处", en: "Faults" },
  checkpoints: { zh: "检查点", en: "Checkpoints" },
  size: { zh: "覆盖条目", en: "Entries" },
  root: { zh: "树根", en: "Root" },
  download: { zh: "下载", en: "Download" },
  downloadLead: {
    zh: "把检查点留存在别处，日后用它证明日志没有被改过：xinqiao log verify --from <文件>",
    en: "Keep a checkpoint elsewhere; later it proves that the log has only grown: xinqiao log verify --from <file>",
  },
  more: { zh: "更早的", en: "Earlier" },
  search: { zh: "查找条目", en: "Search entries" },
  idHint: { zh: "批次号、文件号或条目编号", en: "Id of a batch, a file or an entry" },
  number: { zh: "条目号", en: "Number" },
  kind: { zh: "类别", en: "Kind" },
  allKinds: { zh: "全部类别", en: "All kinds" },
  from: { zh: "自", en: "From" },
  until: { zh: "至", en: "Until" },
  clear: { zh: "清除条件", en: "Clear" },
  wrongId: {
    zh: "编号形如 0b54c9ae-… 共 36 位，或条目号",
    en: "An id has 36 characters like 0b54c9ae-…; or a number",
  },
  nothing: { zh: "没有符合条件的条目", en: "No entry matches" },
  text: { zh: "原文", en: "Text" },
  hash: { zh: "叶散列", en: "Leaf hash" },
  act: { zh: "操作", en: "Act" },
  target: { zh: "对象", en: "Target" },
  reason: { zh: "理由", en: "Reason" },
  sound1: { zh: "与日志相符", en: "Agrees with the log" },
  unsound: { zh: "与日志不符：审计记录被改过", en: "Differs from the log: the audit row was changed" },
  seeBatch: { zh: "看批次", en: "See the batch" },
  open: { zh: "待编号", en: "open" },
  counts: {
    zh: (rows: string, accepted: string, rejected: string) =>
      `${rows} 行，接收 ${accepted}，退回 ${rejected}`,
    en: (rows: string, accepted: string, rejected: string) =>
      `${rows} rows, ${accepted} accepted, ${rejected} rejected`,
  },
  agrees: { zh: "回执相符", en: "Receipt agrees" },
  disagrees: { zh: "回执不符", en: "Receipt differs" },
  register: {
    zh: (kind: string, number: string) =>
      `${kind === "network" ? "网络登记册" : kind === "access" ? "授权登记册" : "目录发布"} ${number}`,
    en: (kind: string, number: string) =>
      `${kind === "network" ? "Network registry" : kind === "access" ? "Access register" : "Release of the catalog"} ${number}`,
  },
  content: { zh: "内容", en: "Content" },
});

/** Kinds of entries, as operators call them. */
export const KINDS = defineWords({
  batch: { zh: "批次入库", en: "Batch taken" },
  receipt: { zh: "回执到达", en: "Receipt came" },
  refusal: { zh: "整批拒收", en: "Refused" },
  poison: { zh: "放弃处理", en: "Given up" },
  alarm: { zh: "告警", en: "Alarm" },
  retry: { zh: "重新处理", en: "Retried" },
  register: { zh: "登记生效", en: "Register in force" },
  queries: { zh: "查询", en: "Queries" },
  operator: { zh: "操作员", en: "Operator" },
});
