import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { NULL_FORMS } from "../model/transforms.ts";
import { compileClean, compileNulls, trim } from "./blank.ts";
import { compileCode, compileCodes } from "./codes.ts";
import { isPlainDay, parseDate, parseDateTime, yearsAfter } from "./dates.ts";
import { amountAfter } from "./derive.ts";
import { CODE_SETS } from "./fixture.ts";
import { normaliseIdentifier } from "./identifiers.ts";
import { changeUnit, parseChineseNumber, parseDecimal } from "./numbers.ts";

const DATES = [
  ["2026-11-03", "2026-11-03"],
  ["2018-07-27 00:00:00", "2018-07-27"],
  ["2018-07-27 00:00:00.0", "2018-07-27"],
  ["2018-07-27T08:30", "2018-07-27"],
  ["20190404", "2019-04-04"],
  ["2023/05/01", "2023-05-01"],
  ["2023/5/1", "2023-05-01"],
  ["2023.5.1", "2023-05-01"],
  ["2023年5月1日", "2023-05-01"],
  ["2023 年 05 月 01 日", "2023-05-01"],
  ["２０２３年５月１日", "2023-05-01"],
  ["20211028154247", "2021-10-28"],
  ["1635406967000", "2021-10-28"],
  ["2026-11-03T16:00:00Z", "2026-11-04"],
  ["2024-02-29", "2024-02-29"],
  ["2023-02-29", undefined],
  ["2023/02/30", undefined],
  ["20231301", undefined],
  ["2023-1/1", undefined],
  ["201612", undefined],
  ["43831", undefined],
  ["昨天", undefined],
  ["2023-05-0１ 25:00:00", undefined],
] as const;

for (const [text, day] of DATES) {
  test(`the date ${text} reads as ${day ?? "nothing"}`, () => {
    assert.equal(parseDate(text), day);
  });
}

test("date forms that a field must declare are read only there", () => {
  assert.equal(parseDate("长期", { longTerm: true }), "2099-12-31");
  assert.equal(parseDate("9999-09-09", { longTerm: true }), "2099-12-31");
  assert.equal(parseDate("9999-12-31 00:00:00", { longTerm: true }), "2099-12-31");
  assert.equal(parseDate("9999-09-09"), "9999-09-09");
  assert.equal(parseDate("长期"), undefined);
  assert.equal(parseDate("43831", { serial: true }), "2020-01-01");
  assert.equal(parseDate("201602", { month: "last" }), "2016-02-29");
  assert.equal(parseDate("2016年12月", { month: "first" }), "2016-12-01");
  assert.equal(parseDate("201613", { month: "first" }), undefined);
});

test("midnight in the summer time of 1988 stays on its day", () => {
  assert.equal(parseDate(String(Date.UTC(1988, 5, 30, 15))), "1988-07-01");
});

test("times are told at +08:00", () => {
  assert.equal(parseDateTime("2021-10-28 15:42:47"), "2021-10-28T15:42:47+08:00");
  assert.equal(parseDateTime("20211028154247"), "2021-10-28T15:42:47+08:00");
  assert.equal(parseDateTime("2021-10-28"), "2021-10-28T00:00:00+08:00");
  assert.equal(parseDateTime("2021-10-28T15:42:47+0900"), "2021-10-28T14:42:47+08:00");
  assert.equal(parseDateTime("1635406967000"), "2021-10-28T15:42:47+08:00");
  assert.equal(parseDateTime("2021-10-28 24:00:00"), undefined);
});

test("every real day reads back from every form it is written in", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true }),
      (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split("-").map(Number);
        for (const text of [
          iso,
          iso.replaceAll("-", "/"),
          iso.replaceAll("-", ""),
          `${iso} 00:00:00`,
          `${year}.${month}.${day}`,
          `${year}年${month}月${day}日`,
        ]) {
          assert.equal(parseDate(text), iso);
        }
      },
    ),
  );
});

test("a date is never read as something that is no date", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (text) => {
      const day = parseDate(text, { serial: true, month: "first", longTerm: true });
      assert.ok(day === undefined || (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))));
    }),
  );
});

test("29 February a year later is the 28th", () => {
  assert.equal(yearsAfter("2024-02-29", 1), "2025-02-28");
  assert.equal(yearsAfter("2024-02-29", 4), "2028-02-29");
});

