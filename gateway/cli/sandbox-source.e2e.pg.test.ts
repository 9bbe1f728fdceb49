/** A source that nobody has heard of: item, standard, agency and adapter are files, and no code is changed for them. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { CATALOG_FOLDER } from "../data.ts";
import { atEnd } from "../model/test-end.ts";
import { connect } from "../store/connect.ts";
import { testServer } from "../store/test-database.ts";

const XINQIAO = join(import.meta.dirname, "../xinqiao.mjs");

const common = (part: string) => ({ $ref: `urn:xinqiao:standard:common:1#/$defs/${part}` });
const field = (title: string, english: string, code: string) => ({
  ...{ title, "x-title-en": english, "x-code": code, "x-sensitivity": "open" },
});
const STANDARD = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:xinqiao:standard:lighthouse-keeping:1",
  title: "灯塔看护评定",
  "x-title-en": "Lighthouses kept well",
  description: "测试用数据标准。A standard for a test.",
  "x-standard": "lighthouse-keeping@1",
  "x-source": "测试用 for a test",
  "x-identity": ["awardNo"],
  "x-subject": { uscc: "subjectUscc", name: "subjectName" },
  "x-rules": [{ rule: "R5", use: "date-not-after-received", with: { fields: ["decisionDate"] } }],
  type: "object",
  additionalProperties: false,
  required: ["awardNo", "subjectName", "decisionDate"],
  properties: {
    awardNo: { ...field("评定编号", "Number", "PDBH"), type: "string", minLength: 1, maxLength: 40 },
    subjectName: { ...common("subject/$defs/name"), ...field("单位名称", "Name", "DWMC") },
    subjectUscc: { ...common("uscc"), ...field("统一社会信用代码", "Unified code", "TYDM") },
    decisionDate: { ...common("date"), ...field("评定日期", "Decided on", "PDRQ") },
    asReceived: { type: "object", title: "原文", "x-title-en": "As received", "x-sensitivity": "shared" },
  },
};
const ITEM = `id: DTKH
title: { zh: 灯塔看护评定信息, en: Lighthouses kept well }
category: honour
description: { zh: 测试用事项。, en: An item for a test. }
standard: lighthouse-keeping@1
legalBasis: [{ type: local-regulation, name: 测试用依据 }]
responsibleUnit: { zh: 航标处, en: The office of navigation marks }
subjects: [legalEntity]
collectedAt: provincial
risesTo: national
openness: public
sharing: unconditional
updateCycle: yearly
negative: false
retention: { years: null, note: { zh: 长期, en: for good } }
status: ACTIVE
version: "1"
`;
const AGENCY = `agencies:
  - id: lighthouse-office
    name: { zh: 山东航标处, en: Shandong office of navigation marks }
    node: "370000"
`;
const ADAPTER = `adapter: province/lighthouses
version: 1.0.0
title: { zh: 灯塔看护评定, en: Lighthouses kept well }
agency: lighthouse-office
item: DTKH
standard: lighthouse-keeping@1
door: http
delivery: snapshot
decode: { format: csv, charset: utf-8 }
`;
const NIGHTLY = `评定编号,单位名称,统一社会信用代码,评定日期
D1,成山头航标站,,2026-09-01
D2,猴矶岛航标站,,2026-09-02
D3,团岛航标站,,2026-13-02
`;

test("a source added as files in temporary folders is sent at the province's node and arrives at the nation's", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-source-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const parts = [
    "catalog.yaml",
    "categories.yaml",
    "nodes.yaml",
    "calendar.yaml",
    "time-rules.yaml",
    "codesets",
    "standards/common",
  ];
  for (const part of parts)
    cpSync(join(CATALOG_FOLDER, part), join(folder, "catalog", part), { recursive: true });
  write("catalog/standards/lighthouse-keeping/v1.schema.json", JSON.stringify(STANDARD));
  write("catalog/items/transport/DTKH.yaml", ITEM);
  write("catalog/agencies/lighthouses.yaml", AGENCY);
  write("adapters/province/lighthouses/adapter.yaml", ADAPTER);
  write("adapters/province/lighthouses/samples/nightly.csv", NIGHTLY);
  const ran = await promisify(execFile)(
    process.execPath,
    [
      ...[XINQIAO, "sandbox", "--once", "--json", "--data", join(folder, "site")],
      ...["--catalog", join(folder, "catalog"), "--adapters", join(folder, "adapters")],
    ],
    { env: { ...process.env, DATABASE_URL: testServer() } },
  ).finally(async () => {
    const admin = connect(testServer(), { max: 1 });
    for (const id of ["370100", "370000", "100000"]) {
      if (!existsSync(join(folder, "site/nodes", id))) continue;
      const url = new URL(readFileSync(join(folder, "site/nodes", id, "database.url"), "utf8"));
      await admin.query(`drop database if exists "${url.pathname.slice(1)}" with (force)`);
    }
    await admin.close();
  });
  const { ok, batches } = JSON.parse(ran.stdout) as {
    ok: boolean;
    batches: {
      item: string;
      accepted: number;
      rejected: number;
      hops: { node: string; receipt: string }[];
    }[];
  };
  assert.ok(ok);
  assert.deepEqual(
    batches.map(({ item, accepted, rejected, hops }) => [
      ...[item, accepted, rejected],
      ...hops.map(({ node, receipt }) => `${node} ${receipt}`),
    ]),
    [["DTKH", 2, 1, "370000 verified", "100000 verified"]],
  );
});
