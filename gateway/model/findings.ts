/**
 * Everything that can be found in one row, in one table: what refuses the row alone, and what
 * is only remarked. A code is a promise to other agencies: never renamed, never reused.
 */
import type { Text } from "./text.ts";

interface FindingRow extends Text {
  /** A rejection refuses the row alone; a warning is kept with the record and refuses nothing. */
  readonly severity: "reject" | "warn";
  /** The clause it comes from, as domain rules are named in the catalog ("R1" … "R8"), if any. */
  readonly rule?: string;
  /** Warnings only: the bit that marks it in a stored record's `warnings`. Never reused. */
  readonly bit?: number;
}

/** Findings about one row. */
export const FINDINGS = {
  ROW_CHARSET: {
    severity: "reject",
    zh: "本行含有不属于字符集 {charset} 的字节；请改正该字符",
    en: "The row has bytes that are not {charset}; mend the character",
  },
  ROW_CELLS: {
    severity: "reject",
    zh: "本行有 {found} 个单元格，标题行有 {expected} 个；请检查逗号和引号",
    en: "The row has {found} cells, the title row {expected}; check commas and quotes",
  },
  ROW_FORMAT: {
    severity: "reject",
    zh: "本行不是可读的记录：{detail}",
    en: "The row is not a readable record: {detail}",
  },
  ROW_NUMBER_DAMAGED: {
    severity: "reject",
    zh: "“{column}”列的号码以数值保存，第 16 位起已经失真；请把该列设为文本格式后重新填写",
    en: "The number in column {column} was stored as a numeric value and is damaged from its 16th digit on; format the column as text and enter it again",
  },
  MAP_DATE: {
    severity: "reject",
    zh: "不是可识别的日期；请写作 2026-11-03",
    en: "Not a date that can be read; write it as 2026-11-03",
  },
  MAP_NUMBER: {
    severity: "reject",
    zh: "不是可识别的数字；请只写数字，不带单位和文字，例如 1.5",
    en: "Not a number that can be read; write digits only, no unit and no words, e.g. 1.5",
  },
  MAP_CODE: {
    severity: "reject",
    zh: "取值不在代码集 {codeSet} 中；请使用代码集中的代码或名称",
    en: "The value is not in code set {codeSet}; use one of its codes or labels",
  },
  MAP_OPERATION: {
    severity: "reject",
    zh: "“{column}”列的操作标识不可识别；请填写：{known}",
    en: "The operation in column {column} is not known; use one of: {known}",
  },
  MAP_EMPTY: {
    severity: "reject",
    zh: "本行没有任何可用的内容；请删除空行",
    en: "Nothing in the row can be used; delete the empty row",
  },
  ROW_CONTROL: {
    severity: "reject",
    zh: "本行含有控制字符或残缺字符；请删除后重发",
    en: "The row has control characters or broken ones; remove them",
  },
  VALUE_REQUIRED: {
    severity: "reject",
    zh: "必填而没有内容（规则 {rule}）；请填写后重新报送",
    en: "Required, but empty (rule {rule}); fill it in and send again",
  },
  VALUE_TOO_LONG: {
    severity: "reject",
    zh: "超过 {limit} 个字符；请缩短到 {limit} 个字符以内",
    en: "Longer than {limit} characters; shorten it to at most {limit}",
  },
  VALUE_FORMAT: {
    severity: "reject",
    zh: "形式不符；请按 {format} 填写",
    en: "Not in the form required; write it as {format}",
  },
  VALUE_CODE: {
    severity: "reject",
    zh: "取值不在代码集 {codeSet} 中；请改用代码集中的取值",
    en: "The value is not in code set {codeSet}; use one that is",
  },
  VALUE_FORBIDDEN: {
    severity: "reject",
    zh: "按规则 {rule} 本项必须为空；请清空本项，或改正使其必须为空的那一项（如主体类别）",
    en: "Rule {rule} wants this empty; clear it, or mend the field that forbids it (such as the kind of subject)",
  },
  VALUE_REPEATED: {
    severity: "reject",
    zh: "同一取值出现了不止一次；请每个取值只写一次",
    en: "A value stands here more than once; write each only once",
  },
  FIELD_UNKNOWN: {
    severity: "reject",
    zh: "记录中有数据标准 {standard} 没有的字段；请去掉该字段，目录之外的信息不得交换",
    en: "The record has a field that standard {standard} does not know; leave it out, nothing outside the catalog may be exchanged",
  },
  ID_USCC: {
    severity: "reject",
    zh: "统一社会信用代码应为 18 位且校验码正确（GB 32100）；请逐位核对，确无代码的填 00000000000000000X",
    en: "A unified social credit code has 18 characters and a check character that fits (GB 32100); check each of them, and write 00000000000000000X where there is no code",
  },
  ID_ORG: {
    severity: "reject",
    zh: "组织机构代码应为 9 位且校验码正确（GB 11714）；请逐位核对，没有的留空",
    en: "An organisation code has 9 characters and a check character that fits (GB 11714); check each of them, or leave it empty",
  },
  ID_RESIDENT: {
    severity: "reject",
    zh: "居民身份证号应为 18 位，出生日期真实、校验码正确（GB 11643）；请对照证件核对，其他证件请改正证件类型",
    en: "A resident identity number has 18 characters, a real date of birth and a check character that fits (GB 11643); compare it with the document, or mend the kind of document",
  },
  ID_REGNO: {
    severity: "reject",
    zh: "工商注册号应为 15 位且校验码正确，或为 13 位旧号；请逐位核对，没有的留空",
    en: "A business registration number has 15 digits with a check digit that fits, or is an old one of 13 digits; check each of them, or leave it empty",
  },
  DATE_FUTURE: {
    severity: "reject",
    zh: "日期晚于收到数据之日（规则 {rule}）；请改正日期，或到该日以后再报送",
    en: "The date lies after the day of receipt (rule {rule}); mend it, or send the row after that day",
  },
  DATE_ORDER: {
    severity: "reject",
    zh: "日期早于“{other}”（规则 {rule}）；请核对这两个日期",
    en: "The date lies before “{otherEn}” (rule {rule}); check both dates",
  },
  PUBLICITY_TOO_LONG: {
    severity: "reject",
    zh: "公示截止日期超过自“{other}”起 {months} 个月的最长公示期（规则 {rule}）；请改为该期限以内的日期",
    en: "Shown for longer than the {months} months allowed from “{otherEn}” (rule {rule}); choose a date within them",
  },
  AMOUNT_NOT_POSITIVE: {
    severity: "reject",
    zh: "金额应大于 0（规则 {rule}）；请填写实际金额，没有金额的改正处罚类别并留空",
    en: "The amount has to be over 0 (rule {rule}); write the amount, or mend the kind of penalty and leave it empty",
  },
  VERSION_OLDER: {
    severity: "reject",
    zh: "节点已有该记录的更新版本，较旧的数据不覆盖较新的",
    en: "A newer version of this record is stored; older data never overwrites newer",
  },
  W_KEY_REPEATED: {
    severity: "warn",
    bit: 0,
    zh: "同一记录在本文件中已出现且内容不同，按后一行更新",
    en: "The same record stands earlier in this file with other content; the later row is taken as an update",
  },
  W_PLACEHOLDER_USCC: {
    severity: "warn",
    bit: 1,
    zh: "填写的是无代码占位值 00000000000000000X，记录可能无法关联到主体；取得代码后请补报",
    en: "The placeholder for “no code” stands here, so the record may not be linked to its subject; send the code once there is one",
  },
  W_USCC_PREFIX: {
    severity: "warn",
    rule: "R3",
    bit: 2,
    zh: "统一社会信用代码的前两位与主体类别不符（规则 {rule}：92 为个体工商户）；请核对两项",
    en: "The first two characters of the code do not fit the kind of subject (rule {rule}: 92 is a sole trader); check both",
  },
  W_LATE: {
    severity: "warn",
    rule: "R6",
    bit: 3,
    zh: "迟报：自“{other}”起超过 {workingDays} 个工作日才收到（规则 {rule}）；请在期限内报送",
    en: "Late: received more than {workingDays} working days after “{otherEn}” (rule {rule}); send within that time",
  },
  W_AMOUNT_LARGE: {
    severity: "warn",
    bit: 4,
    zh: "金额大于 {over} {unit}，可能把元当作了{unit}；请核对单位",
    en: "The amount is over {over} {unit}; check that it is not in another unit",
  },
  W_ID_IN_TEXT: {
    severity: "warn",
    rule: "R8",
    bit: 5,
    zh: "文字中含有居民身份证号（规则 {rule}）；公示前须遮盖，请在源头删去",
    en: "A resident identity number stands in the text (rule {rule}); it has to be masked before publication, take it out at the source",
  },
} as const satisfies Record<string, FindingRow>;

export type FindingCode = keyof typeof FINDINGS;
