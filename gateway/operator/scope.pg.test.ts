/**
 * What a viewer of one agency sees of another: nothing. Every operation that viewers may call stands in the table
 * below with how it is asked about the other agency; one that is added to the contract and not here fails the test.
 * Each that lists is first asked by a viewer of everything, who does see it, so that silence means something.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { operatorContract } from "../contract.ts";
import { addMonths, dateOf, dayInChina, dayNumber } from "../model/calendar.ts";
import { companyCode, PENALTIES, SENDER } from "../test-penalties.ts";
import { OTHER, type Sending, sendingConsole } from "./test-batches.ts";
import type { Asking } from "./test-console.ts";

/** Of the agency that the viewer must not see. */
interface Foreign {
  readonly intake: string;
  readonly record: string;
  readonly subject: string;
}

type Ask = (foreign: Foreign) => readonly [path: string, asking?: Asking];

type Entry =
  /** As if it never was. */
  | { readonly is: "hidden"; readonly ask: Ask }
  /** Answered, and the other agency is not in it; a viewer of everything finds it there. */
  | { readonly is: "empty"; readonly ask: Ask }
  /** Says nothing of any agency, or is held to scope by the test that is named. */
  | { readonly is: "apart"; readonly why: string };

const WHY = { purpose: "complaint", basis: "异议处理 2026-17" };
const TODAY = dayInChina(new Date());
/** Long enough for what comes while the day changes. */
const DAYS = `from=${addMonths(TODAY, -1)}&until=${dateOf(dayNumber(TODAY) + 1)}`;
const hidden = (ask: Ask): Entry => ({ is: "hidden", ask });
const empty = (ask: Ask): Entry => ({ is: "empty", ask });
const apart = (why: string): Entry => ({ is: "apart", why });
const adapter = encodeURIComponent(PENALTIES);

const TABLE: Readonly<Record<string, Entry>> = {
  acceptLink: apart("a link is its own right"),
  openLink: apart("a link is its own right"),
  getSignIn: apart("says how one signs in"),
  signIn: apart("gives a session"),
  startOidc: apart("gives a session"),
  finishOidc: apart("gives a session"),
  getSession: apart("one's own"),
  signOut: apart("one's own"),
  changePassword: apart("one's own"),
  renewRecoveryCodes: apart("one's own"),
  getToday: empty(() => ["/api/today"]),
  getQuality: empty(() => [`/api/quality?${DAYS}`]),
  getQualityReport: hidden(() => [
    `/api/quality/report?agency=${SENDER}&month=${TODAY.slice(0, 7)}&format=pdf`,
  ]),
  // The node looks for itself what is wrong, and closes the one that is put there below.
  listAlarms: empty(() => ["/api/alarms?state=all"]),
  listNames: empty(() => ["/api/names"]),
  getCatalogTree: apart("the catalog of items is the same for everybody"),
  getCatalogItem: empty(() => ["/api/catalog/items/XZCF"]),
  listCatalogReleases: apart("releases are the same for everybody"),
  getCatalogDifferences: apart(
    "operator/catalog/catalog.pg.test.ts: changes of others' adapters are left out",
  ),
  getCatalogTemplate: hidden(() => [`/api/catalog/templates?adapter=${adapter}&format=csv`]),
  getCatalogSample: hidden(() => [`/api/catalog/samples?adapter=${adapter}&name=nightly.csv`]),
  precheckFile: hidden(() => [
    `/api/catalog/prechecks?adapter=${adapter}`,
    { method: "POST", body: Buffer.from("x"), headers: { "content-type": "application/octet-stream" } },
  ]),
  getBatch: hidden(({ intake }) => [`/api/batches/${intake}`]),
  getBatchFindings: hidden(({ intake }) => [`/api/batches/${intake}/findings`]),
  listBatchRows: hidden(({ intake }) => [`/api/batches/${intake}/rows?state=rejected`]),
  getBatchSeal: hidden(({ intake }) => [`/api/batches/${intake}/seal`]),
  getBatchFile: hidden(({ intake }) => [`/api/batches/${intake}/files/receipt`]),
  listOrders: empty(() => ["/api/orders"]),
  listHolds: empty(() => ["/api/holds"]),
  findRecords: empty(({ subject }) => ["/api/records/search", { body: { uscc: subject, ...WHY } }]),
  readRecordPath: hidden(({ record, subject }) => [
    "/api/records/path",
    { body: { id: record, item: "XZCF", subject, ...WHY } },
  ]),
  listTransfers: empty(() => ["/api/transfers"]),
  findTransfersAbout: empty(({ subject }) => [
    "/api/transfers/about",
    { body: { subject: { uscc: subject }, ...WHY } },
  ]),
  exportTransfers: empty(() => ["/api/transfers/export"]),
  followTransfers: apart("operator/transfers/live.pg.test.ts"),
};

