import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { ADAPTERS_FOLDER } from "../data.ts";
import { freePort } from "../store/free-port.ts";
import { testCity } from "../test-city.ts";
import { sendFile } from "../test-path.ts";
import { MAY_SEND, PENALTIES, SENDER } from "../test-penalties.ts";
import { METRICS } from "./names.ts";

/** Lines that begin with the name, as label text and value. */
function valuesOf(text: string, name: string): ReadonlyMap<string, number> {
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(name.length, at), Number(line.slice(at + 1))];
    }),
  );
}

test("what a city did is counted by outcome, door, item and sender, and its state is told without an id", async (t) => {
  const port = await freePort();
  const city = await testCity(
    t,
    [SENDER],
    { agencies: [MAY_SEND] },
    { metrics: { host: "127.0.0.1", port } },
  );
  const samples = join(ADAPTERS_FOLDER, PENALTIES, "samples");
  const client = city.path.client(SENDER);
  const good = await sendFile(client, join(samples, "nightly.csv"), PENALTIES);
  const bad = await sendFile(client, join(samples, "refused-missing-column.input.csv"), PENALTIES);
  assert.deepEqual([good.state, bad.state], ["done", "refused"]);

  const get = async (path: string) => await fetch(`http://127.0.0.1:${port}${path}`);
  const scrape = async () => await (await get("/metrics")).text();
  const labels = `door="http",item="XZCF",sender="${SENDER}"`;
  const ended = (told: string) =>
    ["done", "refused"].map((outcome) =>
      valuesOf(told, "xinqiao_batches_total").get(`{${labels},outcome="${outcome}"}`),
    );
  let text = await scrape();
  // What has ended is counted a moment after its sender can know of it.
  for (; ended(text).includes(undefined); text = await scrape()) await pause(50);
  assert.deepEqual(ended(text), [1, 1]);
  const rows = valuesOf(text, "xinqiao_rows_total");
  assert.equal(rows.get(`{${labels},outcome="accepted"}`), good.counts?.accepted);
  assert.equal(rows.get(`{${labels},outcome="rejected"}`), good.counts?.rejected);
  const uploads = valuesOf(text, "xinqiao_requests_total").get('{operation="putBatch",status="2xx"}');
  assert.equal(uploads, 2);
  assert.equal(valuesOf(text, "xinqiao_database_up").get(""), 1);
  // The province of this test does not run, so the batch waits.
  assert.equal(valuesOf(text, "xinqiao_queue_waiting").get('{peer="370000",kind="batch"}'), 1);
  const expiry = valuesOf(text, "xinqiao_certificate_expiry_timestamp_seconds");
  assert.ok((expiry.get('{holder="node:370100",certificate="server"}') ?? 0) > Date.now() / 1000);

  for (const { name } of METRICS) assert.match(text, new RegExp(`^# TYPE ${name} `, "m"));
  assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-/);
  assert.equal((await get("/healthz")).status, 200);
  assert.equal((await get("/readyz")).status, 200);
  assert.equal((await get("/v1/batches")).status, 404);
  assert.equal((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status, 405);
});

test("lines about a batch carry its trace, which is its id; those of a request, what its sender named", async (t) => {
  const city = await testCity(t, [SENDER], { agencies: [MAY_SEND] });
  const file = join(ADAPTERS_FOLDER, PENALTIES, "samples/refused-missing-column.input.csv");
  const client = city.path.client(SENDER);
  const { id } = await client.upload(file, PENALTIES);
  const read = () => city.lines.map((line) => JSON.parse(line) as Record<string, string>);
  const find = () => read().find((line) => line["text"]?.startsWith(`refused ${id}`));
  let about = find();
  for (; about === undefined; about = find()) await pause(50);
  for (const line of read()) assert.deepEqual([typeof line["at"], line["node"]], ["string", "370100"]);
  assert.equal(about["trace"], id.replaceAll("-", ""));
  const kept = await city.db.query<{ trace: string }>("select trace from intake where intake_id = $1", [id]);
  assert.match(kept.rows[0]?.trace ?? "", /^[0-9a-f]{32}$/);
});
