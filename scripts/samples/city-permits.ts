/**
 * Permits as the platforms of cities and of a county send them: both generations of the form,
 * in their own formats and with their own habits. All content invented.
 */
import { change, plain, set, slashes } from "./changes.ts";
import { fromStandard, type Peculiar } from "./from-standard.ts";
import type { Place, Row } from "./invented.ts";
import { csv, type Source, spoil } from "./kit.ts";

const PERMITS = [
  ["食品经营许可", "食品经营许可证", "核准", "预包装食品销售"],
  ["公共场所卫生许可", "卫生许可证", "普通", "宾馆"],
  ["道路货物运输经营许可", "道路运输经营许可证", "普通", "普通货运"],
  ["建筑工程施工许可", "建筑工程施工许可证", "核准", "虚构家园一期工程"],
] as const;

const permit = (n: number) => PERMITS[n % PERMITS.length] as (typeof PERMITS)[number];

const VALUES: NonNullable<Peculiar["values"]> = {
  decisionDate: (_n, _random, { day }: Row) => day,
  validFrom: (_n, _random, { day }: Row) => day,
  validTo: (_n, _random, { day }: Row) => `2031${day.slice(4)}`,
  sourceUpdatedAt: (n, _random, { day }: Row) => `${day}T18:${String(n % 60).padStart(2, "0")}:00+08:00`,
  documentName: (n) => `${permit(n)[0]}决定书`,
  projectName: (n) => permit(n)[0],
  certificateName: (n) => permit(n)[1],
  permitKind: (n) => permit(n)[2],
  content: (n) => permit(n)[3],
  status: () => "有效",
  subjectInstitutionNo: () => undefined,
  subjectSocialOrgNo: () => undefined,
  subjectTaxRegNo: () => undefined,
  legalRepresentativeCertType: () => undefined,
  legalRepresentativeCertNo: () => undefined,
};

function permits(id: string, place: Place, peculiar: Peculiar): Source {
  return fromStandard(id, { place, ...peculiar, values: { ...VALUES, ...peculiar.values } });
}

const CODE_1 = "行政相对人代码_1(统一社会信用代码)";
const DAY = "许可决定日期";
const TO = "有效期至";

