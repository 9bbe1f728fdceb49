/**
 * Sample rows of the other sources that send decisions: penalties in the form of 2015 and as
 * an exchange message, and permits. All content is invented.
 */
import { type Cells, csv, DAYS, exchangeMessage, pick, type Source, spoil, subject, xlsx } from "./kit.ts";
import { CITY, content, form2018, ORGANS, penalties, penalty } from "./penalties.ts";

const LAIWU_ORGANS = ["示例市莱城区虚构城市管理局", "示例市莱城区虚构市场监督管理局", "示例市虚构交通运输局"];
const LAIWU_COLUMNS = [
  "行政处罚决定文书号",
  "处罚名称",
  "处罚类别1",
  "处罚类别2",
  "处罚事由",
  "处罚依据",
  "行政相对人名称",
  "行政相对人代码_1(统一社会信用代码)",
  "行政相对人代码_2(组织机构代码)",
  "行政相对人代码_3(工商登记码)",
  "行政相对人代码_4(税务登记号)",
  "行政相对人代码_5(居民身份证号)",
  "法定代表人姓名",
  "处罚结果",
  "处罚决定日期",
  "处罚机关",
  "当前状态",
  "地方编码",
  "数据更新时间戳",
  "备注",
  "处罚截止期",
  "公示期限",
];

const laiwu: Source = {
  id: "cities/laiwu-penalties-2015",
  extension: "csv",
  row: (n, random) => {
    const { who, ...act } = penalty(n, random);
    const [first = "", second = ""] = act.kinds.split(";");
    return {
      行政处罚决定文书号: `莱虚罚字〔2026〕第${n + 1}号`,
      处罚名称: act.type,
      处罚类别1: first,
      处罚类别2: second,
      处罚事由: act.facts,
      处罚依据: act.basis,
      行政相对人名称: who.name,
      "行政相对人代码_1(统一社会信用代码)": who.uscc,
      "行政相对人代码_2(组织机构代码)":
        who.orgCode === "" ? "" : `${who.orgCode.slice(0, 8)}-${who.orgCode.slice(8)}`,
      "行政相对人代码_3(工商登记码)": who.businessRegNo,
      "行政相对人代码_4(税务登记号)": "",
      "行政相对人代码_5(居民身份证号)": who.certNo,
      法定代表人姓名: who.legalRepresentative,
      处罚结果: content(act.kinds, act.yuan, act.gain),
      处罚决定日期: act.day,
      处罚机关: pick(random, LAIWU_ORGANS),
      当前状态: "",
      地方编码: "371202",
      数据更新时间戳: `${act.day} 17:30:00`,
      备注: "",
      处罚截止期: act.until,
      公示期限: "1",
    };
  },
  habits: [
    (row) => Object.assign(row, { 处罚决定日期: "2026年11月16日", 当前状态: "0" }),
    (row) =>
      Object.assign(row, {
        处罚类别1: "没收违法所得、没收非法财物",
        处罚类别2: "罚款",
        处罚结果: "没收违法所得１，２００元，罚款2万元",
      }),
    (row) => Object.assign(row, { 处罚截止期: "9999-09-09", 当前状态: "2" }),
    (row) => Object.assign(row, { 处罚类别1: "罚款", 处罚类别2: "", 处罚结果: "处罚款人民币伍仟元整" }),
    (row) =>
      Object.assign(row, {
        处罚类别1: "吊销许可证",
        处罚类别2: "",
        处罚结果: "警告；吊销虚食许字0001号许可证",
      }),
    (row) => Object.assign(row, { 处罚截止期: "" }),
  ],
  warned: [
    (row) =>
      Object.assign(row, {
        "行政相对人代码_1(统一社会信用代码)": "00000000000000000X",
        "行政相对人代码_2(组织机构代码)": "",
      }),
    (row) => Object.assign(row, { 处罚机关: "没有登记的虚构机关" }),
  ],
  faults: [
    (row) =>
      Object.assign(row, {
        处罚类别1: "罚款",
        处罚类别2: "",
        处罚结果: "对单位罚款5000元，对负责人罚款1000元",
      }),
    (row) => Object.assign(row, { 处罚类别1: "罚款", 处罚类别2: "", 处罚结果: "罚款若干" }),
    (row) => Object.assign(row, { 处罚类别1: "吊销许可证", 处罚类别2: "", 处罚结果: "见附件" }),
    (row) => Object.assign(row, { "行政相对人代码_2(组织机构代码)": "12345678-0" }),
    (row) => Object.assign(row, { 处罚截止期: "三年" }),
  ],
  write: csv(LAIWU_COLUMNS, "utf-8", true),
};

