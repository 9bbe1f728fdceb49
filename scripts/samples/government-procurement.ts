/** Sources of procurement, bidding, trading and statistics. All content is invented. */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, dotted, from, set, spoiled } from "./market-changes.ts";

const serial = { 序号: (n: number) => n + 1 };

export const GOVERNMENT_PROCUREMENT: readonly Source[] = [
  fromStandard("ministries/procurement-dishonesty", {
    place: { name: "示例", region: "420102" },
    organ: "虚构市财政局",
    bom: true,
    columns: [
      ...[
        "序号",
        "企业名称",
        "统一社会信用代码(或组织机构代码)",
        "身份证号",
        "企业地址",
        "严重违法失信行为的具体情形",
      ],
      ...[
        "处罚依据",
        "处罚结果",
        "文号",
        "处罚(记录)日期",
        "公布日期",
        "执法(处罚)单位",
        "登记地点",
        "处罚截止日期",
      ],
    ],
    extra: serial,
    values: {
      conduct: from(["提供虚假示例材料谋取中标", "与其他供应商恶意串通（示例）"]),
      basis: () => "《中华人民共和国政府采购法》第七十七条",
      result: () => "罚款，一年内禁止参加政府采购活动（示例）",
      documentNo: (n) => `虚财采罚〔2026〕${n + 1}号`,
      registeredAt: () => "示例市",
      validUntil: () => "2027-11-11",
    },
    habits: [
      set({ 公布日期: "" }),
      set({ "处罚(记录)日期": "2026年5月5日", 公布日期: "2026/5/9", 处罚截止日期: "2027-05-04" }),
    ],
    warned: [set({ 严重违法失信行为的具体情形: "评审专家11010519491231002X收受礼品（示例）" })],
    faults: [
      set({ 处罚截止日期: "长期" }),
      set({ 处罚依据: "" }),
      set({ 公布日期: "2026-01-01" }),
      spoiled("统一社会信用代码(或组织机构代码)"),
    ],
  }),
  fromStandard("province/shandong-bidding-violations", {
    organ: "虚构市发展和改革委员会",
    columns: [
      ...[
        "当事人名称",
        "统一社会信用代码",
        "证件号码",
        "dsrjs",
        "jylb",
        "xmbh",
        "xmmc",
        "wfxw",
        "clyj",
        "cljg",
      ],
      ...["clwh", "clsj", "cljg_mc", "ggqs", "ggjz", "tysxh", "SJC"],
    ],
    extra: { tysxh: "" },
    date: compact,
    values: {
      partyRole: from(["投标人", "招标代理机构"]),
      marketKind: () => "工程建设",
      projectCode: (n) => `XG2026-${String(n + 1).padStart(4, "0")}`,
      violation: from(["串通投标（示例）", "弄虚作假骗取中标（示例）"]),
      basis: () => "《中华人民共和国招标投标法》第五十三条",
      decision: () => "罚款，列入公告（示例）",
      noticeFrom: () => "2026-11-20",
      noticeUntil: () => "2027-05-19",
    },
    habits: [set({ clsj: "20261113093000" }), set({ jylb: "招标投标", ggqs: "", ggjz: "" })],
    warned: [set({ clsj: "20260901" })],
    faults: [set({ jylb: "二手车" }), set({ clwh: "" }), set({ ggjz: "20310101" }), set({ dsrjs: "旁观者" })],
  }),
  fromStandard("province/shandong-trading-dishonesty", {
    organ: "虚构市公共资源交易监督部门",
    columns: [
      ...[
        "platformCode",
        "name",
        "unifiedSocialCreditCode",
        "证件号码",
        "jylb",
        "entryNumber",
        "entryName",
        "wfxw",
      ],
      ...["clyj", "cljg", "clwh", "clsj", "cljg_mc", "ggqs", "ggjz", "SJC"],
    ],
    extra: { platformCode: "370000" },
    date: (day) => `${day} 09:30:00`,
    codes: "alias",
    values: {
      marketKind: from(["工程建设", "土地使用权", "国有产权", "药品耗材采购"]),
      projectCode: (n) => `JY2026-${String(n + 1).padStart(4, "0")}`,
      violation: from(["竞得后无正当理由放弃（示例）", "逾期不签订合同（示例）"]),
      decision: () => "记录失信行为一次（示例）",
      noticeFrom: () => "2026-11-20",
      noticeUntil: () => "2027-11-19",
    },
    habits: [
      set({ jylb: "工程建设项目招标投标" }),
      set({ ggqs: null, ggjz: null }),
      set({ entryNumber: null }),
    ],
    faults: [
      set({ jylb: "二手车" }),
      set({ clsj: "2027-01-01 09:30:00", ggqs: null, ggjz: null }),
      set({ wfxw: null }),
      spoiled("unifiedSocialCreditCode"),
    ],
  }),
  fromStandard("province/shandong-statistics-dishonesty", {
    organ: "虚构市统计局",
    columns: [
      ...[
        "序号",
        "*企业名称",
        "*统一社会信用代码",
        "企业地址",
        "法定代表人或主要负责人",
        "*统计违法行为",
        "依法处理情况",
      ],
      ...["认定依据", "*认定文书号", "*认定机关", "*认定日期", "公示起始日期", "公示截止日期", "移出日期"],
    ],
    extra: serial,
    values: {
      conduct: from(["提供不真实统计资料（示例）", "拒绝接受统计检查（示例）"]),
      handling: () => "警告并处罚款（示例）",
      basis: () => "《统计严重失信企业信用管理办法》",
      documentNo: (n) => `虚统认〔2026〕${n + 1}号`,
      shownFrom: () => "2026-11-20",
      shownUntil: () => "2027-11-11",
      removedOn: () => undefined,
    },
    habits: [
      set({ 认定日期: dotted("2026-06-10") }),
      set({ 公示截止日期: null }),
      set({ 认定日期: "2026-06-10", 移出日期: "2026-10-10" }),
    ],
    warned: [set({ 统计违法行为: "统计员11010519491231002X编造数据（示例）" })],
    faults: [
      set({ 认定文书号: null }),
      set({ 公示截止日期: "2030-01-01" }),
      set({ 公示起始日期: "2026-01-01" }),
      set({ 统一社会信用代码: 370102 }),
    ],
  }),
];
