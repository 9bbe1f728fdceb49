/**
 * How well the cells of a column fit a field, from 0 to 1, and how telling that is: nothing but a
 * code of 18 with its check character is a credit code, while any text fits a text.
 */
import type { CodeSet, Field, Standard } from "../model/catalog.ts";
import type { Profile } from "./profile.ts";

export interface Fit {
  /** 0.5 where nothing can be said. */
  readonly score: number;
  /** The cells alone would say so. */
  readonly telling: boolean;
  /** In words, for the comment. */
  readonly why?: string;
}

const NOTHING: Fit = { score: 0.5, telling: false };

export function fitOf(
  profile: Profile,
  field: Field,
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
): Fit {
  if (profile.filled === 0) return NOTHING;
  switch (field.type) {
    case "date":
      return { score: profile.date, telling: false, why: "日期 dates" };
    case "datetime":
      return { score: Math.max(profile.time, profile.date * 0.8), telling: false, why: "时间 times" };
    case "decimal":
      return {
        score: profile.decimal * (profile.integer === 1 && profile.distinct === 1 ? 0.8 : 1),
        telling: false,
        why: "数值 numbers",
      };
    case "integer":
      return { score: profile.integer, telling: false, why: "整数 whole numbers" };
    case "code":
    case "codes":
      return fitOfCodes(profile, field, codeSets);
    case "string":
      return fitOfText(profile, field, standard);
  }
}

function fitOfCodes(profile: Profile, field: Field, codeSets: ReadonlyMap<string, CodeSet>): Fit {
  const set = codeSets.get(field.codeSet ?? "");
  if (set === undefined) return NOTHING;
  const own = profile.inSet(set);
  // Sources have figures of their own for the same values; then the draft names their set.
  const score =
    own === 1 ? 1 : Math.max(own, ...rivalSets(set, codeSets).map((rival) => 0.9 * profile.inSet(rival)));
  // Figures and one or two words are in many sets.
  const words = profile.values.some((value) => /\p{Script=Han}{2}/u.test(value));
  return {
    score,
    telling: words && profile.codesMet(set).size >= 2 && score >= 0.8,
    why: `代码集 ${set.id}`,
  };
}

const rivals = new WeakMap<CodeSet, CodeSet[]>();

/** Sets that lead to the same codes from other spellings. */
export function rivalSets(set: CodeSet, codeSets: ReadonlyMap<string, CodeSet>): CodeSet[] {
  const known = rivals.get(set);
  if (known !== undefined) return known;
  const codes = new Set(set.codes.map(({ code }) => code));
  const found = [...codeSets.values()].filter(
    (other) => other !== set && other.codes.every(({ code }) => codes.has(code)),
  );
  rivals.set(set, found);
  return found;
}

function fitOfText(profile: Profile, field: Field, standard: Standard): Fit {
  const checked: Readonly<Record<string, readonly [number, string]>> = {
    uscc: [profile.uscc, "校验位 check characters"],
    "org-code": [profile.orgCode, "校验位 check characters"],
    "business-reg-no": [profile.businessRegNo, "校验位 check digits"],
    "resident-id": [profile.residentId, "校验位 check characters"],
  };
  const [share, why] = checked[field.format ?? ""] ?? [];
  if (share !== undefined && why !== undefined) return { score: share, telling: share >= 0.8, why };
  const { name, title } = field;
  if (name === standard.subject.certNo || /CertNo$/.test(name)) {
    const score = Math.max(profile.residentId, profile.han > 0.5 ? 0 : 0.4);
    return { score, telling: profile.residentId >= 0.8, why: "校验位 check characters" };
  }
  const tooLong = field.maxLength !== undefined && profile.longest > field.maxLength;
  const words = wordsOf(profile, title.zh, name === standard.subject.name);
  return { ...words, score: tooLong ? words.score * 0.3 : words.score };
}

/** What the cells say against what the title speaks of. */
function wordsOf(profile: Profile, title: string, isSubject: boolean): Fit {
  const coded = Math.max(profile.uscc, profile.residentId, profile.date);
  if (isSubject)
    return {
      score: Math.max(profile.organisation, profile.personName * 0.9, 0.2),
      telling: profile.organisation >= 0.8,
      why: "主体名称 names of subjects",
    };
  if (/姓名|代表人|法人代表|负责人|经办人|联系人/.test(title))
    return { score: Math.max(0.2, profile.personName), telling: false, why: "人名 names of persons" };
  if (/文号|文书号|决定书号|案号/.test(title))
    return {
      score: Math.max(0.3, profile.documentNo),
      telling: profile.documentNo >= 0.8,
      why: "文号 document numbers",
    };
  if (/依据/.test(title)) return { score: Math.max(0.4, profile.law), telling: false, why: "法条 laws" };
  if (/机关|法院|部门|单位|机构/.test(title) && !/代码/.test(title))
    return { score: Math.max(0.4, profile.organ), telling: false, why: "机关 organs" };
  if (/代码|编号|号码|证号|号$/.test(title))
    return { score: profile.han > 0.8 && profile.documentNo < 0.5 ? 0.3 : 0.6, telling: false };
  return { score: coded > 0.8 ? 0.15 : 0.55, telling: false };
}
