/**
 * Sample rows of the sources that keep lists and registers: defaulters, registrations,
 * abnormal operations, wage arrears. All content is invented.
 */
import { makeBusinessRegNo, makeResidentId, makeUscc, type Random } from "../make-identifiers.ts";
import {
  type Cells,
  company,
  csv,
  DAYS,
  jsonArray,
  jsonLines,
  jsonObject,
  person,
  pick,
  type Source,
  spoil,
  xlsx,
} from "./kit.ts";

const epoch = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

function defaulter(n: number, random: Random): Cells {
  const isPerson = n % 2 === 0;
  const day = pick(random, DAYS);
  const uscc = makeUscc(random);
  return {
    id: 700000 + n,
    iname: isPerson ? person(random) : company(n, random),
    type: isPerson ? 0 : 1,
    sexy: isPerson ? (n % 4 === 0 ? "男" : "女") : null,
    age: isPerson ? 30 + (n % 25) : 0,
    cardNum: isPerson ? makeResidentId(random, `19${70 + (n % 20)}0612`) : uscc,
    businessEntity: isPerson ? null : person(random),
    courtName: "济南市虚构区人民法院",
    areaName: "山东",
    gistId: `（2025）鲁01虚民初${n + 1}号`,
    regDate: epoch("2026-03-02") + (n % 100) * 86_400_000,
    caseCode: `（2026）鲁01虚执${n + 1}号`,
    gistUnit: "济南市虚构区人民法院",
    duty: "支付货款及利息（示例）",
    performance: "全部未履行",
    performedPart: null,
    unperformPart: null,
    disruptTypeName: "有履行能力而拒不履行生效法律文书确定义务",
    publishDate: `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8)}日`,
  };
}

const defaulters: Source = {
  id: "cities/jinan-court-defaulters",
  extension: "ndjson",
  row: defaulter,
  habits: [
    (row) =>
      Object.assign(row, {
        caseCode: String(row["caseCode"]).replace("（", "(").replace("）", ")"),
        performance: "部分未履行",
        performedPart: "已付一万元",
        unperformPart: "余款",
      }),
    (row) =>
      Object.assign(row, {
        type: "1",
        iname: "虚构合伙企业（普通合伙）",
        cardNum: "00000000-0",
        sexy: null,
        age: 0,
        businessEntity: "周示例",
      }),
    (row) => Object.assign(row, { exitDate: epoch("2026-11-19") }),
  ],
  warned: [
    (row, random) => Object.assign(row, { duty: `向${person(random)}（${makeResidentId(random)}）返还借款` }),
  ],
  faults: [
    (row) =>
      Object.assign(row, {
        type: 0,
        iname: "孙虚构",
        cardNum: "370102198503121234",
        sexy: "男",
        businessEntity: null,
      }),
    (row) => Object.assign(row, { type: 2 }),
    (row) => Object.assign(row, { caseCode: null }),
    (row) => Object.assign(row, { duty: '#raw:{"amount":1}' }),
    (row) => Object.assign(row, { publishDate: "上周" }),
    (row) => Object.assign(row, { age: "不详", type: 0, businessEntity: null, cardNum: "G1234567" }),
  ],
  write: jsonLines,
};

const REGISTRATION_COLUMNS = [
  "opt_type",
  "pripid",
  "uniscid",
  "entname",
  "regno",
  "regorg",
  "enttype",
  "regstate",
  "name",
  "dom",
  "domdistrict",
  "industryphy",
  "industryco",
  "regcap",
  "regcapcur",
  "opscope",
  "apprdate",
  "estdate",
  "opfrom",
  "opto",
  "postalcode",
  "compform",
  "personid",
  "cerno",
  "sjc",
];

const registration: Source = {
  id: "cities/jinan-enterprise-registration",
  extension: "csv",
  row: (n, random) => {
    const day = pick(random, DAYS);
    return {
      opt_type: n % 3 === 0 ? "U" : "I",
      pripid: `3701SAMPLE${String(n + 1).padStart(8, "0")}`,
      uniscid: makeUscc(random),
      entname: company(n, random),
      regno: makeBusinessRegNo(random),
      regorg: "济南市虚构区市场监督管理局",
      enttype: "1130",
      regstate: "1",
      name: person(random),
      dom: `济南市虚构区示例路${n + 1}号`,
      domdistrict: "370102",
      industryphy: "F",
      industryco: "5132",
      regcap: `${(n + 1) * 50}.000000`,
      regcapcur: "156",
      opscope: "一般项目：示例商品销售（除依法须经批准的项目外）。",
      apprdate: `${day} 00:00:00`,
      estdate: n % 3 === 0 ? "2019-04-04 00:00:00" : day,
      opfrom: "\\N",
      opto: "9999-09-09",
      postalcode: "250000",
      compform: "\\N",
      personid: "\\N",
      cerno: "\\N",
      sjc: `${day.replaceAll("-", "")}021500`,
    };
  },
  habits: [
    (row) => Object.assign(row, { regcap: "1,000", regcapcur: "CNY", opto: "20461118" }),
    (row) => Object.assign(row, { regstate: "4", industryphy: "f" }),
    (row) => Object.assign(row, { opt_type: "D", regstate: "\\N", regorg: "\\N", estdate: "\\N" }),
  ],
  warned: [(row) => Object.assign(row, { uniscid: "00000000000000000X" })],
  faults: [
    (row) => Object.assign(row, { opt_type: "X" }),
    (row) => Object.assign(row, { opt_type: "D", uniscid: "\\N" }),
    (row) => Object.assign(row, { uniscid: spoil(String(row["uniscid"])) }),
    (row) => Object.assign(row, { regcap: "伍佰万" }),
    (row) => Object.assign(row, { industryco: "51" }),
    (row) => Object.assign(row, { opfrom: "2026-11-19", opto: "2026-11-01" }),
  ],
  write: csv(REGISTRATION_COLUMNS, "utf-8"),
  refused: { "no-operation": csv(REGISTRATION_COLUMNS.slice(1), "utf-8") },
};

