/**
 * Sources of emergency management, ecology, energy saving, transport and fire safety. All content is
 * invented; what is peculiar to each stands in its adapter.yaml.
 */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, dotted, epoch, from, inWords, set, slashed, spoiled } from "./market-changes.ts";

const SHANDONG = { name: "山东", region: "370302" };
/** Most are in force. */
const inForce = (n: number): string => (n % 9 === 8 ? "注销" : "有效");

export const PEOPLE_SAFETY: readonly Source[] = [
  fromStandard("cities/jinan-safety-dishonesty", {
    organ: "济南市虚构应急管理局",
    extra: { 序号: (n) => n + 1 },
    nothing: "/",
    values: {
      conduct: from([
        "发生一般生产安全事故，对事故发生负有责任。",
        "未取得安全生产许可擅自从事经营活动，情节严重。",
        "拒不执行安全监管监察指令。",
      ]),
      reason: () => "符合名单管理办法规定的列入情形。",
      penaltyResult: () => "罚款，责令停产停业整顿",
    },
    habits: [
      set({ 主体类别: "单位", 列入日期: "2026年11月3日" }),
      set({ 移出原因: "管理期限届满", 移出日期: "2026-11-20" }),
      set({ 注册地址: "/", 处罚结果: "/" }),
    ],
    faults: [
      set({ 列入日期: "/" }),
      set({ 主体类别: "班组" }),
      set({ 列入日期: "2099年1月1日" }),
      set({ 移出原因: "已整改", 移出日期: "/" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-chemical-licences", {
    columns: [
      ...["变动类型", "企业名称", "统一社会信用代码", "企业地址", "证件号码", "法人代表", "主要负责人"],
      ...["许可内容", "许可机关", "发证日期", "有效期自", "有效期至", "证照状态", "联系电话", "更新时间戳"],
    ],
    organ: "济南市虚构应急管理局",
    extra: { 联系电话: (n) => `0000-${1000000 + n}` },
    date: dotted,
    values: {
      state: inForce,
      licenceNo: (n) => `鲁济危化经字〔2026〕${String(n + 1).padStart(6, "0")}号`,
      scope: from(["汽油、柴油（带储存设施）", "甲醇、乙醇（不带储存设施）", "氧[压缩的]、氮[压缩的]"]),
    },
    habits: [
      set({ 变动类型: "删除", 许可内容: "" }),
      set({ 有效期至: "2029年11月2日", 证照状态: "正常" }),
      set({ 证照状态: "已注销", 变动类型: "变更" }),
    ],
    faults: [
      set({ 变动类型: "复审" }),
      set({ 证件号码: "" }),
      set({ 有效期至: "2001.01.01" }),
      set({ 发证日期: "上月底" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-environmental-ratings", {
    titles: "code",
    organ: "济南市虚构生态环境局",
    extra: { AREACODE: "370102" },
    nothing: "\\N",
    codes: "alias",
    date: (day) => `${day} 00:00:00`,
    values: {
      ratingId: (n) => `HB2026${String(n + 1).padStart(8, "0")}`,
      areaName: () => "虚构区",
      ratingName: () => "2025年度企业环境信用评价",
      round: () => "2025",
      score: (n) => String(60 + (n % 40)),
    },
    habits: [
      set({ PJDJ: "绿色", YXQX: "9999-09-09" }),
      set({ PJFZ: "\\N", PJSJ: "20261103" }),
      set({ PJDJ: "黑" }),
    ],
    faults: [
      set({ PJDJ: "橙牌" }),
      set({ UNIQUEID: "\\N" }),
      set({ PJSJ: "2099-01-01 00:00:00" }),
      set({ YXQX: "2001-01-01" }),
      spoiled("TYSHXYDM"),
    ],
  }),
  fromStandard("cities/jinan-pollution-permits", {
    organ: "济南市虚构生态环境局",
    extra: { rowNum: (n) => n + 1 },
    date: epoch,
    values: {
      state: inForce,
      permitNo: (n) => `91370100SL${String(n + 1).padStart(8, "0")}001P`,
      industry: from(["水泥制造", "热力生产和供应", "金属表面处理及热处理加工"]),
      managementClass: from(["重点管理", "简化管理"]),
      pollutants: () => "颗粒物，二氧化硫，氮氧化物",
      issuedOn: () => "2026-10-28",
      validFrom: () => "2026-11-01",
      validUntil: () => "2031-10-31",
    },
    habits: [
      set({ zt: "正常", fddbr: null }),
      set({ fzrq: "2026-10-28", yxqz: "2026年11月1日" }),
      set({ zt: "已撤销" }),
    ],
    faults: [
      set({ xkzbh: null }),
      set({ yxqzi: epoch("2020-01-01") }),
      set({ fzrq: epoch("2099-01-01") }),
      set({ zt: "整改中" }),
      spoiled("tyshxydm"),
    ],
    refused: { truncated: () => Buffer.from('{"code":0,"data":{"rows":[{"dwmc":"济南虚构1号环保有限公司"') },
  }),
  fromStandard("cities/jinan-driving-schools", {
    columns: [
      ...["序号", "*企业名称", "*统一社会信用代码", "法定代表人", "*经营备案号", "*考核年度", "*考核等级"],
      ...["考核得分", "*考核日期", "*考核机关", "备注", "备注说明", "更新时间戳"],
    ],
    organ: "济南市虚构交通运输局",
    extra: { 序号: (n) => n + 1, 备注说明: (n) => (n % 9 === 0 ? "新备案" : null) },
    values: {
      subjectName: (n) => `济南虚构${n + 1}号驾驶培训有限公司`,
      licenceNo: (n) => `济驾培备虚${String(n + 1).padStart(4, "0")}`,
      score: (n) => String(700 + ((n * 7) % 300)),
    },
    habits: [
      set({ 考核等级: "优良" }),
      set({ 考核等级: "不合格", 考核日期: "2026年3月31日" }),
      set({ 考核得分: null }),
    ],
    faults: [
      set({ 考核等级: "AAAA" }),
      set({ 考核年度: "去年" }),
      set({ 经营备案号: null }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-fire-assessments", {
    titles: "code",
    organ: "济南市虚构消防救援支队",
    values: {
      siteName: (n) => `虚构广场${(n % 9) + 1}号楼`,
      assessor: () => "济南虚构消防技术服务有限公司",
      reportNo: (n) => `XFPG2026-${String(n + 1).padStart(4, "0")}`,
    },
    habits: [
      set({ pgrq: 46330, yxqz: "2027-11-04" }),
      set({ pgjl: "差", xfzrr: null }),
      set({ pgjgdm: null }),
    ],
    faults: [set({ pgjl: "优" }), set({ bgbh: null }), set({ pgrq: "2099-01-01" }), spoiled("tyshxydm")],
  }),
  fromStandard("province/shandong-overloading", {
    place: SHANDONG,
    organ: "山东省虚构交通运输厅",
    who: "organisation",
    extra: { 序号: (n) => n + 1 },
    date: (day) => `${day} 00:00:00`,
    values: {
      subjectName: (n) => `淄博虚构${n + 1}号运输有限公司`,
      plateNo: (n) => `鲁C虚${String(n + 1).padStart(4, "0")}`,
      vehiclePermitNo: (n) => `3703${String(n + 1).padStart(8, "0")}`,
      batch: () => "2026年第二批",
      conduct: from([
        "一年内违法超限运输超过三次。",
        "暴力抗法，拒绝接受检查。",
        "指使、强令驾驶人超限超载运输。",
      ]),
    },
    habits: [
      set({ 营运证号: "", 法人身份证号: "" }),
      set({ 入库时间: "20261103", 道路运输证号: "暂无" }),
      set({ 驾驶人身份证号: "", 证件类型: "" }),
    ],
    faults: [
      set({ 车牌号: "" }),
      set({ 批次: "" }),
      set({ 入库时间: "2099-01-01 00:00:00" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-energy-assessments", {
    place: SHANDONG,
    columns: [
      ...["序号", "用能单位名称", "统一社会信用代码", "所属地区", "所属行业", "节能目标", "考核结果"],
      ...["公告日期", "考核机关", "备注", "更新时间戳"],
    ],
    organ: "山东省虚构节能主管部门",
    extra: { 序号: (n) => n + 1 },
    above: ["附件", "2025年度山东省重点用能单位节能考核结果（示例，均为虚构）"],
    date: inWords,
    values: {
      areaName: () => "淄博市",
      industry: from(["化学原料和化学制品制造业", "非金属矿物制品业", "电力、热力生产和供应业"]),
      target: () => "单位产品能耗下降3%",
    },
    habits: [set({ 考核结果: "已完成" }), set({ 节能目标: "-", 公告日期: "2026/5/20" })],
    faults: [set({ 考核结果: "优秀" }), set({ 公告日期: "五月底" }), spoiled("统一社会信用代码")],
  }),
  fromStandard("province/shandong-carbon", {
    place: SHANDONG,
    organ: "山东省虚构生态环境厅",
    bom: true,
    date: slashed,
    codes: "label",
    values: {
      industry: from(["发电", "钢铁", "水泥"]),
      result: (n) => ["按时足额清缴", "未按时清缴", "未足额清缴"][n % 3],
      shortfall: (n) => (n % 3 === 2 ? String(100 + n) : undefined),
    },
    habits: [
      set({ 配额清缴情况: "已履约", "未足额清缴量(吨)": "" }),
      set({ 配额清缴情况: "未履约", "未足额清缴量(吨)": "1,200" }),
    ],
    faults: [
      set({ 配额清缴情况: "部分" }),
      set({ 履约年度: "2025年度" }),
      set({ 认定日期: "" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-environmental-assessors", {
    place: SHANDONG,
    titles: "zh",
    organ: "山东省虚构生态环境厅",
    values: {
      recordNo: (n) => `鲁虚环评记〔2026〕${n + 1}号`,
      creditNo: (n) => `BH${String(n + 1).padStart(6, "0")}`,
      unitName: () => "淄博虚构环境技术有限公司",
      conduct: from(["编制单位未按规定公开信用信息。", "环境影响报告书存在明显质量问题。"]),
      points: (n) => String((n % 4) * 5 + 5),
    },
    habits: [set({ 所在编制单位: null, 信用编号: null }), set({ 记分日期: compact("2026-11-03") })],
    faults: [
      set({ 记分决定文号: null }),
      set({ 失信记分: "五分" }),
      set({ 公开截止日期: "2001-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
];
