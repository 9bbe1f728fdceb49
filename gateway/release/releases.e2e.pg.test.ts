/** A release on its way down the tree, in force everywhere at its time; and what is refused on that way. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { makeKeys } from "../cli/sandbox-network.ts";
import { CITY, NATION, PROVINCE, sendFile, type TestPath, testPath } from "../test-path.ts";
import { PENALTIES, SENDER } from "../test-penalties.ts";
import { demandRemarks, edit, makeRelease, penaltyFile, takeBy } from "./test-releases.ts";

const HOUR = 3_600_000;
const soon = (ms: number) => new Date(Date.now() + ms);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}

async function network(t: Parameters<typeof testPath>[0]): Promise<TestPath> {
  const path = await testPath(t, [SENDER]);
  for (const node of [CITY, PROVINCE, NATION]) path.configure(node, { releases: { pollSeconds: 1 } });
  return path;
}

interface Listed {
  readonly inForce: { readonly number: number; readonly content: string };
  readonly coming: readonly { readonly number: number }[];
  readonly accepted: readonly { readonly number: number }[];
  readonly peers: readonly { readonly node: string; readonly number: number }[];
}

interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

/** As the city's agency asks it, or the node itself. */
async function ask<T>(
  path: TestPath,
  holder: string,
  url: string,
  send?: { readonly file: string; readonly headers: Readonly<Record<string, string>> },
): Promise<Answered<T>> {
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const options = {
    ...{ ca: read("ca.crt"), cert: read(`${holder}.crt`), key: read(`${holder}.key`) },
    ...{ method: send ? "PUT" : "GET", headers: send?.headers ?? {}, agent: false as const },
  };
  return await new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as T }));
    });
    sent.once("error", reject);
    sent.end(send ? readFileSync(send.file) : undefined);
  });
}

