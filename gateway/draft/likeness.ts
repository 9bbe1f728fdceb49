/**
 * How much a column's title is like a name of a field, from 0 to 1: the same, the same in brackets,
 * made of the same words, initials of them, or English words. Only names are looked at. The trap:
 * 行政相对人代码_2 is another number in each form, so what stands in brackets counts before it.
 */
import type { Field } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import { initialsOf } from "./pinyin.ts";

interface Spelling {
  readonly text: string;
  /** Without brackets, marks and words that every title has. */
  readonly stem: string;
  /** With words of like meaning made one. */
  readonly loose: string;
  readonly inBrackets: string;
  readonly pairs: ReadonlySet<string>;
  readonly initials: string;
  readonly isLatin: boolean;
  readonly words: readonly string[];
}

/** Words that mean the same in titles, the longer first. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/统一社会信用代码|社会信用代码|信用代码|统一代码/g, "信用代码"],
  [
    /(单位|企业|机构|主体|对象|当事人|相对人|行政相对人|纳税人|失信人|被执行人|申请人|市场主体)(名称|姓名)/g,
    "名称",
  ],
  [/法定代表人(\(负责人\))?(姓名)?|法人代表(姓名)?|法人姓名|企业法人/g, "法定代表人"],
  [/居民身份证号码?|身份证号码?|身份证件号码?|证件号码?/g, "证件号"],
  [/工商登记码|工商注册号|工商登记号|注册号|登记注册号/g, "注册号"],
  [/决定书文号|决定文书号|决定书编号|文书编号|文书号|决定书号/g, "文号"],
  [/标记/g, "列入"],
  [/恢复|退出|解除/g, "移出"],
  [/时间|日$/g, "日期"],
  [/事由|事实|原因|理由|情形|缘由/g, "事由"],
  [/部门|单位|机构$|机关/g, "机关"],
  [/有效期限?至|有效期止|有效期限?|截止日期|截止期|届满日期|终止日期/g, "截止"],
  [/编码/g, "代码"],
  [/编号|号码/g, "号"],
  [/种类|类别|类型/g, "类别"],
  [/地址|住所|场所/g, "地址"],
  [/结果|内容/g, "内容"],
  [/行政|企业|信息|数据|情况|的/g, ""],
];
/** Words that may mean the same: a title that is like another only so stays unsure. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/(批准|核准|颁发|颁证|发证|备案|许可|认定|登记|注册)日期/g, "发证日期"],
  [/(记者证|资格证|执业证|许可证|登记证|备案|批准|识别|证书|证|件)(号|代码)/g, "证号"],
  [/负责人(姓名)?|经营者(姓名)?|法定代表人/g, "法定代表人"],
  [/(发证|批准|颁发|审批|登记|备案|核准|许可)机关/g, "发证机关"],
  [/(业务|经营|许可|执业)范围/g, "范围"],
  [/(注册|经营|通讯|办公|联系)地址/g, "地址"],
];
const UNITS = /[(（](?:万元|亿元|元|人民币|单位[:：]?.*?)[)）]/g;

const TITLES_KEPT = 400;
const spellings = new Map<string, Spelling>();
const likenesses = new Map<string, Map<Field, Likeness>>();

function spell(title: string): Spelling {
  const known = spellings.get(title);
  if (known !== undefined) return known;
  const text = normaliseTitle(title.replace(UNITS, ""));
  const inBrackets = /[(（](.+?)[)）]/.exec(text)?.[1] ?? "";
  let stem = text.replace(/[(（].*?[)）]/g, "").replace(/[_\d:：]+$/, "");
  for (const [words, word] of SAME) stem = stem.replace(words, word);
  let loose = stem;
  for (const [words, word] of ALIKE) loose = loose.replace(words, word);
  const isLatin = /^[\u0021-\u007e]+$/.test(text);
  const made: Spelling = {
    text,
    stem,
    loose,
    inBrackets,
    pairs: new Set(Array.from({ length: Math.max(0, stem.length - 1) }, (_, at) => stem.slice(at, at + 2))),
    initials: initialsOf(text.replace(/[(（].*?[)）]/g, "")),
    isLatin,
    words: isLatin ? wordsOf(title) : [],
  };
  spellings.set(title, made);
  return made;
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => (word === "on" || word === "at" || word === "time" ? "date" : word))
    .filter((word) => word !== "" && word !== "of" && word !== "the");
}

export interface Likeness {
  readonly score: number;
  /** Which name of the field it was that is like the title. */
  readonly name: string;
}

const SAME_NAME = 0.97;
export const isSameName = (score: number): boolean => score >= SAME_NAME;

/** Files have the same titles over and over: each is compared with a field once. */
export function likenessOf(title: string, field: Field): Likeness {
  let known = likenesses.get(title);
  if (known === undefined) {
    if (likenesses.size >= TITLES_KEPT) likenesses.clear();
    known = new Map();
    likenesses.set(title, known);
  }
  let like = known.get(field);
  if (like === undefined) known.set(field, (like = readLikeness(title, field)));
  return like;
}

function readLikeness(title: string, field: Field): Likeness {
  const own = spell(title);
  let score = 0;
  let name = field.title.zh;
  for (const one of [...(field.code ? [field.code] : []), field.title.zh, ...field.aliases]) {
    const like = compare(own, spell(one));
    if (like > score) [score, name] = [like, one];
  }
  for (const one of [field.name, field.title.en]) {
    const like = likeWords(own, spell(one));
    if (like > score) [score, name] = [like, one];
  }
  return { score, name };
}

