/**
 * The rules by which alarms are raised, and their words. Numbers, ids and codes of the catalog go into a message and
 * nothing else: it leaves the node by mail. The trap: a rule's name is stored and subscribed to; never renamed.
 */
import type { components } from "../../../contracts/generated/operator.d.ts";
import { fill, type Params, type Text } from "../../model/text.ts";

export type Rule = components["schemas"]["Rule"];
export type Severity = components["schemas"]["Severity"];

interface RuleRow {
  readonly severity: Severity;
  readonly name: Text;
  /** When it is raised; {names} are those of thresholds.ts. */
  readonly when: Text;
  readonly message: Text;
}

/** A queue that is older, a leaf that is in no checkpoint for longer. */
export const STUCK_MINUTES = 60;
export const UNSEALED_MINUTES = 15;
/** Of rows, and so far below their own month. */
export const ACCEPTANCE_LEAST = 0.95;
export const ACCEPTANCE_DROP = 0.1;
export const ACCEPTANCE_ROWS = 100;
export const CERTIFICATE_DAYS = 30;
export const CERTIFICATE_LAST_DAYS = 7;
export const DISK_SHARE = 0.1;
export const DISK_LAST_SHARE = 0.03;
export const PAUSED_DAYS = 7;
/** A refusal that was not mended stays an alarm for so many nights. */
export const REFUSED_NIGHTS = 3;

export const RULES: Readonly<Record<Rule, RuleRow>> = {
  missing: {
    severity: "warning",
    name: { zh: "缺报", en: "Missing" },
    when: {
      zh: "依目录更新周期应报，截止时刻已过而未到",
      en: "Due by the item's update cycle, and not there by the due hour",
    },
    message: {
      zh: "{agencyZh}的“{itemZh}”，{night} 夜应报未到，请联系报送单位",
      en: "“{itemEn}” of {agencyEn} was due by the night of {night} and has not come; ask the agency",
    },
  },
  refused: {
    severity: "warning",
    name: { zh: "退回", en: "Refused" },
    when: {
      zh: "文件整件被拒，或多数行被拒，其后没有改正重报（{nights} 夜内）",
      en: "A file was refused whole, or most of its rows, and nothing better has come since (for {nights} nights)",
    },
    message: {
      zh: "{agencyZh}的“{itemZh}”，{night} 夜：{howZh}，尚未改正重报",
      en: "“{itemEn}” of {agencyEn} in the night of {night}: {howEn}, and nothing better has come",
    },
  },
  poison: {
    severity: "critical",
    name: { zh: "无法处理", en: "Given up" },
    when: { zh: "一次到达多次处理失败，已搁置", en: "An arrival failed again and again and was set aside" },
    message: {
      zh: "{agencyZh}的一次到达经 {attempts} 次处理失败，已搁置（{error}）；请查看后重试",
      en: "An arrival from {agencyEn} failed {attempts} times and was set aside ({error}); look at it and retry",
    },
  },
  stuck: {
    severity: "critical",
    name: { zh: "传输受阻", en: "Hop stuck" },
    when: {
      zh: "发往相邻节点的批次等待超过 {minutes} 分钟，或已放弃",
      en: "Batches for a neighbour wait for over {minutes} minutes, or were given up",
    },
    message: {
      zh: "发往{peerZh}：{count} 批等待，最久 {minutes} 分钟；{abandoned} 批已放弃",
      en: "For {peerEn}: {count} batches wait, the oldest for {minutes} minutes; {abandoned} were given up",
    },
  },
  acceptance: {
    severity: "warning",
    name: { zh: "入库率异常", en: "Acceptance low" },
    when: {
      zh: "一夜入库率低于 {least}%，且比近 30 夜低 {drop} 个百分点以上（不少于 {rows} 行）",
      en: "A night's acceptance is below {least} % and over {drop} points below its thirty nights (of {rows} rows or more)",
    },
    message: {
      zh: "{agencyZh}的“{itemZh}”，{night} 夜入库率 {share}%，近 30 夜为 {usual}%",
      en: "“{itemEn}” of {agencyEn}: acceptance {share} % in the night of {night}, {usual} % over thirty nights",
    },
  },
  certificate: {
    severity: "warning",
    name: { zh: "证书将到期", en: "Certificate expires" },
    when: {
      zh: "证书 {days} 天内到期；{last} 天内为严重",
      en: "A certificate expires within {days} days; critical within {last}",
    },
    message: {
      zh: "{holderZh}的证书（{partZh}）于 {until} 到期，请换发",
      en: "The {partEn} certificate of {holderEn} expires on {until}; renew it",
    },
  },
  checkpoint: {
    severity: "critical",
    name: { zh: "存证检查点过旧", en: "Log checkpoint old" },
    when: {
      zh: "存证条目超过 {minutes} 分钟未进入已签名的检查点",
      en: "An entry of the log is in no signed checkpoint for over {minutes} minutes",
    },
    message: {
      zh: "存证有条目已 {minutes} 分钟未进入检查点，请检查角色 log 的进程",
      en: "Entries of the log wait {minutes} minutes for a checkpoint; look after the process with role log",
    },
  },
  disk: {
    severity: "warning",
    name: { zh: "磁盘不足", en: "Disk low" },
    when: {
      zh: "收件或文件目录所在磁盘剩余不足 {share}%；不足 {last}% 为严重",
      en: "Less than {share} % is free where files are kept; critical below {last} %",
    },
    message: {
      zh: "{useZh}所在磁盘剩余 {share}%（{gigabytes} GB）",
      en: "{share} % ({gigabytes} GB) is free on the disk of {useEn}",
    },
  },
  paused: {
    severity: "warning",
    name: { zh: "抽取久停", en: "Pull paused long" },
    when: {
      zh: "一项抽取暂停满 {days} 天而未恢复",
      en: "A source has been paused for {days} days and was not resumed",
    },
    message: {
      zh: "抽取 {pull}（{agencyZh}“{itemZh}”）已暂停 {days} 天，请恢复或说明",
      en: "The source {pull} (“{itemEn}” of {agencyEn}) has been paused for {days} days; resume it",
    },
  },
  release: {
    severity: "critical",
    name: { zh: "目录发布有误", en: "Release faulty" },
    when: { zh: "收到的目录发布不能使用", en: "A release of the catalog that was taken cannot be used" },
    message: {
      zh: "目录发布 {number} 不能使用（{fault}），仍按前一发布处理",
      en: "Release {number} of the catalog cannot be used ({fault}); the one before stays in force",
    },
  },
};

