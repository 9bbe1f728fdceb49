/**
 * What the cells of a column look like, counted: check digits, dates, amounts, code sets, the marks
 * of document numbers, laws, organisations and persons. It reads values as the mapping will read
 * them, and keeps none of them.
 */
import { compileNulls, trim } from "../map/blank.ts";
import { compileCode, compileCodes, type FindCode } from "../map/codes.ts";
import { parseDate, parseDateTime } from "../map/dates.ts";
import { normaliseIdentifier } from "../map/identifiers.ts";
import { parseDecimal } from "../map/numbers.ts";
import type { CodeSet } from "../model/catalog.ts";
import { isBusinessRegNo, isOrgCode, isResidentId, isUscc, PLACEHOLDER_USCC } from "../model/identifier.ts";
import { NULL_FORMS } from "../model/transforms.ts";

/** Shares of the filled cells, 0 to 1. */
export interface Profile {
  readonly filled: number;
  readonly distinct: number;
  readonly uscc: number;
  readonly orgCode: number;
  readonly residentId: number;
  readonly businessRegNo: number;
  readonly date: number;
  readonly time: number;
  readonly longTerm: number;
  readonly decimal: number;
  readonly integer: number;
  readonly documentNo: number;
  readonly law: number;
  readonly organisation: number;
  readonly organ: number;
  readonly personName: number;
  readonly han: number;
  readonly longest: number;
  readonly meanLength: number;
  /** Share of the cells that a code set has, several separated ones included. */
  readonly inSet: (set: CodeSet) => number;
  /** Codes of the set that were met. */
  readonly codesMet: (set: CodeSet) => ReadonlySet<string>;
  /** The cells alone might say what they are. */
  readonly isTelling: boolean;
  readonly values: readonly string[];
}

const isNull = compileNulls(NULL_FORMS);
const LONG_TERM = /^(长期|永久|长期有效|无期限|9999[-/]?\d{2}[-/]?\d{2}.*)$/;
const SEVERAL = /^[^。]{1,120}[;；、,，]/;
const ORGAN = /(局|厅|委|委员会|法院|检察院|政府|办公室|总队|支队|大队|中心|海关|平台|部门|机关|税务局)$/;
const ORGANISATION =
  /(公司|厂|合作社|个体|合伙|事务所|商行|经营部|小吃店|店|行|学校|医院|协会|集团|中心|站|社)(（.*）|\(.*\))?$/;

const finders = new WeakMap<
  CodeSet,
  { readonly one: FindCode; readonly all: (text: string) => string[] | undefined }
>();

function finderOf(set: CodeSet) {
  const known = finders.get(set) ?? { one: compileCode(set), all: compileCodes(set) };
  finders.set(set, known);
  return known;
}

export function profileOf(cells: readonly string[], serialDays: boolean): Profile {
  const values = cells.map(trim).filter((value) => !isNull(value) && value !== PLACEHOLDER_USCC);
  const share = (test: (value: string) => boolean) =>
    values.length === 0 ? 0 : values.filter(test).length / values.length;
  const number = (test: (value: string) => boolean, strip = false) =>
    share((value) => test(normaliseIdentifier(value, strip)));
  const forms = { longTerm: true, serial: serialDays, month: "first" } as const;
  const looksLikeDay = (value: string) => /[-/.年]/.test(value) || /^(19|20)\d{6}(\d{6})?$/.test(value);
  const sets = new Map<string, { share: number; met: Set<string> }>();
  const look = (set: CodeSet) => {
    const known = sets.get(set.id);
    if (known !== undefined) return known;
    const { one, all } = finderOf(set);
    const met = new Set<string>();
    const found = share((value) => {
      // Only what has separators can be several; most texts are neither, and looking for them costs most.
      const codes = [one(value) ?? (SEVERAL.test(value) ? all(value) : undefined) ?? []].flat();
      for (const code of codes) met.add(code);
      return codes.length > 0;
    });
    const result = { share: found, met };
    sets.set(set.id, result);
    return result;
  };
  const lengths = values.map((value) => value.length);
  const shares = {
    distinct: new Set(values).size,
    uscc: number(isUscc),
    orgCode: number(isOrgCode, true),
    residentId: number(isResidentId),
    businessRegNo: number((value) => value.length === 15 && isBusinessRegNo(value)),
    date: share((value) => {
      const day = parseDate(value, forms);
      return day !== undefined && (looksLikeDay(value) || LONG_TERM.test(value) || isDayOfOurs(day));
    }),
    time: share((value) => /\d[:时]\d|^\d{14}$|^\d{13}$/.test(value) && parseDateTime(value) !== undefined),
    longTerm: share((value) => LONG_TERM.test(value)),
    decimal: share((value) => parseDecimal(value) !== undefined),
    integer: share((value) => /^\d{1,9}$/.test(value)),
    documentNo: share(
      (value) => /[〔（([［【]?(19|20)\d{2}[〕）)\]］】]?.*号$/.test(value) && value.length < 60,
    ),
    law: share((value) => /《.+》|第.{1,8}条/.test(value)),
    organisation: share((value) => ORGANISATION.test(value)),
    organ: share((value) => ORGAN.test(value)),
    personName: share(
      (value) => /^\p{Script=Han}{2,4}(·\p{Script=Han}{1,6})?$/u.test(value) && !ORGAN.test(value),
    ),
    han: share((value) => /\p{Script=Han}/u.test(value)),
    longest: Math.max(0, ...lengths),
    meanLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length),
  };
  return {
    ...shares,
    filled: values.length,
    isTelling:
      Math.max(
        shares.uscc,
        shares.residentId,
        shares.businessRegNo,
        shares.orgCode,
        shares.documentNo,
        shares.organisation,
      ) >= 0.8 ||
      (shares.han > 0.5 && shares.distinct <= 12),
    inSet: (set) => look(set).share,
    codesMet: (set) => look(set).met,
    values,
  };
}

/** Bare numbers of milliseconds or days say a date only where it is one of this age. */
function isDayOfOurs(day: string): boolean {
  return day > "1985-01-01" && day < "2060-01-01";
}
