import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { loadConfig } from "./config.ts";
import { canonical } from "./model/canonical.ts";
import { Refusal } from "./model/refusal.ts";
import { issue } from "./seal/authority.ts";
import { signDetached } from "./seal/cms.ts";
import { testAuthority, testKeys } from "./test-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "xinqiao-config-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const receipt = generateKeyPairSync("ed25519");
const log = generateKeyPairSync("ed25519");
const spki = (pair: typeof log) => pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
write("receipt.key", receipt.privateKey.export({ type: "pkcs8", format: "pem" }) as string);
write("log.key", log.privateKey.export({ type: "pkcs8", format: "pem" }) as string);
write("subject.key", `${"ab".repeat(32)}\n`);
write("any.pem", "-----BEGIN TEST-----\n");
write("database.url", "postgresql://127.0.0.1:1/x\n");
const network = {
  format: "xinqiao.network/1",
  nodes: [
    {
      id: "370100",
      parent: null,
      url: "https://127.0.0.1:4001",
      receiptKeys: [{ id: "r1", publicKey: spki(receipt) }],
      logKeys: [{ id: "l1", publicKey: spki(log) }],
    },
  ],
  agencies: [{ id: "jn-xyb", node: "370100" }],
};
const now = new Date();
const [ca, registrar] = await Promise.all([testAuthority({ name: "test", days: 2, now }), testKeys()]);
const registry = issue(ca, { kind: "network", id: "", publicKey: registrar.publicKey, days: 1, now });
const text = Buffer.from(canonical(network));
write("ca.crt", ca.certificate);
writeFileSync(join(folder, "network.json"), text);
writeFileSync(join(folder, "network.json.p7s"), signDetached(text, registrar.privateKey, registry, now));
writeFileSync(join(folder, "forged.json"), canonical({ ...network, agencies: [] }));
writeFileSync(join(folder, "forged.json.p7s"), signDetached(text, registrar.privateKey, registry, now));
const GOOD = {
  node: "370100",
  databaseUrlFile: "database.url",
  spool: "spool",
  catalog: "catalog",
  adapters: "adapters",
  network: "network.json",
  keys: {
    ca: "ca.crt",
    serverCertificate: "any.pem",
    serverKey: "any.pem",
    clientCertificate: "any.pem",
    clientKey: "any.pem",
    sealCertificate: "any.pem",
    sealKey: "any.pem",
    receiptKey: "receipt.key",
    logKey: "log.key",
    subjectKey: "subject.key",
  },
};
const load = (config: unknown, env = {}, overrides = {}) => {
  write("node.json", JSON.stringify(config));
  return loadConfig(join(folder, "node.json"), env, overrides);
};
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, "CONFIG_INVALID");
    return String(error.params["detail"]);
  }
  return assert.fail("was not refused");
};

test("a good configuration gives frozen settings with keys named as the registry names them", () => {
  const config = load(GOOD);
  assert.equal(config.receiptKey.id, "r1");
  assert.equal(config.logKey.id, "l1");
  assert.equal(config.databaseUrl, "postgresql://127.0.0.1:1/x");
  assert.equal(config.spool, join(folder, "spool"));
  assert.equal(config.roles.length, 9);
  assert.equal(config.files, join(folder, "files"));
  assert.equal(config.access, null);
  assert.ok(Object.isFrozen(config));
});

test("every fault of a configuration is named in one refusal", () => {
  const detail = refusal(() =>
    load({
      ...GOOD,
      node: "",
      surprise: 1,
      roles: ["work", "rest"],
      limits: { fileBytes: -1 },
      keys: { ca: "none.pem" },
    }),
  );
  for (const part of [
    "node is missing",
    "surprise",
    "roles",
    "limits.fileBytes",
    "none.pem",
    "keys.sealKey",
    "keys.subjectKey",
  ])
    assert.ok(detail.includes(part), `${part} is not in: ${detail}`);
});

test("there is no default for a secret", () => {
  const { databaseUrlFile: _, ...rest } = GOOD;
  assert.match(
    refusal(() => load(rest)),
    /databaseUrlFile is missing/,
  );
});

test("a registry that the network's certificate did not sign is refused", () => {
  assert.match(
    refusal(() => load({ ...GOOD, network: "forged.json" })),
    /network: .*content/,
  );
});

test("a signing key that the registry does not list for the node is refused", () => {
  const detail = refusal(() => load({ ...GOOD, keys: { ...GOOD.keys, receiptKey: "log.key" } }));
  assert.match(detail, /keys.receiptKey is not registered/);
});

test("a door that is set up by half is refused with what is missing", () => {
  const detail = refusal(() =>
    load({
      ...GOOD,
      listenTokens: { port: 99_999, publicUrl: "http://host/path" },
      sftp: { port: 22, quietSeconds: 0 },
      inbox: {},
      limits: { default: { burst: 0 } },
    }),
  );
  for (const part of [
    "listenTokens.port is no port",
    "listenTokens.publicUrl must be https",
    "listenTokens needs keys.tokenKey",
    "listenTokens needs access",
    "sftp.hostKeys names no key",
    "sftp.quietSeconds",
    "inbox.root is missing",
    "limits.default.burst",
  ])
    assert.ok(detail.includes(part), `${part} is not in: ${detail}`);
});

test("the command line may choose roles and port", () => {
  const config = load(GOOD, {}, { roles: "work,log", port: 4002 });
  assert.deepEqual(config.roles, ["work", "log"]);
  assert.equal(config.listen.port, 4002);
});

test("metrics are off unless an address is named, by the file or for one process", () => {
  assert.equal(load(GOOD).metrics, null);
  assert.deepEqual(load({ ...GOOD, metrics: { port: 9464 } }).metrics, { host: "127.0.0.1", port: 9464 });
  assert.deepEqual(load(GOOD, {}, { metrics: "[::1]:9465" }).metrics, { host: "::1", port: 9465 });
  assert.match(
    refusal(() => load(GOOD, {}, { metrics: "9465" })),
    /--metrics is not <host>:<port>/,
  );
});

test("a crash point must be one of the named steps", () => {
  assert.deepEqual(load(GOOD, { XINQIAO_CRASH_AT: "work.sealed:3" }).crashAt, {
    step: "work.sealed",
    time: 3,
    pid: process.pid,
  });
  assert.equal(load(GOOD, { XINQIAO_CRASH_AT: "work.sealed:1:4711" }).crashAt?.pid, 4711);
  assert.equal(load(GOOD).crashAt, null);
  assert.match(
    refusal(() => load(GOOD, { XINQIAO_CRASH_AT: "elsewhere" })),
    /XINQIAO_CRASH_AT is not/,
  );
});