const NUMBERS = [
  ["5", "5"],
  ["0", "0"],
  ["0.5", "0.5"],
  ["0.50", "0.5"],
  ["007", "7"],
  [".5", "0.5"],
  ["5.", "5"],
  ["+5", "5"],
  ["-5.10", "-5.1"],
  ["-0", "0"],
  ["1,234.56", "1234.56"],
  ["1,234,567", "1234567"],
  ["5,000000", "5"],
  ["5,25", "5.25"],
  ["5,000", "5000"],
  ["１，２３４．５", "1234.5"],
  ["5万元", undefined],
  ["1e5", undefined],
  ["1,23,4", undefined],
  ["1.2.3", undefined],
  ["5,", undefined],
  ["", undefined],
  ["9".repeat(61), undefined],
] as const;

for (const [text, number] of NUMBERS) {
  test(`the number ${text || "(empty)"} reads as ${number ?? "nothing"}`, () => {
    assert.equal(parseDecimal(text), number);
  });
}

test("a number that was read reads as itself again", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.nat({ max: 999_999 }),
      (whole, fraction) => {
        const once = parseDecimal(`${whole}.${String(fraction).padStart(6, "0")}`);
        assert.ok(once !== undefined);
        assert.equal(parseDecimal(once), once);
      },
    ),
  );
});

test("yuan become ten thousand yuan exactly, and back", () => {
  assert.equal(changeUnit("2000", "元", "万元"), "0.2");
  assert.equal(changeUnit("0.01", "元", "万元"), "0.000001");
  assert.equal(changeUnit("123456789.12", "元", "万元"), "12345.678912");
  assert.equal(changeUnit("0.1", "万元", "元"), "1000");
  assert.equal(changeUnit("-15", "元", "万元"), "-0.0015");
  assert.equal(changeUnit("1.5", "亿元", "万元"), "15000");
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (cents) => {
      const yuan = parseDecimal(`${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`) as string;
      assert.equal(changeUnit(changeUnit(yuan, "元", "万元"), "万元", "元"), yuan);
    }),
  );
});

const KINDS = CODE_SETS[1];
assert.ok(KINDS);
const kinds = compileCodes(KINDS, [";", "、"]);

test("a list of kinds is cut by the longest spelling, not by its commas", () => {
  assert.deepEqual(kinds("罚款;警告"), ["罚款", "警告"]);
  assert.deepEqual(kinds("罚款；没收违法所得、没收非法财物"), ["罚款", "没收违法所得、没收非法财物"]);
  assert.deepEqual(kinds("没收违法所得、没收非法财物、罚款"), ["没收违法所得、没收非法财物", "罚款"]);
  assert.deepEqual(kinds("没收违法所得、罚款"), ["没收违法所得", "罚款"]);
  assert.deepEqual(kinds("罚款;罚款;"), ["罚款"]);
  assert.deepEqual(kinds("其他-责令改正、恢复原状;罚款"), ["其他-责令改正、恢复原状", "罚款"]);
  assert.equal(kinds("罚金"), undefined);
  assert.equal(kinds("罚款2000元"), undefined);
  assert.equal(kinds(";"), undefined);
});

test("where the enumeration comma joins kinds, as a line of article 9 does, it separates", () => {
  const plain = compileCodes(KINDS);
  assert.deepEqual(plain("罚款、警告"), ["罚款", "警告"]);
  assert.deepEqual(plain("罚款,没收违法所得、没收非法财物"), ["罚款", "没收违法所得、没收非法财物"]);
  assert.deepEqual(plain("警告、其他-责令改正、恢复原状;罚款"), ["警告", "其他-责令改正、恢复原状", "罚款"]);
  assert.equal(plain("罚款、口头提醒"), undefined);
  assert.deepEqual(plain("没收违法所得、没收非法财物"), ["没收违法所得、没收非法财物"]);
});

test("a code is found by code, label or alias in any width; other words only behind the open prefix", () => {
  const [subjects] = CODE_SETS;
  assert.ok(subjects);
  const find = compileCode(subjects);
  assert.equal(find("０２－法人"), "法人及非法人组织");
  assert.equal(find(" 个体 "), "个体工商户");
  assert.equal(find("其他-合伙"), undefined);
  const open = compileCode(KINDS);
  assert.equal(open("其他—责令改正"), "其他-责令改正");
  assert.equal(open("其他-"), undefined);
});

test("identifiers lose width, case and gaps, and hyphens only where asked", () => {
  assert.equal(normaliseIdentifier("９１３７0100ma 3c00001x", false), "91370100MA3C00001X");
  assert.equal(normaliseIdentifier("12345678-9", true), "123456789");
  assert.equal(normaliseIdentifier("G1234-5", false), "G1234-5");
  assert.equal(normaliseIdentifier("330222************", false), "330222************");
});

