/**
 * A security administrator makes a viewer who sees one agency only, who takes up the link; and that viewer sees no
 * other: on no page, and by no operation that he may call. Every operation of a viewer is named below; a new one fails
 * until it is said here how it is asked for what is another's.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as startRequest } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { operatorContract } from "../contract.ts";
import { ADAPTERS_FOLDER } from "../data.ts";
import { dayInChina } from "../model/calendar.ts";
import { codeOf } from "../operator/sign-in/test-authenticator.ts";
import { sendingTo } from "../operator/test-batches.ts";
import type { Asking, TestConsole } from "../operator/test-console.ts";
import { companyCode, SENDER } from "../test-penalties.ts";
import { testBrowser } from "./test-browser.ts";
import { atRest, shot } from "./test-chromium.ts";
import { assertFewClicks, personAt } from "./test-person.ts";

const OWN = "jinan-market-supervision";
const OWN_NAME = "济南市市场监管部门";
const OWN_ADAPTER = "cities/jinan-abnormal-operations";
const OWN_SAMPLES = join(ADAPTERS_FOLDER, OWN_ADAPTER, "samples");
const PASSWORD = "a bridge of seven planks";
const WHY = { purpose: "operations", basis: "值班排查 2026-11" };
const send = (item: string) => ({ item, actions: ["send" as const], upTo: "personal" as const });
const PLAN = {
  agencies: [SENDER, OWN],
  access: {
    agencies: [
      { id: SENDER, grants: [send("XZCF")] },
      { id: OWN, grants: [send("JYYC")] },
    ],
  },
};

interface Foreign {
  readonly batch: string;
  readonly alarm: string;
  readonly record: { readonly id: string; readonly item: string; readonly subject: string };
  /** Whatever of it, seen by the viewer, would be too much. */
  readonly marks: readonly string[];
}

async function sendOwn({ city }: TestConsole, name: string, sample: string): Promise<string> {
  const path = `/v1/batches?adapter=${encodeURIComponent(OWN_ADAPTER)}&name=${encodeURIComponent(name)}`;
  const answer = await city.ask(OWN, path, { method: "PUT", body: readFileSync(join(OWN_SAMPLES, sample)) });
  const id = String(answer.json()["id"]);
  while ((await city.ask(OWN, `/v1/batches/${id}?wait=10`)).json()["state"] === "due");
  return id;
}

/** What another agency has here: a batch with rejected rows, held for a reason; a record; an open alarm. */
async function makeForeign(console: TestConsole): Promise<Foreign> {
  const { db } = console.city;
  const batch = await sendingTo(console).sent({ n: 1 }, { n: 2, content: "" });
  const shift = await console.operator(["operator"]);
  const [order, alarm] = [randomUUID(), randomUUID()];
  const body = { id: order, act: "quarantine", reason: "他家的隔离理由" };
  assert.equal((await shift.ask(`/api/batches/${batch}/orders`, { body })).status, 200);
  await db.query(
    `insert into alarm (alarm_id, rule, subject, severity, agency, item, params, opened_at)
     values ($1, 'refused', 'of the test', 'warning', $2, 'XZCF', '{"how":"rejected","night":"2026-11-19"}', now())`,
    [alarm, SENDER],
  );
  const search = { ...WHY, uscc: companyCode(1) };
  const found = (await shift.ask("/api/records/search", { body: search })).json<{
    items: { record: string; item: string; subject: string }[];
  }>().items[0];
  assert.ok(found);
  const marks = [batch, order, alarm, found.record, companyCode(1), "夜间.csv", "虚构1号", "他家的隔离理由"];
  const record = { id: found.record, item: found.item, subject: found.subject };
  return { batch, alarm, record, marks };
}

