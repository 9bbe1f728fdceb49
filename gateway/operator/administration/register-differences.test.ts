import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";

import { ACCESS, type Access, type AccessAgency, type Target } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
import { readDocument, type Shape } from "../../model/document.ts";
import { testAuthority } from "../../test-keys.ts";
import { differences } from "./register-differences.ts";
import { same } from "./register-sentences.ts";

const NAMES = { agency: same, item: same, node: same };

/** Which every issue has of its own; they stand beside the differences. */
const OWN = ["number", "issuedAt"];

const SCRYPT = `scrypt$16384$8$1$${"A".repeat(22)}==$`;
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  node: ["370100", "370200"],
  issuedAt: ["2026-11-20T02:00:00.000Z", "2026-11-21T02:00:00.000Z"],
  "agencies.id": ["jinan-credit", "jinan-observer"],
  "agencies.grants.item": ["XZCF", "XZXK"],
  "agencies.grants.purposes": ["licensing", "tender-review"],
  "agencies.grants.until": ["2027-12-31", "2028-12-31"],
  "agencies.tokenKeys.publicKey": ["AAAA", "BBBB"],
  "agencies.sftp.keys": [`ssh-ed25519 ${"A".repeat(68)}`, `ssh-ed25519 ${"B".repeat(68)}`],
  "agencies.sftp.certificateAuthorities": [`ssh-ed25519 ${"C".repeat(68)}`, `ssh-ed25519 ${"D".repeat(68)}`],
  "agencies.sftp.password": [`${SCRYPT}${"A".repeat(43)}=`, `${SCRYPT}${"B".repeat(43)}=`],
  "agencies.targets.name": ["desk", "house"],
  "agencies.targets.url": ["sftp://up@files.example:22/in", "sftp://down@files.example:22/in"],
  "agencies.targets.hostKey": [`SHA256:${"A".repeat(43)}`, `SHA256:${"B".repeat(43)}`],
  "agencies.targets.addresses": ["10.0.0.0/8", "10.1.0.0/16"],
  "nodes.id": ["370000", "370300"],
  "nodes.grants.item": ["XZCF", "XZXK"],
  "nodes.grants.purposes": ["licensing", "tender-review"],
  "nodes.grants.until": ["2027-12-31", "2028-12-31"],
  "eventKeys.publicKey": ["AAAA", "BBBB"],
  "tokenKeys.publicKey": ["CCCC", "DDDD"],
};

/** All that a member without members of its own is tried with, the first of them in the sample. */
function valuesOf(shape: Shape, path: string): readonly unknown[] {
  if (shape.type === "integer") return [1, 2];
  if (shape.type === "boolean") return [true, false];
  const { const: only, enum: few, pattern } = shape as Extract<Shape, { const?: string }>;
  const pair = PAIRS[path] ?? (pattern === undefined ? ["甲", "乙"] : undefined);
  return only === undefined ? (few ?? pair ?? assert.fail(`two values are wanted for ${path}`)) : [only];
}

const below = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);

/** Every member is there, of each list one. */
function sampleOf(shape: Shape, path = "", other = false): unknown {
  if (shape.type === "array") return [sampleOf(shape.items, path, other)];
  if (shape.type !== "object") return valuesOf(shape, path)[other ? 1 : 0] ?? valuesOf(shape, path)[0];
  const rows = Object.entries(shape.properties);
  return Object.fromEntries(rows.map(([name, its]) => [name, sampleOf(its, below(path, name), other)]));
}

interface Variant {
  readonly what: string;
  readonly value: unknown;
}

/** The sample with one member that is another, is gone, or is there twice. */
function variantsOf(shape: Shape, path = ""): readonly Variant[] {
  if (shape.type === "array")
    return [
      { what: `${path} none`, value: [] },
      { what: `${path} two`, value: [sampleOf(shape.items, path), sampleOf(shape.items, path, true)] },
      ...variantsOf(shape.items, path).map(({ what, value }) => ({ what, value: [value] })),
    ];
  if (shape.type !== "object") {
    const [, ...others] = valuesOf(shape, path);
    return others.map((value) => ({ what: `${path} ${String(value)}`, value }));
  }
  const whole = sampleOf(shape, path) as Record<string, unknown>;
  return Object.entries(shape.properties).flatMap(([name, its]) => {
    const { [name]: _, ...without } = whole;
    const gone = shape.required.includes(name)
      ? []
      : [{ what: `${below(path, name)} gone`, value: without as unknown }];
    const others = variantsOf(its, below(path, name));
    return [...gone, ...others.map(({ what, value }) => ({ what, value: { ...whole, [name]: value } }))];
  });
}

