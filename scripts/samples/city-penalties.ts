/**
 * Penalties as the platforms of cities, a county and a regional partner send them, in
 * the form of 2018, in their own formats and with their own habits. All content invented.
 */
import { change, plain, set, slashes } from "./changes.ts";
import { fromStandard, type Peculiar } from "./from-standard.ts";
import type { Place, Row } from "./invented.ts";
import { csv, type Source, spoil } from "./kit.ts";

const ACTS = [
  ["未按规定公示信息", "当事人未在规定期限内公示信息。", "《企业信息公示暂行条例》第十七条", 0],
  [
    "销售不合格商品",
    "经查，当事人销售的一批示例商品不合格。",
    "《中华人民共和国产品质量法》第四十九条",
    20000,
  ],
  ["占道经营", "当事人在示例路口占道经营，经责令仍不改正。", "《城市道路管理条例》第四十二条", 500],
  [
    "未采取扬尘控制措施",
    "当事人施工现场未采取扬尘控制措施。",
    "《中华人民共和国大气污染防治法》第一百一十五条",
    36000,
  ],
] as const;

const act = (n: number) => ACTS[n % ACTS.length] as (typeof ACTS)[number];

const VALUES: NonNullable<Peculiar["values"]> = {
  decisionDate: (_n, _random, { day }: Row) => day,
  sourceUpdatedAt: (n, _random, { day }: Row) => `${day}T18:${String(n % 60).padStart(2, "0")}:00+08:00`,
  validUntil: (_n, _random, { day }: Row) => `2027${day.slice(4)}`,
  publicityEndDate: (_n, _random, { day }: Row) => `2027${day.slice(4)}`,
  violationType: (n) => act(n)[0],
  facts: (n) => act(n)[1],
  basis: (n) => act(n)[2],
  penaltyKinds: (n) => [act(n)[3] === 0 ? "警告" : "罚款"],
  content: (n) => (act(n)[3] === 0 ? "警告" : `罚款人民币${act(n)[3]}元`),
  fineAmount: (n) => (act(n)[3] === 0 ? undefined : String(act(n)[3] / 10000)),
  confiscationAmount: () => undefined,
  licenceAffected: () => undefined,
  penaltyName: (n) => `${act(n)[0]}案`,
  status: () => "有效",
  severity: () => undefined,
  subjectInstitutionNo: () => undefined,
  subjectSocialOrgNo: () => undefined,
  subjectTaxRegNo: () => undefined,
  legalRepresentativeCertType: () => undefined,
  legalRepresentativeCertNo: () => undefined,
};

export function penalties(id: string, place: Place, peculiar: Peculiar): Source {
  return fromStandard(id, { place, ...peculiar, values: { ...VALUES, ...peculiar.values } });
}

const NAME = "行政相对人名称";
const CODE_1 = "行政相对人代码_1(统一社会信用代码)";
const DAY = "处罚决定日期";
const UNTIL = "处罚有效期";
const DOC = "行政处罚决定书文号";

