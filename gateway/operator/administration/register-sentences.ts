/** How the parts of a grant, an account and limits are said to people: Chinese first, English beside. */
import type { Grant, Limits, Target } from "../../model/access.ts";
import type { Text } from "../../model/text.ts";

const ACTIONS = {
  send: { zh: "报送", en: "send" },
  query: { zh: "查询", en: "query" },
  subscribe: { zh: "订阅", en: "subscribe" },
} as const satisfies Record<string, Text>;

const LEVELS = {
  open: { zh: "公开", en: "open" },
  shared: { zh: "共享", en: "shared" },
  restricted: { zh: "受限", en: "restricted" },
  personal: { zh: "个人", en: "personal" },
} as const satisfies Record<string, Text>;

const LIMITS = {
  requestsPerSecond: { zh: "每秒请求", en: "requests a second" },
  burst: { zh: "突发请求", en: "burst" },
  recordsPerDay: { zh: "每日记录", en: "records a day" },
  bytesPerDay: { zh: "每日字节", en: "bytes a day" },
  openUploads: { zh: "未完上传", en: "open uploads" },
  subscriptions: { zh: "订阅数", en: "subscriptions" },
} as const satisfies Record<keyof Limits, Text>;

export function grantSaid({ actions, upTo, purposes, basis, bulk, until }: Grant): Text {
  const zh = [
    `可${actions.map((one) => ACTIONS[one].zh).join("、") || "（无）"}`,
    `字段至${LEVELS[upTo].zh}`,
    purposes === undefined ? "用途不限" : `用途 ${purposes.join("、") || "（无）"}`,
    basis === undefined ? "未写依据" : `依据 ${basis}`,
    ...(bulk ? ["可批量"] : []),
    until === undefined ? "长期" : `至 ${until}`,
  ];
  const en = [
    `may ${actions.map((one) => ACTIONS[one].en).join(", ") || "(nothing)"}`,
    `fields up to ${LEVELS[upTo].en}`,
    purposes === undefined ? "any purpose" : `purposes ${purposes.join(", ") || "(none)"}`,
    basis === undefined ? "no basis named" : `basis ${basis}`,
    ...(bulk ? ["in bulk"] : []),
    until === undefined ? "without an end" : `until ${until}`,
  ];
  return { zh: zh.join("；"), en: en.join("; ") };
}

export function limitsSaid(limits: Partial<Limits>): Text {
  const rows = Object.entries(limits) as [keyof Limits, number][];
  if (rows.length === 0) return { zh: "按节点的默认限额", en: "the node's own limits" };
  return {
    zh: rows.map(([name, value]) => `${LIMITS[name].zh} ${value}`).join("，"),
    en: rows.map(([name, value]) => `${LIMITS[name].en} ${value}`).join(", "),
  };
}

/** Without the account's name. */
export function targetSaid({ name, kind, url }: Target): string {
  return `${name} ${kind} ${url.replace(/^([a-z]+:\/\/)[^@/]*@/, "$1")}`;
}

export function changed(before: Text, after: Text): Text {
  return { zh: `原为 ${before.zh} → 改为 ${after.zh}`, en: `was ${before.en} → is ${after.en}` };
}

export function joined(...parts: readonly Text[]): Text {
  return { zh: parts.map(({ zh }) => zh).join(""), en: parts.map(({ en }) => en).join("") };
}

export function same(text: string): Text {
  return { zh: text, en: text };
}
