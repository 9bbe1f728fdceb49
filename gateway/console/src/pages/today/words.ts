/** Words of the page today. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  title: { zh: "今日", en: "Today" },
  lead: {
    zh: (time: string, hour: number) => `数据截至 ${time} · 每夜以次日 ${hour}:00 为截止`,
    en: (time: string, hour: number) => `As of ${time} · a night ends at ${hour}:00 of the next day`,
  },
  demo: { zh: "含演示历史", en: "With demonstration history" },
  lastNight: { zh: "昨夜", en: "Last night" },
  nightOf: { zh: (day: string) => `${day}夜`, en: (day: string) => `The night of ${day}` },
  comma: { zh: "，", en: ", " },
  begin: { zh: "", en: ": " },
  due: { zh: (n: number) => `应报 ${n} 项`, en: (n: number) => `${n} due` },
  allIn: { zh: "全部按时到齐", en: "all in, all in time" },
  allInLate: { zh: "全部到齐", en: "all in" },
  in: { zh: (n: number) => `到 ${n} 项`, en: (n: number) => `${n} in` },
  ofThemLate: { zh: (n: number) => `其中迟报 ${n} 项`, en: (n: number) => `${n} of them late` },
  missing: { zh: (n: number) => `缺 ${n} 项`, en: (n: number) => `${n} missing` },
  rejected: { zh: (n: number) => `退回 ${n} 项`, en: (n: number) => `${n} rejected` },
  partial: { zh: (n: number) => `部分退回 ${n} 项`, en: (n: number) => `${n} partly rejected` },
  nothingDue: { zh: "没有应报项", en: "nothing was due" },
  noDuties: {
    zh: "尚无应报项：授权登记中没有单位可向本节点报送，或都从今夜开始",
    en: "Nothing is due yet: no agency may send to this node, or all begin tonight",
  },
  belowDue: {
    zh: (due: number, come: number) => `下级节点应上送 ${due} 项，到 ${come} 项`,
    en: (due: number, come: number) => `lower nodes owed ${due}, ${come} came`,
  },
  belowMissing: { zh: (n: number) => `未收到 ${n} 项`, en: (n: number) => `${n} did not come` },
  tonightDue: {
    zh: (due: number, come: number, hour: number) => `今夜应报 ${due} 项，已到 ${come} 项，${hour}:00 截止`,
    en: (due: number, come: number, hour: number) => `Tonight ${due} are due by ${hour}:00, ${come} are in`,
  },
  tonightNone: { zh: "今夜没有应报项", en: "Nothing is due tonight" },
  extra: { zh: (n: number) => `另有 ${n} 项非应报而到`, en: (n: number) => `${n} came though not due` },
  weekdays: { zh: "日一二三四五六", en: "Sun,Mon,Tue,Wed,Thu,Fri,Sat" },

  acts: { zh: "先处理", en: "To act on first" },
  actsNone: { zh: "没有需要处理的事项", en: "Nothing needs an act" },
  turnAgency: { zh: "轮到报送单位", en: "Agency's turn" },
  turnNode: { zh: "轮到本节点", en: "Our turn" },
  turnChild: { zh: "轮到下级节点", en: "The lower node's turn" },
  missingSince: {
    zh: (night: string) => `${night}夜应报未到`,
    en: (night: string) => `was due by the night of ${night} and has not come`,
  },
  notHandedUpSince: {
    zh: (night: string) => `${night}夜应上送，未收到；没有新数据时不上送，请与该节点核实`,
    en: (night: string) =>
      `owed by the night of ${night}, did not come; nothing new is not handed up, so ask that node`,
  },
  andOthers: { zh: (n: number) => `等 ${n + 1} 项`, en: (n: number) => ` and ${n} more` },
  rejectedRows: {
    zh: (rejected: string, rows: string) => `${rows} 行中退回 ${rejected} 行`,
    en: (rejected: string, rows: string) => `${rejected} of ${rows} rows rejected`,
  },
  refusedWhole: { zh: "整件退回", en: "refused whole" },
  see: { zh: "查看", en: "See" },
  seeBatch: { zh: "查看批次", en: "Open batch" },
  seeArrivals: { zh: "查看到达", en: "Arrivals" },
  moreActs: { zh: (n: number) => `显示其余 ${n} 项`, en: (n: number) => `Show ${n} more` },
  fewerActs: { zh: "收起", en: "Show fewer" },
  acknowledgedBy: { zh: (name: string) => `${name} 已确认`, en: (name: string) => `Acknowledged by ${name}` },

  numbers: { zh: (night: string) => `${night}数量`, en: (night: string) => `Numbers: ${night}` },
  rows: { zh: "上报量", en: "Reported" },
  questioned: { zh: "疑问量", en: "Rejected" },
  updated: { zh: "更新量", en: "Updated" },
  accepted: { zh: "入库量", en: "Stored" },
  unlinked: { zh: "未关联量", en: "Unlinked" },
  rowsWhy: { zh: "各批次的行数之和", en: "Rows of all batches" },
  questionedWhy: { zh: "被规则退回、待单位改正的行", en: "Rows that rules rejected, for the agency to mend" },
  updatedWhy: {
    zh: "入库行中，使已有记录产生新版本的行",
    en: "Of the stored, new versions of known records",
  },
  acceptedWhy: {
    zh: "新写入的行；与库中相同的行另计",
    en: "Rows written; those that were here already are counted apart",
  },
  unlinkedShort: { zh: "不与基础库比对", en: "not compared" },
  unlinkedWhy: {
    zh: (uncoded: string) => `本节点不与基础库比对，无法统计；其中已知填写“无代码”占位值的有 ${uncoded} 行`,
    en: (uncoded: string) =>
      `This node compares with no base register, so nobody can say; ${uncoded} rows have the placeholder for no code`,
  },
  duplicates: {
    zh: (n: string) => `另有与库中相同 ${n} 行`,
    en: (n: string) => `${n} more were here already`,
  },
  lateRows: {
    zh: (n: string) => `超过报送期限 ${n} 行`,
    en: (n: string) => `${n} reported after their term`,
  },
  acceptance: { zh: "入库率", en: "Acceptance" },
  timeliness: { zh: "及时率", en: "Timeliness" },
  acceptanceWhy: { zh: "（入库 + 与库中相同）÷ 上报", en: "(stored + here already) ÷ reported" },
  timelinessWhy: { zh: "按时到达的应报项 ÷ 应报项", en: "deliveries in time ÷ deliveries due" },
  thirtyNights: { zh: "近 30 夜", en: "Thirty nights" },
  toQuality: { zh: "质量", en: "Quality" },

  grid: { zh: "近 30 夜", en: "The last thirty nights" },
  gridHelp: {
    zh: "方向键移动，回车打开",
    en: "Arrow keys move, Enter opens",
  },
  gridMoves: { zh: "方向键移动", en: "Arrow keys move" },
  all: { zh: "全部", en: "All" },
  problems: { zh: "只看有问题的", en: "With problems" },
  search: { zh: "按单位或事项查找", en: "Find an agency or item" },
  agencyItem: { zh: "事项 · 单位", en: "Item · agency" },
  cycle: { zh: "周期", en: "Cycle" },
  below: {
    zh: "下级节点（依目录应上送；没有新数据时不上送，未收到的请核实）",
    en: "Lower nodes (owed by the catalog; nothing new is not handed up, so ask about what did not come)",
  },
  others: { zh: "其他到达（不判缺报）", en: "Whatever else came (nothing of it can be missing)" },
  notHandedUp: { zh: "应上送，未收到", en: "Owed, did not come" },
  nothingFound: { zh: "没有符合条件的事项", en: "No item matches" },
  cellDue: { zh: "应报", en: "due" },
  cellRows: {
    zh: (rows: string, rejected: string) => `${rows} 行，退回 ${rejected} 行`,
    en: (rows: string, rejected: string) => `${rows} rows, ${rejected} rejected`,
  },

  timeline: { zh: (night: string) => `${night}到达`, en: (night: string) => `Arrivals: ${night}` },
  timelineNone: { zh: "这一夜没有到达", en: "Nothing arrived in this night" },
  timelineMore: {
    zh: (n: number) => `时间线为最近 ${n} 批，柱形为全部`,
    en: (n: number) => `The latest ${n} batches; the bars count all`,
  },
  arrivalsPerHour: { zh: "每小时到达批次", en: "Arrivals by the hour" },

  alarms: { zh: "开放告警", en: "Open alarms" },
  alarmsNone: { zh: "没有开放的告警", en: "No alarm is open" },
  allAlarms: { zh: "全部告警与通知对象", en: "All alarms, and where they go" },
  acknowledge: { zh: "确认", en: "Acknowledge" },
  neighbours: { zh: "相邻节点", en: "Neighbours" },
  parent: { zh: "上级", en: "Above" },
  child: { zh: "下级", en: "Below" },
  queue: {
    zh: (n: string) => `待送 ${n} 批`,
    en: (n: string) => `${n} queued`,
  },
  oldest: { zh: (age: string) => `最久 ${age}`, en: (age: string) => `oldest ${age}` },
  abandoned: { zh: (n: string) => `已放弃 ${n} 批`, en: (n: string) => `${n} given up` },
  lastMet: { zh: (ago: string) => `最近往来 ${ago}`, en: (ago: string) => `last met ${ago}` },
  neverMet: { zh: "尚未往来", en: "not met yet" },
});

export const CYCLES = defineWords({
  realtime: { zh: "实时", en: "Real time" },
  daily: { zh: "每日", en: "Daily" },
  weekly: { zh: "每周", en: "Weekly" },
  monthly: { zh: "每月", en: "Monthly" },
  quarterly: { zh: "每季", en: "Quarterly" },
  halfyearly: { zh: "半年", en: "Half-yearly" },
  yearly: { zh: "每年", en: "Yearly" },
  onchange: { zh: "变更时", en: "On change" },
});

export const LETTERS = defineWords({
  a: { zh: "按时到达", en: "In time" },
  p: { zh: "部分退回", en: "Partly rejected" },
  l: { zh: "迟报", en: "Late" },
  m: { zh: "缺报", en: "Missing" },
  r: { zh: "退回", en: "Rejected" },
  w: { zh: "待报", en: "Waiting" },
  i: { zh: "未应报", en: "Not due" },
});
