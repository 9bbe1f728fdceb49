import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { ADAPTERS_FOLDER } from "../../data.ts";
import { logOrigin, verifyCheckpoint } from "../../log/checkpoint.ts";
import type { Network } from "../../model/network.ts";
import { ed25519Key } from "../../seal/registry.ts";
import { CITY, sendFile } from "../../test-path.ts";
import { MAY_SEND, PENALTIES, SENDER } from "../../test-penalties.ts";
import { type TestConsole, type TestOperator, testConsole } from "../test-console.ts";

interface Entry {
  readonly id: string;
  readonly number: number | null;
  readonly kind: string;
  readonly act?: { readonly operator: string; readonly sound: boolean };
}
interface Page {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}
interface Check {
  readonly id: string;
  readonly state: string;
  readonly report: { readonly batches: number; readonly faults: readonly { readonly what: string }[] } | null;
}

/** A city that has taken one file and refused another, its log signed. */
async function logged(console: TestConsole): Promise<{ readonly batch: string; readonly refused: string }> {
  const client = console.city.path.client(SENDER);
  const samples = join(ADAPTERS_FOLDER, PENALTIES, "samples");
  const good = await client.upload(join(samples, "nightly.csv"), PENALTIES);
  await sendFile(client, join(samples, "nightly.csv"), PENALTIES);
  const bad = await client.upload(join(samples, "refused-missing-column.input.csv"), PENALTIES);
  await sendFile(client, join(samples, "refused-missing-column.input.csv"), PENALTIES);
  return { batch: good.id, refused: bad.id };
}

async function ended(operator: TestOperator, id: string): Promise<Check> {
  for (;;) {
    const check = (await operator.ask(`/api/log/checks/${id}`)).json<Check>();
    if (check.state !== "running") return check;
    await pause(200);
  }
}

test("entries are found by batch, by file, by kind and page by page; a checkpoint comes as the note that was signed", async (t) => {
  const console = await testConsole(t, { access: { agencies: [MAY_SEND] } });
  const { batch, refused } = await logged(console);
  const one = await console.operator(["operator"]);
  const find = async (query: string) => (await one.ask(`/api/log/entries?${query}`)).json<Page>();
  assert.deepEqual(
    (await find(`id=${batch}`)).entries.map(({ kind }) => kind),
    ["batch"],
  );
  assert.deepEqual(
    (await find(`id=${refused}`)).entries.map(({ kind }) => kind),
    ["refusal"],
  );
  assert.deepEqual(
    (await find("kind=refusal&kind=batch")).entries.map(({ kind }) => kind),
    ["refusal", "batch"],
  );
  const all = (await find("limit=500")).entries;
  const paged: Entry[] = [];
  let page = await find("limit=2");
  for (; page.next !== null; page = await find(`limit=2&cursor=${page.next}`)) paged.push(...page.entries);
  paged.push(...page.entries);
  assert.deepEqual(
    paged.map(({ id }) => id),
    all.map(({ id }) => id),
  );

  const signed = async () =>
    (await one.ask("/api/log")).json<{ checkpoint: { size: number } | null }>().checkpoint?.size ?? 0;
  let size = await signed();
  for (; size === 0; size = await signed()) await pause(100);
  const note = await one.ask(`/api/log/checkpoints/${size}`);
  const network = JSON.parse(readFileSync(join(console.city.path.folder, "network.json"), "utf8")) as Network;
  const keys = network.nodes.find(({ id }) => id === CITY)?.logKeys.map(ed25519Key) ?? [];
  assert.equal(verifyCheckpoint(note.body.toString("utf8"), logOrigin(CITY), keys).size, size);
  assert.equal((await one.ask(`/api/log/checkpoints/${size + 100_000}`)).status, 404);
});

test("a check runs beside the console, one at a time, tells what was tampered with, and who asked is in the log", async (t) => {
  const console = await testConsole(t, { access: { agencies: [MAY_SEND] } });
  const { batch } = await logged(console);
  const auditor = await console.operator(["audit"]);
  const post = async () => await auditor.ask("/api/log/checks", { method: "POST" });
  const started = await post();
  assert.equal(started.status, 202);
  assert.equal((await post()).json()["code"], "LOG_CHECK_RUNNING");
  const sound = await ended(auditor, started.json<Check>().id);
  assert.deepEqual([sound.state, sound.report?.faults, sound.report?.batches], ["sound", [], 1]);

  const { city } = console;
  await city.db.query(
    "update batch set seal = set_byte(seal, 100, (get_byte(seal, 100) + 1) % 256) where batch_id = $1",
    [batch],
  );
  const broken = await ended(auditor, (await post()).json<Check>().id);
  assert.equal(broken.state, "broken");
  assert.ok(broken.report?.faults.some(({ what }) => what === "batch"));

  const find = async (operator: TestOperator) =>
    (await operator.ask("/api/log/entries?kind=operator")).json<Page>().entries;
  const told = await find(auditor);
  assert.deepEqual(
    told.filter(({ act }) => act?.operator === auditor.login).map(({ act }) => act?.sound),
    [true, true],
  );
  await city.db.query("update operator_act set operator = 'somebody else' where act_id = $1", [told[0]?.id]);
  assert.equal((await find(auditor))[0]?.act?.sound, false);
  const again = await ended(auditor, (await post()).json<Check>().id);
  assert.ok(again.report?.faults.some(({ what }) => what === "act"));
  // Who did it is for the auditors.
  const operator = await console.operator(["operator"]);
  assert.ok((await find(operator)).every(({ act }) => act === undefined));
});
