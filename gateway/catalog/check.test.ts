import assert from "node:assert/strict";
import { after, test } from "node:test";

import { copyCatalog } from "./test-catalog.ts";

const copy = copyCatalog();
after(copy.remove);

const ITEM = "items/double-publicity/XZCF.yaml";

const MISTAKES: readonly (readonly [
  why: string,
  file: string,
  from: string | RegExp,
  to: string,
  place: string,
])[] = [
  ["an unknown key of an item", ITEM, "negative:", "negativ: true\nnegative:", "/negativ"],
  ["an item without a legal basis", ITEM, /legalBasis:\n( .*\n)+/, "legalBasis: []\n", "/legalBasis"],
  ["an item without a responsible unit", ITEM, /responsibleUnit:.*\n/, "", "/"],
  ["a text in one language", ITEM, ", en: Administrative penalties", "", "/title"],
  ["figures without quotes", ITEM, 'version: "1"', "version: 1", "/version"],
  ["a category that is not there", ITEM, "category: administrative", "category: administration", "/category"],
  ["a standard that is not there", ITEM, "administrative-penalty@1", "administrative-penalty@9", "/standard"],
  ["an active item without a standard", ITEM, /standard:.*\n/, "", "/standard"],
  [
    "an item that rises below where it is collected",
    ITEM,
    "collectedAt: municipal\nrisesTo: national",
    "collectedAt: national\nrisesTo: municipal",
    "/risesTo",
  ],
  [
    "an item asked of a node that is not there",
    ITEM,
    "negative:",
    'queryAt: ["379999"]\nnegative:',
    "/queryAt/0",
  ],
  [
    "an item asked of a withdrawn node",
    ITEM,
    "negative:",
    'queryAt: ["370000", "371200"]\nnegative:',
    "/queryAt/1",
  ],
  [
    "an item asked of a node below where it is collected",
    ITEM,
    "collectedAt: municipal",
    'collectedAt: provincial\nqueryAt: ["370200"]',
    "/queryAt/0",
  ],
  [
    "a prohibited item that is asked of a node",
    "items/health/JHSY.yaml",
    "negative:",
    'queryAt: ["370000"]\nnegative:',
    "/queryAt",
  ],
  ["an item under another file name", ITEM, "id: XZCF", "id: XZCG", "/id"],
  [
    "a prohibited item without a reason",
    "items/health/JHSY.yaml",
    /statusReason:\n( {2}.*\n)+/,
    "",
    "/statusReason",
  ],
  ["dishonest conduct without a publication rule", ITEM, /publication:\n( {2}.*\n)+/, "", "/publication"],
  [
    "a publication period from a field that is not there",
    ITEM,
    "startsAt: decisionDate",
    "startsAt: decidedOn",
    "/publication/startsAt",
  ],
  [
    "a reporting term that differs from the standard's",
    ITEM,
    "workingDays: 7",
    "workingDays: 8",
    "/reportWithin/workingDays",
  ],
  [
    "an active item whose every basis is repealed",
    "items/market-supervision/JYYC.yaml",
    /legalBasis:\n( .*\n)+/,
    'legalBasis: [{ type: law, name: x, repealedOn: "2020" }]\n',
    "/legalBasis",
  ],
  ["a day that does not exist", ITEM, '"2021-07-15"', '"2021-02-30"', "/legalBasis/0"],
  [
    "a mark on an entry that the item lacks",
    ITEM,
    "unverified: [legalBasis",
    "unverified: [basis",
    "/unverified/0",
  ],
  ["a broken YAML file", ITEM, "title: {", "title: ] {", "line 2"],
  ["a second root", "nodes.yaml", 'parent: "100000"', "parent: null", "/nodes"],
  ["a node below itself", "nodes.yaml", /(id: "370100".*parent: )"370000"/, '$1"370100"', "370100"],
  ["a node without its parent", "nodes.yaml", /(id: "370100".*parent: )"370000"/, '$1"379900"', "370100"],
  ["an heir that is not there", "nodes.yaml", 'routedTo: "370100"', 'routedTo: "379900"', "371200"],
  ["a node named twice", "nodes.yaml", 'id: "370200"', 'id: "370300"', "370300"],
  [
    "an agency at a node that is not there",
    "agencies/cities.yaml",
    'node: "370000"',
    'node: "379900"',
    "qingdao-credit",
  ],
  [
    "an agency at a withdrawn node",
    "agencies/cities.yaml",
    'node: "370000"',
    'node: "371200"',
    "qingdao-credit",
  ],
  [
    "an agency with a wrong check character",
    "agencies/shandong.yaml",
    /uscc: "(.{17})."/,
    'uscc: "$10"',
    "jinan-credit",
  ],
  ["a make-up working day that is none", "calendar.yaml", '- "2024-02-04"', '- "2024-02-05"', "2024-02-05"],
  ["a holiday of a year not listed", "calendar.yaml", '- "2024-01-01"', '- "2023-01-01"', "2023-01-01"],
  ["a code named twice", "codesets/severity.yaml", "code: general", "code: minor", "minor"],
  ["an alias that fits two codes", "codesets/severity.yaml", "[一般失信]", "[轻微]", "general"],
  [
    "a successor that is not in the set",
    "codesets/divisions.yaml",
    'replacedBy: "370116"',
    'replacedBy: "370199"',
    "371202",
  ],
  ["a code set under another file name", "codesets/severity.yaml", "id: severity", "id: graveness", "/id"],
];

for (const [why, file, from, to, place] of MISTAKES) {
  test(`${why} is named with its place`, () => {
    const places = copy.placesAfter(file, from, to);
    const wanted = `${file} ${place}`;
    assert.ok(places.includes(wanted), `told: ${places.join("; ") || "nothing"}`);
  });
}
