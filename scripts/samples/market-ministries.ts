/**
 * Sources of the nation's market, intellectual-property and commerce departments, and of the
 * article numbers. All content is invented.
 */
import { makeUscc } from "../make-identifiers.ts";
import { fromStandard } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { compact, epoch, from, inWords, set, slashed, spoiled } from "./market-changes.ts";

const NATION = { name: "示例", region: "110105" };

export const MARKET_MINISTRIES: readonly Source[] = [
  fromStandard("ministries/samr-serious-illegality", {
    place: NATION,
    columns: [
      ...["illid", "pripid", "uniscid", "regno", "entname", "serillrea_cn", "abntime", "decorg_cn"],
      ...["remexcpres_cn", "remdate", "recorg_cn", "dsc_city", "dsc_adm_region", "nodenum", "SJC"],
    ],
    extra: { nodenum: "110000", illid: (n) => `#raw:9007199254740${993 + n}` },
    organ: "示例省虚构市场监督管理局",
    date: (day) => `${day} 00:00:00`,
    values: {
      listingId: (n) => `9007199254740${993 + n}`,
      reason: from(["生产销售不符合标准的示例食品被吊销许可证", "被列入经营异常名录满三年（示例）"]),
      removalReason: () => "列入满三年",
      city: () => "示例市",
      region: () => "示例区",
    },
    habits: [
      set({ abntime: epoch("2026-11-03"), remdate: null, remexcpres_cn: null, recorg_cn: null }),
      set({ uniscid: null }),
    ],
    faults: [
      set({ uniscid: null, regno: null }),
      set({ serillrea_cn: null }),
      set({ abntime: null }),
      set({ remexcpres_cn: "修复", remdate: null }),
      set({ regno: "110105000000001" }),
    ],
  }),
  fromStandard("ministries/cnipa-dishonesty", {
    place: NATION,
    columns: [
      "序号",
      "主体名称",
      "主体类别",
      "统一社会信用代码",
      "证件类型",
      "证件号码",
      "失信行为情形",
      "失信事实",
      "认定依据",
      "认定文书号",
      "列入日期",
      "认定机关",
      "移出原因",
      "移出日期",
      "失信严重程度",
      "备注",
      "更新时间戳",
    ],
    extra: { 序号: (n) => n + 1 },
    organ: "虚构知识产权局",
    date: inWords,
    values: {
      subjectKind: (_n, _random, { who }) => (who.kind === "自然人" ? "自然人" : "法人及非法人组织"),
      subjectUscc: (_n, random, { who }) =>
        who.kind === "自然人" ? undefined : makeUscc(random, "91", NATION.region),
      conduct: from(["非正常专利申请行为", "恶意商标注册申请行为", "违法代理行为"]),
      documentNo: (n) => `虚知信〔2026〕${n + 1}号`,
      severity: () => "serious",
    },
    habits: [
      set({ 失信行为情形: "其他-伪造示例申请文件", 失信严重程度: "严重" }),
      set({ 移出原因: "", 移出日期: "", 失信严重程度: "一般失信" }),
    ],
    warned: [set({ 失信事实: "代理人（11010519491231002X）提交虚假材料" })],
    faults: [
      set({ 失信行为情形: "迟到" }),
      set({ 移出原因: "期满", 移出日期: "" }),
      set({ 认定文书号: "" }),
      set({ 统一社会信用代码: "" }),
    ],
  }),
  fromStandard("ministries/cnipa-patent-agencies", {
    place: NATION,
    columns: [
      "机构代码",
      "机构名称",
      "统一社会信用代码",
      "法定代表人",
      "机构类别",
      "证书编号",
      "地址",
      "发证日期",
      "当前状态",
      "代理师人数",
      "更新时间戳",
    ],
    extra: { 机构代码: (n) => String(11000 + n), 代理师人数: (n) => (n % 30) + 3 },
    values: {
      institutionKind: () => "代理",
      certificateNo: (n) => `虚专代证${String(n + 1).padStart(5, "0")}`,
      status: () => "有效",
    },
    always: (row) => Object.assign(row, { 机构类别: "专利代理" }),
    habits: [set({ 当前状态: "撤销", 发证日期: epoch("2026-11-03") }), set({ 地址: null })],
    faults: [
      set({ 证书编号: "" }),
      set({ 发证日期: "2027-01-01" }),
      set({ 统一社会信用代码: null }),
      set({ 当前状态: "9" }),
    ],
  }),
  fromStandard("ministries/mofcom-adverse-records", {
    place: NATION,
    columns: [
      "记录编号",
      "企业名称",
      "统一社会信用代码",
      "法定代表人",
      "业务领域",
      "国别(地区)",
      "不良行为",
      "认定依据",
      "处理结果",
      "文号",
      "公布日期",
      "认定机关",
      "备注",
      "更新时间戳",
    ],
    bom: true,
    organ: "虚构商务主管部门",
    date: slashed,
    values: {
      recordNo: (n) => `DW-2026-${String(n + 1).padStart(4, "0")}`,
      field: from(["对外承包工程", "对外劳务合作", "对外投资"]),
      country: from(["示例国", "虚构地区"]),
      outcome: () => "通报，暂停示例业务",
    },
    habits: [set({ 业务领域: "外派劳务" }), set({ 业务领域: "境外投资", 处理结果: "无", 文号: "-" })],
    faults: [
      set({ 业务领域: "国内贸易" }),
      set({ 不良行为: "" }),
      set({ 公布日期: "2027/6/18" }),
      spoiled("统一社会信用代码"),
    ],
  }),
  fromStandard("ministries/article-numbers", {
    place: NATION,
    columns: [
      "厂商识别代码",
      "企业名称",
      "社会信用代码",
      "法定代表人",
      "注册地址",
      "发证日期",
      "有效期至",
      "证书状态",
      "备注",
      "更新时间戳",
    ],
    date: compact,
    values: { certificateNo: (n) => `69${String(30000 + n).padStart(6, "0")}`, status: () => "有效" },
    habits: [
      set({ 厂商识别代码: "06912345", 有效期至: "202705" }),
      set({ 注册地址: "示例市虚构路1号;2号楼" }),
    ],
    faults: [
      set({ 厂商识别代码: "" }),
      set({ 有效期至: "20200101" }),
      spoiled("社会信用代码"),
      set({ 证书状态: "1" }),
    ],
  }),
];
