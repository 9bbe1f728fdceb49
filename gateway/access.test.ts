import assert from "node:assert/strict";
import fs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { loadAccess } from "./access.ts";
import type { Access, Grant } from "./model/access.ts";
import { canonical } from "./model/canonical.ts";
import type { Catalog, Item } from "./model/catalog.ts";
import type { Network } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { atEnd } from "./model/test-end.ts";
import { issue } from "./seal/authority.ts";
import { signDetached } from "./seal/cms.ts";
import { testAuthority, testKeys } from "./test-keys.ts";

const now = new Date();
const authority = testAuthority({ name: "test", days: 10, now });
const keys = testKeys();

const textOf = (grant: Partial<Grant>, number = 1) =>
  canonical({
    ...{ format: "xinqiao.access/1", node: "370100", number, issuedAt: now.toISOString() },
    agencies: [{ id: "a", grants: [{ item: "SPECIAL", actions: ["query"], upTo: "shared", ...grant }] }],
    ...{ nodes: [], eventKeys: [], tokenKeys: [] },
  });

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-access-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "access.json");
}

async function signature(text: string): Promise<Buffer> {
  const { publicKey, privateKey } = await keys;
  const certificate = issue(await authority, { kind: "network", id: "", publicKey, days: 5, now });
  return signDetached(Buffer.from(text), privateKey, certificate, now);
}

async function load(t: TestContext, item: Partial<Item>, grant: Partial<Grant>): Promise<Access> {
  const text = textOf(grant);
  const file = place(t);
  writeFileSync(file, text);
  writeFileSync(`${file}.p7s`, await signature(text));
  return await read(file, item);
}

async function read(file: string, item: Partial<Item>): Promise<Access> {
  const root = await authority;
  const network = { format: "xinqiao.network/1", nodes: [], agencies: [{ id: "a", node: "370100" }] };
  const catalog = { items: [{ id: "SPECIAL", status: "ACTIVE", sharing: "unconditional", ...item }] };
  return loadAccess(file, {
    ...{ node: "370100", ca: root.certificate },
    ...{ network: network as Network, catalog: catalog as unknown as Catalog },
  }).access;
}

const refused = (detail: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === "ACCESS_INVALID" && detail.test(String(error.params["detail"]));

test("a register that grants what is restricted must name ground and purposes, and is not taken into force without", async (t) => {
  const restricted = { status: "RESTRICTED" } as const;
  await assert.rejects(load(t, restricted, {}), refused(/SPECIAL, which is restricted, must name its basis/));
  await assert.rejects(load(t, restricted, { basis: "依据" }), refused(/must name its purposes/));
  await assert.rejects(load(t, restricted, { purposes: ["licensing"] }), refused(/must name its basis/));
  const given = await load(t, restricted, { basis: "依据", purposes: ["licensing"] });
  assert.deepEqual(given.agencies[0]?.grants[0]?.purposes, ["licensing"]);
  // What anybody may ask for needs neither.
  assert.ok(await load(t, {}, {}));
});

test("a power cut between laying the signature and the register is made up for, by what waits and fits alone", async (t) => {
  const file = place(t);
  const [before, after] = [textOf({}), textOf({}, 2)];
  writeFileSync(file, before);
  writeFileSync(`${file}.p7s`, await signature(after));
  writeFileSync(`${file}.waiting-a`, textOf({}, 3));
  await assert.rejects(read(file, {}), refused(/^signature/));
  assert.equal(readFileSync(file, "utf8"), before, "nothing that was not signed is laid");

  writeFileSync(`${file}.waiting-b`, after);
  assert.equal((await read(file, {})).number, 2);
  assert.equal(readFileSync(file, "utf8"), after);
  assert.equal((await read(file, {})).number, 2);
});

/** A register whose text still waits beside its signature; what is laid there is the one before. */
async function half(t: TestContext) {
  const file = place(t);
  const after = textOf({}, 2);
  writeFileSync(file, textOf({}));
  writeFileSync(`${file}.p7s`, await signature(after));
  writeFileSync(`${file}.waiting-a`, after);
  return { file, waiting: `${file}.waiting-a`, after };
}

/** Not by modes: root may do everything, and the suite runs as root too. */
function instead(
  t: TestContext,
  name: "readdirSync" | "renameSync",
  act: (real: () => unknown) => unknown,
): void {
  const real = fs[name];
  const { mock } = t.mock.method(fs, name, ((...args: readonly unknown[]) =>
    act(() => Reflect.apply(real, fs, args))) as never);
  syncBuiltinESMExports();
  atEnd(t, () => {
    mock.restore();
    syncBuiltinESMExports();
  });
}

const denied = () => {
  throw Object.assign(new Error("EACCES"), { code: "EACCES" });
};

test("of two processes that start after a power cut, the one that comes second starts too", async (t) => {
  await t.test("the other lays the text before this one looks what waits", async (t) => {
    const { file, waiting } = await half(t);
    instead(t, "readdirSync", (real) => {
      fs.renameSync(waiting, file);
      return real();
    });
    assert.equal((await read(file, {})).number, 2);
  });
  await t.test("before it reads what waits", async (t) => {
    const { file, waiting } = await half(t);
    instead(t, "readdirSync", (real) => {
      const names = real();
      fs.renameSync(waiting, file);
      return names;
    });
    assert.equal((await read(file, {})).number, 2);
  });
  await t.test("before it lays what it read", async (t) => {
    const { file, waiting, after } = await half(t);
    instead(t, "renameSync", (real) => {
      real();
      assert.ok(!fs.existsSync(waiting));
      return real();
    });
    assert.equal((await read(file, {})).number, 2);
    assert.equal(readFileSync(file, "utf8"), after);
  });
});

test("who may not write, or not look around, takes what was verified and lays nothing", async (t) => {
  await t.test("a rename that fails", async (t) => {
    const { file, waiting, after } = await half(t);
    instead(t, "renameSync", denied);
    assert.equal((await read(file, {})).number, 2);
    assert.equal(readFileSync(waiting, "utf8"), after);
  });
  await t.test("a folder that cannot be listed", async (t) => {
    const { file } = await half(t);
    instead(t, "readdirSync", denied);
    await assert.rejects(read(file, {}), refused(/^signature/));
  });
});
