/**
 * Sources of human resources, housing and construction, and of those who examine. All content is
 * invented; what is peculiar to each stands in its adapter.yaml.
 */
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, epoch, from, set, spoiled } from "./market-changes.ts";

const SHANDONG = { name: "山东", region: "370302" };
/** Most are in force. */
const inForce = (n: number): string => (n % 9 === 8 ? "注销" : "有效");
const gender = (n: number): string => (n % 2 === 0 ? "2" : "1");

export const PEOPLE_WORK: readonly Source[] = [
  fromStandard("cities/jinan-labour-ratings", {
    titles: "code",
    organ: "济南市虚构人力资源和社会保障局",
    extra: { id: (n) => `LD${n + 1}` },
    date: compact,
    codes: "alias",
    values: { address: (n) => `济南市虚构区示例路${n + 1}号，虚构大厦2层` },
    habits: [set({ cxdj: "A" }), set({ pjrq: "2026-05-20", yxqz: "" }), set({ fddbr: "无" })],
    faults: [set({ cxdj: "D级" }), set({ pjnd: "" }), set({ pjrq: "20991101" }), spoiled("tyshxydm")],
  }),
  fromStandard("cities/jinan-human-resources-agencies", {
    organ: "济南市虚构人力资源和社会保障局",
    bom: true,
    values: {
      state: inForce,
      subjectName: (n) => `济南虚构${n + 1}号人力资源有限公司`,
      licenceNo: (n) => `（济）人服证字〔2026〕第${String(n + 1).padStart(4, "0")}号`,
      scope: () => "职业介绍、人力资源供求信息、人力资源培训",
    },
    habits: [set({ 有效期至: "长期", 有效期自: "" }), set({ 证照状态: "正常", 发证日期: "2026年11月3日" })],
    faults: [
      set({ 许可文件编号: "" }),
      set({ 证照状态: "营业" }),
      set({ 发证日期: "2099-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("cities/jinan-work-injury-institutions", {
    organ: "济南市虚构工伤保险经办机构",
    values: {
      subjectName: (n) => `济南虚构${n + 1}号康复医院`,
      designationNo: (n) => `GS3701${String(n + 1).padStart(5, "0")}`,
      state: () => "有效",
      stateReason: () => undefined,
      stateChangedOn: () => undefined,
    },
    habits: [
      set({ 协议状态: "履行中" }),
      set({ 协议状态: "解除协议", 状态变更原因: "违反协议约定", 状态变更日期: "2026-11-20" }),
    ],
    faults: [
      set({ 定点机构代码: null }),
      set({ 协议状态: "续签中" }),
      set({ 协议有效期至: "2001-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-social-insurance-arrears", {
    place: SHANDONG,
    titles: "code",
    organ: "山东省虚构社会保险事业中心",
    values: {
      arrearsAmount: (n) => `${(n + 1) * 1200}.5`,
      months: (n) => String((n % 18) + 1),
      document: () => "责令限期缴纳社会保险费",
      documentNo: (n) => `鲁虚人社限缴〔2026〕${n + 1}号`,
    },
    habits: [
      set({ arrearsType: "企业职工基本养老保险" }),
      set({ arrearsAmount: "35,600.5", 缴清日期: "2026年11月20日" }),
      set({ accumulatedDefaultMonths: null }),
    ],
    faults: [
      set({ arrearsType: "商业保险" }),
      set({ arrearsAmount: 0 }),
      set({ arrearsAmount: "约3万元" }),
      set({ arrearsStartDate: "2026-11-30" }),
      spoiled("unifiedSocialCreditCode"),
    ],
  }),
  fromStandard("province/shandong-examination-violations", {
    place: SHANDONG,
    titles: "code",
    extra: { KCH: (n) => String((n % 40) + 1).padStart(3, "0"), ZWH: (n) => String((n % 30) + 1) },
    date: compact,
    values: {
      candidateNo: (n) => `3726${String(n + 1).padStart(8, "0")}`,
      examName: from(["2026年度一级建造师资格考试", "2026年度执业药师资格考试"]),
      conduct: from(["携带通讯工具且拒不交出", "抄袭他人答案", "答卷雷同"]),
      basis: () => "《专业技术人员资格考试违纪违规行为处理规定》第七条",
      documentNo: (n) => `鲁虚人考处〔2026〕${n + 1}号`,
      workplace: () => "淄博虚构建设有限公司",
    },
    habits: [set({ YXQZ: "长期" }), set({ JDSJ: "2026-11-03 00:00:00", GZDW: "无" })],
    faults: [
      set({ SFZH: "37030219850312123X" }),
      set({ SFZH: "3703************21" }),
      set({ WH: "" }),
      set({ JDSJ: "20990101" }),
    ],
  }),
  fromStandard("province/shandong-construction-qualifications", {
    place: SHANDONG,
    organ: "山东省虚构住房和城乡建设厅",
    extra: { QY_SRC_TYPE: "1", page: 1 },
    date: epoch,
    values: {
      subjectName: (n) => `淄博虚构${n + 1}号建设有限公司`,
      enterpriseId: (n) => `SL00210503${String(n + 1).padStart(6, "0")}`,
      registrationType: () => "有限责任公司",
      areaCode: () => "370300",
      areaName: () => "山东省-淄博市",
      role: () => "施工",
      qualificationCode: from(["D101A", "D203B", "D311A"]),
      certificateNo: (n) => `D237${String(n + 1).padStart(6, "0")}`,
      scope: from(["建筑工程施工总承包二级", "市政公用工程施工总承包三级", "钢结构工程专业承包一级"]),
    },
    habits: [
      set({ QY_REGION: "110105", QY_REGION_NAME: "北京市-市辖区" }),
      set({ apt_enddate: "2031-11-03", QY_FR_NAME: null }),
      set({ apt_type_name: "施工企业" }),
    ],
    faults: [
      set({ apt_code: null }),
      set({ QY_REGION: "990000" }),
      set({ apt_type_name: "装修" }),
      set({ apt_enddate: epoch("2001-01-01") }),
      spoiled("QY_ORG_CODE"),
    ],
  }),
  fromStandard("province/shandong-construction-misconduct", {
    place: SHANDONG,
    organ: "山东省虚构住房和城乡建设厅",
    values: {
      recordNo: (n) => `BL-370300-${String(n + 1).padStart(6, "0")}`,
      conduct: from(["允许他人以本企业名义承揽工程。", "未按规定配备项目管理人员。", "发生一般质量事故。"]),
      documentNo: (n) => `鲁虚建罚〔2026〕${n + 1}号`,
      listName: (n) => (n % 6 === 0 ? "建筑市场主体黑名单" : undefined),
    },
    habits: [
      set({ corp_role: "监理企业", list_name: "" }),
      set({ decide_date: "20261103", valid_date: "" }),
      set({ corp_kind: "法人和其他组织" }),
    ],
    faults: [
      set({ credit_no: "" }),
      set({ corp_kind: "项目部" }),
      set({ decide_date: "2099-01-01" }),
      set({ valid_date: "2001-01-01" }),
      spoiled("corp_code"),
    ],
  }),
  fromStandard("province/shandong-construction-professionals", {
    place: SHANDONG,
    organ: "山东省虚构住房和城乡建设厅",
    values: {
      state: inForce,
      profession: from(["注册建造师", "监理工程师", "造价工程师"]),
      certificateNo: (n) => `鲁1372026${String(n + 1).padStart(6, "0")}`,
      speciality: from(["建筑工程", "市政公用工程"]),
      grade: () => "二级",
    },
    habits: [
      set({ 注册类别: "建造师", 执业状态: "正常" }),
      set({ 执业机构统一社会信用代码: "", 有效起始日期: "" }),
    ],
    faults: [
      set({ 注册类别: "资料员" }),
      set({ 身份证号: "370302198503121230" }),
      set({ 证书编号: "" }),
      set({ 有效到期日期: "2001-01-01" }),
    ],
  }),
  fromStandard("cities/jinan-housing-fraud", {
    organ: "济南市虚构住房和城乡建设局",
    values: {
      benefitKind: from(["公共租赁住房", "住房租赁补贴"]),
      conduct: () => "隐瞒有关情况申请保障性住房。",
      decision: () => "取消资格，退回保障性住房，五年内不得再次申请。",
      documentNo: (n) => `济虚住保决〔2026〕${n + 1}号`,
    },
    who: "person",
    habits: [set({ 决定日期: "2026年11月3日" }), set({ 备注: "示例备注" })],
    faults: [set({ 证件号码: "" }), set({ 决定书文号: "" }), set({ 决定日期: "2099-01-01" })],
  }),
  fromStandard("cities/jinan-housing-fund", {
    organ: "济南市虚构住房公积金中心",
    values: {
      conduct: from(["逾期不办理住房公积金缴存登记。", "逾期不缴或者少缴住房公积金。"]),
      documentNo: (n) => `济虚公积金限缴〔2026〕${n + 1}号`,
    },
    habits: [
      set({ 补缴日期: "2026-11-20", 欠缴月数: "6" }),
      set({ 法定代表人: null, 限期缴存日期: "2026年12月31日" }),
    ],
    faults: [
      set({ 决定书文号: null }),
      set({ 欠缴月数: "半年" }),
      set({ 限期缴存日期: "2001-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("ministries/journalists", {
    place: { name: "北京", region: "110101" },
    organ: "虚构新闻出版主管部门",
    columns: [
      ...["姓名", "身份证号", "性别", "记者证编号", "工作单位", "发证日期", "有效到期日期", "发证机关"],
      ...["执业状态", "备注", "更新时间戳"],
    ],
    codes: "label",
    values: {
      state: inForce,
      gender,
      certificateNo: (n) => `G${String(n + 1).padStart(14, "0")}`,
      institution: from(["虚构日报社", "示例广播电视台"]),
    },
    habits: [set({ 执业状态: "已注销" }), set({ 发证日期: "2026.11.03", 性别: "女性" })],
    faults: [
      set({ 记者证编号: "" }),
      set({ 执业状态: "外派" }),
      set({ 身份证号: "110101198503121234" }),
      set({ 发证日期: "2099-01-01" }),
    ],
  }),
  fromStandard("ministries/securities-practitioners", {
    place: { name: "上海", region: "310101" },
    organ: "虚构证券业协会",
    date: epoch,
    codes: "label",
    values: {
      state: inForce,
      gender,
      certificateNo: (n) => `S${String(1000000 + n)}`,
      grade: from(["一般证券业务", "证券投资咨询（分析师）", "期货从业"]),
      institution: () => "虚构证券股份有限公司",
    },
    habits: [set({ issuingDate: "2026-11-03", gender: "2" }), set({ 执业状态: "正常", gender: null })],
    faults: [
      set({ certificateNumber: null }),
      set({ cardID: "310101198503121234" }),
      set({ issuingDate: epoch("2099-01-01") }),
      set({ 执业状态: "冻结" }),
    ],
  }),
];
