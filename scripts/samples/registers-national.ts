/** Approved certification bodies, and answers to identity checks. All content invented. */
import { change, plain, set } from "./changes.ts";
import { fromStandard } from "./from-standard.ts";
import { type Source, spoil } from "./kit.ts";

const chinese = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

export const NATIONAL_REGISTERS: readonly Source[] = [
  fromStandard("ministries/samr-certification-bodies", {
    columns: [
      "序号",
      "机构名称",
      "统一社会信用代码",
      "法定代表人",
      "批准号",
      "业务范围",
      "注册地址",
      "批准日期",
      "有效期",
      "批准机关",
      "备注",
    ],
    extra: { 序号: (n) => n + 1 },
    organ: "虚构认证认可监督管理部门",
    values: {
      certificateNo: (n) => `SL-R-2026-${String(n + 1).padStart(4, "0")}`,
      scope: (n) => (n % 2 === 0 ? "质量管理体系认证" : "有机产品认证；食品安全管理体系认证"),
      issuedOn: (_n, _random, { day }) => day,
      validTo: (_n, _random, { day }) => `2032${day.slice(4)}`,
    },
    date: chinese,
    habits: [set({ 备注: "状态：撤销" }), set({ 有效期: "2032-11-03" })],
    faults: [change("统一社会信用代码", spoil), set({ 批准号: null }), set({ 批准日期: "2026年13月3日" })],
  }),
  fromStandard("province/shandong-identity-answers", {
    titles: "zh",
    place: { name: "济南", region: "370102" },
    organ: "济南市虚构主管局",
    values: { purpose: () => "信用修复申请人身份核验" },
    codes: "alias",
    extra: { 接口版本: "1" },
    date: plain,
    habits: [
      set({ 核验结果: "库中无此号" }),
      change("证件号码", (text) => text.toLowerCase()),
      set({ 核验结果: "不一致" }),
    ],
    faults: [change("证件号码", spoil), set({ 核验结果: "可能" }), set({ 核验用途: null })],
  }),
];
