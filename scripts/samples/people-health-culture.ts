/**
 * Sources of health, medical security, education, research, culture, tourism and sports. All content
 * is invented, and nothing is about a patient or a pupil.
 */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, from, inWords, set, slashed, spoiled } from "./market-changes.ts";

const SHANDONG = { name: "山东", region: "370302" };
/** Most are in force. */
const inForce = (n: number): string => (n % 9 === 8 ? "注销" : "有效");
const gender = (n: number): string => (n % 2 === 0 ? "2" : "1");

export const PEOPLE_HEALTH_CULTURE: readonly Source[] = [
  fromStandard("cities/jinan-designated-medical", {
    organ: "济南市虚构医疗保险事业中心",
    extra: { xz: "310", traceId: (n) => `t-${n + 1}` },
    date: (day) => `${day} 00:00:00`,
    values: {
      subjectName: (n) => `济南虚构${n + 1}号大药房有限公司`,
      kind: () => "零售药店",
      designationNo: (n) => `P3701${String(n + 1).padStart(7, "0")}`,
      state: () => "有效",
      stateReason: () => undefined,
      stateChangedOn: () => undefined,
    },
    habits: [
      set({ op: "D", dz: null }),
      set({ xyzt: "中止协议", bgyy: "违反服务协议", bgrq: "2026-11-20 00:00:00" }),
      set({ jglb: "药店", xyzt: "履行中" }),
    ],
    faults: [
      set({ op: "M" }),
      set({ ddjgdm: null }),
      set({ xyzt: "待审" }),
      set({ jglb: "美容院" }),
      spoiled("tyshxydm"),
    ],
  }),
  fromStandard("cities/jinan-medical-institutions", {
    organ: "济南市虚构卫生健康委员会",
    extra: { SIGNVALUE: "示例签名值", SIGNCERT: "示例证书" },
    date: compact,
    values: {
      state: inForce,
      subjectName: (n) => `济南虚构${n + 1}号门诊部有限公司`,
      kind: () => "门诊部",
      grade: () => undefined,
      subjects: from(["内科；外科", "口腔科", "中医科"]),
      beds: (n) => (n % 3 === 0 ? "40" : undefined),
      registrationNo: (n) => `PDY${String(n + 1).padStart(5, "0")}X370102`,
    },
    habits: [
      set({ jglb: "个体诊所", yxqz: "", yxqq: "" }),
      set({ fzrq: "20261103093000", jgdj: "二级甲等" }),
      set({ zt: "正常", cws: "" }),
    ],
    faults: [
      set({ jglb: "养生馆" }),
      set({ djh: "" }),
      set({ cws: "四十张" }),
      set({ yxqz: "20010101" }),
      spoiled("tyshxydm"),
    ],
    refused: { "latin-1": () => Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><m/>', "latin1") },
  }),
  fromStandard("cities/jinan-illegal-practice", {
    organ: "济南市虚构卫生健康委员会",
    bom: true,
    date: slashed,
    values: {
      decisionDocNo: (n) => `济虚卫医罚〔2026〕${n + 1}号`,
      violationType: () => "未取得医疗机构执业许可证擅自开展诊疗活动",
      facts: () => "在示例场所未经许可擅自执业，经查证属实。",
      basis: () => "《中华人民共和国基本医疗卫生与健康促进法》第九十九条",
      penaltyKinds: () => ["罚款", "没收违法所得、没收非法财物"],
      content: () => "责令停止执业活动，没收违法所得，罚款。",
      confiscationAmount: (n) => `0.${(n % 9) + 1}`,
      licenceAffected: () => undefined,
      publicityEndDate: () => undefined,
      status: () => "有效",
    },
    habits: [
      set({ 处罚有效期: "长期" }),
      set({ "罚款金额(万元)": "5,000000", 处罚决定日期: "2026年11月10日" }),
    ],
    warned: [set({ 处罚决定日期: "2026/9/1", 公示截止期: "" })],
    faults: [
      set({ "罚款金额(万元)": "" }),
      set({ 处罚类别: "训诫" }),
      set({ 处罚决定日期: "2099/1/1" }),
      set({ 行政处罚决定书文号: "" }),
      spoiled("处罚机关统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-physicians", {
    place: SHANDONG,
    organ: "山东省虚构卫生健康委员会",
    values: {
      state: inForce,
      gender,
      certificateNo: (n) => `1103700000${String(n + 1).padStart(5, "0")}`,
      grade: from(["执业医师", "执业助理医师"]),
      speciality: from(["内科专业", "口腔专业", "中医专业"]),
      institution: () => "淄博虚构区中心医院",
    },
    habits: [
      set({ opt_type: "D", institution: null }),
      set({ gender: "男", issuingDate: "20261103" }),
      set({ 执业状态: "已注销" }),
    ],
    faults: [
      set({ opt_type: "X" }),
      set({ certificateNumber: null }),
      set({ cardID: "370302198503121230" }),
      set({ gender: "5" }),
      set({ issuingDate: "2099-01-01" }),
    ],
  }),
  fromStandard("province/shandong-nurses", {
    place: SHANDONG,
    columns: ["姓名", "身份证号码", "证书编号", "执业资格种类", "发证单位", "发证日期"],
    organ: "山东省虚构卫生健康委员会",
    bom: true,
    values: {
      certificateNo: (n) => `2026370${String(n + 1).padStart(6, "0")}`,
      grade: from(["护士", "护师"]),
    },
    habits: [set({ 执业资格种类: "" }), set({ 发证日期: "2026/11/3" }), set({ 姓名: "赵㐀示例" })],
    faults: [
      set({ 身份证号码: "370302198503121230" }),
      set({ 证书编号: "暂无" }),
      set({ 发证日期: "2099-01-01" }),
      set({ 发证单位: "" }),
    ],
  }),
  fromStandard("cities/jinan-schools", {
    organ: "济南市虚构教育局",
    bom: true,
    columns: [
      ...["学校/机构名称", "统一社会信用代码/学校代码", "法人代表", "身份证号", "机构类别", "办学内容"],
      ...[
        "办学许可证号",
        "办学地址",
        "许可日期",
        "有效期至",
        "许可机构",
        "年检结论",
        "许可证状态",
        "更新时间戳",
      ],
    ],
    values: {
      state: inForce,
      subjectName: (n) => `济南虚构${n + 1}号培训学校有限公司`,
      kind: () => "校外培训机构",
      content: from(["舞蹈培训", "编程培训", "书法培训"]),
      permitNo: (n) => `教民1370102${String(n + 1).padStart(7, "0")}号`,
    },
    habits: [
      set({ 有效期至: "长期", 年检结论: "未年检" }),
      set({ 身份证号: "3701************21", 许可日期: "2026年11月3日" }),
      set({ 机构类别: "培训学校" }),
    ],
    faults: [
      set({ "统一社会信用代码/学校代码": "2137000123" }),
      set({ 办学许可证号: "" }),
      set({ 机构类别: "兴趣班" }),
      set({ 许可日期: "开学前" }),
    ],
  }),
  fromStandard("province/shandong-teachers", {
    place: SHANDONG,
    organ: "山东省虚构教育厅",
    codes: "label",
    values: {
      gender,
      certificateName: () => "教师资格证书",
      certificateNo: (n) => `2026370${String(n + 1).padStart(10, "0")}`,
      grade: from(["初级中学教师资格", "高级中学教师资格", "小学教师资格"]),
      speciality: from(["语文", "数学", "物理"]),
    },
    habits: [set({ 发证日期: "201606", 有效起始日期: "" }), set({ 性别: "女性", 任教学科: "无" })],
    faults: [
      set({ 身份证号: "370302198503121230" }),
      set({ 证书编号: "" }),
      set({ 性别: "其他" }),
      set({ 发证日期: "2099-01-01" }),
    ],
  }),
  fromStandard("ministries/research-misconduct", {
    place: { name: "北京", region: "110101" },
    organ: "虚构科技主管部门",
    bom: true,
    nothing: "—",
    values: {
      institution: () => "北京虚构研究院",
      conduct: from(["抄袭剽窃他人研究成果。", "伪造研究数据。", "买卖论文。"]),
      workTitle: (n) => `示例论文之${(n % 9) + 1}`,
      measure: () => "撤销项目，五年内不得申请财政性资金项目。",
      basis: () => "《科研失信行为调查处理规则》",
      documentNo: (n) => `国虚科诚〔2026〕${n + 1}号`,
    },
    habits: [set({ 责任主体类别: "单位" }), set({ 涉及项目或论文: "—", 处理决定日期: "2026年11月3日" })],
    faults: [
      set({ 责任主体类别: "课题组" }),
      set({ 处理决定文号: "—" }),
      set({ 处理决定日期: "2099-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-culture-dishonesty", {
    organ: "济南市虚构文化和旅游局",
    values: {
      grade: (n) => (n % 3 === 0 ? "轻微失信主体" : "严重失信主体"),
      severity: (n) => (n % 3 === 0 ? "minor" : "serious"),
      conduct: from(["擅自从事营业性演出活动，受到行政处罚。", "未经许可经营旅行社业务。"]),
      documentNo: (n) => `济虚文旅信〔2026〕${n + 1}号`,
    },
    codes: "label",
    habits: [
      set({ 认定等级: "严重失信", 失信程度: "严重失信" }),
      set({ 认定日期: "2026年11月3日", 移出原因: "已完成信用修复", 移出日期: "2026-11-20" }),
    ],
    faults: [
      set({ 认定等级: "一般" }),
      set({ 失信程度: "很严重" }),
      set({ 认定决定书文号: null }),
      set({ 移出原因: "期满", 移出日期: null }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-travel-agencies", {
    columns: [
      ...["*旅行社名称", "*统一社会信用代码", "法人代表", "旅行社地址", "*许可证编号", "*经营许可范围"],
      ...["*核发日期", "*核发机关", "证照状态", "备注", "更新时间戳"],
    ],
    organ: "济南市虚构文化和旅游局",
    values: {
      state: inForce,
      subjectName: (n) => `济南虚构${n + 1}号旅行社有限公司`,
      licenceNo: (n) => `L-SD-A${String(n + 1).padStart(5, "0")}`,
      scope: from(["国内旅游业务、入境旅游业务", "国内旅游业务、入境旅游业务、出境旅游业务"]),
    },
    habits: [set({ 核发日期: "2026年11月3日" }), set({ 法人代表: null, 证照状态: "正常" })],
    faults: [
      set({ 许可证编号: null }),
      set({ 核发日期: "2099-01-01" }),
      set({ 证照状态: "淡季停业" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-tour-guides", {
    titles: "code",
    organ: "济南市虚构文化和旅游局",
    date: slashed,
    codes: "label",
    values: {
      gender,
      certificateNo: (n) => `DYZG2026JN${String(n + 1).padStart(5, "0")}`,
      permitNo: (n) => `DZG2026SD${String(n + 1).padStart(5, "0")}`,
      grade: from(["初级", "中级", "高级"]),
      speciality: from(["普通话", "英语", "日语"]),
      education: from(["大专", "本科"]),
      institution: () => "济南虚构旅行社有限公司",
    },
    habits: [set({ gender: "1", degree: "" }), set({ issuingDate: "20261103", institution: "暂无" })],
    faults: [
      set({ certificateNumber: "" }),
      set({ cardID: "370102198503121234" }),
      set({ gender: "未填" }),
      set({ issuingDate: "2099/1/1" }),
    ],
  }),
  fromStandard("cities/jinan-high-risk-sports", {
    columns: [
      ...["经营者名称", "统一社会信用代码", "法人代表", "主要负责人", "企业地址", "许可证编号", "许可内容"],
      ...["发证日期", "有效期自", "有效期至", "许可机关", "证照状态", "备注", "更新时间戳"],
    ],
    organ: "济南市虚构体育局",
    date: inWords,
    values: {
      state: inForce,
      licenceNo: (n) => `GWX3701${String(n + 1).padStart(5, "0")}`,
      scope: from(["游泳；救助人员4名", "攀岩；社会体育指导人员2名", "滑雪；社会体育指导人员6名"]),
    },
    habits: [set({ 证照状态: "正常", 有效期自: "" }), set({ 发证日期: "2026-11-03", 企业地址: "-" })],
    faults: [
      set({ 许可内容: "" }),
      set({ 有效期至: "2001年1月1日" }),
      set({ 证照状态: "装修" }),
      spoiled("统一社会信用代码"),
    ],
  }),
];
