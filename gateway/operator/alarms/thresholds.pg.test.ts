import assert from "node:assert/strict";
import { test } from "node:test";

import type { JsonAnswer } from "../admit.ts";
import { type Reply, type TestOperator, testConsole } from "../test-console.ts";
import { fullDisks, pausedLong, unsealed, wrongNeighbours } from "./judge.ts";
import { readThresholds, USUAL } from "./thresholds.ts";

type Rules = JsonAnswer<"setAlarmRule">["rules"];

const WHY = "夜间批量较大，已与省级商定";
const codeIn = (reply: Reply) => reply.json()["code"];
const set = async (who: TestOperator, rule: string, values: object) =>
  await who.ask(`/api/alarm-rules/${rule}`, { method: "PUT", body: { values, reason: WHY } });
const rulesIn = (reply: Reply): Rules => {
  assert.equal(reply.status, 200, reply.body.toString());
  return reply.json<{ rules: Rules }>().rules;
};

test("a system administrator sets from when on a rule raises its alarm; the usual number is told beside", async (t) => {
  const { operator, city } = await testConsole(t);
  const [system, duty] = [await operator(["system"]), await operator(["operator"])];
  const rules = rulesIn(await set(system, "stuck", { minutes: 90 }));
  const stuck = rules.find(({ rule }) => rule === "stuck");
  assert.match(stuck?.when.zh ?? "", /超过 90 分钟/);
  assert.deepEqual(
    stuck?.settings.map(({ value, usual }) => [value, usual]),
    [[90, 60]],
  );
  assert.deepEqual([stuck?.changed?.by, stuck?.changed?.reason], [system.login, WHY]);
  const told = rulesIn(await duty.ask("/api/alarm-targets"));
  assert.deepEqual(told, rules);
  const { now } = await readThresholds(city.db);
  assert.deepEqual(now, { ...USUAL, stuck: { minutes: 90 } });
  // Back to the usual one.
  rulesIn(await set(system, "stuck", { minutes: 60 }));
  assert.deepEqual((await readThresholds(city.db)).now, USUAL);
});

test("what is out of bounds, unknown, or the wrong way round is refused, and nothing is set", async (t) => {
  const { operator, city } = await testConsole(t);
  const system = await operator(["system"]);
  for (const [rule, values] of [
    ["stuck", { minutes: 1 }],
    ["stuck", { minutes: 2000 }],
    ["stuck", { hours: 2 }],
    ["stuck", {}],
    ["certificate", { days: 10, last: 10 }],
    ["disk", { share: 5, last: 6 }],
    ["missing", { nights: 2 }],
  ] as const)
    assert.equal(
      codeIn(await set(system, rule, values)),
      "ALARM_RULE_INVALID",
      JSON.stringify([rule, values]),
    );
  assert.equal(codeIn(await set(system, "no-such", { minutes: 90 })), "NOT_FOUND");
  assert.equal(codeIn(await set(await operator(["security"]), "stuck", { minutes: 90 })), "ROLE_NEEDED");
  assert.deepEqual((await readThresholds(city.db)).now, USUAL);
  // What an older program allowed, and this one does not.
  rulesIn(await set(system, "stuck", { minutes: 90 }));
  await city.db.query("update operator_act set detail = '{\"minutes\": 1}' where act = 'alarm-rule.set'");
  assert.deepEqual((await readThresholds(city.db)).now, USUAL);
});

test("rules judge by the numbers that are set", () => {
  const now = new Date("2026-11-23T02:00:00Z");
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const queue = [{ node: "370000", queued: 1, oldest: ago(70), abandoned: 0 }] as never;
  assert.equal(wrongNeighbours(queue, now).length, 1);
  assert.equal(wrongNeighbours(queue, now, { stuck: { minutes: 90 } }).length, 0);
  assert.equal(unsealed(ago(10), now).length, 0);
  assert.equal(unsealed(ago(10), now, { checkpoint: { minutes: 5 } }).length, 1);
  const disk = [{ use: "spool", free: 4, size: 100 }] as const;
  assert.deepEqual(
    [fullDisks(disk), fullDisks(disk, { disk: { share: 20, last: 5 } })].map(([one]) => one?.severity),
    ["warning", "critical"],
  );
  const pause = { pullId: "court", at: ago(8 * 1440), by: "x", reason: "", adapter: "a" };
  const about = () => ({ agency: "jinan-court", item: "SXBZXR" });
  assert.deepEqual(
    pausedLong([pause], now, about).map(({ rule, subject, agency }) => [rule, subject, agency]),
    [["paused", "court", "jinan-court"]],
  );
  assert.equal(pausedLong([pause], now, about, { paused: { days: 9 } }).length, 0);
});