const accessOf = (value: unknown): Access => readDocument(canonical(value), ACCESS) as Access;
const SAMPLE = accessOf(sampleOf(ACCESS));
const VARIANTS = variantsOf(ACCESS).filter(({ what }) => !OWN.includes(what.split(" ")[0] ?? ""));

const told = (before: Access, after: Access) => differences(before, after, NAMES);

test("no member of an access register changes without a line, whose two halves are not the same", () => {
  assert.ok(VARIANTS.length > 100, String(VARIANTS.length));
  for (const { what, value } of VARIANTS) {
    const other = accessOf(value);
    for (const lines of [told(SAMPLE, other), told(other, SAMPLE)]) {
      assert.ok(lines.length > 0, what);
      for (const { change, text } of lines) {
        assert.doesNotMatch(text.zh, /写法/, `${what}: ${text.zh}`);
        if (change === "changed") for (const said of [text.zh, text.en]) demandTwoHalves(said, what);
      }
    }
  }
  assert.deepEqual(told(SAMPLE, { ...SAMPLE, number: 9, issuedAt: "2026-12-01T00:00:00.000Z" }), []);
});

function demandTwoHalves(said: string, what: string): void {
  const [left = "", right = "", ...more] = said.split(" → ");
  assert.ok(right !== "" && more.length === 0, `${what}: ${said}`);
  const [was, is] = [left, right].map((half) => half.split(/原为 |改为 |was |is |：|: /).at(-1));
  assert.notEqual(was, is, `${what}: ${said}`);
}

test("what is listed for the first time, or no more, is told with every member it has", () => {
  const nothing: Access = { ...SAMPLE, agencies: [], nodes: [], eventKeys: [], tokenKeys: [] };
  for (const { what, value } of VARIANTS) {
    // That there is one is told, and of what it is nothing.
    if (what.startsWith("agencies.sftp.password scrypt")) continue;
    const other = accessOf(value);
    assert.notDeepEqual(told(nothing, other), told(nothing, SAMPLE), what);
    assert.notDeepEqual(told(other, nothing), told(SAMPLE, nothing), what);
  }
});

const withTarget = (target: Target): Access => {
  const [agency] = SAMPLE.agencies as readonly [AccessAgency];
  return { ...SAMPLE, agencies: [{ ...agency, targets: [target] }] };
};
const saidOf = (before: Target, after: Target): string => {
  const [line, ...more] = told(withTarget(before), withTarget(after));
  assert.deepEqual(more, []);
  return JSON.stringify(line?.text);
};

test("an address is told with its account and never with a password, which is told to be another", () => {
  const hook = (url: string): Target => ({ name: "hook", kind: "webhook", url });
  const [plain, user] = [hook("https://a.example/in"), hook("https://li@a.example/in")];
  assert.match(saidOf(plain, user), /https:\/\/a\.example\/in → https:\/\/li@a\.example\/in/);
  for (const [one, other] of [
    ["https://li:secret-1@a.example/in", "https://li:secret-2@a.example/in"],
    ["HTTPS:\\\\li:secret-1@a.example/in", "HTTPS:\\\\li:secret-2@a.example/in"],
    ["https://li:secret-1@x@a.example/in", "https://li:secret-2@x@a.example/in"],
    ["sftp://li:secret-1@a.example/in", "sftp://li:secret-2@a.example/in"],
    ["sftp://li:secret-1@a.example:99999/in", "sftp://li:secret-2@a.example:99999/in"],
  ] as const) {
    const said = saidOf(hook(one), hook(other));
    assert.match(said, /不显示的部分不同/, one);
    for (const shown of [said, saidOf(plain, hook(one))]) assert.doesNotMatch(shown, /secret|@x@/, one);
  }
});

test("an authority is told by the digest that other tools print, and what is beside it is not passed over", async () => {
  const now = new Date();
  const [one, two] = await Promise.all(
    ["one", "two"].map(async (name) => (await testAuthority({ name, days: 10, now })).certificate),
  );
  assert.ok(one && two);
  const hook = (ca: string): Target => ({ name: "hook", kind: "webhook", url: "https://a.example/in", ca });
  const [ofOne, ofTwo] = [one, two].map((pem) => new X509Certificate(pem).fingerprint256);
  assert.ok(saidOf(hook(one), hook(two)).includes(`${ofOne} → 证书机构 SHA256 ${ofTwo}`));
  assert.ok(saidOf(hook(one), hook(one + two)).includes(`→ 证书机构 SHA256 ${ofOne}、SHA256 ${ofTwo}`));
  const strange = two.replaceAll(" CERTIFICATE", " X509 CERTIFICATE");
  assert.match(saidOf(hook(one), hook(one + strange)), /→ 证书机构 sha256 [0-9a-f]{64}/);
});
