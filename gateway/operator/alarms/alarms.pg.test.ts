/**
 * Alarms are opened once, told to their targets, acknowledged by people, and closed when what was wrong is over. The
 * console of the test looks and tells by itself too, so what was told is waited for, whoever of the two told it.
 */
import assert from "node:assert/strict";
import { createPublicKey, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { loadConfig } from "../../config.ts";
import { loadData } from "../../data.ts";
import { makeSite } from "../../site.ts";
import { withLock } from "../../store/connect.ts";
import { startReceiver } from "../../subscribe/test-receiver.ts";
import { smallData } from "../../test-data.ts";
import { CITY } from "../../test-path.ts";
import type { JsonAnswer } from "../admit.ts";
import { testConsole } from "../test-console.ts";
import { namesOf } from "../today/names.ts";
import { postDue } from "./post.ts";
import { bodyOf, startMailServer } from "./test-smtp.ts";
import { bringUpToDate, LOCK } from "./watch.ts";

type Alarms = JsonAnswer<"listAlarms">;
type Target = JsonAnswer<"putAlarmTarget">;

const SENDER = "jinan-credit";

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50);
}

test("alarms", async (t) => {
  const post = await startMailServer(t);
  const mail = { host: "127.0.0.1", port: post.port, encryption: "none", from: "xinqiao@jinan.example" };
  const console = await testConsole(t, {
    settings: { egress: { allow: ["127.0.0.0/8"] } },
    console: { mail },
  });
  const { db, path } = console.city;
  const operator = await console.operator(["operator"]);
  const system = await console.operator(["system"]);
  const confined = await console.operator(["viewer"], ["jinan-market-supervision"]);
  // A second process of the node, whose looks the test decides upon.
  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  const site = makeSite(loadConfig(join(path.folder, "nodes", CITY, "node.json"), {}), db, out);
  const known = loadData(smallData());
  const parts = { site, ...known, editions: { taken: () => [] } };
  // The console looks too, and what it saw before would close what is opened here.
  const look = async () =>
    await db.dedicated((client) => withLock(client, LOCK, () => bringUpToDate(parts, 6)));
  const sender = { node: CITY, names: namesOf(known.catalog), publicUrl: console.url };
  const postAll = async () => {
    while (await postDue(site, sender));
  };
  const open = async (who = operator) => (await who.ask("/api/alarms")).json<Alarms>().alarms;
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const receiver = await startReceiver(t, path.folder, createPublicKey(read(`nodes/${CITY}/event.key`)));
  const put = async (id: string, more: object) =>
    await system.ask(`/api/alarm-targets/${id}`, {
      method: "PUT",
      body: { name: "值班", rules: [], severity: "warning", active: true, ...more },
    });
  const [mailbox, hook] = [randomUUID(), randomUUID()];
  const intake = randomUUID();

  await t.test("targets are entered by the system administrator alone, and only such as may be", async () => {
    assert.equal((await put(mailbox, { kind: "email", address: "duty@jinan.example" })).status, 200);
    assert.equal(
      (await put(hook, { kind: "webhook", address: receiver.url, ca: read("ca.crt") })).status,
      200,
    );
    const refused = [
      { kind: "email", address: "duty@jinan.example,other@jinan.example" },
      { kind: "email", address: "x@y\r\nBcc: z@y" },
      { kind: "webhook", address: "http://127.0.0.1/" },
      { kind: "webhook", address: "https://user:word@127.0.0.1/" },
    ];
    for (const one of refused) assert.equal((await put(randomUUID(), one)).status, 422, one.address);
    assert.equal((await operator.ask(`/api/alarm-targets/${mailbox}`, { method: "DELETE" })).status, 403);
  });

  await t.test(
    "whole the address of a webhook is shown to who may change it, to others up to its host",
    async () => {
      const shown = async (who: typeof system) =>
        (await who.ask("/api/alarm-targets"))
          .json<JsonAnswer<"listAlarmTargets">>()
          .targets.map(({ kind, address }) => [kind, address])
          .sort();
      assert.deepEqual(await shown(system), [
        ["email", "duty@jinan.example"],
        ["webhook", receiver.url],
      ]);
      assert.ok(new URL(receiver.url).pathname.length > 1, "there is something to hide");
      for (const who of [operator, await console.operator(["audit"]), await console.operator(["security"])])
        assert.deepEqual(await shown(who), [
          ["email", "duty@jinan.example"],
          ["webhook", `${new URL(receiver.url).origin}/…`],
        ]);
    },
  );

  await t.test("a test message reaches either, and a webhook's is signed", async () => {
    const sent = async (id: string) =>
      (await system.ask(`/api/alarm-targets/${id}/test`, { method: "POST" })).json<
        JsonAnswer<"testAlarmTarget">
      >();
    assert.deepEqual(await sent(mailbox), { sent: true, why: null });
    assert.deepEqual(await sent(hook), { sent: true, why: null });
    assert.deepEqual(post.mails[0]?.to, ["duty@jinan.example"]);
    assert.equal(receiver.received[0]?.isSigned, true);
    post.answer("550 no such user duty@jinan.example");
    assert.deepEqual(await sent(mailbox), { sent: false, why: "SMTP_550" });
    post.answer("250 ok");
  });

  await t.test(
    "a thing that is wrong is one alarm however often it is seen, and told once to each",
    async () => {
      await db.query(
        `insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at, attempts, last_error)
       values ($1, 'file', $2, 'cities/jinan-penalties', '张三.csv', 1, $3, '/nowhere', now(), 'poison', now(), 8, 'TypeError: 张三')`,
        [intake, SENDER, randomBytes(32)],
      );
      await Promise.all([look(), look()]);
      await look();
      const [alarm, ...others] = (await open()).filter(({ rule }) => rule === "poison");
      assert.equal(others.length, 0);
      assert.equal(alarm?.link, `/batches/${intake}`);
      await postAll();
      const toldOf = () =>
        receiver.received.flatMap(({ events }) => events).filter(({ subject }) => subject === alarm?.id);
      const lettersOf = () => post.mails.map(bodyOf).filter((text) => text.includes(intake));
      await until(() => toldOf().length > 0 && lettersOf().length > 0);
      await postAll();
      const [told, letters] = [toldOf(), lettersOf()];
      assert.deepEqual([told.length, letters.length], [1, 1]);
      assert.ok(receiver.received.every(({ isSigned }) => isSigned));
      assert.ok(
        !JSON.stringify([letters, told, alarm]).includes("张三"),
        "nothing of a file leaves by a message",
      );
    },
  );

  await t.test("a viewer of one agency sees no alarm of another, nor one about the node", async () => {
    assert.deepEqual(await open(confined), []);
    const [alarm] = await open();
    const asked = { method: "PUT", body: { reason: "正在处理" } };
    assert.equal((await confined.ask(`/api/alarms/${alarm?.id}/acknowledgement`, asked)).status, 403);
  });

  await t.test("it is acknowledged once, with who and why, in the audit", async () => {
    const alarm = (await open()).find(({ rule }) => rule === "poison");
    const asked = { method: "PUT", body: { reason: "已联系单位，等待重报" } };
    const done = await operator.ask(`/api/alarms/${alarm?.id}/acknowledgement`, asked);
    assert.equal(done.json<Alarms["alarms"][number]>().acknowledged?.reason, "已联系单位，等待重报");
    const again = await operator.ask(`/api/alarms/${alarm?.id}/acknowledgement`, asked);
    assert.equal(again.json()["code"], "ALARM_ACKNOWLEDGED");
    const { rows } = await db.query("select act, reason from operator_act where act = 'alarm.acknowledge'");
    assert.deepEqual(rows, [{ act: "alarm.acknowledge", reason: "已联系单位，等待重报" }]);
  });

  await t.test(
    "it closes when its cause is gone, which is told too; the same again is another alarm",
    async () => {
      await db.query("update intake set state = 'cancelled' where intake_id = $1", [intake]);
      await look();
      assert.deepEqual(
        (await open()).filter(({ rule }) => rule === "poison"),
        [],
      );
      await postAll();
      const events = () => receiver.received.flatMap((one) => one.events.map(({ type }) => type));
      await until(() => events().includes("cn.xinqiao.alarm.closed"));
      await db.query("update intake set state = 'poison' where intake_id = $1", [intake]);
      await look();
      const all = (await operator.ask("/api/alarms?state=all")).json<Alarms>().alarms;
      assert.equal(all.filter(({ rule }) => rule === "poison").length, 2);
    },
  );

  await t.test("what cannot be sent is kept and tried again, and says why", async () => {
    await receiver.pause();
    await db.query("update intake set state = 'cancelled' where intake_id = $1", [intake]);
    await look();
    await postAll();
    const last = async (id: string) => {
      const { targets } = (await system.ask("/api/alarm-targets")).json<JsonAnswer<"listAlarmTargets">>();
      return targets.find((one: Target) => one.id === id)?.last;
    };
    await until(async () => (await last(hook))?.why === "DELIVER_UNREACHABLE");
    assert.equal((await last(hook))?.state, "due");
    await until(async () => (await last(mailbox))?.state === "sent");
    await receiver.resume();
  });

  await t.test("who hears of grave alarms alone hears of one that becomes grave", async () => {
    const grave = randomUUID();
    assert.equal(
      (await put(grave, { kind: "email", address: "chief@jinan.example", severity: "critical" })).status,
      200,
    );
    const lasts = async (days: number) => {
      await db.query(
        `insert into shown_certificate (holder, serial, side, valid_from, valid_to, first_at, last_at)
         values ($1, 'AA', 'client', now(), now() + $2 * interval '1 day', now(), now())
         on conflict (holder, side, serial) do update set valid_to = excluded.valid_to`,
        [`agency:${SENDER}`, days],
      );
      await look();
    };
    const severity = async () =>
      (await open()).find(({ rule, agency }) => rule === "certificate" && agency === SENDER)?.severity;
    const letters = () => post.mails.filter(({ to }) => to.includes("chief@jinan.example"));
    await lasts(20);
    assert.equal(await severity(), "warning");
    await lasts(5);
    assert.equal(await severity(), "critical");
    await postAll();
    await until(() => letters().length > 0);
    assert.ok(letters().map(bodyOf).join("").includes("严重 critical"));
  });

  await t.test(
    "a webhook into this machine is not called where the node's rules do not allow it",
    async () => {
      const closed = await testConsole(t);
      const own = await closed.operator(["system"]);
      const body = {
        kind: "webhook",
        name: "x",
        address: receiver.url,
        ca: null,
        rules: [],
        severity: "warning",
        active: true,
      };
      const id = randomUUID();
      await own.ask(`/api/alarm-targets/${id}`, { method: "PUT", body });
      const { sent, why } = (await own.ask(`/api/alarm-targets/${id}/test`, { method: "POST" })).json<
        JsonAnswer<"testAlarmTarget">
      >();
      assert.deepEqual([sent, why], [false, "ADDRESS_FORBIDDEN"]);
    },
  );
});
