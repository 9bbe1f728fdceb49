/** Numbers of people in every place of a request where one may stand by mistake: none comes back in an answer or stands in a log line. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { type Asking, testCity } from "./test-city.ts";
import { MAY_SEND, PENALTIES, residentNumber, SENDER } from "./test-penalties.ts";

const READER = "jinan-observer";
const PURPOSE = { purpose: "licensing", basis: "依据" };

/** Requests with the number somewhere; nearly all are refused. */
const PLACES: readonly ((number: string) => Asking & { readonly path: string })[] = [
  (number) => ({ path: "/v1/queries", body: { subject: { uscc: `${number}0` }, ...PURPOSE } }),
  (number) => ({
    path: "/v1/queries",
    body: { subject: { certType: "身份证", certNo: `${number}1` }, ...PURPOSE },
  }),
  (number) => ({ path: "/v1/queries", body: { subject: { certType: number, certNo: "1" }, ...PURPOSE } }),
  (number) => ({ path: "/v1/queries", body: { [number]: 1, ...PURPOSE } }),
  (number) => ({ path: "/v1/queries", body: { subject: { uscc: "x" }, purpose: number, basis: "b" } }),
  (number) => ({
    path: "/v1/queries",
    body: { subject: { certType: "身份证", certNo: number }, items: [number], ...PURPOSE },
  }),
  (number) => ({
    path: "/v1/queries",
    body: `{"subject": {"certNo": "${number}", }`,
    headers: { "content-type": "application/json" },
  }),
  (number) => ({
    path: "/v1/queries",
    body: `{"${number}": 1, "${number}": 2}`,
    headers: { "content-type": "application/json" },
  }),
  (number) => ({ path: "/v1/queries/subjects", body: { subjects: [number], ...PURPOSE } }),
  (number) => ({ path: "/v1/queries/period", body: { item: number, from: number, to: number, ...PURPOSE } }),
  (number) => ({ path: `/v1/records/${number}?item=XZCF&subject=${number}` }),
  (number) => ({ path: `/v1/records/${number}/${number}` }),
  (number) => ({ path: `/v1/items/XZCF/changes?cursor=${number}` }),
  (number) => ({ path: `/v1/items/${number}/changes?cursor=` }),
  (number) => ({ path: `/v1/batches/${number}?wait=${number}` }),
  (number) => ({ path: `/v1/batches?${number}=${number}` }),
  (number) => ({
    path: "/v1/batches?adapter=a",
    method: "PUT",
    body: number,
    headers: { "content-digest": number },
  }),
  (number) => ({ path: "/v1/queries", body: number, headers: { "content-type": number } }),
  (number) => ({ path: "/v1/me", headers: { authorization: `Bearer ${number}` } }),
  (number) => ({ path: "/v1/subscriptions", body: { target: "mine", items: ["XZCF"], types: [number] } }),
  (number) => ({
    path: `/v1/prechecks?adapter=${PENALTIES}`,
    body: [{ 案件名称: number, [number]: { a: number } }],
  }),
];

test("of a thousand numbers in requests none is in an answer or a log line", async (t) => {
  const { ask, lines } = await testCity(t, [SENDER, READER], {
    agencies: [
      MAY_SEND,
      { id: READER, grants: [{ item: "XZCF", actions: ["query", "subscribe"], upTo: "shared" }] },
    ],
  });
  const numbers = Array.from({ length: 1000 }, (_, at) => residentNumber(at));
  const seen = new Set<number>();
  for (const [at, number] of numbers.entries()) {
    const place = PLACES[at % PLACES.length];
    assert.ok(place);
    const { path, ...asking } = place(number);
    const reply = await ask(at % 2 === 0 ? SENDER : READER, path, asking);
    seen.add(reply.status);
    const text = `${String(reply.body)} ${JSON.stringify(reply.headers)}`;
    assert.ok(reply.status < 500, `${path} ${reply.status}`);
    assert.ok(!text.includes(number), `${path.replaceAll(number, "#")} ${text.replaceAll(number, "#")}`);
  }
  assert.ok(seen.size > 3, [...seen].join());
  const said = lines.join("");
  for (const number of numbers) assert.ok(!said.includes(number));
});
