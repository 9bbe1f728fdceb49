/** Registers that change under a running node: taken whole when good, not at all when not. */
import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import iconv from "iconv-lite";

import type { Network } from "./model/network.ts";
import { signRegistry } from "./seal/registry.ts";
import { freePort } from "./store/free-port.ts";
import { type TestCity, testCity, writeAccess } from "./test-city.ts";
import { CITY, PROVINCE, sendFile } from "./test-path.ts";
import { MAY_SEND, PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const OTHER = "jinan-observer";

/** Sign and write the network's registry as changed, under the next number. */
function changeNetwork({ path }: TestCity, change: (network: Network) => Network): void {
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  const known = JSON.parse(read("network.json")) as Network;
  const network = change({ ...known, number: (known.number ?? 0) + 1 });
  const key = createPrivateKey(read("network.key"));
  const { text, p7s } = signRegistry(network, key, read("network.crt"), new Date());
  writeFileSync(join(path.folder, "network.json.p7s"), p7s);
  writeFileSync(join(path.folder, "network.json"), text);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}

test("a neighbour that moves is found at its new address, without a restart", async (t) => {
  const city = await testCity(t, [SENDER], { agencies: [MAY_SEND] });
  const port = await freePort();
  city.path.configure(PROVINCE, { listen: { host: "127.0.0.1", port } });
  await city.path.start(PROVINCE);
  city.path.file("a.csv", iconv.encode(penalties({ n: 1 }).toString(), "gb18030"));
  const client = city.path.client(SENDER, `https://127.0.0.1:${city.node.port}`);
  const { id } = await sendFile(client, join(city.path.folder, "a.csv"), PENALTIES);
  const moved = `https://127.0.0.1:${port}`;
  changeNetwork(city, (network) => ({
    ...network,
    nodes: network.nodes.map((node) => (node.id === PROVINCE ? { ...node, url: moved } : node)),
  }));
  await until(async () => (await client.hops(id)).some(({ node }) => node === PROVINCE));
  const { rows } = await city.db.query(
    "select data from log_leaf where kind = 'register' and data like '%network%'",
  );
  assert.equal(rows.length, 2, "each registry that was taken is one entry of the log");
});

test("a certificate that is revoked ends the connection that it opened; a forged registry changes nothing", async (t) => {
  const city = await testCity(t, [SENDER, OTHER], { agencies: [MAY_SEND] });
  const { path, ask, lines } = city;
  const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
  assert.equal((await ask(SENDER, "/v1/me")).status, 200);
  assert.equal((await ask(OTHER, "/v1/me")).status, 200);

  // Its text does not fit its signature.
  const good = read("network.json");
  writeFileSync(join(path.folder, "network.json"), good.replace(`"${OTHER}"`, '"jinan-nobody"'));
  await until(() => lines.some((line) => line.includes('"alarm"')));
  assert.equal((await ask(OTHER, "/v1/me")).status, 200);

  // A connection that is open in the middle of a request.
  const waiting = new Promise<string>((resolve) => {
    const open = request({
      ...{
        host: "127.0.0.1",
        port: city.node.port,
        method: "PUT",
        path: `/v1/batches?adapter=${PENALTIES}&name=a`,
      },
      ...{
        ca: read("ca.crt"),
        cert: read(`agencies/${SENDER}/client.crt`),
        key: read(`agencies/${SENDER}/client.key`),
      },
    });
    open.once("error", (error) => resolve((error as NodeJS.ErrnoException).code ?? ""));
    open.once("response", ({ statusCode }) => resolve(String(statusCode)));
    open.write("x".repeat(1000));
  });
  const serial = new X509Certificate(read(`agencies/${SENDER}/client.crt`)).serialNumber;
  writeFileSync(join(path.folder, "network.json"), good);
  changeNetwork(city, (network) => ({ ...network, revoked: [serial] }));
  assert.match(await waiting, /ECONNRESET|EPIPE/);
  await assert.rejects(ask(SENDER, "/v1/me"));
  assert.equal((await ask(OTHER, "/v1/me")).status, 200);
});

test("a grant counts two seconds after it is signed, and one that is taken away no longer", async (t) => {
  const city = await testCity(t, [SENDER], { agencies: [MAY_SEND] });
  const grants = async () => ((await city.ask(SENDER, "/v1/me")).json()["grants"] as object[]).length;
  assert.equal(await grants(), 1);
  const more = { item: "XZXK", actions: ["query"], upTo: "open" } as const;
  writeAccess(city.path.folder, CITY, 2, { agencies: [{ ...MAY_SEND, grants: [...MAY_SEND.grants, more] }] });
  await until(async () => (await grants()) === 2);
  // About an item that the catalog does not have: refused whole.
  const wrong = { item: "NONESUCH", actions: ["query"], upTo: "open" } as const;
  writeAccess(city.path.folder, CITY, 3, { agencies: [{ ...MAY_SEND, grants: [wrong] }] });
  await until(() => city.lines.some((line) => line.includes("NONESUCH")));
  assert.equal(await grants(), 2);
  writeAccess(city.path.folder, CITY, 4, {});
  await until(async () => (await grants()) === 0);
  const { rows } = await city.db.query("select number from register_state where kind = 'access'");
  assert.deepEqual(rows, [{ number: 4 }]);
});

test("an older registry, though validly signed, brings no revoked certificate back", async (t) => {
  const city = await testCity(t, [SENDER, OTHER], { agencies: [MAY_SEND] });
  const { path, lines } = city;
  const files = ["network.json", "network.json.p7s"].map((name) => join(path.folder, name));
  const old = files.map((file) => readFileSync(file));
  const serial = new X509Certificate(readFileSync(join(path.folder, `agencies/${OTHER}/client.crt`)))
    .serialNumber;
  changeNetwork(city, (network) => ({ ...network, revoked: [serial] }));
  const isShutOut = async () => (await city.ask(OTHER, "/v1/me").catch(() => ({ status: 0 }))).status !== 200;
  await until(isShutOut);
  files.forEach((file, at) => void writeFileSync(file, old[at] ?? ""));
  await until(() => lines.some((line) => line.includes("registry is older than")));
  const { rows } = await city.db.query(
    "select count(*)::int as taken from log_leaf where kind = 'register' and data like '%network%'",
  );
  assert.deepEqual(rows, [{ taken: 2 }]);
  // Nor at the next start.
  await assert.rejects(path.start(CITY), /REGISTRY_OLDER|registry is older than/);
});
