/**
 * One good row of a penalties file. Rows are built as "binary strings", one
 * character a byte of the target character set: fragments are encoded once and
 * what varies is ASCII, so a row costs no encoding at all.
 */
import iconv from "iconv-lite";
import { dateOf, dayNumber } from "../gateway/model/calendar.ts";
import {
  AT,
  COLUMNS,
  DISTRICTS,
  GROUNDS,
  ORGANS,
  PENALTIES,
  type Penalty,
  REGIONS,
  SURNAMES,
  SYLLABLES,
  TRADES,
  VIOLATIONS,
} from "./make-batch-words.ts";
import {
  makeBusinessRegNo,
  makeOrgCode,
  makeResidentId,
  makeUscc,
  type Random,
  seeded,
} from "./make-identifiers.ts";

export type Charset = "gb18030" | "utf-8";
export type SubjectKind = "organisation" | "soleTrader" | "person";

/** What a planted fault wants of the row it spoils. */
export interface Wish {
  readonly subject?: SubjectKind;
  readonly penalty?: Penalty;
}

export interface Row {
  /** Encoded and quoted cells, by column. */
  readonly cells: string[];
  readonly decidedDay: number;
  readonly random: Random;
}

export interface RowMaker {
  /** Text in the character set, one character a byte. Kept, so for texts that come again only. */
  readonly encode: (text: string) => string;
  readonly row: (index: number, random: Random, wish?: Wish) => Row;
}

export function rowMaker(charset: Charset, seed: number, receivedOn: string): RowMaker {
  const known = new Map<string, string>();
  const encode = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const bytes = iconv.encode(text, charset === "gb18030" ? "gb18030" : "utf8").toString("latin1");
    known.set(text, bytes);
    return bytes;
  };
  const words = (texts: readonly string[]) => texts.map(encode);
  const list = {
    syllables: words(SYLLABLES),
    trades: words(TRADES),
    surnames: words(SURNAMES),
    districts: words(DISTRICTS),
    violations: words(VIOLATIONS),
    grounds: words(GROUNDS),
  };
  const organs = organsOf(seed, encode);
  const receivedDay = dayNumber(receivedOn);
  const dates = new Map<number, string>();
  const date = (day: number): string => {
    const text = dates.get(day) ?? dateOf(day);
    dates.set(day, text);
    return text;
  };
  const draft: Draft = { encode, pick, list, date };

  return {
    encode,
    row(index, random, wish = {}) {
      const cells = new Array<string>(COLUMNS.length).fill("");
      // Within seven days whatever the calendar says, so that no good row is late, this night or the next.
      const decidedDay = receivedDay - 1 - Math.floor(random() * 5);
      fillSubject(draft, cells, random, wish.subject ?? subjectOf(random()));
      fillPenalty(draft, cells, index, random, wish.penalty ?? penaltyOf(random()));
      cells[AT.CF_JDRQ] = dateForm(date(decidedDay), random());
      cells[AT.CF_YXQ] = date(decidedDay + 365 * (1 + Math.floor(random() * 3)));
      if (random() < 0.9) cells[AT.CF_GSJZQ] = date(decidedDay + 90 + Math.floor(random() * 900));
      const organ = pick(organs, random);
      cells[AT.CF_CFJG] = cells[AT.CF_SJLY] = organ.name;
      cells[AT.CF_CFJGDM] = cells[AT.CF_SJLYDM] = organ.uscc;
      return { cells, decidedDay, random };
    },
  };
}