export function likeness(a: string, b: string): number {
  return compare(spell(a), spell(b));
}

function compare(a: Spelling, b: Spelling): number {
  if (a.text === b.text) return a.text === "" ? 0 : 1;
  if (a.isLatin && b.isLatin) return likeCodes(a.text, b.text);
  if (a.isLatin || b.isLatin) return a.isLatin ? likeInitials(a.text, b) : likeInitials(b.text, a);
  const brackets = likeBrackets(a, b);
  if (brackets !== undefined) return brackets;
  if (a.stem === b.stem && a.stem !== "") return 0.93;
  const alike = a.loose === b.loose && a.loose !== "" ? 0.64 : 0;
  return Math.max(alike, likeStems(a, b));
}

/** Brackets say which number is meant: the same number, or certainly another. */
function likeBrackets(a: Spelling, b: Spelling): number | undefined {
  if (a.inBrackets !== "" && b.inBrackets !== "") {
    const inside = compare(spell(a.inBrackets), spell(b.inBrackets));
    return inside >= 0.9 ? 0.92 : Math.min(0.3, inside);
  }
  const [inside, other] = a.inBrackets === "" ? [b.inBrackets, a] : [a.inBrackets, b];
  if (inside === "") return undefined;
  return compare(spell(inside), spell(other.text)) >= 0.9 ? 0.88 : undefined;
}

/** A standard rarely has two of these; of dates and numbers it has many. */
const TELLING_ENDS = new Set(["事由", "依据", "文号", "内容", "范围"]);

function likeStems(a: Spelling, b: Spelling): number {
  const [short, long] = a.stem.length <= b.stem.length ? [a.stem, b.stem] : [b.stem, a.stem];
  if (short.length < 2) return 0;
  let shared = 0;
  for (const pair of a.pairs) if (b.pairs.has(pair)) shared += 1;
  const dice = (2 * shared) / (a.pairs.size + b.pairs.size);
  // The last word tells what a column holds: 处罚日期 and 处罚机关 have the first in common.
  const sameEnd = a.stem.slice(-2) === b.stem.slice(-2);
  const telling = sameEnd && TELLING_ENDS.has(a.stem.slice(-2)) ? 0.6 : 0;
  const contained = long.includes(short) && sameEnd ? 0.6 + 0.3 * (short.length / long.length) : 0;
  // 列入原因 is what is left of 列入经营异常名录原因.
  const shortened = short.length >= 4 && isShortened(short, long) ? 0.8 : 0;
  return Math.max(telling, contained, shortened, (sameEnd ? 0.9 : 0.6) * dice);
}

/** XK_JDRQ and CF_JDRQ end alike; 2 letters say little. */
function likeCodes(a: string, b: string): number {
  const plain = (code: string) => code.replace(/[_-]/g, "");
  if (plain(a) === plain(b)) return 0.97;
  const [endA, endB] = [a, b].map((code) => code.split(/[_-]/).pop() ?? "");
  if (endA === endB && endA !== undefined && endA.length >= 3 && (a.includes("_") || b.includes("_")))
    return 0.7;
  return 0;
}

/** A code that is the initials of the title, as a whole or after its prefix. */
function likeInitials(code: string, { initials, stem }: Spelling): number {
  const parts = code.toUpperCase().split(/[_-]/);
  const ends = parts.map((_, at) => parts.slice(at).join(""));
  const withoutUnit =
    parts.at(-1) === "YUAN" ? parts.slice(0, -1).map((_, at) => parts.slice(at, -1).join("")) : [];
  const wanted = [initials, initialsOf(stem)].filter((one) => one.length >= 2);
  if (![...ends, ...withoutUnit].some((end) => wanted.includes(end))) {
    const short = [...ends, ...withoutUnit].some((end) => end.length >= 4 && isShortened(end, initials));
    return short ? 0.62 : 0;
  }
  return initials.length >= 4 ? 0.85 : initials.length === 3 ? 0.75 : 0.6;
}

/** MSJE is what is left of MSWFSDMSFFCWDJE: begins and ends like it, nothing out of order. */
function isShortened(code: string, initials: string): boolean {
  if (code.slice(0, 2) !== initials.slice(0, 2) || code.slice(-2) !== initials.slice(-2)) return false;
  let at = 0;
  for (const letter of initials) if (letter === code[at]) at += 1;
  return at === code.length;
}

/** English names: the same words, whatever the form of the verb, or the beginnings of them run together (regcapcur). */
function likeWords(a: Spelling, b: Spelling): number {
  if (!a.isLatin || !b.isLatin || a.words.length === 0) return 0;
  const same = (one: string, other: string) =>
    one === other ||
    (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)));
  const shared = a.words.filter((word) => b.words.some((other) => same(word, other))).length;
  const dice = (2 * shared) / (a.words.length + b.words.length);
  const begun = beginnings(a.text.replace(/[^a-z]/g, ""), b.words);
  return Math.max(0.9 * dice, begun >= 2 ? (0.8 * begun) / b.words.length : 0);
}

/** How many of the words, in order, the code is put together from the beginnings of; 0 when it is not. */
function beginnings(code: string, words: readonly string[]): number {
  if (code === "") return 0;
  let most = 0;
  words.forEach((word, at) => {
    for (let length = 2; length <= Math.min(word.length, code.length); length++) {
      if (!code.startsWith(word.slice(0, length))) break;
      const rest = code.slice(length);
      const further = rest === "" ? 1 : beginnings(rest, words.slice(at + 1));
      if (further > 0) most = Math.max(most, rest === "" ? 1 : 1 + further);
    }
  });
  return most;
}
