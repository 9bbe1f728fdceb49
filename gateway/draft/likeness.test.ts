import assert from "node:assert/strict";
import { test } from "node:test";

import type { Field } from "../model/catalog.ts";
import { isSameName, likeness, likenessOf } from "./likeness.ts";
import { initialsOf } from "./pinyin.ts";

const field = (name: string, zh: string, en: string): Field => ({
  name,
  title: { zh, en },
  aliases: [],
  type: "string",
  sensitivity: "open",
  required: false,
});

test("the initials of a title are those that column codes are made of", () => {
  assert.equal(initialsOf("列入时间"), "LRSJ");
  assert.equal(initialsOf("统一社会信用代码"), "TYSHXYDM");
  assert.equal(initialsOf("处罚类别1"), "CFLB1");
});

const LIKE: readonly (readonly [string, string])[] = [
  ["*处罚决定日期（必填）", "处罚决定日期"],
  ["行政处罚决定书文号", "处罚决定书编号"],
  ["CF_FKJE_YUAN", "罚款金额(万元)"],
  ["tyshxydm", "统一社会信用代码"],
  ["XK_JDRQ", "CF_JDRQ"],
  ["企业名称", "单位名称"],
  ["代码_2（组织机构代码）", "代码_3(组织机构代码)"],
];
for (const [one, other] of LIKE) {
  test(`${one} is like ${other}`, () => assert.ok(likeness(one, other) >= 0.6, String(likeness(one, other))));
}

const UNLIKE: readonly (readonly [string, string])[] = [
  ["代码_2（组织机构代码）", "代码_2(工商注册号)"],
  ["处罚日期", "处罚机关"],
  ["序号", "案号"],
  ["采集日期", "处罚决定书文号"],
  ["", ""],
];
for (const [one, other] of UNLIKE) {
  test(`${one} is not like ${other}`, () =>
    assert.ok(likeness(one, other) < 0.6, String(likeness(one, other))));
}

test("English names are like each other by words, and by the beginnings of words run together", () => {
  const like = (title: string, of: Field) => likenessOf(title, of).score;
  assert.ok(like("publishDate", field("publishedOn", "发布时间", "Published on")) > 0.8);
  assert.ok(like("regcapcur", field("registeredCapitalCurrency", "注册资本币种", "Currency")) > 0.6);
  assert.ok(like("opername", field("businessPlace", "经营场所", "Place of business")) < 0.4);
  assert.ok(isSameName(like("发布时间", field("publishedOn", "发布时间", "Published on"))));
});