interface Draft {
  readonly encode: (text: string) => string;
  readonly pick: typeof pick;
  readonly list: Readonly<
    Record<"syllables" | "trades" | "surnames" | "districts" | "violations" | "grounds", readonly string[]>
  >;
  readonly date: (day: number) => string;
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

function subjectOf(chance: number): SubjectKind {
  if (chance < 0.8) return "organisation";
  return chance < 0.92 ? "soleTrader" : "person";
}

function penaltyOf(chance: number): Penalty {
  if (chance < 0.55) return "fine";
  if (chance < 0.75) return "warning";
  if (chance < 0.85) return "confiscation";
  if (chance < 0.9) return "closure";
  return chance < 0.95 ? "suspension" : "other";
}

function fillSubject({ encode, list }: Draft, cells: string[], random: Random, kind: SubjectKind): void {
  const syllables =
    pick(list.syllables, random) + pick(list.syllables, random) + pick(list.syllables, random);
  const person = pick(list.surnames, random) + encode("虚构") + pick(list.syllables, random);
  const region = pick(REGIONS, random);
  if (kind === "person") {
    cells[AT.CF_XDR_MC] = person;
    cells[AT.CF_XDR_LB] = encode("自然人");
    const hasPassport = random() < 0.1;
    cells[AT.CF_XDR_ZJLX] = encode(hasPassport ? "护照号" : "身份证");
    cells[AT.CF_XDR_ZJHM] = hasPassport
      ? `E${String(Math.floor(random() * 1e8)).padStart(8, "0")}`
      : residentId(random, region);
    return;
  }
  cells[AT.CF_FRDB] = person;
  if (kind === "soleTrader") {
    cells[AT.CF_XDR_MC] = pick(list.districts, random) + encode("区虚构") + syllables + encode("商店");
    cells[AT.CF_XDR_LB] = encode("个体工商户");
    // A sole trader may have a registration number instead of the code.
    if (random() < 0.2) cells[AT.CF_XDR_GSZC] = makeBusinessRegNo(random, region);
    else cells[AT.CF_XDR_SHXYM] = makeUscc(random, "92", region);
    return;
  }
  const isCompany = random() < 0.95;
  const tail = isCompany ? pick(list.trades, random) + encode("有限公司") : encode("协会");
  cells[AT.CF_XDR_MC] = encode("济南虚构") + syllables + tail;
  cells[AT.CF_XDR_LB] = encode("法人及非法人组织");
  cells[AT.CF_XDR_SHXYM] = makeUscc(random, isCompany ? "91" : "51", region);
  if (random() < 0.1) cells[AT.CF_XDR_GSZC] = makeBusinessRegNo(random, region);
  if (random() < 0.1) cells[AT.CF_XDR_ZZJG] = makeOrgCode(random);
  if (random() < 0.5) {
    cells[AT.CF_FR_ZJLX] = encode("身份证");
    cells[AT.CF_FR_ZJHM] = residentId(random, region);
  }
}

function fillPenalty(
  { encode, list }: Draft,
  cells: string[],
  index: number,
  random: Random,
  penalty: Penalty,
): void {
  const { kinds, fine, confiscation, licence } = PENALTIES[penalty];
  const violation = pick(list.violations, random);
  const amount = (1 + Math.floor(random() * 5000)) / 100;
  cells[AT.CF_WSH] = `${encode("济虚罚〔2026〕第")}${String(index).padStart(8, "0")}${encode("号")}`;
  cells[AT.CF_WFXW] = violation;
  cells[AT.CF_SY] = factsOf(encode, violation, random);
  cells[AT.CF_YJ] = pick(list.grounds, random);
  cells[AT.CF_CFLB] = encode(kinds);
  cells[AT.CF_NR] = fine ? `${encode("罚款人民币")}${amount}${encode("万元整")}` : encode("依法予以处理");
  if (fine) cells[AT.CF_NR_FK] = random() < 0.8 ? amount.toFixed(6) : String(amount);
  if (confiscation) cells[AT.CF_NR_WFFF] = String(1 + Math.floor(random() * 90));
  if (licence) cells[AT.CF_NR_ZKDX] = `${encode("虚构经营许可证 XG")}${index}`;
  if (random() < 0.02) cells[AT.BZ] = encode('"第一行,含逗号\n第二行,含""引号"""');
}

/** Most facts are plain; some hold commas, doubled quotes or line breaks, so that lines are not rows. */
function factsOf(encode: (text: string) => string, violation: string, random: Random): string {
  const chance = random();
  if (chance < 0.92) return encode("经查，当事人") + violation + encode("，违法事实清楚，证据确凿");
  if (chance < 0.95) return encode('"经查,当事人') + violation + encode(',违法事实清楚"');
  if (chance < 0.98) return encode('"经查，当事人自称""虚构老店""，') + violation + encode('"');
  return (
    encode('"一、经查，当事人') +
    violation +
    encode(random() < 0.5 ? '；\r\n二、证据确凿。"' : '；\n二、证据确凿。"')
  );
}

function dateForm(date: string, chance: number): string {
  if (chance < 0.7) return date;
  if (chance < 0.85) return date.replaceAll("-", "/");
  return chance < 0.95 ? `${date} 00:00:00` : date.replaceAll("-", "");
}

export function residentId(random: Random, region: string): string {
  const year = 1950 + Math.floor(random() * 50);
  const month = 1 + Math.floor(random() * 12);
  const day = 1 + Math.floor(random() * 28);
  return makeResidentId(random, String(year * 10000 + month * 100 + day), region);
}

function organsOf(seed: number, encode: (text: string) => string): readonly { name: string; uscc: string }[] {
  const random = seeded(seed ^ 0x0c0de);
  return DISTRICTS.flatMap((district, at) =>
    ORGANS.map((organ) => ({
      name: encode(`济南市${district}区虚构${organ}`),
      uscc: makeUscc(random, "11", REGIONS[at] as string),
    })),
  );
}
