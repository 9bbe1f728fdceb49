/**
 * An invented value for a field of a standard: by format, code set, unit and pattern, else by
 * what its Chinese title speaks of. In the form of a record, not of a file. All names are plainly
 * made up; identifiers have true check digits. Subjects, and persons beside them, are consistent
 * within a row.
 */
import type { Catalog, CodeSet, Field, Standard } from "../../gateway/model/catalog.ts";
import {
  makeBusinessRegNo,
  makeOrgCode,
  makeResidentId,
  makeUscc,
  type Random,
} from "../make-identifiers.ts";
import { dayAfter } from "./days.ts";
import { DAYS, person, pick, type Subject } from "./kit.ts";
import { likePattern } from "./like-pattern.ts";

export interface Place {
  /** Short name, in front of invented names: 青岛. */
  readonly name: string;
  /** Division code of the subjects. */
  readonly region: string;
}

export interface Around {
  readonly standard: Standard;
  readonly catalog: Catalog;
  readonly offsets: ReadonlyMap<string, number>;
  readonly place: Place;
  /** Who sends, and the organ that decides in its records. */
  readonly sender: { readonly name: string; readonly uscc: string };
  readonly organ: string;
  /** Code set as the adapter reads the field. */
  readonly codeSetOf: (field: Field) => string | undefined;
}

export interface Row {
  readonly n: number;
  readonly random: Random;
  readonly who: Subject;
  readonly day: string;
}

const DISTRICTS = ["东城", "西城", "新港", "南湖", "北山"];
const WORDS = ["虚构云帆", "示例长风", "虚构海岳", "示例青禾", "虚构明德", "示例同舟"];
const TRADES = ["商贸", "食品", "建设工程", "物流", "科技", "环保"];

export type Who = "mixed" | "organisation" | "person";

export function startRow(n: number, random: Random, who: Who, place: Place): Row {
  return { n, random, who: makeSubject(n, random, who, place), day: pick(random, DAYS) };
}

/** As kit.ts's subject(), of another place: rows whose number is a multiple of five are companies. */
function makeSubject(n: number, random: Random, who: Who, { name: place, region }: Place): Subject {
  const none = { uscc: "", businessRegNo: "", orgCode: "", legalRepresentative: "", certNo: "" };
  const called = `${place}${pick(random, DISTRICTS)}${pick(random, WORDS)}${n + 1}号`;
  if (who === "person" || (who === "mixed" && n % 5 === 4))
    return { ...none, kind: "自然人", name: person(random), certNo: residentId(n, random, region) };
  const businessRegNo = makeBusinessRegNo(random, region);
  const legalRepresentative = person(random);
  if (who === "mixed" && n % 5 === 2) {
    const uscc = makeUscc(random, "92", region);
    return {
      ...none,
      kind: "个体工商户",
      name: `${called}经营部（个体）`,
      uscc,
      businessRegNo,
      legalRepresentative,
    };
  }
  const uscc = makeUscc(random, "91", region);
  const name = `${called}${pick(random, TRADES)}有限公司`;
  return {
    ...none,
    kind: "法人及非法人组织",
    name,
    uscc,
    orgCode: uscc.slice(8, 17),
    businessRegNo,
    legalRepresentative,
  };
}

function residentId(n: number, random: Random, region: string): string {
  const month = String(1 + (n % 12)).padStart(2, "0");
  return makeResidentId(random, `19${70 + (n % 30)}${month}${String(1 + (n % 28)).padStart(2, "0")}`, region);
}

const own = (value: string) => (value === "" ? undefined : value);

/** Undefined where the row rightly has nothing. */
export function invent(field: Field, row: Row, around: Around): string | string[] | undefined {
  const { subject } = around.standard;
  const { who } = row;
  switch (field.name) {
    case subject.name:
      return who.name;
    case subject.uscc:
      return own(who.uscc);
    case subject.businessRegNo:
      return own(who.businessRegNo);
    case subject.certNo:
      return own(who.certNo);
    case subject.certType:
      return who.certNo === "" ? undefined : residentCard(field, around);
    case subject.kind:
      return kindCode(field, who, around);
  }
  switch (field.type) {
    case "date":
      return dayAfter(row.day, around.offsets.get(field.name) ?? 0);
    case "datetime":
      return `${dayAfter(row.day, around.offsets.get(field.name) ?? 0)}T17:${String(row.n % 60).padStart(2, "0")}:00+08:00`;
    case "decimal":
      return field.unit === "元" ? `${((row.n % 90) + 1) * 100}.5` : `${((row.n % 40) + 1) * 0.5}`;
    case "integer":
      return wholeNumber(field, row);
    case "code":
      return inventCode(field, row, around);
    case "codes": {
      const first = inventCode(field, row, around);
      return first === undefined ? undefined : [first];
    }
    case "string":
      return inventText(field, row, around);
  }
}

function setOf(field: Field, { catalog, codeSetOf }: Around): CodeSet | undefined {
  return catalog.codeSets.find(({ id }) => id === codeSetOf(field));
}

/** The code of the standard for an identity card, whatever its code set calls it. */
function residentCard(field: Field, around: Around): string | undefined {
  const set = setOf(field, around);
  if (set === undefined) return "身份证";
  return (set.codes.find(({ code, label }) => /身份证/.test(code + label.zh)) ?? set.codes[0])?.code;
}

