/**
 * How the parts of a grant, an account, a target and limits are said to people: Chinese first, English beside. The trap: a
 * member that is not said here is put in force unseen; so each table has every member of its form, or does not compile, and
 * where a member differs and both are said alike, that is told.
 */
import { createHash, X509Certificate } from "node:crypto";

import type { Grant, Limits, SftpAccount, Target } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
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

const FINAL = {
  rename: { zh: "改名即完整", en: "whole once renamed" },
  control: { zh: "由控制文件确认完整", en: "whole by a control file" },
  quiet: { zh: "静置后算完整", en: "whole once left alone" },
} as const satisfies Record<SftpAccount["final"], Text>;

const WAYS = {
  certificate: { zh: "证书", en: "certificate" },
  password: { zh: "口令", en: "password" },
} as const satisfies Record<string, Text>;

type Parts<T> = Readonly<Record<keyof T, (one: T) => Text>>;

const GRANT: Omit<Parts<Grant>, "item"> = {
  actions: ({ actions }) => ({
    zh: `可${actions.map((one) => ACTIONS[one].zh).join("、") || "（无）"}`,
    en: `may ${actions.map((one) => ACTIONS[one].en).join(", ") || "(nothing)"}`,
  }),
  upTo: ({ upTo }) => ({ zh: `字段至${LEVELS[upTo].zh}`, en: `fields up to ${LEVELS[upTo].en}` }),
  purposes: ({ purposes }) =>
    purposes === undefined
      ? { zh: "用途不限", en: "any purpose" }
      : {
          zh: `用途 ${purposes.join("、") || "（无）"}`,
          en: `purposes ${purposes.join(", ") || "(none)"}`,
        },
  basis: ({ basis }) =>
    basis === undefined
      ? { zh: "未写依据", en: "no basis named" }
      : { zh: `依据 ${basis}`, en: `basis ${basis}` },
  bulk: ({ bulk = false }) =>
    bulk ? { zh: "可批量", en: "in bulk" } : { zh: "不可批量", en: "not in bulk" },
  until: ({ until }) =>
    until === undefined ? { zh: "长期", en: "without an end" } : { zh: `至 ${until}`, en: `until ${until}` },
};

/** Of its keys and its password there are lines of their own. */
const ACCOUNT: Omit<Parts<SftpAccount>, "keys" | "certificateAuthorities" | "password"> = {
  allow: ({ allow = [] }) => ({
    zh: `以公钥${allow.map((one) => `、${WAYS[one].zh}`).join("")}登录`,
    en: `signs in by key${allow.map((one) => `, ${WAYS[one].en}`).join("")}`,
  }),
  final: ({ final }) => FINAL[final],
  uid: ({ uid }) =>
    uid === undefined ? { zh: "未定 uid", en: "no uid of its own" } : { zh: `uid ${uid}`, en: `uid ${uid}` },
};

const TARGET: Omit<Parts<Target>, "name"> = {
  kind: ({ kind }) => ({ zh: kind, en: kind }),
  url: ({ url }) => urlSaid(url),
  ca: ({ ca }) =>
    ca === undefined
      ? { zh: "公共证书机构", en: "public authorities" }
      : { zh: `证书机构 ${pemSaid(ca)}`, en: `authority ${pemSaid(ca)}` },
  hostKey: ({ hostKey }) =>
    hostKey === undefined
      ? { zh: "无主机密钥", en: "no host key" }
      : { zh: `主机密钥 ${hostKey}`, en: `host key ${hostKey}` },
  format: ({ format }) =>
    format === undefined
      ? { zh: "默认格式", en: "the default format" }
      : { zh: `格式 ${format}`, en: `format ${format}` },
  everySeconds: ({ everySeconds }) =>
    everySeconds === undefined
      ? { zh: "默认间隔", en: "the default interval" }
      : { zh: `至多每 ${everySeconds} 秒一份`, en: `a file every ${everySeconds} seconds at most` },
  addresses: ({ addresses = [] }) =>
    addresses.length === 0
      ? { zh: "只许公网地址", en: "public addresses only" }
      : {
          zh: `另许地址 ${addresses.join("、")}`,
          en: `addresses allowed besides: ${addresses.join(", ")}`,
        },
};

export function grantSaid(grant: Grant): Text {
  return listed(Object.values(GRANT).map((say) => say(grant)));
}

export function grantChanged(before: Grant, after: Grant): Text {
  return listed(partsChanged(GRANT, before, after));
}

export function accountSaid(account: SftpAccount): Text {
  return listed(Object.values(ACCOUNT).map((say) => say(account)));
}

/** Null where nothing but keys or the password is another. */
export function accountChanged(before: SftpAccount, after: SftpAccount): Text | null {
  const parts = partsChanged(ACCOUNT, before, after);
  return parts.length > 0 ? listed(parts) : null;
}

/** Without what it has not: most members are of one kind alone. */
export function targetSaid(target: Target): Text {
  const names = Object.keys(TARGET) as (keyof typeof TARGET)[];
  const told = names.filter((name) => target[name] !== undefined).map((name) => TARGET[name](target));
  return joined(same(`${target.name}：`), listed(told));
}

export function targetChanged(before: Target, after: Target): Text {
  return joined(same(`${before.name}：`), listed(partsChanged(TARGET, before, after)));
}

/** Only what is another now. */
function partsChanged<T>(table: Partial<Parts<T>>, before: T, after: T): readonly Text[] {
  const rows = Object.entries(table) as [keyof T, (one: T) => Text][];
  return rows.flatMap(([name, say]) => {
    if (isSame(before[name], after[name])) return [];
    const [old, now] = [say(before), say(after)];
    return old.zh === now.zh
      ? joined(old, {
          zh: "（写法或不显示的部分不同）",
          en: " (its spelling, or what is not shown, differs)",
        })
      : joined(old, same(" → "), now);
  });
}

export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one ?? null) === canonical(other ?? null);
}

function listed(parts: readonly Text[]): Text {
  return { zh: parts.map(({ zh }) => zh).join("；"), en: parts.map(({ en }) => en).join("; ") };
}

/** With whose account it is, and never with a password. */
function urlSaid(url: string): Text {
  if (!URL.canParse(url)) return same(url.replace(/^.*@/s, "…@"));
  const shown = new URL(url);
  if (shown.password === "") return same(url);
  shown.password = "";
  return joined(same(shown.href), { zh: "（口令不显示）", en: " (its password is not shown)" });
}

/** By the digests that `openssl x509 -fingerprint -sha256` prints; what is no row of certificates, by that of its text. */
function pemSaid(pem: string): string {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  const bare = (text: string) => text.replace(/\s/g, "");
  try {
    if (blocks.length > 0 && bare(blocks.join("")) === bare(pem))
      return blocks.map((one) => `SHA256 ${new X509Certificate(one).fingerprint256}`).join("、");
  } catch {
    // Told as any text.
  }
  return `sha256 ${createHash("sha256").update(pem).digest("hex")}`;
}

export function limitsSaid(limits: Partial<Limits>): Text {
  const rows = Object.entries(limits) as [keyof Limits, number][];
  if (rows.length === 0) return { zh: "按节点的默认限额", en: "the node's own limits" };
  return {
    zh: rows.map(([name, value]) => `${LIMITS[name].zh} ${value}`).join("，"),
    en: rows.map(([name, value]) => `${LIMITS[name].en} ${value}`).join(", "),
  };
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