/** How each operation of a viewer is asked for what is another's: nobody's data, or a refusal, is the answer. */
function foreignAsks({ batch, record }: Foreign): Readonly<Record<string, readonly [string, Asking?][]>> {
  const today = dayInChina(new Date());
  const span = `from=2026-01-01&until=${today}`;
  const of = `/api/batches/${batch}`;
  return {
    getSession: [["/api/session"]],
    getToday: [["/api/today"]],
    getQuality: [[`/api/quality?${span.replace("2026-01-01", today)}&agency=${SENDER}`]],
    getQualityReport: [[`/api/quality/report?agency=${SENDER}&month=${today.slice(0, 7)}&format=xlsx`]],
    listAlarms: [["/api/alarms"], ["/api/alarms?state=all"]],
    listNames: [["/api/names"]],
    getCatalogTree: [["/api/catalog"]],
    getCatalogItem: [["/api/catalog/items/XZCF"]],
    listCatalogReleases: [["/api/catalog/releases"]],
    getCatalogDifferences: [["/api/catalog/differences?from=0&to=0"]],
    getCatalogTemplate: [["/api/catalog/templates?adapter=forms/XZCF"]],
    getCatalogSample: [["/api/catalog/samples?adapter=cities/jinan-penalties&name=nightly.csv"]],
    precheckFile: [
      ["/api/catalog/prechecks", { body: Buffer.from("a,b\r\n1,2\r\n"), headers: OCTETS, method: "POST" }],
    ],
    getBatch: [[of]],
    getBatchFindings: [[`${of}/findings`]],
    listBatchRows: [[`${of}/rows?state=rejected`], [`${of}/rows?state=accepted`]],
    getBatchSeal: [[`${of}/seal`]],
    getBatchFile: ["seal", "receipt", "manifest", "summary"].map((kind) => [`${of}/files/${kind}`]),
    listOrders: [["/api/orders"], ["/api/orders?state=done"]],
    listHolds: [["/api/holds"]],
    findRecords: [
      ["/api/records/search", { body: { ...WHY, uscc: companyCode(1) } }],
      ["/api/records/search", { body: { ...WHY, record: record.id } }],
    ],
    readRecordPath: [["/api/records/path", { body: { ...WHY, ...record } }]],
    listTransfers: [["/api/transfers"], [`/api/transfers?agency=${SENDER}`], [`/api/transfers?id=${batch}`]],
    findTransfersAbout: [
      ["/api/transfers/about", { body: { ...WHY, subject: { uscc: companyCode(1) } } }],
      ["/api/transfers/about", { body: { ...WHY, record: record.id } }],
    ],
    exportTransfers: [["/api/transfers/export"], [`/api/transfers/export?agency=${SENDER}`]],
  };
}

const OCTETS = { "content-type": "application/octet-stream" };
/** About the viewer's own session; and the stream, which has a test of its own. */
const OWN_SESSION = ["signOut", "changePassword", "renewRecoveryCodes"];
const STREAM = "followTransfers";
/** By then it has told, or never will. */
const LIVE_MS = 30_000;
/** What an answer repeats of the question is not told by the node. */
const ECHOED: Readonly<Record<string, readonly string[]>> = { findRecords: [companyCode(1)] };

/** The events of the stream from now on, until one of them has `last` in it. */
function followUntil(console: TestConsole, cookie: string, last: string, begun: () => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const ca = readFileSync(join(console.city.path.folder, "ca.crt"), "utf8");
    const request = startRequest(`${console.url}/api/live`, {
      ...{ ca, headers: { cookie } },
      signal: AbortSignal.timeout(LIVE_MS),
    });
    request.once("error", reject);
    request.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (!text.includes(last)) return;
        response.destroy();
        resolve(text);
      });
      begun();
    });
    request.end();
  });
}

async function cookieOf(page: Page): Promise<string> {
  const [cookie] = await page.context().cookies();
  return `${cookie?.name}=${cookie?.value}`;
}