test("null forms mean nothing, in the forms of the field and no others", () => {
  const isNull = compileNulls(NULL_FORMS);
  for (const form of ["", "\\N", "暂无", "无", "-", "--", "NULL", "1900-01-01", "1899-12-31 12:00:00"])
    assert.ok(isNull(form), form);
  for (const form of ["0", "无锡某某公司（虚构）", "-5", "9999-09-09", "N"]) assert.ok(!isNull(form), form);
});

test("the quick looks at a cell agree with the careful ones", () => {
  const units = [
    "",
    " ",
    "\u3000",
    "无",
    "-",
    "/",
    "N",
    "A",
    "0",
    "1",
    "5",
    "9",
    ".",
    "罚",
    "2026-02-28",
    "1900-01-01",
  ];
  const cell = fc.array(fc.constantFrom(...units), { maxLength: 6 }).map((parts) => parts.join(""));
  const isNull = compileNulls(NULL_FORMS);
  const clean = compileClean(NULL_FORMS);
  fc.assert(
    fc.property(cell, (raw) => {
      assert.equal(clean(raw), isNull(trim(raw)) ? "" : trim(raw));
      if (isPlainDay(raw)) assert.equal(parseDate(raw, { longTerm: true }), raw);
    }),
  );
});

test("a number read quickly is the one that is read carefully", () => {
  const digits = fc.string({ unit: fc.constantFrom("0", "1", "9", "."), maxLength: 8 });
  // A sign sends it the long way.
  fc.assert(fc.property(digits, (text) => assert.equal(parseDecimal(text), parseDecimal(`+${text}`))));
});

test("trimming takes every outer space and no inner one", () => {
  assert.equal(trim("\ufeff\u3000 甲 乙\u00a0\t"), "甲 乙");
  fc.assert(fc.property(fc.string(), (text) => assert.equal(trim(trim(text)), trim(text))));
});

test("a number in words reads back as the number it was written from", () => {
  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const four = (n: number): string => {
    let text = "";
    for (const [rank, sign] of [
      [1000, "仟"],
      [100, "佰"],
      [10, "拾"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(n / rank) % 10;
      if (digit > 0) text += DIGITS.charAt(digit) + sign;
      else if (text !== "" && !text.endsWith("零")) text += "零";
    }
    return text.replace(/零$/, "");
  };
  const words = (n: number): string => {
    const parts = [
      [Math.floor(n / 1e8), "亿"],
      [Math.floor(n / 1e4) % 1e4, "万"],
      [n % 1e4, ""],
    ] as const;
    return parts
      .filter(([value]) => value > 0)
      .map(([value, sign], at) => `${at > 0 && value < 1000 ? "零" : ""}${four(value)}${sign}`)
      .join("");
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (n) => {
      assert.equal(parseChineseNumber(words(n)), String(n), words(n));
    }),
  );
  assert.equal(parseChineseNumber("一亿二千万"), "120000000");
  assert.equal(parseChineseNumber("十"), "10");
  assert.equal(parseChineseNumber("两千"), "2000");
  assert.equal(parseChineseNumber("五六"), undefined);
  assert.equal(parseChineseNumber("零"), undefined);
});

test("an amount is taken from a text only when it is the only one", () => {
  assert.equal(amountAfter("处以罚款人民币5,000元整", "罚款", "万元"), "0.5");
  assert.equal(amountAfter("罚款2万元", "罚款", "万元"), "2");
  assert.equal(amountAfter("没收非法财物；罚款：１０００元", "罚款", "万元"), "0.1");
  assert.equal(amountAfter("对单位罚款5000元，对负责人罚款1000元", "罚款", "万元"), undefined);
  assert.equal(amountAfter("罚款伍仟元整", "罚款", "万元"), "0.5");
  assert.equal(amountAfter("处罚款人民币（大写）壹万贰仟元整（¥12000.00）", "罚款", "万元"), "1.2");
  assert.equal(amountAfter("罚款￥3,000.00元", "罚款", "万元"), "0.3");
  assert.equal(amountAfter("罚款贰仟元伍角", "罚款", "万元"), undefined);
  assert.equal(amountAfter("罚款若干元", "罚款", "万元"), undefined);
  assert.equal(amountAfter("警告", "罚款", "万元"), undefined);
});
