import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import iconv from "iconv-lite";

import { CITY, testPath } from "./test-path.ts";
import { PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const BYTES = { "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream" };
const METADATA = `adapter ${Buffer.from(PENALTIES).toString("base64")}`;
const rows = (...n: readonly number[]) =>
  iconv.encode(penalties(...n.map((one) => ({ n: one }))).toString(), "gb18030");

test("a process killed at any step of an upload loses and doubles nothing: the client goes on from where it stands", async (t) => {
  const path = await testPath(t, [SENDER]);
  let port = 0;
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const home = `agencies/${SENDER}/client`;
  const agent = new Agent({ ca: read("ca.crt"), cert: read(`${home}.crt`), key: read(`${home}.key`) });
  const send = (method: string, at: string, headers: Record<string, string>, body?: Buffer) =>
    new Promise<Record<string, unknown> | undefined>((resolve) => {
      const url = `https://127.0.0.1:${port}${at}`;
      const request = startRequest(url, { agent, method, headers: { ...BYTES, ...headers } }, (response) => {
        response.resume();
        response.once("end", () => resolve({ ...response.headers, status: response.statusCode }));
      });
      request.once("error", () => resolve(undefined));
      request.end(body);
    });
  for (const [n, step] of [
    "upload.written:1",
    "upload.written:2",
    "upload.final",
    "upload.taken",
  ].entries()) {
    const body = rows(10 * n + 1, 10 * n + 2);
    const dying = await path.dying(CITY, step);
    port = dying.port;
    const begun = await send("POST", "/v1/uploads", {
      "upload-length": String(body.length),
      "upload-metadata": METADATA,
    });
    const at = String(begun?.["location"]);
    await send("PATCH", at, { "upload-offset": "0" }, body.subarray(0, 100));
    await send("PATCH", at, { "upload-offset": "100" }, body.subarray(100));
    assert.equal(await dying.ended, "SIGKILL", step);
    port = (await path.start(CITY, {})).port;
    for (let times = 0; ; times++) {
      assert.ok(times < 200, `${step} never ends`);
      const state = await send("HEAD", at, {});
      const offset = Number(state?.["upload-offset"]);
      if (offset === body.length) break;
      await send("PATCH", at, { "upload-offset": String(offset) }, body.subarray(offset));
      // The lease of the process that died has to run out.
      await pause(200);
    }
  }
  const client = path.client(SENDER);
  const db = path.db[CITY];
  assert.ok(db);
  const { rows: intakes } = await db.query<{ id: string }>(
    "select intake_id as id from intake order by received_at",
  );
  assert.equal(intakes.length, 4);
  for (const { id } of intakes) {
    let status = await client.status(id, 10);
    while (status.state === "due") status = await client.status(id, 10);
    assert.deepEqual([status.state, status.counts?.accepted], ["done", 2]);
  }
  agent.destroy();
});