/** Without whom nothing here would be foreign: the agency has sent, some of it was rejected, something is held. */
async function foreignOf(console: Sending): Promise<Foreign> {
  const intake = await console.sent({ n: 1 }, { n: 2, content: "" });
  const { db } = console.city;
  const found = await db.query<{ record: string }>("select record_id as record from record limit 1");
  const operator = await console.operator(["operator"]);
  for (const act of [{ act: "quarantine", lane: true }]) {
    const body = { id: randomUUID(), reason: "核对之后处置", ...act };
    const answer = await operator.ask(`/api/batches/${intake}/orders`, { body });
    assert.ok(answer.status < 300, String(answer.body));
  }
  await db.query(
    `insert into alarm (alarm_id, rule, subject, severity, agency, item, params, opened_at)
     values ($1, 'missing', $2, 'warning', $2, 'XZCF', '{}', now())`,
    [randomUUID(), SENDER],
  );
  // The numbers of the day are counted beside the path.
  for (;;) {
    const { rows } = await db.query("select from tally limit 1");
    if (rows.length > 0) break;
    await pause(100);
  }
  return { intake, record: found.rows[0]?.record ?? "", subject: companyCode(1) };
}

test("a viewer of one agency meets nothing of another, whatever the operation", async (t) => {
  const forViewers = operatorContract().operations.filter(
    ({ roles, credentials }) => roles.includes("viewer") || credentials.length === 0,
  );
  assert.deepEqual(Object.keys(TABLE).sort(), forViewers.map(({ id }) => id).sort());
  const console = await sendingConsole(t);
  const foreign = await foreignOf(console);
  const stranger = await console.operator(["viewer"], [OTHER]);
  const seesAll = await console.operator(["viewer"]);
  const marks = [SENDER, foreign.intake, foreign.record, "夜间.csv"];
  const meets = (text: string) => marks.filter((mark) => text.includes(mark));
  const wrong: string[] = [];
  for (const [id, entry] of Object.entries(TABLE)) {
    if (entry.is === "apart") continue;
    const [path, asking] = entry.ask(foreign);
    const answer = await stranger.ask(path, asking);
    const text = answer.body.toString("utf8");
    const all = await seesAll.ask(path, asking);
    if (entry.is === "hidden") {
      if (answer.status !== 404) wrong.push(`${id}: ${answer.status} ${text.slice(0, 200)}`);
      if (all.status === 404) wrong.push(`${id}: is not there for anybody`);
    } else {
      if (answer.status !== 200) wrong.push(`${id}: ${answer.status} ${text.slice(0, 200)}`);
      if (meets(all.body.toString("utf8")).length === 0)
        wrong.push(
          `${id}: who sees everything does not see it: ${all.status} ${all.body.toString().slice(0, 300)}`,
        );
    }
    if (meets(text).length > 0) wrong.push(`${id}: tells of ${meets(text).join(", ")}`);
  }
  assert.deepEqual(wrong, []);
});
