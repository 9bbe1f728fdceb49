/** Directories besides penalties and permits that the platforms of cities gather. All content invented. */
import { makeUscc } from "../make-identifiers.ts";
import { change, plain, set, slashes } from "./changes.ts";
import { fromStandard, type Peculiar } from "./from-standard.ts";
import { type Source, spoil } from "./kit.ts";

const epoch = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
const chinese = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
const dotted = (day: string) => day.replaceAll("-", ".");
const CODE = "统一社会信用代码";

const LICENCE: NonNullable<Peculiar["values"]> = {
  issuedOn: (_n, _random, { day }) => day,
  validFrom: (_n, _random, { day }) => day,
  validUntil: (_n, _random, { day }) => `2029${day.slice(4)}`,
  state: () => "有效",
};

export const CITY_DIRECTORIES: readonly Source[] = [
  fromStandard("cities/qingdao-water-transport", {
    place: { name: "青岛", region: "370202" },
    columns: [
      "序号",
      "企业名称",
      CODE,
      "许可证编号",
      "许可证范围",
      "发证单位",
      "发证日期",
      "有效期至",
      "备注",
    ],
    extra: { 序号: (n) => n + 1 },
    values: { ...LICENCE, scope: () => "省际沿海普通货船运输" },
    habits: [set({ 有效期至: "202811" }), set({ 发证日期: "2026年11月3日" })],
    faults: [change(CODE, spoil), set({ 许可证编号: "" }), set({ 发证日期: "2026-11-31" })],
  }),
  fromStandard("cities/yantai-developers", {
    place: { name: "烟台", region: "370602" },
    extra: { 操作员: "示例员" },
    date: slashes,
    values: { ...LICENCE, grade: (n) => (n % 2 === 0 ? "二级" : "一级"), scope: () => "房地产开发经营" },
    habits: [set({ 企业地址: "暂无" }), set({ 有效期至: "20291103" })],
    faults: [change(CODE, spoil), set({ 许可内容: "" }), set({ 证照状态: "冻结" })],
  }),
  fromStandard("cities/weifang-presale-permits", {
    place: { name: "潍坊", region: "370702" },
    columns: [
      "预售证书编号",
      "开发单位",
      CODE,
      "项目名称",
      "坐落地址",
      "许可机关",
      "发证日期",
      "所在市",
      "备注",
    ],
    extra: { 所在市: "潍坊市" },
    values: { ...LICENCE, scope: (n) => `虚构家园${(n % 9) + 1}期` },
    habits: [set({ 发证日期: "20261103" }), set({ 备注: "无" })],
    faults: [change(CODE, spoil), set({ 项目名称: "" }), set({ 发证日期: "2099-01-01" })],
  }),
  fromStandard("cities/taian-fireworks", {
    place: { name: "泰安", region: "370902" },
    date: epoch,
    codes: "alias",
    values: { ...LICENCE, scope: () => "烟花类、爆竹类零售" },
    habits: [set({ 证照状态: "已过期" }), set({ validTill: null })],
    faults: [change("unifiedSocialCreditCode", spoil), set({ licenseNumber: null }), set({ name: null })],
  }),
  fromStandard("cities/zibo-labour-violations", {
    place: { name: "淄博", region: "370302" },
    extra: { 序号: (n) => n + 1 },
    date: chinese,
    values: {
      facts: () => "当事人未按规定支付劳动者工资，\n经责令逾期不改正。",
      handling: () => "责令支付并处罚款",
    },
    habits: [set({ 处理文书文号: "无" }), set({ 公布日期: "2026-11-17" })],
    faults: [change(CODE, spoil), set({ 主要违法事实: "" }), set({ 公布日期: "待定" })],
  }),
  fromStandard("cities/weihai-medical-demerits", {
    titles: "zh",
    place: { name: "威海", region: "371002" },
    date: plain,
    values: {
      subjectName: (n) => `威海虚构${n + 1}号门诊部`,
      subjectUscc: (_n, random) => makeUscc(random, "52", "371002"),
      conduct: () => "使用未经注册的人员开展诊疗活动",
      basis: () => "《医疗机构不良执业行为记分管理办法》",
    },
    habits: [set({ 操作: "撤销" }), set({ 记分日期: "2026-11-17" })],
    faults: [set({ 操作: "删" }), change(CODE, spoil), set({ 记分: null })],
  }),
  fromStandard("cities/linyi-road-transport", {
    place: { name: "临沂", region: "371302" },
    nothing: "\\N",
    values: { ...LICENCE, scope: () => "道路普通货物运输" },
    habits: [set({ 有效期至: "长期" }), set({ 许可内容: "普通货运|专用运输" })],
    faults: [change(CODE, spoil), set({ 许可机关: "\\N" }), set({ 有效期至: "2000-01-01" })],
  }),
  fromStandard("cities/heze-transport-assessments", {
    place: { name: "菏泽", region: "371702" },
    extra: { 序号: (n) => n + 1 },
    codes: "alias",
    values: { businessKind: () => "道路货物运输", score: (n) => String(980 - (n % 9) * 10) },
    habits: [set({ 考核等级: "优良" }), set({ 考核等级: "aa" })],
    faults: [set({ 考核等级: "C" }), change(CODE, spoil), set({ 考核年度: "" })],
  }),
  fromStandard("cities/liaocheng-cooperatives", {
    place: { name: "聊城", region: "371502" },
    extra: { nodenum: "371500" },
    date: (day) => `${day} 00:00:00`,
    values: {
      subjectName: (n) => `聊城虚构${n + 1}号种植专业合作社`,
      subjectUscc: (_n, random) => makeUscc(random, "93", "371502"),
      reason: () => "未在规定期限内公示年度报告",
    },
    habits: [set({ abntime: "2026年11月3日" }), set({ regno: "无" })],
    faults: [change("uniscid", spoil), set({ busexclist: "" }), set({ specause_cn: "" })],
  }),
  fromStandard("cities/dezhou-culture-licences", {
    place: { name: "德州", region: "371402" },
    extra: { total: 36 },
    values: {
      ...LICENCE,
      licenceName: (n) => (n % 2 === 0 ? "娱乐经营许可证" : "网络文化经营许可证"),
      scope: () => "歌舞娱乐",
    },
    habits: [set({ validTill: "长期" }), set({ issuingDate: "20261103" })],
    faults: [
      change("unifiedSocialCreditCode", spoil),
      set({ licenseName: null }),
      set({ issuingDate: "2026-13-01" }),
    ],
  }),
  fromStandard("cities/rizhao-insurance-fraud", {
    place: { name: "日照", region: "371102" },
    bom: true,
    extra: { 序号: (n) => n + 1 },
    date: dotted,
    nothing: "-",
    values: {
      fundKind: () => "基本医疗保险",
      conduct: () => "虚构医药服务项目",
      decision: () => "责令退回并处罚款",
      basis: () => "《医疗保障基金使用监督管理条例》第四十条",
    },
    habits: [set({ "骗取金额(元)": "12,300.50" }), set({ 险种: "医疗保险" })],
    faults: [set({ 主体类别: "05" }), change(CODE, spoil), set({ "骗取金额(元)": "若干" })],
  }),
  fromStandard("cities/wuhan-rulings", {
    titles: "zh",
    place: { name: "武汉", region: "420102" },
    organ: "武汉市虚构中级人民法院",
    extra: { 流水号: (n) => String(n + 1) },
    date: plain,
    codes: "alias",
    values: {
      subjectKind: (_n, _random, { who }) => who.kind,
      caseKind: () => "民事",
      caseNo: (n) => `（2026）鄂虚民终${n + 1}号`,
      cause: () => "买卖合同纠纷",
      court: () => "武汉市虚构中级人民法院",
      result: () => "被告支付原告货款及利息",
      role: () => "被告",
      performance: () => "未履行",
      performedOn: () => undefined,
    },
    habits: [set({ 案件类别: "民事" }), set({ 生效日期: "2026年11月3日" })],
    faults: [set({ 案件类别: "刑事" }), set({ 案号: null }), change(CODE, spoil)],
  }),
];