function kindCode(field: Field, who: Subject, around: Around): string | undefined {
  const set = setOf(field, around);
  if (set === undefined) return who.kind;
  const words = who.kind === "自然人" ? /自然人|个人/ : who.kind === "个体工商户" ? /个体/ : /法人/;
  const called = (pattern: RegExp) =>
    set.codes.find(({ code, label }) => pattern.test(code + label.zh))?.code;
  return called(words) ?? called(/法人/) ?? set.codes[0]?.code;
}

function inventCode(field: Field, row: Row, around: Around): string | undefined {
  const set = setOf(field, around);
  if (/CertType$/.test(field.name)) return residentCard(field, around);
  if (field.codeSet === "divisions") return around.place.region;
  const inForce = set?.codes.filter(({ validTo }) => validTo === undefined) ?? [];
  // The first few: the further down a list, the rarer the case and the more it asks for.
  return inForce[Math.floor(row.random() * Math.min(4, inForce.length))]?.code;
}

function wholeNumber({ title }: Field, { n }: Row): string {
  if (/年度|年份/.test(title.zh)) return "2025";
  if (/年龄/.test(title.zh)) return String(30 + (n % 25));
  return String((n % 36) + 1);
}

function inventText(field: Field, row: Row, around: Around): string | undefined {
  const { n, random, who } = row;
  const { place, sender, organ } = around;
  const schema = (around.standard.schema["properties"] as Record<string, Record<string, unknown>>)[
    field.name
  ];
  const named = field.title.zh;
  const options = schema?.["enum"] as string[] | undefined;
  if (options !== undefined) return options[n % options.length];
  if (typeof schema?.["const"] === "string") return schema["const"];
  const ofOrgan = /organ|source|agency|authority|court|unit|issuer|bureau|supervis/i.test(field.name);
  if (field.format === "uscc") return ofOrgan ? sender.uscc : makeUscc(random, "91", place.region);
  if (field.format === "org-code") return own(who.orgCode) ?? own(who.uscc.slice(8, 17));
  if (field.format === "business-reg-no") return makeBusinessRegNo(random, place.region);
  if (field.format === "resident-id") return residentId(n, random, place.region);
  if (typeof schema?.["pattern"] === "string") {
    const made = likePattern(schema["pattern"], random);
    // White space at an end is lost on the way: then what the title speaks of will do.
    return made === made.trim() ? made : textFor(named, n, place, sender, organ, ofOrgan);
  }
  if (/OrgCode$/.test(field.name)) return makeOrgCode(random);
  if (/CertNo$/.test(field.name) || /身份证|证件号/.test(named)) return residentId(n, random, place.region);
  if (schema?.["x-mask"] === "surname" || /(Representative|PersonName|ContactName)$/.test(field.name))
    return who.legalRepresentative === "" ? person(random) : who.legalRepresentative;
  const text = textFor(named, n, place, sender, organ, ofOrgan);
  return text === undefined ? undefined : [...text].slice(0, field.maxLength ?? 200).join("");
}

/** By the words of the title; the first line that fits counts. */
function textFor(
  title: string,
  n: number,
  place: Place,
  sender: Around["sender"],
  organ: string,
  ofOrgan: boolean,
): string | undefined {
  const serial = String(n + 1).padStart(6, "0");
  const lines: readonly (readonly [RegExp, string | undefined])[] = [
    [/备注|说明$|附件/, n % 10 === 1 ? "示例备注" : undefined],
    [/数据来源|报送|提供单位|上报/, sender.name],
    [/案号/, `（2026）${place.name}虚案${n + 1}号`],
    [/文号|文书号|决定书号|公告号|批准号/, `${place.name}虚字〔2026〕${n + 1}号`],
    [/电话|手机|传真/, `0000-${String(1000000 + n)}`],
    [/邮编|邮政编码/, "250000"],
    [/邮箱|电子邮件/, `sample${n + 1}@example.com`],
    [/网址|网站|链接|域名/, `https://www.example.com/${n + 1}`],
    [/地址|住所|地点|场所|地区/, `${place.name}市虚构区示例路${n + 1}号`],
    [/姓名|负责人|联系人|经办人|代表人|经营者/, "赵示例"],
    [/编号|证号|号码|代码|主键|标识|证书号|号$/, `SL2026${serial}`],
    [/机关|法院|主管部门/, organ],
    [/依据/, "《示例管理办法》第八条"],
    [/事由|事实|原因|理由|情形|情况/, `经查明的示例情况之${(n % 7) + 1}`],
    [/项目|工程/, `虚构家园${(n % 9) + 1}期工程`],
    [/品牌|商标|产品|商品/, `示例牌${(n % 9) + 1}号产品`],
    [/证书|许可证|资质/, "示例资质证书"],
    [/范围/, "示例商品销售"],
  ];
  const found = lines.find(([words]) => words.test(title));
  if (found !== undefined) return found[1];
  if (ofOrgan || /单位|机构|部门$/.test(title)) return organ;
  return `示例${title.replace(/[（(].*$/, "")}${(n % 7) + 1}`;
}