export const CITY_PENALTIES: readonly Source[] = [
  penalties(
    "cities/qingdao-penalties",
    { name: "青岛", region: "370202" },
    {
      extra: { 操作员: "示例员" },
      date: slashes,
      nothing: "--",
      habits: [
        set({ [UNTIL]: "长期" }),
        set({ "罚款（元）": "5,000.00", 处罚类别: "罚款", 处罚内容: "罚款5000元" }),
      ],
      warned: [set({ [DAY]: "2026/10/20" })],
      faults: [
        change(CODE_1, spoil),
        set({ "罚款（元）": "5千", 处罚类别: "罚款" }),
        set({ [DAY]: "2026/11/31" }),
      ],
      refused: {
        "missing-column": (rows) =>
          csv(
            Object.keys(rows[0] ?? {}).filter((title) => title !== DAY),
            "utf-8",
          )(rows),
      },
    },
  ),
  penalties(
    "cities/yantai-penalties",
    { name: "烟台", region: "370602" },
    {
      extra: { RESOURCE_ID: "DIR-00000000-000000-000", CHECK_FLAG: "1" },
      date: (day) => Date.parse(`${day}T00:00:00+08:00`),
      time: (at) => Date.parse(at),
      leave: ["remarks"],
      habits: [
        set({ CF_CFLB: "罚款", CF_NR: "罚款800元", CF_NR_FK: null, CF_FKJE: 800 }),
        set({ CF_YXQ: "长期" }),
      ],
      warned: [set({ CF_XDR_SHXYM: "00000000000000000X", CF_XDR_ZZJG: null })],
      faults: [
        set({ CF_XDR_LB: "3" }),
        set({ CF_CFLB: "罚款", CF_NR_FK: null, CF_FKJE: null }),
        set({ CF_WSH: null }),
      ],
    },
  ),
  penalties(
    "cities/jining-penalties",
    { name: "济宁", region: "370811" },
    {
      extra: { 采集日期: "2026-11-19" },
      habits: [
        set({ [DAY]: "2026年11月17日" }),
        set({ 处罚类别: "警告；罚款", 处罚内容: "警告；罚款600元", "罚款金额(万元)": 0.06 }),
        set({ 备注: "无" }),
      ],
      warned: [set({ [DAY]: new Date("2026-10-20") })],
      faults: [set({ [DAY]: "2026年13月1日" }), set({ 处罚类别: "游街" }), change(CODE_1, spoil)],
    },
  ),
  penalties(
    "cities/weihai-penalties",
    { name: "威海", region: "371002" },
    {
      time: (at) => at.slice(0, 19).replace(/[-T:]/g, ""),
      always: (row) => {
        for (const [name, cell] of Object.entries(row)) if (cell === null) delete row[name];
      },
      habits: [set({ opt_type: "D" }), set({ CF_YXQ: "9999-09-09" })],
      warned: [set({ CF_CFLB: "罚款", CF_NR_FK: "30000" })],
      faults: [set({ opt_type: "X" }), set({ CF_JDRQ: "2026-02-30" }), change("CF_XDR_SHXYM", spoil)],
    },
  ),
  penalties(
    "cities/rizhao-penalties",
    { name: "日照", region: "371102" },
    {
      bom: true,
      extra: { 序号: (n) => n + 1, 采集日期: "2026-11-19" },
      nothing: "-",
      habits: [
        set({ [UNTIL]: "202712" }),
        set({ "罚款金额(万元)": "０.０５", 处罚类别: "罚款", 处罚内容: "罚款500元" }),
        change(DOC, (text) => text.replace("〔2026〕", "（２０２６）")),
      ],
      warned: [set({ [DAY]: "2026-10-20" })],
      faults: [change(CODE_1, spoil), set({ [NAME]: "" }), set({ [UNTIL]: "待定" })],
    },
  ),
  penalties(
    "cities/dezhou-penalties",
    { name: "德州", region: "371402" },
    {
      date: (day) => `${day} 00:00:00`,
      always: (row) => {
        // The older names of the two columns.
        for (const [name, older] of [
          ["CF_FRDB", "CF_FDDB"],
          ["CF_CFJG", "CF_XZJG"],
        ] as const) {
          row[older] = row[name] ?? "";
          delete row[name];
        }
      },
      habits: [
        set({ CF_YXQ: "长期" }),
        set({ CF_CFLB: "罚款", CF_NR: "罚款1234.5元", CF_FKJE_YUAN: "1,234.50" }),
      ],
      warned: [set({ CF_JDRQ: "2026-10-20 00:00:00" })],
      faults: [set({ CF_CFLB: "罚款", CF_FKJE_YUAN: "" }), change("CF_XDR_SHXYM", spoil), set({ CF_SY: "" })],
    },
  ),
  penalties(
    "cities/heze-penalties",
    { name: "菏泽", region: "371702" },
    {
      titles: "code",
      extra: { CHECK_FLAG: "1", CREATE_DATE: "20261119" },
      date: plain,
      time: (at) => at.slice(0, 19).replace("T", " "),
      habits: [set({ CF_YXQ: "长期" }), set({ CF_CFLB: "罚款", CF_NR: "罚款500元", CF_NR_FK: "0.050000" })],
      warned: [set({ CF_JDRQ: "20261020" })],
      faults: [set({ CF_XDR_LB: "09" }), set({ CF_JDRQ: "20261140" }), change("CF_XDR_SHXYM", spoil)],
    },
  ),
  penalties(
    "cities/gaoqing-penalties",
    { name: "高青", region: "370322" },
    {
      above: ["高青县行政处罚信息报送表（示例数据，均为虚构）"],
      extra: { 序号: (n) => n + 1 },
      date: slashes,
      habits: [set({ [DAY]: "2026.11.17" }), set({ [UNTIL]: "长期", 备注: "无" })],
      warned: [set({ [DAY]: "2026/10/20" })],
      faults: [
        change(CODE_1, spoil),
        set({ 处罚类别: "罚款", "罚款金额(万元)": "五百元" }),
        set({ [NAME]: "无" }),
      ],
    },
  ),
  penalties(
    "cities/wuhan-penalties",
    { name: "武汉", region: "420102" },
    {
      extra: {
        自动上报信用中国状态: "1",
        自动上报时间: "2026-11-19 02:00:00",
        接口返回信用中国的ID: (n) => `0000-${n + 1}`,
        错误原因: null,
        任务编号: null,
      },
      date: (day) => `${day} 08:00:00`,
      always: change("CF_XDR_LB", (text) => text.replace(/^法人及非法人组织$/, "02-法人")),
      habits: [set({ CF_YXQ: "长期" }), set({ CF_XDR_LB: "03-非法人组织" })],
      warned: [set({ CF_JDRQ: "2026-10-20 08:00:00" })],
      faults: [change("CF_XDR_SHXYM", spoil), set({ CF_YJ: null }), set({ CF_JDRQ: "昨日" })],
    },
  ),
  penalties(
    "partners/jiangsu-penalties",
    { name: "江苏", region: "370202" },
    {
      extra: { SIGNVALUE: "", SIGNCERT: "" },
      date: plain,
      habits: [set({ CF_YXQ: "20991231" }), change("CF_XDR_SHXYM", (text) => text.toLowerCase())],
      warned: [set({ CF_JDRQ: "20261020" })],
      faults: [change("CF_XDR_SHXYM", spoil), set({ CF_CFLB: "" }), set({ CF_JDRQ: "20270101" })],
    },
  ),
];
