/** Registers of key persons that no other group has, and traffic penalties. All content invented. */
import { change, plain, set, slashes } from "./changes.ts";
import { fromStandard, type Peculiar } from "./from-standard.ts";
import type { Place } from "./invented.ts";
import { type Source, spoil } from "./kit.ts";

const SHANDONG: Place = { name: "山东", region: "370102" };
const GRADES = ["初级", "中级", "高级"];
const epoch = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
const chinese = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

function register(id: string, institution: string, peculiar: Peculiar): Source {
  return fromStandard(id, {
    place: SHANDONG,
    ...peculiar,
    values: {
      gender: (n) => (n % 2 === 0 ? "2" : "1"),
      state: () => "有效",
      institution: (n) => `虚构${(n % 9) + 1}号${institution}`,
      certificateNo: (n) => `SL${String(3700000000 + n)}`,
      ...peculiar.values,
    },
  });
}

export const PROFESSIONS: readonly Source[] = [
  register("province/shandong-cpas", "会计师事务所", {
    organ: "虚构注册会计师协会",
    extra: { 序号: (n) => n + 1 },
    habits: [set({ 执业状态: "正常" }), set({ 发证日期: "2026年11月3日" })],
    faults: [change("身份证号", spoil), set({ 证书编号: "" }), set({ 执业状态: "冻结" })],
  }),
  register("province/shandong-tax-advisers", "税务师事务所", {
    organ: "虚构注册税务师协会",
    date: slashes,
    codes: "label",
    values: { profession: () => "税务师" },
    habits: [set({ 职业类别: "注册税务师" }), set({ 执业机构: "无" })],
    faults: [set({ 身份证号: "37010219850312" }), set({ 发证日期: "2026/13/1" }), set({ 姓名: "" })],
  }),
  register("province/shandong-auditors", "审计中心", {
    bom: true,
    organ: "虚构审计专业技术资格考试办公室",
    columns: ["序号", "姓名", "身份证号", "证书编号", "资格级别", "所在机构", "批准日期", "发证机构", "备注"],
    extra: { 序号: (n) => n + 1 },
    values: { grade: (n) => GRADES[n % 3] },
    habits: [set({ 批准日期: "202611" }), set({ 备注: "无" })],
    faults: [change("身份证号", spoil), set({ 批准日期: "二〇二六年" }), set({ 发证机构: "" })],
  }),
  register("province/shandong-appraisers", "资产评估有限公司", {
    titles: "zh",
    organ: "虚构资产评估协会",
    date: epoch,
    habits: [set({ 发证日期: "2026-11-03" }), set({ 执业机构: null })],
    faults: [change("身份证号", spoil), set({ 证书编号: null }), set({ 发证日期: epoch("2097-01-01") })],
  }),
  register("province/shandong-certification-staff", "检验检测中心", {
    titles: "zh",
    organ: "虚构认证认可协会",
    date: plain,
    values: { profession: (n) => (n % 2 === 0 ? "认证人员" : "检验检测人员") },
    habits: [set({ 职业类别: "认证从业人员" }), set({ 职业类别: "检验检测从业人员" })],
    faults: [set({ 职业类别: "认证" }), change("身份证号", spoil), set({ 姓名: null })],
  }),
  register("ministries/insurance-brokers", "保险经纪有限公司", {
    place: { name: "上海", region: "310101" },
    organ: "虚构金融监管部门",
    date: (day) => `${day} 00:00:00`,
    habits: [set({ zyzt: "注销" }), set({ institution: "" })],
    faults: [change("cardID", spoil), set({ certificateNumber: "" }), set({ issuingDate: "2026-11-31" })],
  }),
  register("ministries/patent-attorneys", "专利代理事务所", {
    place: { name: "北京", region: "110101" },
    organ: "虚构知识产权部门",
    date: chinese,
    columns: [
      "姓名",
      "身份证号",
      "资格证号",
      "执业备案号",
      "专业或语种",
      "执业机构",
      "执业机构统一社会信用代码",
      "发证日期",
      "发证机构",
      "执业状态",
      "备注",
    ],
    values: { speciality: () => "机械" },
    habits: [set({ 发证日期: "2026-11-03" }), set({ 执业状态: "已注销" })],
    faults: [change("身份证号", spoil), set({ 资格证号: "" }), change("执业机构统一社会信用代码", spoil)],
  }),
  register("cities/jinan-driving-instructors", "驾驶培训学校", {
    place: { name: "济南", region: "370102" },
    organ: "济南市虚构交通运输局",
    columns: [
      "序号",
      "姓名",
      "性别",
      "身份证号",
      "证书编号",
      "准教车型",
      "驾培机构",
      "执业机构统一社会信用代码",
      "发证日期",
      "有效到期日期",
      "发证机构",
      "备注",
    ],
    extra: { 序号: (n) => n + 1 },
    codes: "label",
    values: {
      speciality: (n) => ["C1", "C2", "B2"][n % 3],
      validUntil: (_n, _random, { day }) => `2032${day.slice(4)}`,
    },
    habits: [set({ 性别: "女性" }), set({ 发证日期: "20261103" })],
    faults: [change("身份证号", spoil), set({ 证书编号: "" }), set({ 有效到期日期: "1999-01-01" })],
  }),
  fromStandard("province/shandong-traffic-penalties", {
    titles: "zh",
    place: SHANDONG,
    organ: "虚构公安机关交通管理支队",
    values: {
      conduct: (n) => (n % 2 === 0 ? "饮酒后驾驶机动车" : "驾驶与驾驶证载明的准驾车型不相符合的车辆"),
      measure: (n) => (n % 2 === 0 ? "暂扣驾驶证" : "罚款"),
      plateNo: (n) => `鲁A${String(10000 + n)}`,
      points: () => "12",
    },
    habits: [set({ 处理方式: "拘留" }), set({ 记分: null })],
    faults: [change("身份证号码", spoil), set({ 处理方式: "批评" }), set({ 处罚决定书编号: null })],
  }),
];
