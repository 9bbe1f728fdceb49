/** Words of the pre-check. */
import { defineWords } from "../../words.ts";

export const PRECHECK_WORDS = defineWords({
  lead: {
    zh: "与正式报送用同一程序判定，什么也不保存。至多 32 MB、两分钟。",
    en: "Judged by the program that judges in earnest; nothing is kept. At most 32 MB and two minutes.",
  },
  title: { zh: "预检一个文件", en: "Check a file" },
  adapter: { zh: "适配器", en: "Adapter" },
  guess: { zh: "由列名自动识别", en: "Told by the titles" },
  forms: { zh: "填报模板", en: "Templates" },
  drop: { zh: "把文件拖到这里，或点击选择", en: "Drop a file here, or click to choose" },
  formats: { zh: "CSV、XLSX、XML、JSON", en: "CSV, XLSX, XML, JSON" },
  again: { zh: "换一个文件，或改正后再检", en: "Another file, or this one once mended" },
  checking: { zh: "正在检查…", en: "Checking…" },
  guessed: { zh: "按列名识别为", en: "By its titles it is for" },
  by: { zh: "适配器", en: "Adapter" },
  choose: {
    zh: "列名不足以确定是哪个适配器，请选择",
    en: "The titles do not tell which adapter it is; choose",
  },
  unlike: {
    zh: "没有适配器与这些列名相符；请选择适配器或填报模板",
    en: "No adapter fits these titles; choose an adapter or a template",
  },
  likeness: { zh: "相符", en: "Likeness" },
  use: { zh: "用它预检", en: "Check by it" },
  rows: { zh: "行", en: "Rows" },
  accepted: { zh: "可接受", en: "Accepted" },
  rejected: { zh: "将被退回", en: "Rejected" },
  duplicates: { zh: "文件内重复", en: "Duplicates in the file" },
  warnings: { zh: "有提示", en: "With warnings" },
  nothing: { zh: "文件中没有数据行", en: "The file has no rows of data" },
  clean: { zh: "全部可以接受，可以报送", en: "Every row is accepted: the file may be sent" },
  mend: {
    zh: (n: number) => `有 ${n} 行将被退回，请改正后再报送`,
    en: (n: number) => `${n} rows would be rejected: mend them before sending`,
  },
  unknown: { zh: "不认识、不会采用的列", en: "Columns that are unknown and left out" },
  byRule: { zh: "问题汇总", en: "Findings by rule" },
  what: { zh: "问题", en: "Finding" },
  column: { zh: "列", en: "Column" },
  times: { zh: "次数", en: "Times" },
  where: { zh: "行号", en: "Rows" },
  wholeRow: { zh: "整行", en: "Whole row" },
  reject: { zh: "退回", en: "Rejects" },
  warn: { zh: "提示", en: "Warns" },
  table: { zh: "文件内容", en: "The file" },
  onlyFaulty: { zh: "只看有问题的行和列", en: "Only rows and columns with findings" },
  row: { zh: "行", en: "Row" },
  part: {
    zh: (n: string, all: string) => `共 ${all} 行；这里有开头的和有问题的，计 ${n} 行`,
    en: (n: string, all: string) => `${n} of ${all} rows: the first ones, and all with findings`,
  },
  partCut: {
    zh: (n: string, all: string) => `共 ${all} 行；这里有开头的和前 2000 个问题所在的，计 ${n} 行`,
    en: (n: string, all: string) =>
      `${n} of ${all} rows: the first ones, and those of the first 2,000 findings`,
  },
  before: { zh: "上一页", en: "Previous page" },
  next: { zh: "下一页", en: "Next page" },
  place: {
    zh: (from: string, to: string, of: string) => `第 ${from} 至 ${to} 行，共 ${of} 行`,
    en: (from: string, to: string, of: string) => `${from} to ${to} of ${of} rows`,
  },
  more: { zh: "问题太多，只列出前 2000 个", en: "Too many findings: the first 2,000 are listed" },
  tooBig: {
    zh: "文件超过 32 MB，请用命令 xinqiao check 在本机预检",
    en: "The file is over 32 MB: check it with the command xinqiao check",
  },
});
