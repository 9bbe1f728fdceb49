/**
 * Sources of red and black lists, and of complaints. All content is invented.
 */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { epoch, from, set, spoiled } from "./market-changes.ts";

const HEAD = ["dmq1001", "fdmchxm", "ztlb", "tyshxydm", "zzjgdm", "gsdjzch", "zjlx", "zjhm"];

export const MARKET_LISTS: readonly Source[] = [
  fromStandard("cities/jinan-red-lists", {
    columns: [
      "记录编号",
      "主体名称",
      "主体类别",
      "统一社会信用代码",
      "工商注册号",
      "证件类型",
      "证件号码",
      "hmd",
      "名单名称",
      "认定内容",
      "认定依据",
      "认定日期",
      "截止期",
      "公示期限(月)",
      "认定机关",
      "认定机关行政区域码",
      "信源单位",
      "行政区域",
      "备注",
      "更新时间戳",
    ],
    codes: "alias",
    organ: "济南市虚构主管部门",
    values: {
      listColour: () => "红名单",
      subjectKind: (_n, _random, { who }) => who.kind,
      areaCode: () => "370100",
      organAreaCode: () => "370100",
      listName: from(["示例守信激励对象名单", "示例优秀志愿服务名单"]),
      content: () => "连续三年诚信经营（示例）",
      publicityMonths: () => "12",
    },
    always: (row) => Object.assign(row, { 行政区域: "370100" }),
    habits: [set({ hmd: "红名单", 截止期: "长期" }), set({ 截止期: "2099-12-31", "公示期限(月)": "" })],
    faults: [
      set({ hmd: "0" }),
      set({ 截止期: "2020-01-01" }),
      set({ 认定机关行政区域码: "99" }),
      set({ 名单名称: "" }),
    ],
  }),
  fromStandard("cities/jinan-dishonesty-lists", {
    columns: [
      ...["id", ...HEAD, "hmd", "mdmc", "nr", "rdyj", "rq", "jzq", "gsqx"],
      ...["jg", "jgbm", "xydw", "bz", "sjc"],
    ],
    extra: { id: (n) => 880000 + n, ztlb: (n) => (n % 5 === 4 ? 0 : 1) },
    codes: "alias",
    organ: "山东省虚构主管部门",
    date: epoch,
    values: {
      listColour: () => "黑名单",
      listName: () => "示例领域严重失信主体名单",
      content: from(["拒不履行示例义务", "提供虚假示例材料"]),
      publicityMonths: () => "36",
      organAreaCode: () => "370000",
      subjectCertType: (_n, _random, { who }) => (who.certNo === "" ? undefined : "身份证"),
    },
    habits: [set({ rq: "2026-11-03", jzq: "2029-11-02" }), set({ gsqx: null, zzjgdm: null, gsdjzch: null })],
    warned: [set({ nr: "冒用赵示例（11010519491231002X）身份（示例）" })],
    faults: [
      set({ hmd: 0 }),
      set({ jzq: epoch("2020-01-01") }),
      set({ rq: null }),
      spoiled("tyshxydm"),
      set({ tyshxydm: null, zzjgdm: null, gsdjzch: null }),
    ],
  }),
  fromStandard("cities/jinan-complaints", {
    columns: [
      ...["tsbh", "fdmchxm", "tyshxydm", "nr", "rq", "tgrxm", "tgrdh", "tgrdz"],
      ...["blqk", "bjrq", "bljg", "bz", "sjc"],
    ],
    extra: { tgrdh: null, tgrdz: "济南市虚构区示例路（示例）" },
    organ: "济南市虚构市场监督管理局",
    date: (day) => `${day} 10:15:00`,
    values: {
      complaintNo: (n) => `TS202611${String(n + 1).padStart(5, "0")}`,
      content: from(["所购示例沙发逾期未送达", "示例食品标签不清", "虚构预付卡退费争议"]),
      complainant: (n) => (n % 3 === 0 ? undefined : "王示例"),
      filedOn: () => "2026-10-20",
    },
    habits: [
      set({ blqk: "双方达成一致" }),
      set({ blqk: "撤回", tgrxm: null }),
      set({ rq: epoch("2026-10-09") }),
    ],
    warned: [set({ nr: "投诉人11010519491231002X要求退款（示例）" })],
    faults: [
      set({ bjrq: "2026-10-01 10:00:00" }),
      set({ blqk: "不了了之" }),
      set({ tsbh: null }),
      set({ tyshxydm: "00000000000000000Y" }),
    ],
  }),
];
