/** A node that dies in the middle of an act: afterwards it happened with its audit entry, or not at all; sent again it is one. */
import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { test } from "node:test";

import { atEnd } from "../../model/test-end.ts";
import { freePort } from "../../store/free-port.ts";
import { recordIntake } from "../../store/intake.ts";
import { CITY, testPath } from "../../test-path.ts";
import { PENALTIES, SENDER } from "../../test-penalties.ts";

for (const [step, happened] of [
  ["act.stored-before-commit", false],
  ["act.committed", true],
] as const) {
  test(`killed at ${step}`, async (t) => {
    const path = await testPath(t, [SENDER]);
    const port = await freePort();
    path.configure(CITY, { roles: ["receive", "api", "console"], console: { host: "127.0.0.1", port } });
    const db = path.db[CITY];
    assert.ok(db);
    const node = await path.start(CITY, { XINQIAO_CRASH_AT: step });
    const cookie = `__Host-xinqiao-${CITY}=${await session()}`;
    const intakeId = randomUUID();
    await recordIntake(db, {
      ...{ intakeId, kind: "file", sender: SENDER, adapter: PENALTIES, fileName: "f.csv", bytes: 1 },
      ...{ sha256: randomBytes(32), spool: "/elsewhere", receivedAt: new Date() },
    });
    const agent = new Agent({ ca: readFileSync(join(path.folder, "ca.crt"), "utf8") });
    atEnd(t, () => agent.destroy());
    const order = JSON.stringify({ id: randomUUID(), act: "quarantine", reason: "核对之后处置" });
    await assert.rejects(send(order));
    await node.ended;
    const count = async (table: string, where = "true") =>
      (await db.query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`)).rows[0]?.n;
    const all = async () => [
      await count("hold"),
      await count("proposal"),
      await count("operator_act", "act like 'transfer.%'"),
      await count("log_leaf l join operator_act a on a.act_id = l.leaf_id", "a.act like 'transfer.%'"),
    ];
    assert.deepEqual(await all(), happened ? [1, 1, 1, 1] : [0, 0, 0, 0]);

    await path.start(CITY);
    assert.equal(await send(order), 200);
    assert.deepEqual(await all(), [1, 1, 1, 1], "the same order again");

    async function session(): Promise<string> {
      const [id, token] = [randomUUID(), randomBytes(32).toString("base64url")];
      await db?.query(
        `insert into operator (operator_id, login, name, way, roles, scope, state, created_at, changed_at)
         values ($1, 'li', 'li', 'local', array['operator'], null, 'active', now(), now())`,
        [id],
      );
      await db?.query(
        `insert into operator_session (token, operator_id, created_at, seen_at, ends_at)
         values ($1, $2, now(), now(), now() + interval '1 hour')`,
        [createHash("sha256").update(token).digest(), id],
      );
      return token;
    }

    function send(body: string): Promise<number> {
      const origin = `https://127.0.0.1:${port}`;
      const headers = { cookie, origin, "xinqiao-console": "1", "content-type": "application/json" };
      return new Promise((resolve, reject) => {
        const request = startRequest(`${origin}/api/batches/${intakeId}/orders`, {
          agent,
          method: "POST",
          headers,
        });
        request.once("error", reject);
        request.once("response", (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        request.end(body);
      });
    }
  });
}
