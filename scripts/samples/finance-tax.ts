/** Sources of the tax administration. All content is invented. */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, from, set, slashed, spoiled } from "./market-changes.ts";

const SHANDONG = { name: "济南", region: "370102" };
const TAX_ORGAN = "国家税务总局虚构区税务局";

export const FINANCE_TAX: readonly Source[] = [
  fromStandard("ministries/tax-violations", {
    place: { name: "示例", region: "370302" },
    organ: "国家税务总局虚构市税务局稽查局",
    columns: [
      ...[
        "序号",
        "纳税人名称",
        "统一社会信用代码",
        "纳税人识别号",
        "身份证号码",
        "注册地址",
        "法定代表人或负责人姓名",
      ],
      ...[
        "负有直接责任的财务负责人",
        "中介机构信息",
        "案件性质",
        "主要违法事实",
        "相关法律依据及处理处罚情况",
      ],
      ...["案件上报期", "公布日期", "停止公布日期", "检查机关"],
    ],
    extra: { 序号: (n) => n + 1 },
    nothing: "暂无",
    seldom: ["intermediary", "removedOn"],
    values: {
      taxpayerNo: (_n, _random, { who }) => (who.uscc === "" ? who.certNo : who.uscc),
      facts: from(["虚构开票单位对外开具示例发票", "账簿上少列示例收入"]),
      handling: () => "依照《中华人民共和国税收征收管理法》第六十三条，追缴示例税款并处示例罚款",
      reportPeriod: () => "2026年第3季度",
    },
    habits: [set({ 公布日期: "2026年7月15日" }), set({ 案件性质: "骗税", 停止公布日期: "无" })],
    warned: [set({ 主要违法事实: "经办人11010519491231002X代为申报（示例）" })],
    faults: [
      set({ 案件性质: "漏税" }),
      set({ 公布日期: "2027-01-01" }),
      spoiled("统一社会信用代码"),
      set({ 纳税人名称: "" }),
    ],
  }),
  fromStandard("province/shandong-tax-ratings", {
    place: SHANDONG,
    organ: TAX_ORGAN,
    columns: ["序号", "纳税人识别号", "纳税人名称", "法定代表人/负责人", "评价年度", "主管税务机关"],
    extra: { 序号: (n) => n + 1 },
    values: { ratingYear: () => "2025" },
    habits: [set({ 评价年度: "2025" }), set({ "法定代表人/负责人": null })],
    faults: [set({ 评价年度: "25" }), set({ 纳税人识别号: "370102000000000" }), set({ 主管税务机关: null })],
  }),
  fromStandard("province/shandong-tax-all-ratings", {
    place: SHANDONG,
    organ: TAX_ORGAN,
    columns: ["djxh", "nsrmc", "nsrsbh", "pjnd", "pjjg", "pjdf", "zgswjg", "pjrq", "yxqs", "yxqz", "SJC"],
    extra: { djxh: (n) => `1011370100${1000000 + n}` },
    date: compact,
    codes: "alias",
    values: { ratingYear: () => "2025", score: (n) => String(60 + (n % 40)) },
    habits: [set({ pjjg: "M" }), set({ pjdf: 91.5 }), set({ pjdf: null })],
    faults: [set({ pjjg: "E级" }), set({ yxqz: "20200101" }), set({ nsrsbh: null })],
  }),
  fromStandard("province/shandong-tax-arrears", {
    place: SHANDONG,
    organ: TAX_ORGAN,
    columns: [
      ...[
        "序号",
        "纳税人名称",
        "企业个体标志",
        "统一社会信用代码",
        "纳税人识别号",
        "法定代表人(负责人)姓名",
        "经营地点",
      ],
      ...[
        "欠税税种",
        "累计欠税余额(元)",
        "其中:当期新发生的欠税余额",
        "公告日期",
        "公告机关",
        "数据更新时间",
      ],
    ],
    extra: { 序号: (n) => n + 1 },
    nothing: "无",
    values: {
      taxpayerNo: (_n, _random, { who }) => who.uscc,
      taxKind: from(["增值税", "企业所得税", "房产税"]),
      balance: (n) => `${(n % 60) + 1}250.5`,
      newlyOwed: (n) => (n % 3 === 0 ? "1250.5" : undefined),
    },
    habits: [
      set({ 企业个体标志: "企业", "累计欠税余额(元)": "1,234,560.78" }),
      set({ 公告日期: "2026/7/20" }),
      set({ 企业个体标志: "个体" }),
    ],
    faults: [
      set({ "累计欠税余额(元)": "0" }),
      set({ "累计欠税余额(元)": "拾贰万元" }),
      set({ 企业个体标志: "其它户" }),
      set({ 公告日期: "2026-13-20" }),
      set({ 统一社会信用代码: "无" }),
    ],
  }),
  fromStandard("province/shandong-tax-irregular", {
    place: SHANDONG,
    organ: TAX_ORGAN,
    columns: [
      ...[
        "序号",
        "纳税人名称",
        "企业个体标志",
        "统一社会信用代码",
        "工商注册号",
        "纳税人识别号",
        "法定代表人(负责人)姓名",
      ],
      ...["生产经营地址", "认定日期", "认定原因", "主管税务机关", "解除日期"],
    ],
    extra: { 序号: (n) => n + 1 },
    date: slashed,
    values: {
      reason: () => "逾期未申报，责令限期改正后仍不履行（示例）",
      taxpayerNo: (_n, _random, { who }) => who.uscc,
    },
    habits: [
      set({ 企业个体标志: "个体户", 统一社会信用代码: "", 工商注册号: "330203000030639", 纳税人识别号: "" }),
      set({ 解除日期: "1900-01-01" }),
      set({ 企业个体标志: "企业", 认定日期: "2026年3月10日", 解除日期: "" }),
    ],
    faults: [
      set({ 统一社会信用代码: "", 工商注册号: "" }),
      set({ 工商注册号: "330203000030630" }),
      set({ 解除日期: "2020/1/1" }),
      set({ 认定日期: "" }),
    ],
  }),
  fromStandard("province/shandong-tax-penalties", {
    place: SHANDONG,
    organ: TAX_ORGAN,
    columns: [
      ...["djxh", "nsrmc", "nsrsbh", "shxydm", "zjhm", "wh", "cfrq", "fkje", "cfyj", "swjg", "swjgdm", "SJC"],
    ],
    extra: { swjgdm: "13701020000" },
    date: compact,
    values: {
      registrationSerial: (n) => `1011370100${1000000 + n}`,
      taxpayerNo: (_n, _random, { who }) => who.uscc || who.certNo,
      decisionDocNo: (n) => `虚税简罚(2026)${n + 1}号`,
      basis: () => "《中华人民共和国税收征收管理法》第六十二条",
      fineAmount: (n) => String(((n % 20) + 1) * 100),
    },
    habits: [
      set({ fkje: "2,000.00" }),
      set({ cfrq: "2026-11-16 00:00:00" }),
      set({ fkje: null }),
      set({ wh: "虚税罚（2026）40号" }),
    ],
    warned: [set({ cfrq: "20260901" })],
    faults: [
      set({ fkje: "2000元" }),
      set({ fkje: 0 }),
      set({ wh: null }),
      spoiled("shxydm"),
      set({ cfrq: "20261301" }),
    ],
  }),
  fromStandard("province/shandong-tax-deregistrations", {
    place: SHANDONG,
    organ: TAX_ORGAN,
    columns: [
      "企业名称",
      "法人/负责人姓名",
      "统一社会信用代码",
      "注销原因",
      "注销日期",
      "注销机关",
      "纳税人识别号",
    ],
    nothing: "NULL",
    seldom: [],
    values: {
      reason: from(["决议解散（示例）", "被吊销营业执照（示例）"]),
      taxpayerNo: (_n, _random, { who }) => who.uscc,
    },
    habits: [
      set({ 注销日期: "20261103", 纳税人识别号: "NULL" }),
      set({ 注销原因: "NULL" }),
      set({ 注销日期: "202606" }),
    ],
    warned: [set({ 注销原因: "业主11010519491231002X申请（示例）" })],
    faults: [
      set({ 注销日期: "2026" }),
      set({ 注销机关: "NULL" }),
      set({ 注销日期: "2027-01-01" }),
      set({ 统一社会信用代码: "NULL" }),
    ],
  }),
];
