import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import type { JsonAnswer } from "../admit.ts";
import { type Reply, type TestOperator, testConsole } from "../test-console.ts";

type Schedules = JsonAnswer<"listSchedules">;

const WHY = { reason: "对方系统升级，已电话确认" };
const codeIn = (reply: Reply) => reply.json()["code"];

/** Two sources of an agency that has no grant to send, due once a year. */
async function begun(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-pulls-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const source = { kind: "http", url: "https://127.0.0.1:1/a", mode: "file" };
  const pulls = ["first", "second"].map((id) => ({
    id,
    adapter: "cities/jinan-penalties",
    schedule: "0 2 1 1 *",
    source,
  }));
  const file = join(folder, "pulls.json");
  writeFileSync(file, JSON.stringify(pulls));
  const console = await testConsole(t, { settings: { pulls: file } });
  const list = async (who: TestOperator) =>
    (await who.ask("/api/schedules")).json<Schedules & Record<string, unknown>>();
  const until = async (who: TestOperator, holds: (items: Schedules["items"]) => boolean) => {
    for (;;) {
      const { items } = await list(who);
      if (holds(items)) return items;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return {
    console,
    system: await console.operator(["system"]),
    duty: await console.operator(["operator"]),
    until,
  };
}

const order = async (who: TestOperator, id: string, what: string) =>
  await who.ask(`/api/schedules/${id}/${what}`, { body: WHY });

test("a source is fetched now by whoever is on duty, and says how it ended", async (t) => {
  const { system, duty, until } = await begun(t);
  await until(duty, (items) => items.every(({ nextAt }) => nextAt !== null));
  assert.equal((await order(duty, "first", "run")).status, 200);
  const items = await until(duty, ([first]) => first?.why !== null);
  assert.deepEqual(
    items.map(({ why, startedAt }) => [why?.code ?? null, startedAt !== null]),
    [
      ["NOT_GRANTED", true],
      [null, false],
    ],
  );
  assert.equal((await order(duty, "no-such", "run")).status, 404);
  assert.equal(codeIn(await order(duty, "first", "pause")), "ROLE_NEEDED");
  const keeper = await system.ask("/api/schedules");
  assert.equal(keeper.status, 200);
});

test("what is paused is not fetched, whatever is due, until it is resumed; then once", async (t) => {
  const { console, system, until } = await begun(t);
  await until(system, (items) => items.every(({ nextAt }) => nextAt !== null));
  const paused = await order(system, "first", "pause");
  const [told] = paused.json<Schedules & Record<string, unknown>>().items;
  assert.deepEqual([told?.paused?.by, told?.paused?.reason], [system.login, WHY.reason]);
  assert.equal(codeIn(await order(system, "first", "pause")), "ACT_IMPOSSIBLE");
  assert.equal(codeIn(await order(system, "first", "run")), "ACT_IMPOSSIBLE");
  await console.city.db.query("update pull set next_at = now()");
  const items = await until(system, ([, second]) => second?.why !== null);
  assert.equal(items[0]?.startedAt, null);
  assert.equal((await order(system, "first", "resume")).status, 200);
  await until(system, ([first]) => first?.why !== null);
  assert.equal(codeIn(await order(system, "first", "resume")), "ACT_IMPOSSIBLE");
});
