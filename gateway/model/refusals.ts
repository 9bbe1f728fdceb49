/**
 * Every way in which a whole file, batch or request is refused, in one table. A code is a
 * promise to other agencies: never renamed, never reused. contracts/ERRORS.md is made from it.
 */
import type { RefusalRow } from "./refusal-row.ts";
import { CONSOLE_REFUSALS } from "./refusals-console.ts";
import { DOOR_REFUSALS } from "./refusals-doors.ts";
import { FILE_REFUSALS } from "./refusals-files.ts";

/** Refusals of a whole file, batch or request. */
export const EXCHANGE_REFUSALS = {
  ADAPTER_UNKNOWN: {
    status: 404,
    retry: false,
    zh: "没有名为 {adapter} 的适配器；可用 xinqiao adapter list 查看",
    en: "There is no adapter {adapter}; see xinqiao adapter list",
  },
  CATALOG_INVALID: {
    status: 500,
    retry: false,
    zh: "目录数据有误，节点不能启动：{detail}",
    en: "The catalog is wrong, a node cannot start with it: {detail}",
  },
  ITEM_UNKNOWN: {
    status: 403,
    retry: false,
    zh: "事项 {item} 不在目录中，目录之外的信息不得交换",
    en: "Item {item} is not in the catalog; nothing outside it may be exchanged",
  },
  ITEM_PROHIBITED: {
    status: 403,
    retry: false,
    zh: "事项 {item} 依规不得归集：{reasonZh}",
    en: "Item {item} must not be collected: {reasonEn}",
  },
  SENDER_NOT_ENTITLED: {
    status: 403,
    retry: false,
    zh: "发送单位无权报送该适配器的数据",
    en: "The sender may not send by this adapter",
  },
  RECEIVE_DIGEST: {
    status: 400,
    retry: true,
    zh: "收到的字节与声明的摘要不符，请重新发送",
    en: "The bytes received do not match the digest declared; send them again",
  },
  RECEIVE_STORAGE_FULL: {
    status: 507,
    retry: true,
    zh: "节点存储空间不足，未接收；请稍后重发",
    en: "The node's storage is full and nothing was accepted; send again later",
  },
  REQUEST_INVALID: {
    status: 400,
    retry: false,
    zh: "请求有误：{detail}",
    en: "The request is wrong: {detail}",
  },
  NODE_BUSY: {
    status: 503,
    retry: true,
    zh: "节点暂时不能处理，请稍后重试",
    en: "The node cannot do this just now; try again later",
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    retry: true,
    zh: "数据库没有应答；请确认它正在运行（沙箱须先启动），再试一次",
    en: "The database does not answer; see that it is running (a sandbox must be up) and try again",
  },
  COMMAND_INVALID: {
    status: 400,
    retry: false,
    zh: "命令用法有误：{detail}；请看 --help",
    en: "The command is used wrongly: {detail}; see --help",
  },
  RECEIVE_TOO_LARGE: {
    status: 413,
    retry: false,
    zh: "文件超过上限 {limit} 字节，请拆分后发送",
    en: "The file is over the limit of {limit} bytes; split it",
  },
  DECODE_EMPTY: {
    status: 422,
    retry: false,
    zh: "文件中没有标题行或任何记录",
    en: "The file has no title row, or no record at all",
  },
  DECODE_CHARSET: {
    status: 415,
    retry: false,
    zh: "文件不是适配器声明的字符集 {charset}（第 {row} 行起）；请按该字符集另存后重发",
    en: "The file is not in the declared character set {charset} (from row {row}); save it in that character set and send again",
  },
  DECODE_FORMAT: {
    status: 415,
    retry: false,
    zh: "文件不是可读的 {format}：{detail}",
    en: "The file is not readable {format}: {detail}",
  },
  DECODE_UNCLOSED_QUOTE: {
    status: 422,
    retry: false,
    zh: "第 {row} 行的引号没有闭合，其后的行无法判定；请补上引号后重发整个文件",
    en: "The quote opened in row {row} is never closed, so the rows after it cannot be told apart; close it and send the file again",
  },
  DECODE_ROW_TOO_LONG: {
    status: 422,
    retry: false,
    zh: "第 {row} 行超过 {limit} 字节，可能有未闭合的引号",
    en: "Row {row} is longer than {limit} bytes; a quote may be left open",
  },
  DECODE_LIMIT: {
    status: 422,
    retry: false,
    zh: "文件超过解析上限（{detail}）",
    en: "The file is over a limit of the reader ({detail})",
  },
  MAP_MISSING_COLUMN: {
    status: 422,
    retry: false,
    zh: "缺少必备列：{columns}；请补上该列后重发",
    en: "A mandatory column is missing: {columns}; add it and send again",
  },
  SEAL_INVALID: {
    status: 422,
    retry: false,
    zh: "封签无效：{detail}",
    en: "The seal is not valid: {detail}",
  },
  SEAL_ROOT: {
    status: 422,
    retry: false,
    zh: "按收到的记录算出的根与清单不符",
    en: "The root computed from the records received differs from the manifest's",
  },
  RECEIPT_INVALID: {
    status: 422,
    retry: false,
    zh: "回执无效：{detail}",
    en: "The receipt is not valid: {detail}",
  },
  LOG_INVALID: {
    status: 422,
    retry: false,
    zh: "交换日志校验不通过：{detail}",
    en: "The log does not verify: {detail}",
  },
  LOG_COSIGNED_AT: {
    status: 409,
    retry: true,
    zh: "本节点上次副署的检查点大小为 {size}；请从该处给出一致性证明",
    en: "The checkpoint cosigned last here has size {size}; prove consistency from there",
  },
  EVIDENCE_UNREADABLE: {
    status: 422,
    retry: false,
    zh: "不是可读的证据、回执、拒收或封签文件",
    en: "Not a readable evidence, receipt, refusal or seal file",
  },
  PEER_UNKNOWN: {
    status: 403,
    retry: false,
    zh: "对端不是登记的节点或单位",
    en: "The other side is not a registered node or agency",
  },
  DELIVER_UNREACHABLE: {
    status: 502,
    retry: true,
    zh: "接收节点没有应答",
    en: "The receiving node did not answer",
  },
  DELIVER_REFUSED: {
    status: 502,
    retry: false,
    zh: "接收节点拒绝了该批次：{code}",
    en: "The receiving node refused the batch: {code}",
  },
  NOT_FOUND: { status: 404, retry: false, zh: "没有找到", en: "Not found" },
  CONFIG_INVALID: {
    status: 500,
    retry: false,
    zh: "配置有误：{detail}",
    en: "The configuration is wrong: {detail}",
  },
  SCHEMA_NEWER: {
    status: 500,
    retry: false,
    zh: "数据库已由更新的程序升级（{migration}），本版本不能使用；请升级程序",
    en: "A newer program has upgraded the database ({migration}) and this one cannot use it; upgrade the program",
  },
  SCHEMA_CHANGED: {
    status: 500,
    retry: false,
    zh: "已执行的迁移 {migration} 的内容被改动；请恢复原文件，改动另写新的迁移",
    en: "Migration {migration} was changed after it was applied; restore the file and write the change as a new one",
  },
} as const satisfies Record<string, RefusalRow>;

/** All of them. */
export const REFUSALS = {
  ...EXCHANGE_REFUSALS,
  ...DOOR_REFUSALS,
  ...FILE_REFUSALS,
  ...CONSOLE_REFUSALS,
} as const satisfies Record<string, RefusalRow>;

export type RefusalCode = keyof typeof REFUSALS;
