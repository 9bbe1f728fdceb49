/**
 * Sources of civil affairs, courts, justice administration, agriculture and communications. All content
 * is invented; what is peculiar to each stands in its adapter.yaml.
 */
import { makeUscc, type Random } from "../make-identifiers.ts";
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, epoch, from, set, slashed, spoiled } from "./market-changes.ts";

const SHANDONG = { name: "山东", region: "370302" };
/** Most are in force. */
const inForce = (n: number): string => (n % 9 === 8 ? "注销" : "有效");
const gender = (n: number): string => (n % 2 === 0 ? "2" : "1");
const social = (_n: number, random: Random): string => makeUscc(random, "51", "370102");
const legal = (_n: number, random: Random): string => makeUscc(random, "31", "370000");

export const PEOPLE_JUSTICE: readonly Source[] = [
  fromStandard("cities/jinan-social-organisation-inspections", {
    organ: "济南市虚构民政局",
    extra: { 序号: (n) => n + 1 },
    codes: "alias",
    values: {
      subjectName: (n) => `济南虚构${n + 1}号行业协会`,
      subjectUscc: social,
    },
    habits: [set({ 年检结论: "合格" }), set({ 年检日期: "2026年6月30日", 组织类别: "社会服务机构" })],
    faults: [
      set({ 年检结论: "优秀" }),
      set({ 组织类别: "企业" }),
      set({ 年检日期: "2099-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-social-organisation-lists", {
    organ: "济南市虚构民政局",
    date: (day) => `${day} 00:00:00`,
    values: {
      subjectName: (n) => `济南虚构${n + 1}号服务中心`,
      subjectUscc: social,
      listKind: () => "活动异常名录",
      reason: from(["未按照规定时限报送年度工作报告", "通过登记的住所无法与社会组织取得联系"]),
      basis: () => "《社会组织信用信息管理办法》",
      documentNo: (n) => `济虚民社列〔2026〕${n + 1}号`,
    },
    habits: [
      set({ ycyy: "已补报年度工作报告", ycsj: "2026-11-20 00:00:00" }),
      set({ wsh: null, lrsj: epoch("2026-11-03") }),
    ],
    faults: [
      set({ mdlb: "经营异常名录" }),
      set({ lrsj: null }),
      set({ ycyy: "注销", ycsj: null }),
      set({ ycsj: "2001-01-01 00:00:00" }),
      spoiled("tyshxydm"),
    ],
  }),
  fromStandard("province/shandong-social-organisations", {
    place: SHANDONG,
    organ: "山东省虚构民政厅",
    extra: { contactPhone: "0000-1000000", annualSurveyConclusion: null },
    codes: "alias",
    values: {
      subjectName: (n) => `山东虚构${n + 1}号促进会`,
      subjectUscc: social,
      scope: () => "行业调研、信息交流、业务培训",
      supervisor: () => "山东省虚构行业主管部门",
      charity: (n) => (n % 5 === 0 ? "是" : "否"),
      state: () => "有效",
      deregisteredOn: () => undefined,
      registeredCapital: (n) => `${(n % 9) + 3}`,
    },
    habits: [
      set({ 登记状态: "已注销", 注销日期: "2026-11-20" }),
      set({ "注册资金(万元)": "30.5", organizatioCategory: "基金会" }),
      set({ 业务主管单位: null }),
    ],
    faults: [
      set({ organizatioCategory: "企业" }),
      set({ "注册资金(万元)": "叁万" }),
      set({ 成立登记日期: null }),
      set({ 注销日期: "1970-01-02" }),
      spoiled("unifiedSocialCreditCode"),
    ],
  }),
  fromStandard("cities/jinan-court-rulings", {
    titles: "zh",
    organ: "济南市虚构区人民法院",
    extra: { 流水号: (n) => n + 1 },
    date: epoch,
    values: {
      caseKind: () => "行政",
      caseNo: (n) => `（2026）鲁0102行初虚${n + 1}号`,
      cause: from(["行政协议", "政府信息公开", "行政处罚"]),
      role: from(["原告", "被告", "第三人"]),
      result: () => "限期履行行政协议约定的付款义务。",
      performance: () => "未履行",
      performedOn: () => undefined,
    },
    habits: [
      set({ 履行情况: "已履行", 履行日期: "2026年11月20日" }),
      set({ 案件类别: "国家赔偿", 诉讼地位: null }),
      set({ 当事人名称: "济南市虚构街道办事处", 当事人类别: "法人和其他组织" }),
    ],
    faults: [
      set({ 案号: null }),
      set({ 案件类别: "刑事" }),
      set({ 生效日期: epoch("2099-01-01") }),
      set({ 履行日期: "2001-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-consumption-restrictions", {
    place: SHANDONG,
    organ: "山东省虚构区人民法院",
    extra: { id: (n) => 700000 + n },
    date: epoch,
    codes: "alias",
    values: {
      caseNo: (n) => `（2026）鲁0302执虚${n + 1}号`,
      court: () => "淄博市虚构区人民法院",
      areaName: () => "山东",
      gender,
      relatedUnit: () => undefined,
    },
    habits: [
      set({ exitDate: epoch("2026-11-20") }),
      set({ partyTypeName: "单位", qymc: "淄博虚构商贸有限公司" }),
      set({ publishDate: "2026年11月20日" }),
    ],
    faults: [
      set({ partyTypeName: "2" }),
      set({ caseCode: null }),
      set({ publishDate: epoch("2001-01-01") }),
      set({ exitDate: epoch("2001-01-01") }),
      spoiled("cardNum"),
    ],
  }),
  fromStandard("cities/jinan-law-firms", {
    columns: [
      ...["*律所名称", "*统一社会信用代码", "组织形式", "负责人", "*执业许可证号", "业务范围", "机构住所"],
      ...[
        "专职律师数",
        "*批准设立日期",
        "有效期至",
        "*主管司法行政机关",
        "年度考核结果",
        "执业状态",
        "备注",
        "更新时间戳",
      ],
    ],
    organ: "济南市虚构司法局",
    values: {
      state: inForce,
      subjectName: (n) => `山东虚构${n + 1}号律师事务所`,
      subjectUscc: legal,
      organisationForm: from(["普通合伙", "个人", "特殊的普通合伙"]),
      permitNo: (n) => `23701202610${String(n + 1).padStart(6, "0")}`,
      scope: () => "民商事、行政法律服务",
    },
    habits: [
      set({ 有效期至: "长期", 执业状态: "正常" }),
      set({ 批准设立日期: "2026年11月3日", 专职律师数: "12" }),
      set({ 年度考核结果: "年检合格" }),
    ],
    faults: [
      set({ 执业许可证号: null }),
      set({ 专职律师数: "十二人" }),
      set({ 年度考核结果: "称职" }),
      set({ 有效期至: "2001-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-notary-offices", {
    titles: "code",
    organ: "济南市虚构司法局",
    date: compact,
    values: {
      state: inForce,
      subjectName: (n) => `山东省济南市虚构${n + 1}号公证处`,
      subjectUscc: (_n, random) => makeUscc(random, "32", "370000"),
      permitNo: (n) => `132370100${String(n + 1).padStart(4, "0")}`,
      scope: () => "证明法律行为、有法律意义的事实和文书",
    },
    habits: [set({ zt: "正常", ndkh: "年检合格" }), set({ pzrq: "2026-11-03", fzr: "无" })],
    faults: [set({ xkzh: "" }), set({ pzrq: "20990101" }), set({ zt: "搬迁" }), spoiled("tyshxydm")],
  }),
  fromStandard("cities/jinan-legal-discipline", {
    organ: "济南市虚构司法局",
    bom: true,
    date: slashed,
    nothing: "/",
    values: {
      profession: from(["律师", "公证员", "司法鉴定人"]),
      certificateNo: (n) => `1370120261${String(n + 1).padStart(7, "0")}`,
      institution: () => "山东虚构律师事务所",
      conduct: from(["私自接受委托、收取费用。", "无正当理由拒绝履行法律援助义务。"]),
      measure: from(["警告", "停止执业三个月", "公开谴责"]),
      basis: () => "《中华人民共和国律师法》第四十八条",
      documentNo: (n) => `济虚司罚〔2026〕${n + 1}号`,
    },
    habits: [
      set({ 当事人类别: "机构", 职业类别: "执业律师" }),
      set({ 执行起始日期: "/", 执行截止日期: "/", 处理措施: "警告" }),
    ],
    faults: [
      set({ 职业类别: "法务" }),
      set({ 处理决定文号: "/" }),
      set({ 决定日期: "2099/1/1" }),
      set({ 执行截止日期: "2001/1/1" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-judicial-appraisers", {
    place: SHANDONG,
    titles: "code",
    organ: "山东省虚构司法厅",
    date: compact,
    codes: "label",
    values: {
      gender,
      certificateNo: (n) => `3703${String(n + 1).padStart(8, "0")}`,
      grade: from(["法医临床鉴定", "文书鉴定", "声像资料鉴定"]),
      institution: () => "山东虚构司法鉴定所",
    },
    habits: [set({ gender: "男子" }), set({ issuingDate: "2026年11月3日", certificateCategory: "" })],
    faults: [
      set({ certificateNumber: "" }),
      set({ cardID: "370302198503121230" }),
      set({ gender: "不详" }),
      set({ issuingDate: "20990101" }),
    ],
  }),
  fromStandard("province/shandong-lawyers", {
    place: SHANDONG,
    organ: "山东省虚构司法厅",
    codes: "label",
    values: {
      state: inForce,
      gender,
      certificateNo: (n) => `137032026${String(n + 1).padStart(8, "0")}`,
      institution: () => "山东虚构律师事务所",
      institutionUscc: legal,
    },
    habits: [set({ 执业状态: "正常" }), set({ 发证日期: "2026/11/3", 执业机构统一社会信用代码: null })],
    faults: [
      set({ 证书编号: null }),
      set({ 身份证号: "370302198503121230" }),
      set({ 执业状态: "兼职" }),
      spoiled("执业机构统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-veterinarians", {
    place: SHANDONG,
    organ: "山东省虚构畜牧兽医局",
    codes: "label",
    values: {
      gender,
      certificateNo: (n) => `A0120263700${String(n + 1).padStart(4, "0")}`,
      permitNo: (n) => `鲁兽备${String(n + 1).padStart(6, "0")}`,
      grade: from(["执业兽医师", "执业助理兽医师"]),
      speciality: from(["兽医全科", "水生动物类"]),
      institution: () => "淄博虚构动物诊疗所",
    },
    habits: [set({ 备案编号: null }), set({ 发证日期: "2026年11月3日", 性别: "女性" })],
    faults: [
      set({ 证书编号: null }),
      set({ 身份证号: "370302198503121230" }),
      set({ 发证日期: "2099-01-01" }),
    ],
  }),
  fromStandard("province/shandong-internet-services", {
    place: SHANDONG,
    titles: "zh",
    organ: "山东省虚构通信管理局",
    values: {
      state: inForce,
      serviceName: (n) => `虚构商城${n + 1}`,
      domain: (n) => `shop${n + 1}.example.com`,
      filingNo: (n) => `鲁ICP备虚${String(n + 1).padStart(6, "0")}号`,
      filingKind: from(["非经营性互联网信息服务备案", "增值电信业务经营许可"]),
      scope: () => "信息服务业务（仅限互联网信息服务）",
    },
    habits: [set({ 有效期至: null, 状态: "正常" }), set({ 核准日期: "20261103", 域名: null })],
    faults: [
      set({ "备案/许可编号": null }),
      set({ 核准日期: "2099-01-01" }),
      set({ 状态: "空壳" }),
      spoiled("统一社会信用代码"),
    ],
  }),
];
