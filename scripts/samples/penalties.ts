/**
 * Sample rows of penalties in the form of 2018, and what other shapes of penalties build on.
 * All content is invented; organs and platforms carry invented codes of the catalog.
 */
import { COLUMNS as FORM_2018 } from "../make-batch-words.ts";
import { makeResidentId, type Random } from "../make-identifiers.ts";
import { type Cells, csv, DAYS, person, pick, type Source, spoil, subject } from "./kit.ts";

export const CITY = { name: "济南市公共信用信息平台", uscc: "11370100E9LK46MQ21" };
export const ORGANS = [
  ["济南市虚构市场监督管理局", "113701009W21APPC79"],
  ["济南市虚构城市管理局", "11370100CWH068QX5B"],
] as const;

const CASES = [
  {
    type: "销售不符合标准的商品",
    facts: "经查，当事人销售的一批示例商品不符合国家标准。",
    basis: "《中华人民共和国产品质量法》第四十九条",
    kinds: "罚款;没收违法所得",
    yuan: 20000,
    gain: 3500,
  },
  {
    type: "未按规定公示年度报告",
    facts: "当事人未在规定期限内公示上一年度报告。",
    basis: "《企业信息公示暂行条例》第十七条",
    kinds: "警告",
    yuan: 0,
    gain: 0,
  },
  {
    type: "占用道路经营",
    facts: "当事人在示例路口占道经营，经责令仍不改正。",
    basis: "《城市道路管理条例》第四十二条",
    kinds: "罚款",
    yuan: 500,
    gain: 0,
  },
  {
    type: "未取得许可从事餐饮服务",
    facts: "当事人未取得食品经营许可从事餐饮服务，情节一般。",
    basis: "《中华人民共和国食品安全法》第一百二十二条",
    kinds: "罚款;责令停产停业",
    yuan: 50000,
    gain: 0,
  },
] as const;

const wan = (yuan: number): string => (yuan === 0 ? "" : String(yuan / 10000));

export function content(kinds: string, yuan: number, gain: number): string {
  const parts = [
    kinds.includes("警告") ? "警告" : "",
    yuan > 0 ? `罚款人民币${yuan}元` : "",
    gain > 0 ? `没收违法所得${gain}元` : "",
    kinds.includes("责令停产停业") ? "责令停业整顿" : "",
  ];
  return parts.filter((part) => part !== "").join("；");
}

export function penalty(n: number, random: Random) {
  const about = CASES[n % CASES.length] as (typeof CASES)[number];
  const [organ, organUscc] = pick(random, ORGANS);
  const day = pick(random, DAYS);
  return {
    ...about,
    who: subject(n, random),
    organ,
    organUscc,
    day,
    until: `2027${day.slice(4)}`,
    shown: `2029${day.slice(4)}`,
    number: `济虚罚〔2026〕${n + 1}号`,
  };
}

export function form2018(n: number, random: Random): Cells {
  const { who, ...act } = penalty(n, random);
  return {
    CF_XDR_MC: who.name,
    CF_XDR_LB: who.kind,
    CF_XDR_SHXYM: who.uscc,
    CF_XDR_GSZC: who.businessRegNo,
    CF_XDR_ZZJG: who.orgCode,
    CF_XDR_SWDJ: "",
    CF_XDR_SYDW: "",
    CF_XDR_SHZZ: "",
    CF_FRDB: who.legalRepresentative,
    CF_FR_ZJLX: "",
    CF_FR_ZJHM: "",
    CF_XDR_ZJLX: who.certNo === "" ? "" : "身份证",
    CF_XDR_ZJHM: who.certNo,
    CF_WSH: act.number,
    CF_WFXW: act.type,
    CF_SY: act.facts,
    CF_YJ: act.basis,
    CF_CFLB: act.kinds,
    CF_NR: content(act.kinds, act.yuan, act.gain),
    CF_NR_FK: wan(act.yuan),
    CF_NR_WFFF: wan(act.gain),
    CF_NR_ZKDX: "",
    CF_JDRQ: act.day.replaceAll("-", "/"),
    CF_YXQ: act.until,
    CF_GSJZQ: act.shown,
    CF_CFJG: act.organ,
    CF_CFJGDM: act.organUscc,
    CF_SJLY: CITY.name,
    CF_SJLYDM: CITY.uscc,
    BZ: "",
  };
}

