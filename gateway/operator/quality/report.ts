/**
 * The monthly report of an agency, as it is sent to the agency: what was due and came, how good it was, which rules were broken
 * and how to mend that, how the score is reckoned. The trap: it leaves the house, so it holds no value of any row.
 */

import type { Cell, Report, ReportColumn } from "../../form/report.ts";
import { addMonths, dateOf, dayNumber } from "../../model/calendar.ts";
import type { JsonAnswer } from "../admit.ts";

type Quality = JsonAnswer<"getQuality">;
type Score = Quality["whole"];

const RULES_SHOWN = 20;

export function monthOf(month: string): { readonly from: string; readonly until: string } {
  const from = `${month}-01`;
  return { from, until: dateOf(dayNumber(addMonths(from, 1)) - 1) };
}

const COUNT = { width: 9, align: "end", as: "count" } as const;
const RATE = { width: 8, align: "end", as: "percent" } as const;

const ITEMS: readonly ReportColumn[] = [
  { title: "事项", width: 23, align: "start" },
  { ...COUNT, title: "应报次数", width: 6 },
  { ...COUNT, title: "按时", width: 6 },
  { ...COUNT, title: "迟报", width: 6 },
  { ...COUNT, title: "缺报退回", width: 6 },
  { ...COUNT, title: "上报量", width: 10 },
  { ...COUNT, title: "入库量", width: 10 },
  { ...COUNT, title: "疑问量" },
  { ...COUNT, title: "更新量" },
  { ...RATE, title: "入库率" },
  { ...RATE, title: "及时率" },
  { ...RATE, title: "完整率" },
  { title: "得分", width: 7, align: "end", as: "score" },
];

const RULES: readonly ReportColumn[] = [
  { title: "规则", width: 24, align: "start" },
  { title: "列", width: 14, align: "start" },
  { title: "含义和改法", width: 46, align: "start" },
  { ...COUNT, title: "次数" },
];

const DAYS: readonly ReportColumn[] = [
  { title: "夜（开始之日）", width: 14, align: "start" },
  { ...COUNT, title: "应报" },
  { ...COUNT, title: "按时" },
  { ...COUNT, title: "迟报" },
  { ...COUNT, title: "缺报或退回" },
  { ...COUNT, title: "上报量" },
  { ...COUNT, title: "入库量" },
  { ...COUNT, title: "疑问量" },
  { ...RATE, title: "入库率" },
];

function itemRow(name: string, score: Score): readonly Cell[] {
  const { due, inTime, late, missing, rows, accepted, rejected, updated } = score;
  const { acceptance, timeliness, completeness } = score;
  return [
    name,
    due,
    inTime,
    late,
    missing,
    rows,
    accepted,
    rejected,
    updated,
    acceptance,
    timeliness,
    completeness,
    score.score,
  ];
}

export interface ReportAbout {
  readonly agency: string;
  readonly node: string;
  readonly month: string;
  readonly dueHour: number;
  readonly at: Date;
}

export function reportOf(quality: Quality, { agency, node, month, dueHour, at }: ReportAbout): Report {
  const { whole, lines, rules, series, formula, demo } = quality;
  const [year, number] = month.split("-");
  const when = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  return {
    title: `${agency} ${year}年${Number(number)}月数据报送质量报告`,
    facts: [
      ["报送单位", agency],
      ["接收节点", node],
      ["报告期", `${quality.from} 至 ${quality.until}`],
      [
        "本月得分",
        whole.score === null
          ? "—（没有应报，也没有报送）"
          : `${whole.score.toFixed(1)} 分（满分 100，三项指标目标各为 ${formula.target * 100}%）`,
      ],
      ["整件退回", `${whole.refused} 件`],
      ["超过报送期限的行", `${whole.lateRows} 行（自决定之日起超过规定工作日）`],
      ["生成时间", `${when}（北京时间）`],
      ...(demo ? [["说明", "含演示历史，不是真实报送"] as const] : []),
    ],
    tables: [
      {
        title: "一、各事项报送与质量",
        columns: ITEMS,
        rows: [
          ...lines.map(({ itemTitle, score }) => itemRow(itemTitle.zh, score)),
          ...(lines.length > 1 ? [itemRow("合计", whole)] : []),
        ],
        empty: "本月没有应报，也没有报送。",
      },
      {
        title: "二、违反最多的规则",
        columns: RULES,
        rows: rules
          .slice(0, RULES_SHOWN)
          .map(({ code, column, message, count, severity }) => [
            `${code}${severity === "warn" ? "（提示）" : severity === "refuse" ? "（整件）" : ""}`,
            column === "" ? "—" : column,
            message.zh,
            count,
          ]),
        empty: "本月没有发现问题。",
      },
      {
        title: "三、逐夜情况",
        columns: DAYS,
        rows: series.flatMap(({ period, score }) =>
          score.due === 0 && score.rows === 0 && score.refused === 0
            ? []
            : [
                [
                  period,
                  score.due,
                  score.inTime,
                  score.late,
                  score.missing,
                  score.rows,
                  score.accepted,
                  score.rejected,
                  score.acceptance,
                ],
              ],
        ),
        empty: "本月没有应报，也没有报送。",
      },
    ],
    notes: [
      `应报次数依目录的更新周期和工作日历：每日事项为每个工作日，截止时刻为次日 ${dueHour}:00；每周事项为次周首个工作日；每月、每季、半年事项为次月 10 日；每年事项为次年 1 月 31 日，逢非工作日顺延。`,
      ...formula.terms.map(({ zh }) => zh),
      formula.source.zh,
      "未关联量：本节点不与基础库比对，无法统计。",
    ],
    foot: `${node} · 信桥公共信用数据交换网关`,
  };
}