const message: Source = {
  id: "cities/jinan-market-penalties-xml",
  extension: "xml",
  row: (n, random) => {
    const { CF_NR_FK, CF_NR_WFFF, ...row } = form2018(n, random);
    const yuan = (amount: Cells[string] | undefined) =>
      amount ? String(Math.round(Number(amount) * 10000)) : "";
    const day = String(row["CF_JDRQ"]).replaceAll("/", "");
    return {
      ...row,
      CF_WSH: `济市监虚罚〔2026〕${n + 1}号`,
      CF_FKJE_YUAN: yuan(CF_NR_FK),
      CF_MSJE_YUAN: yuan(CF_NR_WFFF),
      CF_JDRQ: day,
      CF_CFJG: "济南市市场监管部门",
      CF_CFJGDM: "113701009W21APPC79",
      SJC: `${day}093000`,
      SIGNVALUE: "",
    };
  },
  habits: [
    (row) =>
      Object.assign(row, {
        CF_SY: "当事人销售<示例>商品 & 赠品，货值不足一万元。",
        CF_FKJE_YUAN: "1,500.50",
        CF_CFLB: "罚款",
        CF_MSJE_YUAN: "",
      }),
    (row) => Object.assign(row, { CF_YXQ: "永久", CF_ZT: "1" }),
  ],
  warned: [(row) => Object.assign(row, { CF_CFLB: "罚款", CF_FKJE_YUAN: "150000000", CF_MSJE_YUAN: "" })],
  faults: [
    (row) => Object.assign(row, { CF_CFLB: "罚款", CF_FKJE_YUAN: "0", CF_MSJE_YUAN: "" }),
    (row) => Object.assign(row, { CF_CFJGDM: "113701009W21APPC78" }),
    (row) => Object.assign(row, { CF_JDRQ: "20261340" }),
    (row) => Object.assign(row, { CF_NR: "" }),
  ],
  write: exchangeMessage("UTF-8"),
  refused: {
    doctype: () =>
      Buffer.from(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ExchangeMessage [<!ENTITY x "x">]>\n<ExchangeMessage><Body><fields><CF_XDR_MC>&x;</CF_XDR_MC></fields></Body></ExchangeMessage>\n',
      ),
  },
};

const PERMIT_TITLES = [
  "序号",
  "*行政相对人名称",
  "*行政相对人类别",
  "行政相对人代码_1（统一社会信用代码）",
  "行政相对人代码_2（工商注册号）",
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
];
const PERMITS = [
  ["食品经营许可证", "普通", "食品销售经营者；预包装食品销售"],
  ["道路运输经营许可证", "普通", "普通货物运输"],
  ["示例资格证书", "认可", "示例项目资格认可"],
  ["公共场所卫生许可证", "核准", "示例公共场所经营"],
] as const;
const explanation = PERMIT_TITLES.map((title) =>
  title.startsWith("*") ? "必填" : title.includes("日期") ? "格式 2026-11-03" : "选填",
);

const permits: Source = {
  id: "cities/jinan-permits",
  extension: "xlsx",
  row: (n, random) => {
    const who = subject(n, random);
    const [certificate, kind, scope] = PERMITS[n % PERMITS.length] as (typeof PERMITS)[number];
    const [organ, organUscc] = pick(random, ORGANS);
    const day = pick(random, DAYS);
    return {
      序号: n + 1,
      行政相对人名称: who.name,
      行政相对人类别: who.kind,
      "行政相对人代码_1（统一社会信用代码）": who.uscc,
      "行政相对人代码_2（工商注册号）": who.businessRegNo,
      法定代表人: who.legalRepresentative,
      证件类型: who.certNo === "" ? null : "身份证",
      证件号码: who.certNo,
      行政许可决定文书名称: "准予行政许可决定书",
      行政许可决定文书号: `济虚许〔2026〕${n + 1}号`,
      许可类别: kind,
      许可证书名称: certificate,
      许可编号: `JN2026${String(n + 1).padStart(6, "0")}`,
      许可内容: scope,
      许可决定日期: new Date(day),
      有效期自: new Date(day),
      有效期至: new Date(`2031${day.slice(4)}`),
      许可机关: organ,
      许可机关统一社会信用代码: organUscc,
      当前状态: 1,
      数据来源单位: CITY.name,
      数据来源单位统一社会信用代码: CITY.uscc,
      备注: null,
    };
  },
  habits: [
    (row) => Object.assign(row, { 有效期至: "长期", 当前状态: "有效" }),
    (row) => Object.assign(row, { 许可决定日期: "2026.11.16", 有效期自: 46342, 许可类别: "其他-示例备案" }),
    (row) => Object.assign(row, { 有效期至: "9999-09-09", 备注: "暂无" }),
  ],
  warned: [
    (row) => Object.assign(row, { 许可决定日期: new Date("2026-10-21"), 有效期自: new Date("2026-10-21") }),
  ],
  faults: [
    (row) =>
      Object.assign(row, {
        "行政相对人代码_1（统一社会信用代码）": spoil(String(row["行政相对人代码_1（统一社会信用代码）"])),
      }),
    (row) => Object.assign(row, { 许可类别: "恩准" }),
    (row) => Object.assign(row, { 有效期至: new Date("2026-01-01") }),
    (row) =>
      Object.assign(row, {
        行政相对人类别: "自然人",
        证件类型: "身份证",
        证件号码: Number("370102199003121234"),
        "行政相对人代码_1（统一社会信用代码）": null,
        法定代表人: null,
      }),
    (row) => Object.assign(row, { 许可内容: "　" }),
  ],
  write: xlsx(PERMIT_TITLES, ["济南市行政许可信息报送表（示例数据，均为虚构）"], [explanation]),
};

export const DECISIONS: readonly Source[] = [penalties, permits, laiwu, message];
