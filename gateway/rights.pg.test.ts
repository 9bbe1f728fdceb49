/**
 * What one agency can learn of another's: every operation of the contract, for agencies with another grant
 * and with none, on ids that are theirs, another's and nobody's. An operation that is added to the contract
 * fails here until it is said how it is asked.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";

import fc from "fast-check";
import iconv from "iconv-lite";

import { exchangeContract } from "./contract.ts";
import type { Grant } from "./model/access.ts";
import type { Operation } from "./model/contract.ts";
import { type Asking, type Reply, type TestCity, testCity } from "./test-city.ts";
import { sendFile } from "./test-path.ts";
import { companyCode, MAY_SEND, PENALTIES, penalties, residentNumber, SENDER } from "./test-penalties.ts";

/** Has a grant, but for another item. */
const OTHER = "jinan-observer";
const STRANGER = "jinan-nobody";
/** Sees penalties, up to what is shared. */
const READER = "jinan-bystander";
const ITEM = "XZCF";

const SECRET = "只有报送单位知道的事实";
const PURPOSE = { purpose: "licensing", basis: "依据" };
const STATED = { "xinqiao-purpose": "licensing", "xinqiao-basis": encodeURIComponent(PURPOSE.basis) };
const TUS = { "tus-resumable": "1.0.0" };
const UPLOAD = { ...TUS, "upload-offset": "0", "content-type": "application/offset+octet-stream" };
const PERSON = { certType: "身份证", certNo: residentNumber(1) };

const grant = (item: string, over: Partial<Grant> = {}): Grant => ({
  ...{ item, actions: ["query", "subscribe"], upTo: "shared", bulk: true },
  ...over,
});

/** How an operation on something with an id is asked, besides its path. */
const ON_IDS: Readonly<Record<string, Asking & { readonly of: keyof Owned }>> = {
  getBatch: { of: "batch" },
  getReceipt: { of: "batch" },
  getFindings: { of: "batch" },
  listRejections: { of: "batch" },
  getRejected: { of: "batch" },
  getSummary: { of: "batch" },
  listPushes: { of: "batch" },
  getHops: { of: "batch" },
  getSeal: { of: "batch" },
  cancelBatch: { of: "batch" },
  getUploadOffset: { of: "upload", headers: TUS },
  appendUpload: { of: "upload", headers: UPLOAD, body: "x" },
  removeUpload: { of: "upload", headers: TUS },
  getRecord: { of: "record", headers: STATED },
  getRecordHistory: { of: "record", headers: STATED },
  getEvidence: { of: "record", headers: STATED },
  getRecordPath: { of: "record", headers: STATED },
  setMark: { of: "record" },
  liftMark: { of: "record" },
  getSubscription: { of: "subscription" },
  changeSubscription: {
    of: "subscription",
    headers: { "if-match": '"1"', "content-type": "application/merge-patch+json" },
    body: JSON.stringify({ state: "paused" }),
  },
  endSubscription: { of: "subscription" },
  testSubscription: { of: "subscription" },
  replaySubscription: { of: "subscription", body: { deadLetters: "all" } },
  listDeadLetters: { of: "subscription" },
};

