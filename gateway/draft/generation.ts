/**
 * Which form of the published penalties and permits a file has: that of 2015 or of 2018 and later,
 * told by its titles, and what of the later form can be derived where a field has no column. Only
 * what is certain is derived; the rest is for people to say.
 */
import type { CodeSet, Field, Standard } from "../model/catalog.ts";

export type Generation = "2015" | "2018";

const OF_2015 = [
  /代码_?2[（(]组织机构代码/,
  /代码_?3[（(]工商登记/,
  /代码_?5[（(](居民)?身份证/,
  /^处罚名称$/,
  /^处罚类别[12]$/,
  /^处罚结果$/,
  /^审批类别$/,
  /^许可截止期$/,
  /^地方编码$/,
  /^公示期限$/,
  /^(CF|XK)_(XDR_ZDM|XDR_GSDJ|XDR_SFZ|CFMC|CFLB[12]|JG|XZJG|SPLB|XMMC|JZQ)$/i,
  /^DFBM$/i,
];
const OF_2018 = [
  /代码_?2[（(]工商注册号/,
  /代码_?3[（(]组织机构代码/,
  /代码_?5[（(]事业单位/,
  /^行政相对人类别$/,
  /^违法行为类型$/,
  /^数据来源单位/,
  /机关(统一社会信用)?代码$/,
  /^(CF|XK)_(XDR_LB|XDR_GSZC|XDR_ZZJG|XDR_SHZZ|WFXW|NR_FK|XKLB|XKWS|XKJG|CFJG|SJLY|LYDW|YXQZI?)$/i,
];
/** The forms are those of these two standards alone. */
const HAVE_FORMS = /^administrative-(penalty|permit)@/;

export function generationOf(standard: Standard, titles: readonly string[]): Generation | undefined {
  if (!HAVE_FORMS.test(standard.id)) return undefined;
  const plain = titles.map((title) => title.replace(/^[*＊]|\s/g, ""));
  const signs = (of: readonly RegExp[]) =>
    of.filter((sign) => plain.some((title) => sign.test(title))).length;
  const [old, later] = [signs(OF_2015), signs(OF_2018)];
  return old === later ? undefined : old > later ? "2015" : "2018";
}

/** A transform as it is written in an adapter.yaml. */
export interface Derivation {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Fields that must have a column for it. */
  readonly reads: readonly string[];
  readonly remark: string;
}

/** What can stand in for a field without a column. */
export function derivationFor(
  field: Field,
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
  generation: Generation | undefined,
): Derivation | undefined {
  const { kind, uscc, certNo, certType } = standard.subject;
  if (field.name === kind && uscc !== undefined && certNo !== undefined)
    return kindFromNumbers(field, standard, codeSets.get(field.codeSet ?? ""));
  if (field.name === certType && certNo !== undefined)
    return {
      name: "when-present",
      options: { field: certNo, value: residentCard(codeSets.get(field.codeSet ?? "")), lengths: [18] },
      reads: [certNo],
      remark: "18 位的号码按身份证处理 / a number of 18 characters is taken for an identity card",
    };
  return generation === "2015" ? OF_OLD_PENALTIES[field.name] : undefined;
}

/** The form of 2015 says in one text what that of 2018 has in fields. */
const OF_OLD_PENALTIES: Readonly<Record<string, Derivation>> = {
  violationType: {
    name: "copy-of",
    options: { field: "facts" },
    reads: ["facts"],
    remark: "2015 格式的处罚事由兼指类型和事实 / the ground says both the kind of act and what happened",
  },
  fineAmount: amount("罚款"),
  confiscationAmount: amount("没收违法所得"),
  licenceAffected: {
    name: "clause-with",
    options: { field: "content", words: ["暂扣", "吊销"], most: 200 },
    reads: ["content"],
    remark: "从处罚结果中取出证照 / the clause of the result that names the licence",
  },
  validUntil: {
    name: "when-present",
    options: { field: "decisionDate", value: "2099-12-31" },
    reads: ["decisionDate"],
    remark: "2015 格式没有处罚有效期，按长期处理 / the form of 2015 has no end of validity",
  },
};

function amount(word: string): Derivation {
  return {
    name: "amount-from-text",
    options: { field: "content", word, to: "万元" },
    reads: ["content"],
    remark: "处罚结果中只写一个数额时取出 / read from the result where it names one sum",
  };
}

function kindFromNumbers(field: Field, standard: Standard, set: CodeSet | undefined): Derivation | undefined {
  const { uscc, certNo, businessRegNo } = standard.subject;
  const code = (words: RegExp) => set?.codes.find(({ code, label }) => words.test(code + label.zh))?.code;
  const [legalEntity, naturalPerson, soleTrader] = [code(/法人/), code(/自然人|个人/), code(/个体/)];
  if (uscc === undefined || certNo === undefined || legalEntity === undefined || naturalPerson === undefined)
    return undefined;
  const orgCode = standard.fields.find(
    ({ format, name }) => format === "org-code" && /subject/i.test(name),
  )?.name;
  return {
    name: "subject-kind-from-identifiers",
    options: {
      uscc,
      ...(businessRegNo === undefined ? {} : { businessRegNo, soleTraderSerials: "6789" }),
      certNo,
      legalEntity,
      naturalPerson,
      soleTrader: soleTrader ?? legalEntity,
      ...(orgCode === undefined ? {} : { orgCode }),
    },
    reads: [uscc],
    remark: `由号码判断${field.title.zh} / told by the numbers of the row`,
  };
}

function residentCard(set: CodeSet | undefined): string {
  return set?.codes.find(({ code, label }) => /身份证/.test(code + label.zh))?.code ?? "身份证";
}
