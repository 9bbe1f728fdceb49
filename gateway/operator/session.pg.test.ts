import assert from "node:assert/strict";
import { test } from "node:test";

import { CITY } from "../test-path.ts";
import { testConsole } from "./test-console.ts";

test("the console answers over TLS: who is signed in learns who that is, and nobody learns nothing", async (t) => {
  const console = await testConsole(t);
  const nobody = await console.ask("/api/session");
  assert.equal(nobody.status, 401);
  assert.equal(nobody.json()["code"], "SESSION_MISSING");
  const viewer = await console.operator(["viewer"], ["jinan-credit"]);
  const session = await viewer.ask("/api/session");
  assert.equal(session.status, 200);
  const { id, roles, scope, node } = session.json();
  assert.deepEqual(
    { id, roles, scope, node },
    { id: viewer.id, roles: ["viewer"], scope: ["jinan-credit"], node: CITY },
  );
  assert.equal((await viewer.ask("/api/nothing")).status, 404);
  assert.equal((await viewer.ask("/api/session", { method: "PUT", body: {} })).status, 405);
});

test("a session ends when it was idle, after twelve hours, and when its operator is not active", async (t) => {
  const { city, operator } = await testConsole(t);
  const ends: readonly [string, string][] = [
    ["operator_session", "seen_at = now() - interval '31 minutes'"],
    ["operator_session", "ends_at = now() - interval '1 second'"],
    ["operator", "state = 'locked'"],
    ["operator", "state = 'removed'"],
  ];
  for (const [table, change] of ends) {
    const one = await operator(["operator"]);
    assert.equal((await one.ask("/api/session")).status, 200);
    await city.db.query(`update ${table} set ${change} where operator_id = $1`, [one.id]);
    assert.equal((await one.ask("/api/session")).status, 401, change);
  }
});

test("what a page asks by itself keeps no session alive; what its operator does is an act", async (t) => {
  const { city, operator } = await testConsole(t);
  const one = await operator(["operator"]);
  const seen = async () =>
    (
      await city.db.query<{ old: boolean }>(
        "select seen_at < now() - interval '20 minutes' as old from operator_session where operator_id = $1",
        [one.id],
      )
    ).rows[0]?.old;
  await city.db.query("update operator_session set seen_at = now() - interval '25 minutes'");
  await one.ask("/api/session", { headers: { "xinqiao-passive": "1" } });
  assert.equal(await seen(), true);
  await one.ask("/api/session");
  assert.equal(await seen(), false);
});