export const RULE_NAMES = Object.keys(RULES) as readonly Rule[];

export function isRule(name: string): name is Rule {
  return Object.hasOwn(RULES, name);
}

export interface Names {
  agency(id: string): Text;
  item(id: string): Text;
  node(id: string): Text;
}

export interface Said {
  readonly rule: string;
  readonly agency: string | null;
  readonly item: string | null;
  readonly params: string;
}

/** The sentence of an alarm, with the names that the catalog has now. */
export function alarmText({ rule, agency, item, params }: Said, names: Names): Text {
  if (!isRule(rule)) return { zh: rule, en: rule };
  const given = JSON.parse(params) as Params;
  const two = (name: string, text: Text | null) =>
    text === null ? {} : { [`${name}Zh`]: text.zh, [`${name}En`]: text.en };
  const holder = String(given["holder"] ?? "");
  const filled: Params = {
    ...given,
    // A sealed batch that was given up came from a neighbour.
    ...two("agency", agency !== null ? names.agency(agency) : names.node(String(given["peer"] ?? ""))),
    ...two("item", item === null ? null : names.item(item)),
    ...two("peer", given["peer"] === undefined ? null : names.node(String(given["peer"]))),
    ...two(
      "holder",
      holder.startsWith("agency:")
        ? names.agency(holder.slice(7))
        : holder === ""
          ? null
          : names.node(holder.replace(/^node:/, "")),
    ),
    ...two("how", howRefused(given)),
    ...two("part", CERTIFICATE_USES[String(given["use"])] ?? { zh: "", en: "" }),
    ...two(
      "use",
      given["use"] === "spool" ? { zh: "收件目录", en: "the spool" } : { zh: "文件目录", en: "files" },
    ),
  };
  const { message } = RULES[rule];
  return { zh: fill(message.zh, filled), en: fill(message.en, filled) };
}

const CERTIFICATE_USES: Readonly<Record<string, Text>> = {
  client: { zh: "客户端", en: "client" },
  server: { zh: "服务器", en: "server" },
  seal: { zh: "封签", en: "seal" },
};

function howRefused({ rows = 0, rejected = 0 }: Params): Text {
  if (rows === 0) return { zh: "整件退回", en: "refused whole" };
  return { zh: `${rows} 行中退回 ${rejected} 行`, en: `${rejected} of ${rows} rows rejected` };
}

/** The page on which it is mended. */
export function alarmLink({ rule, agency, item, params }: Said): string {
  const given = JSON.parse(params) as Params;
  const filter = new URLSearchParams({ ...(agency !== null && { agency }), ...(item !== null && { item }) });
  if (rule === "poison") return `/batches/${given["intake"]}`;
  if (rule === "stuck") return `/transfers?${new URLSearchParams({ peer: String(given["peer"]) })}`;
  if (rule === "acceptance") return `/quality?${filter}`;
  if (rule === "certificate") return "/network";
  if (rule === "checkpoint") return "/log";
  if (rule === "disk") return "/network";
  if (rule === "paused") return "/administration?view=schedules";
  if (rule === "release") return "/catalog";
  return `/transfers?${filter}`;
}
