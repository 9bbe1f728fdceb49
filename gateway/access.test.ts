import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

async function load(t: TestContext, item: Partial<Item>, grant: Partial<Grant>): Promise<Access> {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-access-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const { publicKey, privateKey } = await keys;
  const root = await authority;
  const text = canonical({
    ...{ format: "xinqiao.access/1", node: "370100", number: 1, issuedAt: now.toISOString() },
    agencies: [{ id: "a", grants: [{ item: "SPECIAL", actions: ["query"], upTo: "shared", ...grant }] }],
    ...{ nodes: [], eventKeys: [], tokenKeys: [] },
  });
  const certificate = issue(root, { kind: "network", id: "", publicKey, days: 5, now });
  const file = join(folder, "access.json");
  writeFileSync(file, text);
  writeFileSync(`${file}.p7s`, signDetached(Buffer.from(text), privateKey, certificate, now));
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
