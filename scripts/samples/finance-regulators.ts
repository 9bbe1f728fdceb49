/** Sources of the regulators of finance: penalties and dishonesty. All content is invented. */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { epoch, from, inWords, set, spoiled } from "./market-changes.ts";

const PLACE = { name: "示例", region: "370202" };
const serial = { 序号: (n: number) => n + 1 };
const VIOLATIONS = ["贷款三查不尽职（示例）", "未按规定报送示例报表", "示例业务管理不审慎"];

export const FINANCE_REGULATORS: readonly Source[] = [
  fromStandard("ministries/banking-insurance-penalties", {
    place: PLACE,
    organ: "虚构金融监管分局",
    columns: [
      ...[
        "序号",
        "被处罚当事人名称",
        "统一社会信用代码",
        "身份证号",
        "主要负责人姓名",
        "所在机构",
        "行政处罚决定书文号",
      ],
      ...[
        "主要违法违规事实(案由)",
        "行政处罚依据",
        "行政处罚决定",
        "作出处罚决定的机关名称",
        "作出处罚决定的日期",
      ],
    ],
    extra: serial,
    date: inWords,
    values: {
      decisionDocNo: (n) => `虚金罚决字〔2026〕${n + 1}号`,
      violation: from(VIOLATIONS),
      basis: () => "《中华人民共和国银行业监督管理法》第四十六条",
      decision: (n) => `罚款${((n % 5) + 1) * 10}万元`,
      responsibleFor: (_n, _random, { who }) => (who.certNo === "" ? undefined : "虚构村镇银行股份有限公司"),
    },
    habits: [
      set({ 行政处罚决定: "罚款人民币叁拾万元" }),
      set({ 行政处罚决定: "警告" }),
      set({ 行政处罚决定书文号: "虚金罚决字（2026）9号" }),
    ],
    warned: [set({ 作出处罚决定的日期: "2026年9月1日" })],
    faults: [
      set({ 行政处罚决定书文号: "" }),
      set({ 作出处罚决定的日期: "2026年12月1日" }),
      set({ 作出处罚决定的机关名称: "" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("ministries/central-bank-penalties", {
    place: PLACE,
    organ: "中国人民银行虚构市分行",
    columns: [
      ...[
        "序号",
        "当事人名称",
        "统一社会信用代码",
        "身份证号码",
        "行政处罚决定书文号",
        "违法行为类型",
        "行政处罚内容",
      ],
      ...[
        "处罚依据",
        "罚款(万元)",
        "作出行政处罚决定机关名称",
        "作出行政处罚决定日期",
        "公示截止日期",
        "备注",
      ],
    ],
    extra: serial,
    nothing: "-",
    values: {
      decisionDocNo: (n) => `虚银罚决字〔2026〕${n + 1}号`,
      violation: from(["未按规定履行客户身份识别义务（示例）", "违反示例支付结算规定"]),
      decision: () => "警告，并处罚款（示例）",
      fineAmount: (n) => String(((n % 9) + 1) * 5.5),
      publicityEndDate: () => "2027-11-01",
    },
    habits: [
      set({ "罚款(万元)": "1,250.5" }),
      set({ 公示截止日期: "-", 备注: "-" }),
      set({ "罚款(万元)": "-" }),
    ],
    warned: [set({ "罚款(万元)": 300000 }), set({ 备注: "当事人11010519491231002X（示例）" })],
    faults: [
      set({ "罚款(万元)": "五万元" }),
      set({ 公示截止日期: "2031-01-01" }),
      set({ 当事人名称: "-" }),
      set({ "罚款(万元)": 0 }),
    ],
  }),
  fromStandard("ministries/foreign-exchange-penalties", {
    place: PLACE,
    organ: "国家外汇管理局虚构市分局",
    columns: [
      ...[
        "记录号",
        "当事人名称",
        "统一社会信用代码",
        "身份证号",
        "处罚决定书文号",
        "案由",
        "处罚依据",
        "处罚内容",
      ],
      ...["罚款金额（元）", "处罚机关", "处罚日期", "数据更新时间"],
    ],
    extra: { 记录号: (n) => 90000 + n },
    nothing: "\\N",
    date: (day) => `${day} 00:00:00`,
    values: {
      decisionDocNo: (n) => `虚汇罚〔2026〕${n + 1}号`,
      violation: from(["逃汇（示例）", "非法买卖外汇（示例）"]),
      decision: () => "处以罚款（示例）",
      basis: () => "《中华人民共和国外汇管理条例》第三十九条",
      fineAmount: (n) => String(((n % 9) + 1) * 1.25),
    },
    habits: [set({ "罚款金额（元）": "12,500.50" }), set({ 处罚日期: "20261116" })],
    warned: [set({ 处罚日期: "2026-08-03 00:00:00" })],
    faults: [
      set({ "罚款金额（元）": "1.25万元" }),
      set({ "罚款金额（元）": "0" }),
      set({ 处罚决定书文号: "\\N" }),
      set({ 处罚日期: "不详" }),
    ],
  }),
  fromStandard("ministries/securities-dishonesty", {
    place: PLACE,
    organ: "虚构证监局",
    who: "mixed",
    columns: [
      ...[
        "ID",
        "CFDXMC",
        "CFDXLX",
        "TYSHXYDM",
        "JMZJHM",
        "CFCLMC",
        "CFCLZL",
        "CFCLNR",
        "CFCLRQ",
        "CFJG",
        "YXJZRQ",
        "SJC",
      ],
    ],
    extra: { ID: (n) => `ZQ${202600000 + n}` },
    date: epoch,
    values: {
      subjectKind: (n, _random, { who }) => (n % 5 === 2 ? "个体工商户" : who.kind),
      encryptedCertNo: (n, _random, { who }) => (who.uscc === "" ? `8f1c0de2a77b${4000 + n}` : undefined),
      documentName: (n) => `行政处罚决定书（示例${n + 1}）`,
      measureKind: from(["罚款", "市场禁入", "警告"]),
      content: () => "处以示例处罚",
      validUntil: () => "2029-11-16",
    },
    habits: [set({ YXJZRQ: null }), set({ CFDXLX: "03" }), set({ CFCLRQ: "2026-11-16" })],
    faults: [
      set({ CFDXLX: "05" }),
      set({ TYSHXYDM: null }),
      set({ YXJZRQ: epoch("2020-01-01") }),
      set({ CFCLMC: null }),
      set({ CFCLRQ: epoch("2027-01-01"), YXJZRQ: null }),
    ],
  }),
];