/** How the others are asked; what they answer may hold nothing that the asker may not know. */
const OPEN: Readonly<Record<string, readonly (Asking & { readonly path?: string })[]>> = {
  listBatches: [{}],
  putBatch: [{ path: `?adapter=${PENALTIES}&name=a`, body: "x" }],
  createUpload: [
    {
      headers: {
        ...TUS,
        "upload-length": "10",
        "upload-metadata": `adapter ${Buffer.from(PENALTIES).toString("base64")}`,
      },
    },
  ],
  getUploadOptions: [{}],
  pushRecords: [{ path: `?adapter=${PENALTIES}`, body: [{ 案件名称: "x" }] }],
  precheck: [{ path: `?adapter=${PENALTIES}`, body: [{ 案件名称: "x" }] }],
  querySubject: [
    { body: { subject: { uscc: companyCode(1) }, ...PURPOSE } },
    { body: { subject: PERSON, ...PURPOSE } },
    { body: { subject: PERSON, items: [ITEM], ...PURPOSE } },
  ],
  querySubjects: [{ body: { subjects: [{ uscc: companyCode(1) }, PERSON], items: [ITEM], ...PURPOSE } }],
  queryPeriod: [
    { body: { item: ITEM, from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", ...PURPOSE } },
  ],
  getChanges: [{ path: "?cursor=" }],
  getGoldenCopy: [{}],
  getCatalog: [{}],
  getItem: [{}],
  getStandard: [{}],
  getCodeSet: [{}],
  listAdapters: [{}],
  getTemplate: [{ path: `?adapter=${PENALTIES}` }],
  listSubscriptions: [{}],
  createSubscription: [{ body: { target: "mine", items: [ITEM] } }],
  getMe: [{}],
  postToken: [{ body: "", headers: { "content-type": "application/x-www-form-urlencoded" } }],
  getAuthorizationServer: [{}],
  getKeys: [{}],
  getCheckpoint: [{}],
  postTransfer: [{ path: `?batch=${randomUUID()}`, body: "x" }],
  postReceipt: [{ body: {} }],
  postCosign: [{ body: "old 0\n\n" }],
  postNodeQuery: [{ body: { subject: PERSON, agency: SENDER, node: "370000", ...PURPOSE } }],
  listReleases: [{}],
  listReleasesForNodes: [{ path: `?after=0&using=0&content=${"0".repeat(64)}` }],
  getRelease: [{}],
  getHealth: [{}],
  getReadiness: [{}],
  getDocs: [{}],
  getContract: [{}],
};

interface Owned {
  readonly batch: string;
  readonly record: string;
  readonly upload: string;
  readonly subscription: string;
}

const { operations } = exchangeContract();
const onIds = operations.filter(({ id }) => ON_IDS[id] !== undefined);

test("every operation of the contract is asked here", () => {
  const asked = [...Object.keys(ON_IDS), ...Object.keys(OPEN)].sort();
  assert.deepEqual(operations.map(({ id }) => id).sort(), asked);
});

test("agencies learn nothing of each other's", async (t) => {
  const city = await testCity(t, [SENDER, OTHER, STRANGER, READER], {
    agencies: [
      {
        ...MAY_SEND,
        grants: [grant(ITEM, { actions: ["send", "query", "subscribe"], upTo: "personal" })],
        targets: [{ name: "mine", kind: "webhook", url: "https://127.0.0.1:9/" }],
      },
      { id: OTHER, grants: [grant("XZXK")] },
      { id: READER, grants: [grant(ITEM)] },
    ],
  });
  const owned = await deliver(city);

  await t.test("another's id is answered as one that never was, byte for byte but the trace", async () => {
    for (const viewer of [OTHER, STRANGER])
      for (const operation of onIds) {
        const foreign = await told(city, viewer, operation, owned[ON_IDS[operation.id]?.of ?? "batch"]);
        const absent = await told(city, viewer, operation, randomUUID());
        assert.deepEqual(foreign, absent, `${viewer} ${operation.id}`);
        assert.ok([404, 403].includes(foreign.status), `${viewer} ${operation.id} ${foreign.status}`);
        // 403 only for what the catalog tells everybody: that there is no grant for the item.
        if (foreign.status === 403) assert.match(foreign.body, /"NOT_GRANTED"/, operation.id);
      }
  });

  await t.test("whatever stands in the place of an id, the answer tells no more", async () => {
    const places = fc.oneof(
      fc.uuid(),
      fc.string({ maxLength: 40 }),
      fc.constantFrom("..", "%00", "%2e%2e%2f", "*"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(OTHER, STRANGER, READER),
        fc.constantFrom(...onIds),
        places,
        async (viewer, operation, place) => {
          const { status, body } = await told(city, viewer, operation, encodeURIComponent(place) || "x");
          assert.ok(status >= 400 && status < 500, `${operation.id} ${status}`);
          for (const word of secretsFor(viewer, owned)) assert.ok(!body.includes(word), operation.id);
        },
      ),
      { numRuns: 150 },
    );
  });

  await t.test("no answer to any question holds what its asker may not know", async () => {
    for (const viewer of [OTHER, STRANGER, READER])
      for (const operation of operations)
        for (const { path = "", ...asking } of OPEN[operation.id] ?? []) {
          const reply = await ask(city, viewer, operation, path, asking);
          assert.ok(reply.status < 500 || reply.status === 503, `${viewer} ${operation.id} ${reply.status}`);
          const text = plain(reply);
          for (const word of secretsFor(viewer, owned))
            assert.ok(!text.includes(word), `${viewer} ${operation.id}: ${word}`);
          for (const line of city.lines)
            for (const number of [1, 7]) assert.ok(!line.includes(residentNumber(number)), "a log line");
        }
  });

  await t.test("who has the grant sees the records, without the numbers of people", async () => {
    const seen = await city.ask(READER, "/v1/queries", { body: { subject: PERSON, ...PURPOSE } });
    assert.match(plain(seen), /李虚构/);
    let copy = await city.ask(READER, `/v1/items/${ITEM}/copy`);
    for (; copy.status === 503; copy = await city.ask(READER, `/v1/items/${ITEM}/copy`)) await pause(200);
    assert.equal(copy.status, 200);
    assert.match(plain(copy), /李虚构/);
    for (const word of secretsFor(READER, owned)) assert.ok(!plain(copy).includes(word), word);
    // With the salt the hidden digits could be guessed against the leaf.
    for (const id of ["getRecord", "getRecordHistory", "getEvidence", "getRecordPath"]) {
      const operation = operations.find((one) => one.id === id);
      assert.ok(operation);
      assert.ok(!/"salt"/.test((await told(city, READER, operation, owned.record)).body), id);
    }
  });

  await t.test("nothing of the owner's was changed by all that, and the owner is answered", async () => {
    for (const id of ["getBatch", "getReceipt", "getRecord", "getUploadOffset", "getSubscription"]) {
      const operation = operations.find((one) => one.id === id);
      assert.ok(operation);
      const { status, body } = await told(city, SENDER, operation, owned[ON_IDS[id]?.of ?? "batch"]);
      assert.ok(status < 300, `${id} ${status} ${body}`);
      if (id === "getSubscription") assert.equal((JSON.parse(body) as { state: string }).state, "active");
    }
  });
});

/** A file of the sender, one of its records, an upload and a subscription. */
async function deliver(city: TestCity): Promise<Owned> {
  const { path, node, ask: request } = city;
  const rows = penalties(
    { n: 1, person: true, facts: `${SECRET}，证件${residentNumber(7)}` },
    { n: 1, facts: SECRET },
    { n: 2, content: "" },
  );
  path.file("secret-name.csv", iconv.encode(rows.toString(), "gb18030"));
  const client = path.client(SENDER, `https://127.0.0.1:${node.port}`);
  const { id: batch } = await sendFile(client, join(path.folder, "secret-name.csv"), PENALTIES);
  const found = await request(SENDER, "/v1/queries", {
    body: { subject: { uscc: companyCode(1) }, ...PURPOSE },
  });
  const [record] = found.json()["records"] as { id: string }[];
  assert.ok(record, plain(found));
  const [creating] = OPEN["createUpload"] ?? [];
  const upload = await request(SENDER, "/v1/uploads", { ...creating, method: "POST" });
  assert.equal(upload.status, 201, plain(upload));
  const subscription = await request(SENDER, "/v1/subscriptions", {
    body: { target: "mine", items: [ITEM] },
  });
  assert.equal(subscription.status, 201, plain(subscription));
  return {
    batch,
    record: record.id,
    upload: String(upload.headers.location).split("/").at(-1) ?? "",
    subscription: String(subscription.json()["id"]),
  };
}

function secretsFor(viewer: string, owned: Owned): readonly string[] {
  const people = [residentNumber(1), residentNumber(7), residentNumber(1).slice(6, 17)];
  const ids = [owned.batch, owned.upload, owned.subscription];
  return viewer === READER
    ? [...people, owned.upload, owned.subscription]
    : [...people, ...ids, owned.record, SECRET, "李虚构", "secret-name"];
}

async function ask(
  city: TestCity,
  viewer: string,
  { method, route }: Operation,
  more: string,
  asking: Asking,
): Promise<Reply> {
  const values: Readonly<Record<string, string>> = {
    item: ITEM,
    standard: "administrative-penalty@1",
    codeSet: "penalty-kinds",
    mark: "disputed",
    number: "1",
  };
  const path = route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  return await city.ask(viewer, path + more, { ...asking, method });
}

/** The answer on an id, without what differs from request to request anyway. */
async function told(city: TestCity, viewer: string, operation: Operation, id: string) {
  const { of, ...asking } = ON_IDS[operation.id] ?? { of: "batch" };
  const route = operation.route.replace(":id", id);
  const more = of === "record" ? `?item=${ITEM}&subject=${companyCode(1)}` : "";
  const { status, headers, body } = await ask(city, viewer, { ...operation, route }, more, asking);
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(date|traceparent|ratelimit|content-length$)/.test(name),
  );
  return {
    status,
    headers: Object.fromEntries(kept),
    body: body.toString("utf8").replace(/"instance":"[0-9a-f]{32}",?/, ""),
  };
}

function plain({ body, headers }: Reply): string {
  const isZstd = /zstd/.test(`${headers["content-encoding"]} ${headers["content-type"]}`);
  return (isZstd && body.length > 0 ? zstdDecompressSync(body) : body).toString("utf8");
}