const REASONS = [
  "未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告",
  "通过登记的住所或者经营场所无法联系",
  "公示企业信息隐瞒真实情况、弄虚作假",
];

const abnormal: Source = {
  id: "cities/jinan-abnormal-operations",
  extension: "json",
  row: (n, random) => {
    const day = pick(random, DAYS);
    const removed = n % 4 === 3;
    return {
      busexclist: `#raw:${3701202611000000000n + BigInt(n)}`,
      pripid: `3701SAMPLE${String(n + 1).padStart(8, "0")}`,
      uniscid: makeUscc(random),
      regno: makeBusinessRegNo(random),
      entname: company(n, random),
      specause_cn: REASONS[n % REASONS.length] as string,
      abntime: removed ? "2025-07-08 00:00:00" : `${day} 00:00:00`,
      decorg_cn: "济南市虚构区市场监督管理局",
      remexcpres_cn: removed ? "已补报并公示年度报告" : null,
      remdate: removed ? epoch(day) : null,
      redecorg_cn: removed ? "济南市虚构区市场监督管理局" : null,
      nodenum: 370000,
    };
  },
  habits: [
    (row) => Object.assign(row, { abntime: epoch("2026-11-16"), regno: "null" }),
    (row) =>
      Object.assign(row, {
        uniscid: String(row["uniscid"]).toLowerCase(),
        specause_cn: "通过登记的住所\\或者经营场所\n无法联系",
      }),
  ],
  warned: [(row) => Object.assign(row, { uniscid: "00000000000000000X" })],
  faults: [
    (row) => Object.assign(row, { busexclist: null }),
    (row) => Object.assign(row, { remexcpres_cn: "已补报", remdate: null }),
    (row) => Object.assign(row, { abntime: "2026-11-19", remdate: "2026-11-01", remexcpres_cn: "已补报" }),
    (row) => Object.assign(row, { uniscid: spoil(String(row["uniscid"])) }),
    (row) => Object.assign(row, { decorg_cn: '#raw:["甲","乙"]' }),
  ],
  write: jsonArray,
  refused: { truncated: (rows) => Buffer.from(`[\n${rows.map(jsonObject).join(",\n")},\n{"busexclist":`) },
};

const ARREARS = [
  ["aab004", "对象名称"],
  ["aab003", "统一社会信用代码"],
  ["aab013", "法定代表人"],
  ["zjlx", "证件类型"],
  ["aac002", "法人证件号"],
  ["lrsj", "列入时间"],
  ["fbqx", "预计退出日期"],
  ["fbjg", "发布机关"],
  ["wsh", "文书号"],
  ["abb012", "列入事由"],
  ["lryj", "列入依据"],
  ["xmmc", "项目名称"],
  ["dqtcqk", "到期退出情况"],
  ["xqyy", "续期原因"],
  ["aae013", "备注"],
] as const;

const arrears: Source = {
  id: "cities/jinan-wage-arrears",
  extension: "xlsx",
  row: (n, random) => {
    const day = pick(random, DAYS);
    return {
      aab004: company(n, random),
      aab003: makeUscc(random),
      aab013: person(random),
      zjlx: 1,
      aac002: makeResidentId(random, `19${70 + (n % 20)}0612`),
      lrsj: new Date(day),
      fbqx: new Date(`2029${day.slice(4)}`),
      fbjg: "济南市虚构区人力资源和社会保障局",
      wsh: `济虚人社列字〔2026〕${n + 1}号`,
      abb012: "克扣、无故拖欠农民工工资，数额达到认定标准",
      lryj: "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条",
      xmmc: `虚构家园${n + 1}期`,
      dqtcqk: null,
      xqyy: null,
      aae013: null,
    };
  },
  habits: [
    (row) => Object.assign(row, { lrsj: 46342, fbqx: "2029/11/16" }),
    (row) => Object.assign(row, { zjlx: "护照", aac002: "g12345678", aae013: "无" }),
    (row) => Object.assign(row, { fbqx: null, zjlx: null, aac002: null }),
  ],
  warned: [
    (row, random) =>
      Object.assign(row, { abb012: `拖欠${person(random)}（${makeResidentId(random)}）等人工资` }),
  ],
  faults: [
    (row) => Object.assign(row, { aac002: Number("370102198506121234") }),
    (row) => Object.assign(row, { aac002: spoil(String(row["aac002"])) }),
    (row) => Object.assign(row, { zjlx: 9 }),
    (row) => Object.assign(row, { fbqx: new Date("2020-01-01") }),
    (row) => Object.assign(row, { lryj: null }),
  ],
  write: xlsx(
    ARREARS.map(([code]) => code),
    [],
    [ARREARS.map(([, title]) => title)],
  ),
};

export const LISTS: readonly Source[] = [defaulters, registration, abnormal, arrears];