test("a viewer who sees one agency only", async (t) => {
  const { console, open } = await testBrowser(t, PLAN);
  const { db } = console.city;
  const foreign = await makeForeign(console);
  const own = await sendOwn(console, "本家.json", "nightly.json");
  let link = "";
  let viewer: Page | undefined;

  await t.test("is entered by a security administrator, whose link is shown once", async (s) => {
    const page = await open(await console.operator(["security"]), "/");
    const me = personAt(page);
    await me.click(page.getByRole("link", { name: "管理", exact: true }));
    await me.click(page.getByRole("button", { name: "添加操作员" }));
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("登录名").fill("han.meimei");
    await dialog.getByLabel("姓名").fill("韩梅梅");
    await me.click(dialog.getByRole("checkbox", { name: OWN_NAME, exact: true }));
    await shot(page, "task-10-form");
    await me.click(dialog.getByRole("button", { name: "添加操作员" }));
    link = (await page.locator(".one-time-link").textContent()) ?? "";
    assertFewClicks(s, me);
    const { rows } = await db.query("select roles, scope, state from operator where login = 'han.meimei'");
    assert.deepEqual(rows, [{ roles: ["viewer"], scope: [OWN], state: "invited" }]);
    const { rows: audited } = await db.query(
      "select 1 from operator_act a join log_leaf l on l.leaf_id = a.act_id where a.act = 'operator.invite'",
    );
    assert.equal(audited.length, 1);
  });

  await t.test("takes up the link with a password and an authenticator of his own", async () => {
    const page = await open(null, `/set-up#${link.split("#")[1]}`);
    await page.getByText("韩梅梅").waitFor();
    await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
    await page.getByLabel("再输一次").fill(PASSWORD);
    const secret = ((await page.locator(".totp-key").textContent()) ?? "").replaceAll(" ", "");
    await page.getByLabel("验证器显示的六位数字").fill(codeOf(secret));
    await page.getByRole("button", { name: "完成并登录" }).click();
    await page.getByRole("button", { name: /已妥善保存/ }).click();
    await page.getByRole("heading", { name: "今日" }).waitFor();
    const { rows } = await db.query("select state from operator where login = 'han.meimei'");
    assert.deepEqual(rows, [{ state: "active" }]);
    viewer = page;
  });

  await t.test("sees his agency and no other, on every page that he has", async () => {
    assert.ok(viewer);
    const page = viewer;
    const seen: string[] = [];
    const look = async (name: string) => {
      await atRest(page);
      const text = (await page.locator("body").textContent()) ?? "";
      for (const mark of foreign.marks) assert.ok(!text.includes(mark), `${name} shows ${mark}`);
      // The catalog says of every agency what it sends; that is public.
      if (name !== "目录") assert.ok(!text.includes("济南市公共信用信息平台"), `${name} names the other`);
      seen.push(name);
    };
    const navigation = page.getByRole("navigation").first();
    for (const entry of await navigation.getByRole("link").all()) {
      const name = ((await entry.textContent()) ?? "").trim();
      await entry.click();
      // Until a page is ready the one before stays, in the navigation too.
      await navigation.locator("[aria-current=page]").filter({ hasText: name }).waitFor();
      await look(name);
      if (name !== "传输日志") continue;
      await page.getByRole("link", { name: "本家.json" }).first().waitFor();
      await shot(page, "task-10-transfers");
    }
    assert.deepEqual(
      ["网络", "存证", "管理"].filter((name) => seen.includes(name)),
      [],
    );
    assert.ok(seen.length >= 5, seen.join());
    await page.goto(`${console.url}/batches/${own}`);
    await page.getByRole("heading", { name: "本家.json" }).waitFor();
    await look("own batch");
    await page.goto(`${console.url}/batches/${foreign.batch}`);
    await page.getByText("没有找到").waitFor();
    await shot(page, "task-10-foreign");
    const text = (await page.locator("main").textContent()) ?? "";
    for (const mark of foreign.marks.slice(4)) assert.ok(!text.includes(mark), mark);
  });

  await t.test("is told nothing of another by any operation that a viewer may call", async () => {
    assert.ok(viewer);
    const cookie = await cookieOf(viewer);
    // Numbers are told once they are counted; before, nobody is told any.
    const counted = "select from tally where agency = $1";
    while ((await db.query(counted, [SENDER])).rowCount === 0) await pause(200);
    const asks = foreignAsks(foreign);
    for (const { id, roles } of operatorContract().operations) {
      if (!roles.includes("viewer") || OWN_SESSION.includes(id) || id === STREAM) continue;
      const known = asks[id];
      assert.ok(known, `${id}: how is it asked for what is another's?`);
      for (const [path, asking = {}] of known) {
        const reply = await console.ask(path, { ...asking, headers: { ...asking.headers, cookie } });
        const about = `${id} ${path}: ${reply.status}`;
        assert.ok([200, 404].includes(reply.status), `${about} ${reply.body}`);
        if (path.includes(foreign.batch) && !path.includes("?id=")) assert.equal(reply.status, 404, about);
        const told = reply.body.toString("utf8");
        if (id === "getToday" || id === "getQuality") assert.ok(!told.includes(SENDER), about);
        for (const mark of foreign.marks)
          assert.ok(!told.includes(mark) || ECHOED[id]?.includes(mark), `${about} tells ${mark}`);
      }
    }
    const { rows } = await db.query(
      `select action, records from query_log
        where via = 'console:' || (select operator_id from operator where login = 'han.meimei') order by at`,
    );
    assert.deepEqual(
      rows.map(({ action, records }) => [action, records]),
      ["query", "query", "read", "query", "query"].map((action) => [action, 0]),
      "asked and logged, found none",
    );
  });

  await t.test("hears of his agency alone while things come in", async () => {
    assert.ok(viewer);
    const cookie = await cookieOf(viewer);
    const begun = Promise.withResolvers<void>();
    const heard = followUntil(console, cookie, "本家二.json", begun.resolve);
    await begun.promise;
    await sendingTo(console).sent({ n: 7 });
    await sendOwn(console, "本家二.json", "accepted-forms.input.json");
    const text = await heard;
    assert.ok(!text.includes("夜间.csv") && !text.includes(SENDER), text);
  });
});