export const CITY_PERMITS: readonly Source[] = [
  permits(
    "cities/zibo-permits",
    { name: "淄博", region: "370302" },
    {
      columns: [
        "序号",
        "*行政相对人名称",
        "*行政相对人类别",
        "行政相对人代码_1（统一社会信用代码）",
        "行政相对人代码_2（工商注册号）",
        "行政相对人代码_3（组织机构代码）",
        "法定代表人",
        "证件类型",
        "证件号码",
        "*行政许可决定文书名称",
        "*行政许可决定文书号",
        "*许可类别",
        "许可证书名称",
        "许可编号",
        "*许可内容",
        "*许可决定日期",
        "*有效期自",
        "*有效期至",
        "*许可机关",
        "*许可机关统一社会信用代码",
        "*当前状态",
        "*数据来源单位",
        "*数据来源单位统一社会信用代码",
        "备注",
      ],
      extra: { 序号: (n) => n + 1 },
      habits: [set({ [DAY]: " 2026/11/17" }), set({ [TO]: "永久" }), set({ 许可类别: "其他-备案" })],
      warned: [
        set({
          "行政相对人代码_1（统一社会信用代码）": "00000000000000000X",
          "行政相对人代码_3（组织机构代码）": "",
        }),
      ],
      faults: [
        set({ [TO]: "2020-01-01" }),
        change("行政相对人代码_1（统一社会信用代码）", spoil),
        set({ 许可内容: "" }),
      ],
    },
  ),
  permits(
    "cities/dongying-permits",
    { name: "东营", region: "370502" },
    {
      extra: { hj_hqpc: "20261119", qx_bm: "T_XK_EXAMPLE", SIGNVALUE: "" },
      date: plain,
      time: (at) => at.slice(0, 19).replace(/[-T:]/g, ""),
      habits: [set({ XK_YXQZI: "长期" }), set({ XK_YXQZI: "209912" })],
      warned: [set({ XK_JDRQ: "20261020" })],
      faults: [set({ XK_ZT: "9" }), change("XK_XDR_SHXYM", spoil), set({ XK_WSH: "" })],
    },
  ),
  permits(
    "cities/weifang-permits-2015",
    { name: "潍坊", region: "370702" },
    {
      bom: true,
      organ: "潍坊市虚构行政审批服务局",
      columns: [
        "行政许可决定书文号",
        "项目名称",
        "审批类别",
        "许可内容",
        "行政相对人名称",
        "行政相对人代码_1(统一社会信用代码)",
        "行政相对人代码_2(组织机构代码)",
        "行政相对人代码_3(工商登记码)",
        "行政相对人代码_4(税务登记号)",
        "行政相对人代码_5(居民身份证号)",
        "法定代表人姓名",
        "许可决定日期",
        "许可截止期",
        "许可机关",
        "当前状态",
        "地方编码",
        "数据更新时间戳",
        "备注",
      ],
      habits: [
        set({ 许可截止期: "9999-09-09" }),
        set({ "行政相对人代码_3(工商登记码)": "暂无" }),
        set({ 当前状态: "0" }),
      ],
      warned: [set({ 许可机关: "潍坊市虚构名录外机关" })],
      faults: [set({ 项目名称: "" }), change(CODE_1, spoil), set({ 许可决定日期: "2026-11-31" })],
      refused: {
        "missing-column": (rows) =>
          csv(
            Object.keys(rows[0] ?? {}).filter((title) => title !== "许可内容"),
            "utf-8",
            true,
          )(rows),
      },
    },
  ),
  permits(
    "cities/taian-permits",
    { name: "泰安", region: "370902" },
    {
      titles: "code",
      extra: { ID: (n) => String(n + 1), ADD_TIME: "2026-11-19 02:00:00" },
      date: (day) => `${day} 00:00:00`,
      nothing: "\\N",
      habits: [set({ XK_YXQZI: "2099-12-31" }), set({ XK_NR: "甲类 | 乙类" })],
      warned: [set({ XK_JDRQ: "2026-10-20 00:00:00" })],
      faults: [set({ XK_XDR_MC: "\\N" }), change("XK_XDR_SHXYM", spoil), set({ XK_XKLB: "口头" })],
    },
  ),
  permits(
    "cities/linyi-permits",
    { name: "临沂", region: "371302" },
    {
      extra: { XK_ITEM_ID: "00000000", XK_ITEM_BM: "示例事项" },
      date: plain,
      time: (at) => Date.parse(at),
      habits: [set({ XK_YXQZI: "9999-09-09" }), set({ XK_XDR_LB: "03" })],
      warned: [set({ XK_XDR_SHXYM: "00000000000000000X", XK_XDR_ZZJG: null })],
      faults: [set({ XK_XDR_LB: "05" }), set({ XK_JDRQ: "20261301" }), change("XK_XDR_SHXYM", spoil)],
    },
  ),
  permits(
    "cities/liaocheng-permits",
    { name: "聊城", region: "371502" },
    {
      above: ["聊城市行政许可（2026 年第 47 周，示例数据，均为虚构）"],
      extra: { 序号: (n) => n + 1, 操作员: "示例员" },
      date: slashes,
      nothing: "/",
      habits: [
        set({ [TO]: "长期" }),
        set({ 许可内容: "甲；乙;丙，共三项" }),
        set({ 法定代表人证件号码: "暂无" }),
      ],
      warned: [set({ [DAY]: "2026/10/20" })],
      faults: [change(CODE_1, spoil), set({ [TO]: "2019/1/1" }), set({ 许可机关: "/" })],
    },
  ),
  permits(
    "cities/shenxian-permits",
    { name: "莘县", region: "371522" },
    {
      extra: { 序号: (n) => n + 1 },
      habits: [set({ [TO]: "长期" }), set({ [DAY]: "2026年11月17日" })],
      warned: [set({ [DAY]: new Date("2026-10-20") })],
      faults: [change(CODE_1, spoil), set({ 许可类别: "" }), set({ [DAY]: "2026-11-31" })],
    },
  ),
  permits(
    "cities/wuhan-permits",
    { name: "武汉", region: "420102" },
    {
      bom: true,
      habits: [set({ [TO]: "2099/12/31" }), set({ 当前状态: "有效" })],
      warned: [set({ [DAY]: "2026-10-20" })],
      faults: [change(CODE_1, spoil), set({ 当前状态: "3" }), set({ 许可机关统一社会信用代码: "" })],
    },
  ),
];
