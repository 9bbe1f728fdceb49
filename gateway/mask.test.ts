import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { loadData } from "./data.ts";
import { covers, LEVELS, levelOf } from "./model/access.ts";
import { canonical } from "./model/canonical.ts";
import type { Field } from "./model/catalog.ts";
import { residentIdCheck } from "./model/identifier.ts";
import { compileMask } from "./rights/mask.ts";
import { hideIdentifier, hideResidentNumbers } from "./rights/resident-numbers.ts";

const { standards } = loadData().catalog;
const penalty = standards.find(({ id }) => id === "administrative-penalty@1");
assert.ok(penalty);

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
/** Invented numbers of people with a right check digit. */
const residentIds = fc
  .tuple(
    fc.integer({ min: 110_000, max: 659_999 }),
    fc.date({ min: new Date("1930-01-01"), max: new Date("2020-12-31"), noInvalidDate: true }),
    digits(3),
  )
  .map(([area, born, order]) => {
    const first17 = `${area}${born.toISOString().slice(0, 10).replaceAll("-", "")}${order}`;
    return first17 + residentIdCheck(first17);
  });
const wide = (text: string) =>
  text.replace(/[0-9X]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const spellings = fc.constantFrom<(id: string) => string>(
  (id) => id,
  wide,
  (id) => id.toLowerCase(),
  (id) => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`,
  (id) => `${id.slice(0, 6)}-${id.slice(6, 14)}-${id.slice(14)}`,
  (id) => [...id].join("\u200b"),
  (id) => `${id.slice(0, 17)}\u3000${id.slice(17)}`,
);
/** Text around a number; digits may touch it. */
const around = fc.oneof(fc.constant(""), fc.string({ maxLength: 12 }), digits(3), fc.constant("身份证号："));

/** Everything in one width and without gaps, so that no spelling of a number hides from the search. */
const narrow = (text: string) =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z*]/g, "");

test("no spelling of a resident number is left in a free text, whatever stands around it", () => {
  fc.assert(
    fc.property(residentIds, spellings, around, around, (id, spell, before, after) => {
      // A digit that is typed right before an X would be another number.
      fc.pre(!/^[ -]?[0-9]/.test(after) || !id.endsWith("X"));
      const hidden = narrow(hideResidentNumbers(`${before}${spell(id)}${after}`));
      assert.ok(!hidden.includes(id.slice(3, 14)), "the middle is still there");
    }),
    { numRuns: 2000 },
  );
});

test("a number with a wrong check digit or of fifteen digits is hidden too; what is no number stays", () => {
  assert.equal(hideResidentNumbers("证件370102199001011230。"), "证件370***********1230。");
  assert.equal(hideResidentNumbers("2026-01-02 370102199001011230"), "2026-01-02 370***********1230");
  assert.equal(hideResidentNumbers("旧证370102900101123"), "旧证370********1123");
  for (const text of [
    "2026年11月20日，罚款12345.67元，账号6222021602009876543",
    "鲁济市监处罚〔2026〕第0123456789012号",
    "91370100MA3CQ1XX0X",
    "电话0531-88012345、13800000000",
    "",
  ])
    assert.equal(hideResidentNumbers(text), text);
});

test("an identifier keeps little of itself, and nothing when it is short", () => {
  assert.equal(hideIdentifier("370102199001011234"), "370***********1234");
  assert.equal(hideIdentifier("E12345678"), "*******78");
  assert.equal(hideIdentifier("12345"), "*****");
});

test("below a field's level its value is nowhere in what is shown, and its name is told", () => {
  const names = penalty.fields.map(({ name }) => name);
  const values = fc.record(
    Object.fromEntries(names.map((name) => [name, fc.stringMatching(/^v[a-z]{12}v$/)])),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(values, fc.constantFrom(...LEVELS), residentIds, (record, level, id) => {
      const given: Record<string, unknown> = { ...record, asReceived: { facts: "raw-as-it-came" } };
      if (given["facts"] !== undefined) given["facts"] = `当事人${id}在场`;
      const payload = canonical(given);
      const { fields, withheld, masked } = compileMask(penalty, level)(payload);
      if (level === "personal") return assert.equal(fields, payload);
      assert.ok(!fields.includes("raw-as-it-came") && !fields.includes(id));
      for (const field of penalty.fields) {
        const value = given[field.name];
        if (value === undefined) continue;
        const isShown = covers(level, levelOf(field));
        assert.equal(
          withheld.includes(field.name) || masked.includes(field.name),
          !isShown || field.name === "facts",
        );
        if (field.name !== "facts") assert.equal(fields.includes(String(value)), isShown, field.name);
      }
      assert.deepEqual(JSON.parse(fields), JSON.parse(canonical(JSON.parse(fields))));
    }),
  );
});

test("what is above the level shows as much as the standard's masking rule leaves", () => {
  const field = (name: string, mask?: Field["mask"], over: Partial<Field> = {}): Field => ({
    ...{ name, title: { zh: name, en: name }, aliases: [], type: "string", sensitivity: "restricted" },
    ...{ required: false, ...(mask && { mask }), ...over },
  });
  const standard = {
    ...penalty,
    fields: [
      field("keeper", "surname"),
      field("short", "surname"),
      field("licenceNo", "keep-ends"),
      field("witnessCertNo"),
      field("ward", "omit"),
      field("kinds", "keep-ends", { type: "codes" }),
      field("told"),
    ],
  };
  const payload = canonical({
    keeper: "欧阳建国",
    short: "李",
    licenceNo: "LIC-2026-0000-0123",
    witnessCertNo: "E12345678",
    ward: "三号院",
    kinds: ["1", "2"],
    told: "口头",
  });
  const { fields, withheld, masked } = compileMask(standard, "shared")(payload);
  assert.deepEqual(JSON.parse(fields), {
    keeper: "欧***",
    short: "*",
    licenceNo: "LIC***********0123",
    witnessCertNo: "*******78",
  });
  assert.deepEqual([...withheld].sort(), ["kinds", "told", "ward"]);
  assert.deepEqual([...masked].sort(), ["keeper", "licenceNo", "short", "witnessCertNo"]);
  // Another node's answer comes masked already, and is masked again.
  assert.equal(compileMask(standard, "shared")(fields).fields, fields);
  assert.equal(compileMask(standard, "restricted")(payload).fields, payload);
});

test("where nothing is hidden the very payload is given, byte for byte", () => {
  const payload = canonical({
    decisionDocNo: "鲁〔2026〕1号",
    subjectName: "某公司",
    subjectUscc: "91370100MA3CQ1XX0X",
  });
  for (const level of LEVELS) assert.equal(compileMask(penalty, level)(payload).fields, payload);
});

test("every standard of the catalog keeps certificate numbers from all but the highest level", () => {
  for (const standard of standards) {
    const certNos = standard.fields.filter(({ name }) => /CertNo$/.test(name)).map(({ name }) => name);
    const payload = canonical(Object.fromEntries(certNos.map((name) => [name, "370102199001011234"])));
    for (const level of ["open", "shared", "restricted"] as const)
      assert.ok(!compileMask(standard, level)(payload).fields.includes("199001"), standard.id);
  }
});
