/**
 * Penalties of the form of 2015, as older platforms still send them. All content invented.
 * The trap: 代码_2 and 代码_3 have changed places against the form of 2018.
 */
import { change, set } from "./changes.ts";
import { penalties } from "./city-penalties.ts";
import { type Cells, type Source, spoil } from "./kit.ts";

const CODE_1 = "行政相对人代码_1(统一社会信用代码)";
const DAY = "处罚决定日期";
const DOC = "行政处罚决定书文号";

/** Columns of the form of 2015, in its order; numbers of 代码_2 and 代码_3 as they stood then. */
const FORM_2015 = [
  "行政处罚决定书文号",
  "处罚名称",
  "处罚类别1",
  "处罚类别2",
  "处罚事由",
  "处罚依据",
  "行政相对人名称",
  "行政相对人代码_1(统一社会信用代码)",
  "行政相对人代码_2(组织机构代码)",
  "行政相对人代码_3(工商登记码)",
  "行政相对人代码_4(税务登记号)",
  "行政相对人代码_5(居民身份证号)",
  "法定代表人姓名",
  "处罚结果",
  "处罚决定日期",
  "处罚机关",
  "当前状态",
  "地方编码",
  "备注",
] as const;

const hyphened = (row: Cells) => {
  const code = String(row["行政相对人代码_2(组织机构代码)"] ?? "");
  if (code.length === 9) row["行政相对人代码_2(组织机构代码)"] = `${code.slice(0, 8)}-${code.slice(8)}`;
};

export const CITY_PENALTIES_2015: readonly Source[] = [
  penalties(
    "cities/zaozhuang-penalties-2015",
    { name: "枣庄", region: "370402" },
    {
      columns: [...FORM_2015, "数据更新时间戳", "处罚截止期", "公示期限"],
      extra: { 公示期限: "1" },
      always: hyphened,
      organ: "枣庄市虚构综合行政执法局",
      habits: [
        set({ 处罚截止期: "1900-01-01" }),
        set({ 当前状态: "1" }),
        set({
          处罚类别1: "罚款",
          处罚类别2: "没收违法所得",
          处罚结果: "罚款人民币叁仟元，没收违法所得1200元",
        }),
      ],
      warned: [set({ [DAY]: "2026-10-20" })],
      faults: [
        set({ 处罚类别1: "罚款", 处罚结果: "罚款1000元，另罚款2000元" }),
        change(CODE_1, spoil),
        set({ [DOC]: "" }),
      ],
    },
  ),
  penalties(
    "cities/binzhou-penalties-2015",
    { name: "滨州", region: "371602" },
    {
      organ: "滨州市虚构综合行政执法局",
      columns: ["序号", ...FORM_2015, "处罚截止期"],
      extra: { 序号: (n) => n + 1 },
      habits: [
        set({ 当前状态: "" }),
        set({ 处罚类别1: "罚款", 处罚类别2: "警告", 处罚结果: "警告，并处罚款五百元" }),
      ],
      warned: [set({ [DAY]: "20261020" })],
      faults: [set({ [DAY]: "20261131" }), set({ [CODE_1]: "91371600虚构" }), set({ 处罚依据: "" })],
    },
  ),
];
