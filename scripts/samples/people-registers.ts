/**
 * Registers and lists of mines, testing and appraisal institutions, notaries, skills, sports, fire safety and
 * the internet. All content is invented; what is peculiar to each stands in its adapter.yaml.
 */
import { makeUscc } from "../make-identifiers.ts";
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, epoch, from, inWords, set, slashed, spoiled } from "./market-changes.ts";

const SHANDONG = { name: "山东", region: "370302" };
/** Most are in force. */
const inForce = (n: number): string => (n % 9 === 8 ? "注销" : "有效");

export const PEOPLE_REGISTERS: readonly Source[] = [
  fromStandard("province/shandong-coal-mines", {
    place: SHANDONG,
    organ: "山东省虚构矿山安全监察局",
    extra: { 序号: (n) => n + 1 },
    values: {
      state: inForce,
      subjectName: (n) => `淄博虚构煤业有限公司${n + 1}号煤矿`,
      licenceNo: (n) => `（鲁）MK安许证字〔2026〕${String(n + 1).padStart(4, "0")}`,
      scope: () => "煤炭井工开采",
    },
    habits: [set({ 证照状态: "暂扣" }), set({ 发证日期: "2026年11月3日", 有效期自: null, 主要负责人: null })],
    faults: [
      set({ 许可文件编号: null }),
      set({ 证照状态: "复工" }),
      set({ 有效期至: "2001-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-construction-testing", {
    place: SHANDONG,
    columns: [
      ...["企业名称", "统一社会信用代码", "资质证书编号", "资质类别及等级", "发证单位", "发证日期", "有效期"],
      ...["备注", "更新时间戳"],
    ],
    organ: "山东省虚构住房和城乡建设厅",
    date: slashed,
    values: {
      subjectName: (n) => `淄博虚构${n + 1}号工程检测有限公司`,
      certificateNo: (n) => `（鲁）建检字第${String(n + 1).padStart(5, "0")}号`,
      grade: from(["综合资质", "专项资质（建筑材料及构配件）", "专项资质（主体结构及装饰装修）"]),
    },
    habits: [set({ 有效期: "" }), set({ 发证日期: "20261103", 备注: "延续" })],
    faults: [
      set({ 发证单位: "" }),
      set({ 资质证书编号: "暂无" }),
      set({ 发证日期: "2099/1/1" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-appraisal-institutions", {
    place: SHANDONG,
    organ: "山东省虚构司法厅",
    date: compact,
    values: {
      state: inForce,
      subjectName: (n) => `山东虚构${n + 1}号司法鉴定所`,
      subjectUscc: (_n, random) => makeUscc(random, "34", "370000"),
      permitNo: (n) => `3700${String(n + 1).padStart(5, "0")}`,
      scope: from(["法医临床鉴定；法医病理鉴定", "文书鉴定；痕迹鉴定", "声像资料鉴定"]),
    },
    habits: [set({ yxqz: "", ndkh: "" }), set({ pzrq: "2026-11-03", zt: "正常" })],
    faults: [set({ xkzh: "" }), set({ zyrys: "若干" }), set({ yxqz: "20010101" }), spoiled("tyshxydm")],
  }),
  fromStandard("province/shandong-notaries", {
    place: SHANDONG,
    organ: "山东省虚构司法厅",
    bom: true,
    codes: "label",
    values: {
      state: inForce,
      gender: (n) => (n % 2 === 0 ? "2" : "1"),
      certificateNo: (n) => `13703${String(n + 1).padStart(6, "0")}`,
      institution: () => "山东省淄博市虚构公证处",
    },
    habits: [set({ 执业状态: "正常" }), set({ 发证日期: "2026年11月3日", 性别: "女性" })],
    faults: [
      set({ 证书编号: "" }),
      set({ 身份证号: "370302198503121230" }),
      set({ 执业状态: "休假" }),
      set({ 发证日期: "2099-01-01" }),
    ],
  }),
  fromStandard("province/shandong-skill-certificates", {
    place: SHANDONG,
    titles: "code",
    organ: "淄博市虚构职业技能鉴定中心",
    date: compact,
    values: {
      certificateNo: (n) => `S00003707026${String(n + 1).padStart(6, "0")}`,
      grade: from(["电工 三级/高级工", "保育师 四级/中级工", "中式烹调师 五级/初级工"]),
      result: from(["合格", "86", "良好"]),
    },
    habits: [set({ issuingDate: "201611" }), set({ evaluationResults: "", issuingDate: "2026-11-03" })],
    faults: [
      set({ certificateNumber: "" }),
      set({ cardID: "370302198503121230" }),
      set({ issuingDate: "20990101" }),
      set({ issuingUnit: "" }),
    ],
  }),
  fromStandard("province/shandong-insurance-fraud", {
    place: SHANDONG,
    titles: "zh",
    organ: "山东省虚构人力资源和社会保障厅",
    date: epoch,
    values: {
      fundKind: from(["基本养老保险", "工伤保险", "失业保险"]),
      conduct: from(["伪造材料骗取社会保险待遇。", "虚构劳动关系骗取社会保险待遇。"]),
      amount: (n) => `${(n + 1) * 800}.5`,
      decision: () => "责令退回骗取的社会保险金，处骗取金额二倍罚款。",
      basis: () => "《中华人民共和国社会保险法》第八十八条",
      documentNo: (n) => `鲁虚人社监罚〔2026〕${n + 1}号`,
    },
    habits: [set({ 险种: "失业" }), set({ "骗取金额(元)": "18,200", 决定日期: "2026年11月3日" })],
    faults: [
      set({ 险种: "商业保险" }),
      set({ "骗取金额(元)": 0 }),
      set({ 决定书文号: null }),
      set({ 决定日期: epoch("2099-01-01") }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-doping", {
    place: SHANDONG,
    organ: "山东省虚构体育局",
    values: {
      institution: () => "淄博虚构体育俱乐部",
      conduct: from(["兴奋剂检测阳性", "拒绝接受样本采集"]),
      measure: from(["禁赛四年，负担检测费用", "禁赛二年，负担检测费用"]),
      basis: () => "《反兴奋剂管理办法》",
      documentNo: (n) => `鲁虚体反〔2026〕${n + 1}号`,
    },
    habits: [set({ 执行截止日期: null }), set({ 决定日期: "2026年11月3日", 所在机构: null })],
    faults: [
      set({ 处理措施: null }),
      set({ 当事人类别: "运动队" }),
      set({ 决定日期: "2099-01-01" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-internet-penalties", {
    place: SHANDONG,
    who: "organisation",
    organ: "山东省虚构网络信息主管部门",
    date: compact,
    values: {
      decisionDocNo: (n) => `鲁虚网罚〔2026〕${n + 1}号`,
      violationType: from(["未履行网络安全保护义务", "未按规定核验用户真实身份信息"]),
      facts: () => "经查，该单位未履行法定义务，情况属实。",
      basis: () => "《中华人民共和国网络安全法》第五十九条",
      penaltyKinds: () => ["警告", "罚款"],
      content: () => "警告，并处罚款。",
      confiscationAmount: () => undefined,
      licenceAffected: () => undefined,
      publicityEndDate: () => undefined,
      status: () => "有效",
    },
    habits: [
      set({ 处罚有效期: "长期" }),
      set({ 处罚决定日期: "2026年11月10日", "罚款金额(万元)": "1,000.5" }),
    ],
    warned: [set({ 处罚决定日期: "20260901" })],
    faults: [
      set({ "罚款金额(万元)": "" }),
      set({ 处罚类别: "约谈" }),
      set({ 行政处罚决定书文号: "" }),
      spoiled("处罚机关统一社会信用代码"),
    ],
  }),
  fromStandard("province/shandong-social-organisation-blacklist", {
    place: SHANDONG,
    organ: "山东省虚构民政厅",
    date: epoch,
    values: {
      subjectName: (n) => `山东虚构${n + 1}号研究会`,
      subjectUscc: (_n, random) => makeUscc(random, "51", "370000"),
      listKind: () => "严重违法失信名单",
      reason: from(["被列入活动异常名录满二年", "弄虚作假办理变更登记被撤销"]),
      basis: () => "《社会组织信用信息管理办法》",
      documentNo: (n) => `鲁虚民社列〔2026〕${n + 1}号`,
    },
    habits: [set({ mdlb: "严重违法失信" }), set({ ycyy: "期满", ycsj: "2026-11-20" })],
    faults: [
      set({ mdlb: "黑名单" }),
      set({ lrsy: null }),
      set({ ycyy: "期满", ycsj: null }),
      set({ lrsj: epoch("2099-01-01") }),
      spoiled("tyshxydm"),
    ],
  }),
  fromStandard("cities/jinan-fire-dishonesty", {
    organ: "济南市虚构消防救援支队",
    bom: true,
    nothing: "—",
    date: inWords,
    values: {
      siteName: (n) => `虚构商场${(n % 9) + 1}层`,
      conduct: from(["公众聚集场所未经许可投入使用。", "占用、堵塞消防车通道拒不改正。"]),
      basis: () => "《中华人民共和国消防法》",
      documentNo: (n) => `济虚消信〔2026〕${n + 1}号`,
    },
    habits: [set({ 整改完成日期: "2026-11-20" }), set({ 场所名称: "—", 管理期限至: "—" })],
    faults: [
      set({ 认定文书文号: "—" }),
      set({ 主体类别: "门店" }),
      set({ 认定日期: "2099年1月1日" }),
      set({ 整改完成日期: "2001年1月1日" }),
      spoiled("统一社会信用代码"),
    ],
  }),
];