const TITLE_OF = new Map<string, string>(FORM_2018);
/** The same cells under the Chinese titles, brackets as Excel's input method leaves them. */
const titled = (code: string): string => (TITLE_OF.get(code) ?? code).replace("(", "（").replace(")", "）");
const underTitles = (row: Cells): Cells =>
  Object.fromEntries(Object.entries(row).map(([code, cell]) => [titled(code), cell]));
const PENALTY_TITLES = [...FORM_2018.map(([code]) => titled(code)), "采集日期", "内部流水号"];
const writePenalties = csv(PENALTY_TITLES, "gb18030");

export const penalties: Source = {
  id: "cities/jinan-penalties",
  extension: "csv",
  row: form2018,
  habits: [
    (row) =>
      Object.assign(row, {
        CF_JDRQ: `${String(row["CF_JDRQ"]).replaceAll("/", "-")} 00:00:00`,
        BZ: "无",
        CF_XDR_SWDJ: "-",
      }),
    (row) =>
      Object.assign(row, { CF_XDR_SHXYM: ` ${String(row["CF_XDR_SHXYM"]).toLowerCase()} `, CF_YXQ: "长期" }),
    (row) =>
      Object.assign(row, {
        CF_XDR_MC: `${String(row["CF_XDR_MC"])}\u{20bb7}\u{4dae}`,
        CF_WSH: String(row["CF_WSH"]).replace("〔2026〕", "（２０２６）"),
      }),
    (row) =>
      Object.assign(row, {
        CF_CFLB: "没收违法所得、没收非法财物；罚款",
        CF_NR_FK: "1,234.50",
        CF_NR_WFFF: "５,000000",
        CF_SY: '当事人称"不知情"，\n经查属实。',
      }),
    (row) =>
      Object.assign(row, {
        CF_CFLB: "其他-责令限期改正、恢复原状",
        CF_YXQ: "2026-01-01",
        CF_JDRQ: "20261118",
        CF_GSJZQ: "1900-01-01",
      }),
  ],
  warned: [
    (row) => Object.assign(row, { CF_XDR_SHXYM: "00000000000000000X", CF_XDR_ZZJG: "" }),
    (row) => Object.assign(row, { CF_JDRQ: "2026-10-20", CF_GSJZQ: "2029-10-20" }),
    (row) => Object.assign(row, { CF_CFLB: "罚款", CF_NR_FK: "20000", CF_NR_WFFF: "" }),
    (row, random) =>
      Object.assign(row, { CF_SY: `当事人${person(random)}（身份证号${makeResidentId(random)}）在现场。` }),
  ],
  faults: [
    (row) => Object.assign(row, { CF_XDR_SHXYM: spoil(String(row["CF_XDR_SHXYM"])) }),
    (row) => Object.assign(row, { CF_JDRQ: "2026-11-31" }),
    (row) => Object.assign(row, { CF_CFLB: "罚款", CF_NR_FK: "" }),
    (row) => Object.assign(row, { CF_CFLB: "罚款", CF_NR_FK: "2万元" }),
    (row) => Object.assign(row, { CF_WSH: "" }),
    (row) => Object.assign(row, { CF_JDRQ: "2097-05-01", CF_YXQ: "2098-05-01", CF_GSJZQ: "2099-05-01" }),
    (row) => Object.assign(row, { CF_CFLB: "游街示众" }),
    (row) =>
      Object.assign(row, {
        CF_XDR_LB: "自然人",
        CF_XDR_ZJLX: "身份证",
        CF_XDR_ZJHM: "330222************",
        CF_XDR_SHXYM: "",
        CF_XDR_GSZC: "",
        CF_XDR_ZZJG: "",
        CF_FRDB: "",
      }),
    (row) => Object.assign(row, { CF_GSJZQ: "2035-01-01" }),
  ],
  write: (rows) =>
    writePenalties(rows.map((row) => underTitles({ ...row, 采集日期: "2026-11-19", 内部流水号: "0" }))),
  refused: {
    "missing-column": (rows) =>
      csv(
        PENALTY_TITLES.filter((title) => title !== "处罚决定日期"),
        "gb18030",
      )(rows.map(underTitles)),
  },
};
