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

/** In fixed places, so that two grants can be compared part by part. */
function partsOf({ actions, upTo, purposes, basis, bulk = false, until }: Grant): readonly Text[] {
  const may = (language: "zh" | "en", comma: string) =>
    actions.map((one) => ACTIONS[one][language]).join(comma);
  return [
    { zh: `可${may("zh", "、") || "（无）"}`, en: `may ${may("en", ", ") || "(nothing)"}` },
    { zh: `字段至${LEVELS[upTo].zh}`, en: `fields up to ${LEVELS[upTo].en}` },
    purposes === undefined
      ? { zh: "用途不限", en: "any purpose" }
      : {
          zh: `用途 ${purposes.join("、") || "（无）"}`,
          en: `purposes ${purposes.join(", ") || "(none)"}`,
        },
    basis === undefined
      ? { zh: "未写依据", en: "no basis named" }
      : { zh: `依据 ${basis}`, en: `basis ${basis}` },
    bulk ? { zh: "可批量", en: "in bulk" } : { zh: "不可批量", en: "not in bulk" },
    until === undefined ? { zh: "长期", en: "without an end" } : { zh: `至 ${until}`, en: `until ${until}` },
  ];
}

export function grantSaid(grant: Grant): Text {
  return listed(partsOf(grant));
}

/** Only what is another now. */
export function grantChanged(before: Grant, after: Grant): Text {
  const now = partsOf(after);
  const pairs = partsOf(before).flatMap((old, at) => {
    const is = now[at];
    return is === undefined || is.zh === old.zh
      ? []
      : [{ zh: `${old.zh} → ${is.zh}`, en: `${old.en} → ${is.en}` }];
  });
  return pairs.length > 0
    ? listed(pairs)
    : { zh: "只有次序或写法不同", en: "only order or spelling differs" };
}

function listed(parts: readonly Text[]): Text {
  return { zh: parts.map(({ zh }) => zh).join("；"), en: parts.map(({ en }) => en).join("; ") };
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