const agency = `agencies/${SENDER}/client`;
const releases = async (path: TestPath, node: string, holder = `nodes/${node}/client`) => {
  const registry = JSON.parse(readFileSync(join(path.folder, "network.json"), "utf8")) as {
    nodes: { id: string; url: string }[];
  };
  const url = registry.nodes.find(({ id }) => id === node)?.url ?? "";
  const { status, body } = await ask<Listed>(path, holder, `${url}/v1/releases`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const catalogOf = async (path: TestPath, node: string, batch: string) =>
  (await path.db[node]?.query<{ catalog: string }>("select catalog from batch where batch_id = $1", [batch]))
    ?.rows[0]?.catalog;
/** What the node's log says of this kind. */
const logged = async (path: TestPath, node: string, kind: string) => {
  const text = "select at, data from log_leaf where kind = $1 order by at";
  const rows = (await path.db[node]?.query<{ at: Date; data: string }>(text, [kind]))?.rows ?? [];
  return rows.map(({ at, data }) => ({ at, ...(JSON.parse(data) as { kind: string; number?: number }) }));
};
/** Releases that came into force. */
const registered = async (path: TestPath, node: string) =>
  (await logged(path, node, "register")).filter(({ kind }) => kind === "catalog");

test("a release goes down the tree, and is in force at every node at its time", async (t) => {
  const path = await network(t);
  const nodes = [CITY, PROVINCE, NATION];
  const started = await Promise.all(nodes.map((node) => path.start(node)));
  const cityUrl = `https://127.0.0.1:${started[0]?.port}`;
  const client = path.client(SENDER);
  const inForce = async (number: number) =>
    await until(async () =>
      (await Promise.all(nodes.map(async (node) => (await releases(path, node)).inForce.number))).every(
        (one) => one === number,
      ),
    );

  const first = makeRelease(path, { number: 1, effectiveAt: soon(-HOUR), graceUntil: soon(0) });
  assert.equal((await takeBy(path, NATION, first)).code, 0);
  await inForce(1);
  const { content } = (await releases(path, CITY)).inForce;

  // The neighbours told each other.
  await until(
    async () => (await releases(path, PROVINCE)).peers.filter(({ number }) => number === 1).length === 2,
  );
  assert.deepEqual(
    (await releases(path, PROVINCE)).peers.map(({ node }) => node),
    [NATION, CITY],
  );

  const old = await sendFile(client, penaltyFile(path, "1.csv", { n: 1 }, false), PENALTIES);
  assert.equal(old.state, "done");
  await until(async () => (await client.hops(old.id)).length === 3);
  for (const node of nodes) assert.equal(await catalogOf(path, node, old.id), content);
  const told = (await ask<{ catalog: object }>(path, agency, `${cityUrl}/v1/batches/${old.id}`)).body;
  assert.deepEqual(told.catalog, { digest: content, release: 1, version: "test-1" });

  await t.test("one that is to come is there before its time, and judges nothing", async () => {
    const second = makeRelease(path, { number: 2, effectiveAt: soon(HOUR), change: demandRemarks });
    assert.equal((await takeBy(path, NATION, second)).code, 0);
    await until(async () => (await releases(path, CITY)).coming.some(({ number }) => number === 2));
    const early = await sendFile(client, penaltyFile(path, "2.csv", { n: 2 }, true), PENALTIES);
    assert.equal(await catalogOf(path, CITY, early.id), content);
  });

  await t.test("from its time on it counts, at every node", async () => {
    const effectiveAt = soon(8000);
    const grace = { graceUntil: soon(HOUR), change: demandRemarks };
    assert.equal(
      (await takeBy(path, NATION, makeRelease(path, { number: 3, effectiveAt, ...grace }))).code,
      0,
    );
    await inForce(3);
    for (const node of nodes) assert.ok(((await registered(path, node)).at(-1)?.at ?? 0) >= effectiveAt);
    const next = (await releases(path, CITY)).inForce.content;
    const late = await sendFile(client, penaltyFile(path, "3.csv", { n: 3 }, true), PENALTIES);
    await until(async () => (await client.hops(late.id)).length === 3);
    for (const node of nodes) assert.equal(await catalogOf(path, node, late.id), next);
  });

  await t.test(
    "in its grace a file of the old form is judged by the one before, here and above",
    async () => {
      assert.deepEqual(
        (await releases(path, CITY)).accepted.map(({ number }) => number),
        [1],
      );
      const file = penaltyFile(path, "4.csv", { n: 4 }, false);
      const { id, state } = await sendFile(client, file, PENALTIES);
      assert.equal(state, "done");
      await until(async () => (await client.hops(id)).length === 3);
      for (const node of nodes) assert.equal(await catalogOf(path, node, id), content);
    },
  );

  await t.test("a sender may say which: then it is that one and no other", async () => {
    const put = async (n: number, number: string, remarks: boolean) => {
      const file = penaltyFile(path, `${n}.csv`, { n }, remarks);
      const url = `${cityUrl}/v1/batches?adapter=${PENALTIES}&name=${n}.csv`;
      const headers = { "xinqiao-catalog": number };
      return await ask<{ id: string; code: string }>(path, agency, url, { file, headers });
    };
    const refused = await client.status((await put(5, "3", false)).body.id, 30);
    assert.deepEqual([refused.state, refused.refusal?.code], ["refused", "MAP_MISSING_COLUMN"]);
    const older = await put(6, "1", true);
    await client.status(older.body.id, 30);
    assert.equal(await catalogOf(path, CITY, older.body.id), content);
    const unknown = await put(7, "9", true);
    assert.deepEqual([unknown.status, unknown.body.code], [409, "RELEASE_NOT_ACCEPTED"]);
  });

  await t.test("each that came into force is one entry of each node's log", async () => {
    for (const node of nodes)
      assert.deepEqual(
        (await registered(path, node)).map(({ number }) => number),
        [1, 3],
      );
  });

  await t.test("an item that is shut now is shut, also to files of the release before", async () => {
    const last = makeRelease(path, {
      ...{ number: 4, effectiveAt: soon(0), graceUntil: soon(HOUR) },
      change: (folder) =>
        edit(
          folder,
          "catalog/items/double-publicity/XZCF.yaml",
          /status: ACTIVE/,
          "status: WITHDRAWN\nstatusReason: { zh: 试, en: tried }",
        ),
    });
    assert.equal((await takeBy(path, NATION, last)).code, 0);
    await inForce(4);
    const file = penaltyFile(path, "8.csv", { n: 8 }, false);
    const url = `${cityUrl}/v1/batches?adapter=${PENALTIES}&name=8.csv`;
    const put = await ask<{ id: string; code?: string }>(path, agency, url, {
      ...{ file, headers: { "xinqiao-catalog": "3" } },
    });
    const code = put.body.code ?? (await client.status(put.body.id, 30)).refusal?.code;
    assert.equal(code, "ITEM_PROHIBITED");
  });
});

test("what is tampered with, signed by another or older is taken by nobody", async (t) => {
  const path = await network(t);
  const taken = async (node: string) =>
    (
      await path.db[node]?.query<{ number: number }>("select number from catalog_release order by number")
    )?.rows.map(({ number }) => number);
  await Promise.all([PROVINCE, NATION].map((node) => path.start(node)));
  const first = makeRelease(path, { number: 4, effectiveAt: soon(-HOUR) });
  assert.equal((await takeBy(path, NATION, first)).code, 0);
  await until(async () => (await releases(path, PROVINCE)).inForce.number === 4);

  await t.test(
    "an operator who gives a node an older one is refused, and so is another of the same number",
    async () => {
      const older = makeRelease(path, { number: 3, effectiveAt: soon(-HOUR) });
      assert.match(JSON.stringify((await takeBy(path, NATION, older)).out), /RELEASE_OLDER/);
      const again = makeRelease(path, { number: 4, effectiveAt: soon(-2 * HOUR) });
      assert.match(JSON.stringify((await takeBy(path, NATION, again)).out), /RELEASE_OLDER/);
    },
  );

  await t.test("a signature of another network is refused", async () => {
    const other = join(path.folder, "other");
    await makeKeys(other, [NATION], [], new Date());
    const foreign = makeRelease(path, { number: 5, effectiveAt: soon(0), signedBy: other });
    assert.match(JSON.stringify((await takeBy(path, NATION, foreign)).out), /RELEASE_INVALID.*chain/);
    assert.deepEqual(await taken(NATION), [4]);
  });

  await t.test("what a parent changed on its way is refused by the child, with an alarm", async () => {
    // Taken over: its own database says what it likes, also to itself.
    await path.stop(NATION);
    const good = makeRelease(path, { number: 6, effectiveAt: soon(HOUR) });
    assert.equal((await takeBy(path, NATION, good)).code, 0);
    await path.db[NATION]?.query(
      "update catalog_release set files = replace(files, '济南市', '济北市') where number = 6",
    );
    await path.start(NATION);
    await until(async () => (await logged(path, PROVINCE, "alarm")).length === 1);
    const [alarm] = await logged(path, PROVINCE, "alarm");
    assert.deepEqual(
      { ...alarm, at: 0 },
      { at: 0, kind: "release", peer: NATION, why: "RELEASE_INVALID files" },
    );
    assert.deepEqual(await taken(PROVINCE), [4]);
    assert.equal((await releases(path, PROVINCE)).inForce.number, 4);
  });
});

test("a node that is killed between taking a release and its time has it in force at its time", async (t) => {
  const path = await network(t);
  await path.start(NATION);
  const killed = await path.start(PROVINCE, { XINQIAO_CRASH_AT: "release.taken" });
  const effectiveAt = soon(3000);
  const file = makeRelease(path, { number: 1, effectiveAt });
  assert.equal((await takeBy(path, NATION, file)).code, 0);
  assert.equal(await killed.ended, "SIGKILL");
  await until(() => new Date() >= effectiveAt);
  await assert.rejects(path.start(PROVINCE, { XINQIAO_CRASH_AT: "release.in-force" }), /SIGKILL/);
  await path.start(PROVINCE);
  await until(async () => (await releases(path, PROVINCE)).inForce.number === 1);
  assert.deepEqual(
    (await registered(path, PROVINCE)).map(({ number }) => number),
    [1],
  );
});
