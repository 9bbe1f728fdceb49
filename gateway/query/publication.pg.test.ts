/** How long a penalty is shown: told with each record, and ended by itself for who sees no more than everybody. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import iconv from "iconv-lite";

import type { Level } from "../model/access.ts";
import { addMonths, dateOf, dayInChina, dayNumber } from "../model/calendar.ts";
import { testCity } from "../test-city.ts";
import { sendFile } from "../test-path.ts";
import { companyCode, PENALTIES, penalties, SENDER } from "../test-penalties.ts";

const PUBLIC = "bureau-that-publishes";
const ORGAN = "organ-of-state";
const PURPOSE = { purpose: "licensing", basis: "中华人民共和国行政许可法第三十四条" };

interface Shown {
  readonly fields: Readonly<Record<string, string>>;
  readonly withheld: readonly string[];
  readonly publication: {
    readonly from: string;
    readonly repairableFrom: string;
    readonly until: string;
    readonly shown: boolean;
  };
}

test("a penalty's term is told with it; when it is over, who sees what is open sees nothing, and organs of state are told so", async (t) => {
  const grant = (upTo: Level) => [{ item: "XZCF", actions: ["query" as const], upTo }];
  const city = await testCity(t, [SENDER, PUBLIC, ORGAN], {
    agencies: [
      { id: SENDER, grants: [{ item: "XZCF", actions: ["send"], upTo: "open" }] },
      { id: PUBLIC, grants: grant("open") },
      { id: ORGAN, grants: grant("shared") },
    ],
  });
  const today = dayNumber(dayInChina(new Date()));
  const [lately, longAgo] = [dateOf(today - 3), dateOf(today - 40 * 31)];
  const client = city.path.client(SENDER, `https://127.0.0.1:${city.node.port}`);
  city.path.file(
    "night.csv",
    iconv.encode(penalties({ n: 1, decided: lately }, { n: 2, decided: longAgo }).toString(), "gb18030"),
  );
  assert.equal((await sendFile(client, join(city.path.folder, "night.csv"), PENALTIES)).state, "done");
  const asked = async (who: string, n: number): Promise<Shown> => {
    const body = { subject: { uscc: companyCode(n) }, ...PURPOSE };
    const answer = await city.ask(who, "/v1/queries", { body });
    assert.equal(answer.status, 200, answer.body.toString());
    const [record] = answer.json()["records"] as [Shown];
    return record;
  };

  const young = await asked(PUBLIC, 1);
  assert.equal(young.publication.from, lately);
  assert.equal(young.publication.shown, true);
  assert.ok(young.publication.until > lately && young.publication.until <= addMonths(lately, 36));
  assert.equal(young.fields["decisionDate"], lately);

  const old = await asked(PUBLIC, 2);
  assert.deepEqual(old.fields, {});
  assert.ok(old.withheld.includes("subjectName") && old.withheld.includes("decisionDate"));
  assert.equal(old.publication.shown, false);

  const organ = await asked(ORGAN, 2);
  assert.equal(organ.fields["decisionDate"], longAgo);
  assert.equal(organ.publication.shown, false);
});
