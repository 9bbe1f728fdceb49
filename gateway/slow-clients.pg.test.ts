import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { request as startRequest } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { atEnd } from "./model/test-end.ts";
import { type TestCity, testCity } from "./test-city.ts";
import { CITY } from "./test-path.ts";
import { PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const ACCESS = {
  agencies: [{ id: SENDER, grants: [{ item: "XZCF", actions: ["send"] as const, upTo: "open" as const }] }],
};
const PUT = `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=x.csv`;
const LIMITS = { limits: { paceSeconds: 1, paceBytes: 1000, idleSeconds: 5 }, roles: ["receive", "api"] };

function credentials({ path }: TestCity) {
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const home = `agencies/${SENDER}/client`;
  return { ca: read("ca.crt"), cert: read(`${home}.crt`), key: read(`${home}.key`) };
}

function opened(city: TestCity): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({ host: "127.0.0.1", port: city.node.port, ...credentials(city) });
    socket.once("error", reject);
    socket.once("secureConnect", () => resolve(socket));
  });
}

const spoolOf = ({ path }: TestCity) => readdirSync(join(path.folder, "nodes", CITY, "spool"));

test("a body that trickles is refused as slow, and nothing of it is kept", async (t) => {
  const city = await testCity(t, [SENDER], ACCESS, LIMITS);
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const url = `https://127.0.0.1:${city.node.port}${PUT}`;
    const request = startRequest(url, { method: "PUT", ...credentials(city) }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += String(chunk)));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.once("error", reject);
    const drip = setInterval(() => request.write("x"), 50);
    request.once("close", () => clearInterval(drip));
  });
  assert.equal(answer.status, 408);
  assert.equal((JSON.parse(answer.body) as { code: string }).code, "REQUEST_SLOW");
  assert.deepEqual(spoolOf(city), []);
});

test("a hundred connections that say nothing, or half a request, stand in nobody's way and go", async (t) => {
  const city = await testCity(t, [SENDER], ACCESS, LIMITS);
  const sockets = await Promise.all(Array.from({ length: 100 }, async () => await opened(city)));
  atEnd(t, () => {
    for (const socket of sockets) socket.destroy();
  });
  let gone = 0;
  for (const [at, socket] of sockets.entries()) {
    socket.once("close", () => gone++);
    socket.resume();
    if (at % 2 === 0) socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\nx-half: ");
  }
  for (let n = 0; n < 20; n++) {
    const answer = await city.ask(SENDER, PUT, { method: "PUT", body: penalties({ n }) });
    assert.equal(answer.status, 202, String(answer.body));
  }
  while (gone < sockets.length) await pause(50);
});

test("a connection cut after any number of bytes leaves nothing, and the next one is served", async (t) => {
  const city = await testCity(t, [SENDER], ACCESS, LIMITS);
  const body = penalties({ n: 1 }, { n: 2 });
  const head = `PUT ${PUT} HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n`;
  const whole = Buffer.concat([Buffer.from(head), body]);
  for (let bytes = 1; bytes < whole.length; bytes += Math.ceil(whole.length / 24)) {
    const socket = await opened(city);
    socket.write(whole.subarray(0, bytes), () => socket.destroy());
    await new Promise((resolve) => socket.once("close", resolve));
  }
  while (spoolOf(city).length > 0) await pause(20);
  assert.equal((await city.db.query("select from intake")).rowCount, 0);
  assert.ok(!city.lines.some((line) => line.includes('"error"')), city.lines.join(""));
  assert.equal((await city.ask(SENDER, PUT, { method: "PUT", body })).status, 202);
});
