/** Sources of customs levels and of financial licences. All content is invented. */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, epoch, from, set, spoiled } from "./market-changes.ts";

const PLACE = { name: "示例", region: "370202" };
const serial = { 序号: (n: number) => n + 1 };

export const FINANCE_LICENCES: readonly Source[] = [
  fromStandard("ministries/customs-credit", {
    place: PLACE,
    organ: "虚构海关",
    columns: [
      ...[
        "id",
        "name",
        "unifiedSocialCreditCode",
        "hgzcbm",
        "组织机构代码",
        "address",
        "首次注册日期",
        "xydj",
        "djrdsj",
      ],
      ...["企业经营类别", "zxbz", "年度", "zchg", "SJC"],
    ],
    extra: { id: (n) => 5_000_000 + n },
    date: epoch,
    codes: "alias",
    values: {
      customsRegNo: (n) => `37029${String(60000 + n)}`,
      customsOffice: () => "虚构海关",
      level: from(["高级认证", "认证", "常规", "常规"]),
      enterpriseKind: from(["进出口货物收发货人", "报关企业"]),
      cancelled: () => "正常",
      year: () => "2026",
    },
    habits: [
      set({
        xydj: "高级认证企业",
        djrdsj: epoch("2024-05-01"),
        首次注册日期: epoch("2019-01-02"),
        年度: 2024,
      }),
      set({ xydj: "失信", zxbz: 1 }),
      set({ 组织机构代码: null, 首次注册日期: "2019-05-06 00:00:00" }),
    ],
    faults: [
      set({ xydj: "六级" }),
      set({ hgzcbm: "370296" }),
      set({ djrdsj: epoch("2001-01-01") }),
      set({ unifiedSocialCreditCode: null }),
    ],
  }),
  fromStandard("ministries/customs-dishonest", {
    place: PLACE,
    organ: "虚构海关",
    bom: true,
    columns: [
      ...["序号", "企业名称", "统一社会信用代码", "海关注册编码", "工商注册地址", "信用等级", "等级认定时间"],
      ...["认定原因", "经营类别", "注册海关", "修复日期", "数据更新时间"],
    ],
    extra: serial,
    seldom: ["removedOn"],
    values: {
      customsRegNo: (n) => `37029${String(70000 + n)}`,
      customsOffice: () => "虚构海关",
      level: (n) => (n % 3 === 0 ? "严重失信" : "失信"),
      reason: from(["一年内多次示例违规", "示例走私行为受到行政处罚"]),
      enterpriseKind: () => "报关企业",
    },
    habits: [set({ 信用等级: "失信企业" }), set({ 等级认定时间: "2026/6/1" })],
    faults: [
      set({ 修复日期: "2020-01-01" }),
      set({ 信用等级: "黑名单" }),
      set({ 海关注册编码: "" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("ministries/financial-licences", {
    place: PLACE,
    organ: "虚构金融监管局",
    columns: [
      ...[
        "id",
        "name",
        "unifiedSocialCreditCode",
        "jgbm",
        "xkzh",
        "xkzlx",
        "jgzs",
        "pzrq",
        "fzrq",
        "yxqz",
        "fzjg",
      ],
      ...["zxrq", "当前状态", "SJC"],
    ],
    extra: { id: (n) => n + 1 },
    seldom: ["withdrawnOn"],
    values: {
      institutionCode: (n) => `B${String(1000000 + n)}`,
      licenceNo: (n) => `0${String(100000 + n)}`,
      licenceKind: from(["金融许可证", "保险许可证", "保险中介许可证"]),
      status: () => "有效",
      issuedOn: () => "2024-03-15",
      approvedOn: () => "2024-03-01",
      withdrawnOn: () => "2026-11-01",
    },
    habits: [
      set({ yxqz: "9999-12-31" }),
      set({ xkzlx: "银行业金融机构金融许可证" }),
      set({ 当前状态: null }),
    ],
    faults: [
      set({ xkzlx: "典当行" }),
      set({ fzrq: "2020-01-01" }),
      set({ xkzh: null }),
      set({ zxrq: compact("2020-01-01") }),
    ],
  }),
  fromStandard("province/shandong-local-finance", {
    place: { name: "济南", region: "370102" },
    organ: "虚构地方金融管理局",
    bom: true,
    columns: [
      ...[
        "序号",
        "机构名称",
        "统一社会信用代码",
        "许可证号",
        "许可证种类",
        "法定代表人",
        "机构地址",
        "联系电话",
        "业务范围",
      ],
      ...["批准日期", "发证日期", "有效期至", "发证机关", "注销日期", "当前状态", "数据更新时间"],
    ],
    extra: { ...serial, 联系电话: "0531-00000000" },
    values: {
      licenceNo: (n) => `鲁虚担${String(1000 + n)}`,
      licenceKind: from(["小额贷款公司经营许可", "融资担保业务经营许可证"]),
      scope: () => "示例业务",
      status: () => "有效",
      approvedOn: () => "2023-02-01",
      issuedOn: () => "2023-02-20",
    },
    habits: [set({ 有效期至: "长期" }), set({ 许可证种类: "典当" }), set({ 许可证种类: "商业保理公司" })],
    faults: [
      set({ 许可证种类: "网络借贷" }),
      set({ 有效期至: "2020-01-01" }),
      set({ 发证日期: "2023-02-30" }),
      set({ 许可证号: "" }),
    ],
  }),
];
