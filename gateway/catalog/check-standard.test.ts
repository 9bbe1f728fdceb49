import assert from "node:assert/strict";
import { after, test } from "node:test";

import { copyCatalog } from "./test-catalog.ts";

const copy = copyCatalog();
after(copy.remove);

const STANDARD = "standards/administrative-penalty/v1.schema.json";
const COMMON = "standards/common/v1.schema.json";
/** About natural persons alone, so it names them by their document. */
const PERSONS = "standards/professional-qualification/v1.schema.json";

const MISTAKES: readonly (readonly [
  why: string,
  file: string,
  from: string | RegExp,
  to: string,
  place: string,
])[] = [
  [
    "a rule for a field that is not there",
    STANDARD,
    '"field": "fineAmount"',
    '"field": "fine"',
    "/x-rules/1/with/field",
  ],
  ["a rule that is not known", STANDARD, '"use": "uscc-prefix"', '"use": "uscc-suffix"', "/x-rules/0/use"],
  ["a parameter that is not known", STANDARD, '"over": "10000"', '"above": "10000"', "/x-rules/3/with/above"],
  [
    "a date rule on what is no date",
    STANDARD,
    '"to": "publicityEndDate"',
    '"to": "content"',
    "/x-rules/7/with/to",
  ],
  [
    "an identity field that is not there",
    STANDARD,
    '"x-identity": ["decisionDocNo"',
    '"x-identity": ["docNo"',
    "/x-identity/0",
  ],
  [
    "an identity field that may be absent",
    STANDARD,
    '"x-identity": ["decisionDocNo"',
    '"x-identity": ["remarks"',
    "/x-identity/0",
  ],
  [
    "a required field that is not there",
    STANDARD,
    /"required": \[\s*"subjectName"/,
    '"required": ["subjectTitle"',
    "/required/0",
  ],
  [
    "a subject field that is not there",
    STANDARD,
    '"name": "subjectName"',
    '"name": "who"',
    "/x-subject/name",
  ],
  ["a subject that nothing identifies", PERSONS, '"certNo": "subjectCertNo", "name"', '"name"', "/x-subject"],
  [
    "a version field that is no time",
    STANDARD,
    '"x-version-field": "sourceUpdatedAt"',
    '"x-version-field": "decisionDate"',
    "/x-version-field",
  ],
  [
    "a code set that is not there",
    STANDARD,
    '"x-code-set": "penalty-kinds"',
    '"x-code-set": "fines"',
    "/properties/penaltyKinds/x-code-set",
  ],
  [
    "a property name that the program keeps",
    STANDARD,
    '"penaltyName": {',
    '"withdrawn": {',
    "/properties/withdrawn",
  ],
  [
    "a field without an English title",
    STANDARD,
    '"x-title-en": "Kind of violation",',
    "",
    "/properties/violationType",
  ],
  ["a field without a bound", STANDARD, '"maxLength": 200,', "", "/properties/licenceAffected"],
  ["an amount without its unit", STANDARD, /"x-unit": "万元",/, "", "/properties/fineAmount"],
  [
    "one column for two fields",
    STANDARD,
    '"x-code": "CF_WFXW"',
    '"x-code": "CF_WSH"',
    "/properties/violationType",
  ],
  [
    "a misspelt annotation",
    STANDARD,
    '"x-sensitivity": "open"',
    '"x-sensitivty": "open"',
    "/properties/subjectName/x-sensitivty",
  ],
  [
    "a definition that is not there",
    STANDARD,
    "common:1#/$defs/money",
    "common:1#/$defs/cash",
    "/properties/fineAmount",
  ],
  [
    "an assertion beside a $ref",
    STANDARD,
    '"x-unit": "万元",',
    '"x-unit": "万元", "maxLength": 5,',
    "/properties/fineAmount/maxLength",
  ],
  [
    "a condition on a field that is not there",
    STANDARD,
    '"required": ["licenceAffected"]',
    '"required": ["licence"]',
    "/allOf/11/then",
  ],
  [
    "another id than the file's",
    STANDARD,
    "urn:xinqiao:standard:administrative-penalty:1",
    "urn:xinqiao:standard:penalty:1",
    "/$id",
  ],
  ["a broken JSON file", STANDARD, "{", "{{", "/"],
  [
    "a definition with a misspelt keyword",
    COMMON,
    /"minLength": 1,\s*"format": "date",/,
    '"minLenght": 1, "format": "date",',
    "/properties/decisionDate/minLenght",
  ],
];

for (const [why, file, from, to, place] of MISTAKES) {
  test(`${why} is named with its place`, () => {
    const places = copy.placesAfter(file, from, to);
    // A definition in common is told where a standard uses it.
    const wanted = `${file === COMMON ? STANDARD : file} ${place}`;
    assert.ok(places.includes(wanted), `told: ${places.join("; ") || "nothing"}`);
  });
}
