import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import type { Access } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
import { atEnd } from "../../model/test-end.ts";
import { signDetached } from "../../seal/cms.ts";
import { CITY } from "../../test-path.ts";
import { type Reply, type TestConsole, type TestOperator, testConsole } from "../test-console.ts";
import type { DraftView } from "./register-view.ts";

const AGENCY = "jinan-credit";
const ACCESS = {
  agencies: [{ id: AGENCY, grants: [{ item: "XZCF", actions: ["send"] as const, upTo: "shared" as const }] }],
};
const WHY = "依济信用办〔2026〕12号";
const HOLDER = { kind: "agency", id: AGENCY };
const GRANT = {
  ...{ what: "grant.put", holder: HOLDER },
  grant: { item: "XZXK", actions: ["query"], upTo: "shared", basis: "信息共享协议", until: "2099-12-31" },
};

const codeIn = (reply: Reply) => reply.json()["code"];
const draftIn = (reply: Reply): DraftView => {
  assert.equal(reply.status, 200, reply.body.toString());
  return reply.json<DraftView & Record<string, unknown>>();
};
const draft = async (who: TestOperator) => draftIn(await who.ask("/api/register/draft"));
const edit = async (who: TestOperator, one: object, id: string = randomUUID()) =>
  await who.ask("/api/register/draft/edits", { body: { id, reason: WHY, edit: one } });

async function begun(
  t: TestContext,
): Promise<{ console: TestConsole; keeper: TestOperator; second: TestOperator }> {
  const console = await testConsole(t, { access: ACCESS });
  return {
    console,
    keeper: await console.operator(["security"]),
    second: await console.operator(["system"]),
  };
}

/** As the holder of the network's key does it. */
function signedBy({ city }: TestConsole, register: string, key = "network") {
  const { folder } = city.path;
  const [pem, certificate] = [`${key}.key`, `${key}.crt`].map((name) =>
    readFileSync(join(folder, name), "utf8"),
  );
  const p7s = signDetached(Buffer.from(register), createPrivateKey(pem ?? ""), certificate ?? "", new Date());
  return { register, signature: p7s.toString("base64") };
}

const placeOf = ({ city }: TestConsole) => join(city.path.folder, "nodes", CITY, "access.json");

test("edits gather in a draft with who, when and why, and are told line by line against the register in force", async (t) => {
  const { keeper, second } = await begun(t);
  const empty = await draft(second);
  assert.deepEqual([empty.number, empty.next, empty.edits, empty.differences], [1, 2, [], []]);
  const id = randomUUID();
  draftIn(await edit(keeper, GRANT, id));
  // Sent twice is one; another one under its id is not.
  draftIn(await edit(keeper, GRANT, id));
  assert.equal(
    codeIn(await edit(keeper, { ...GRANT, what: "grant.end", item: "XZCF", grant: undefined }, id)),
    "ACT_CONFLICT",
  );
  draftIn(await edit(keeper, { what: "grant.end", holder: HOLDER, item: "XZCF" }));
  draftIn(await edit(keeper, { what: "limits", agency: AGENCY, limits: { burst: 7 } }));
  const seen = await draft(second);
  assert.deepEqual(
    seen.differences.map(({ change, about, item }) => [change, about, item]),
    [
      ["ended", "grant", "XZCF"],
      ["added", "grant", "XZXK"],
      ["changed", "limits", null],
    ],
  );
  assert.match(
    seen.differences[1]?.text.zh ?? "",
    /可查询；字段至共享；用途不限；依据 信息共享协议；不可批量；至 2099-12-31/,
  );
  assert.deepEqual(
    seen.edits.map(({ reason, own, by }) => [reason, own, by]),
    seen.edits.map(() => [WHY, false, keeper.login]),
  );
  assert.match(seen.command, /^xinqiao register sign access-370100-2\.json /);
  const [, ended] = seen.edits;
  const undone = draftIn(await keeper.ask(`/api/register/draft/edits/${ended?.id}`, { method: "DELETE" }));
  assert.deepEqual(
    undone.differences.map(({ item }) => item),
    ["XZXK", null],
  );
  const thrown = await keeper.ask("/api/register/draft/discard", { body: { reason: "另行研究" } });
  assert.deepEqual(draftIn(thrown).edits, []);
  assert.equal(codeIn(await keeper.ask("/api/register/draft/file")), "ACT_IMPOSSIBLE");
  assert.equal(codeIn(await edit(second, GRANT)), "ROLE_NEEDED");
});

test("an edit that another lay over counts again once that is undone, whatever was drafted meanwhile", async (t) => {
  const { keeper } = await begun(t);
  const until = (day: string) => ({ ...GRANT, grant: { ...GRANT.grant, until: day } });
  const later = randomUUID();
  draftIn(await edit(keeper, until("2098-12-31")));
  draftIn(await edit(keeper, until("2099-12-31"), later));
  const drafted = draftIn(await edit(keeper, { what: "limits", agency: AGENCY, limits: { burst: 7 } }));
  assert.equal(drafted.edits.length, 3);
  const undone = draftIn(await keeper.ask(`/api/register/draft/edits/${later}`, { method: "DELETE" }));
  assert.match(undone.differences[0]?.text.zh ?? "", /XZXK.*至 2098-12-31/);
});

test("an edit that the node would not take, or would never heed, is not drafted", async (t) => {
  const { keeper } = await begun(t);
  const grant = (over: object) => ({ ...GRANT, grant: { ...GRANT.grant, ...over } });
  const spki = (type: "ed25519" | "x25519") =>
    (type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519")).publicKey
      .export({ type: "spki", format: "der" })
      .toString("base64");
  const key = { id: "k1", algorithm: "EdDSA", publicKey: spki("ed25519") };
  const add = { what: "token-key.add", agency: AGENCY, key };
  for (const [one, why] of [
    [grant({ item: "NOSUCH" }), /不在目录/],
    [grant({ until: "2020-01-01" }), /期限已过/],
    [{ ...GRANT, holder: { kind: "agency", id: "nobody-here" } }, /未在本节点登记/],
    [{ ...GRANT, grant: { item: "XZCF", actions: ["send"], upTo: "shared" } }, /已是如此/],
    [{ what: "grant.end", holder: HOLDER, item: "XZXK" }, /已是如此/],
    [{ ...add, key: { ...key, publicKey: spki("x25519") } }, /is not a key for EdDSA/],
  ] as const) {
    const refused = await edit(keeper, one);
    assert.equal(codeIn(refused), "REGISTER_EDIT_INVALID", JSON.stringify(one));
    assert.match(String(refused.json<{ message: { zh: string } }>().message.zh), why);
  }
  draftIn(await edit(keeper, add));
  const twice = await edit(keeper, { ...add, key: { ...key, publicKey: spki("ed25519") } });
  assert.match(twice.body.toString(), /k1 已在使用/);
  assert.equal((await draft(keeper)).edits.length, 1);
});

test("a pasted key is read with its fingerprint, and a private one is refused without a word of it", async (t) => {
  const { console, keeper } = await begun(t);
  const read = async (text: string) => await keeper.ask("/api/register/keys", { body: { text } });
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const pem = (await read(publicKey.export({ type: "spki", format: "pem" }).toString())).json();
  const jwk = (await read(JSON.stringify(publicKey.export({ format: "jwk" })))).json();
  assert.deepEqual(pem, jwk);
  assert.deepEqual([pem["kind"], pem["algorithm"], pem["until"]], ["token", "ES256", null]);
  const certificate = readFileSync(join(console.city.path.folder, "agencies", AGENCY, "client.crt"), "utf8");
  const shown = (await read(certificate)).json();
  assert.match(String(shown["until"]), /^20\d\d-/);
  const ssh = `ssh-ed25519 ${Buffer.alloc(51, 7).toString("base64")} li.lei@desk`;
  assert.deepEqual((await read(ssh)).json()["key"], ssh.split(" ").slice(0, 2).join(" "));
  for (const secret of [
    privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    JSON.stringify(privateKey.export({ format: "jwk" })),
  ]) {
    const refused = await read(secret);
    assert.equal(codeIn(refused), "REGISTER_KEY_INVALID");
    assert.match(refused.body.toString(), /私钥/);
    assert.ok(!refused.body.toString().includes(secret.slice(60, 90)));
  }
  assert.equal(codeIn(await read("nothing of the kind")), "REGISTER_KEY_INVALID");
});

test("what was drafted is signed elsewhere, and in force once a second person agrees, without a restart", async (t) => {
  const { console, keeper, second } = await begun(t);
  draftIn(await edit(keeper, GRANT));
  const file = await keeper.ask("/api/register/draft/file");
  assert.match(String(file.headers["content-disposition"]), /access-370100-2\.json/);
  const text = file.body.toString("utf8");
  const good = signedBy(console, text);
  const checked = (await second.ask("/api/register/checks", { body: good })).json();
  assert.deepEqual([checked["number"], checked["asDrafted"]], [2, true]);

  const id = randomUUID();
  const body = { id, reason: WHY, ...good };
  const open = draftIn(await keeper.ask("/api/register/proposals", { body }));
  assert.deepEqual([open.proposal?.state, open.proposal?.checked?.differences.length], ["open", 1]);
  draftIn(await keeper.ask("/api/register/proposals", { body }));
  const decide = async (who: TestOperator, decision: string) =>
    await who.ask(`/api/register/proposals/${id}/decision`, { body: { decision, reason: "已核对来文" } });
  assert.equal(
    codeIn(await keeper.ask("/api/register/proposals", { body: { ...body, id: randomUUID() } })),
    "ACT_IMPOSSIBLE",
  );
  assert.equal(codeIn(await decide(keeper, "approve")), "OWN_PROPOSAL");
  assert.equal(codeIn(await decide(second, "withdraw")), "ACT_IMPOSSIBLE");
  const approved = draftIn(await decide(second, "approve"));
  assert.deepEqual(
    [approved.proposal?.state, approved.edits],
    ["approved", []],
    "what was drafted is settled",
  );
  draftIn(await decide(second, "approve"));
  assert.equal(codeIn(await decide(keeper, "withdraw")), "PROPOSAL_DECIDED");
  assert.equal(readFileSync(placeOf(console), "utf8"), text);
  // Asked without a pause: the register is swapped while one of these is answered, which must be of one moment.
  let now: DraftView;
  do {
    now = await draft(second);
    assert.match(`${now.number} ${now.next}`, /^(?:1 2|2 3)$/);
    if (now.edits.length === 0) assert.deepEqual(now.differences, []);
  } while (!now.proposal?.inForce);
  assert.deepEqual([now.number, now.next, now.differences], [2, 3, []]);
  const low = await keeper.ask("/api/register/checks", { body: good });
  assert.equal(codeIn(low), "REGISTER_NUMBER_LOW");
  const acts = (await keeper.ask("/api/audit?target=register:access")).json<{
    items: { act: string; proven: boolean }[];
  }>();
  assert.deepEqual(
    acts.items.map(({ act, proven }) => [act, proven]),
    ["register.force.approve", "register.force.propose", "register.download", "register.edit"].map((act) => [
      act,
      true,
    ]),
  );
});

test("a register that another signed, that was changed, or that the node would not take, is refused by its reason", async (t) => {
  const { console, keeper, second } = await begun(t);
  const now = JSON.parse(readFileSync(placeOf(console), "utf8")) as Access;
  const next: Access = { ...now, number: 2 };
  const check = async (given: object) => codeIn(await keeper.ask("/api/register/checks", { body: given }));
  const good = signedBy(console, canonical(next));
  const ofNode = signedBy(console, canonical(next), `nodes/${CITY}/seal`);
  assert.equal(await check(ofNode), "REGISTER_SIGNATURE_INVALID");
  assert.equal(
    await check({ ...good, register: canonical({ ...next, number: 3 }) }),
    "REGISTER_SIGNATURE_INVALID",
  );
  assert.equal(await check({ ...good, signature: "AAAA" }), "REGISTER_SIGNATURE_INVALID");
  assert.equal(
    await check(signedBy(console, canonical({ ...next, node: "370000" }))),
    "REGISTER_FILE_INVALID",
  );
  assert.equal(await check(signedBy(console, JSON.stringify(next, null, 1))), "REGISTER_FILE_INVALID");
  assert.equal(await check(signedBy(console, canonical({ ...next, number: 1 }))), "REGISTER_NUMBER_LOW");
  // What waits is held against what was proposed.
  const id = randomUUID();
  draftIn(await keeper.ask("/api/register/proposals", { body: { id, reason: WHY, ...good } }));
  const other = signedBy(console, canonical({ ...next, agencies: [] }));
  writeFileSync(`${placeOf(console)}.waiting-${id}`, other.register);
  writeFileSync(`${placeOf(console)}.waiting-${id}.p7s`, Buffer.from(other.signature, "base64"));
  assert.match((await draft(second)).proposal?.fault?.zh ?? "", /已被改动/);
  const body = { decision: "approve", reason: "已核对来文" };
  assert.equal(
    codeIn(await second.ask(`/api/register/proposals/${id}/decision`, { body })),
    "REGISTER_FILE_INVALID",
  );
  const gone = await keeper.ask(`/api/register/proposals/${id}/decision`, {
    body: { ...body, decision: "withdraw" },
  });
  assert.equal(draftIn(gone).proposal?.state, "withdrawn");
});

test("what was approved and cannot be laid is not dropped for another, and is laid once it can be", async (t) => {
  const { console, keeper, second } = await begun(t);
  const place = placeOf(console);
  const text = readFileSync(place, "utf8");
  const now = JSON.parse(text) as Access;
  const next = signedBy(console, canonical({ ...now, number: 2 }));
  const id = randomUUID();
  draftIn(await keeper.ask("/api/register/proposals", { body: { id, reason: WHY, ...next } }));
  // Over a folder nothing is renamed, not even by root.
  rmSync(place);
  mkdirSync(place);
  const approve = async () =>
    await second.ask(`/api/register/proposals/${id}/decision`, {
      body: { decision: "approve", reason: "已核对来文" },
    });
  const stuck = await approve();
  assert.deepEqual(
    [codeIn(stuck), /放不到位（EISDIR）/.test(stuck.body.toString())],
    ["ACT_IMPOSSIBLE", true],
  );
  assert.equal((await draft(second)).proposal?.state, "approved");
  const third = signedBy(console, canonical({ ...now, number: 3 }));
  const propose = async () =>
    await keeper.ask("/api/register/proposals", { body: { id: randomUUID(), reason: WHY, ...third } });
  assert.match((await propose()).body.toString(), /放不到位/);
  assert.equal(readFileSync(`${place}.waiting-${id}`, "utf8"), next.register);
  assert.ok(readFileSync(`${place}.p7s`).equals(Buffer.from(next.signature, "base64")));

  rmdirSync(place);
  writeFileSync(place, text);
  draftIn(await approve());
  assert.equal(readFileSync(place, "utf8"), next.register);
  assert.ok(!existsSync(`${place}.waiting-${id}`));
  while (!(await draft(second)).proposal?.inForce);
  assert.equal(draftIn(await propose()).proposal?.number, 3);
});

test("where the node cannot write beside its register, it says so and puts nothing in force", async (t) => {
  const { console, keeper } = await begun(t);
  const now = JSON.parse(readFileSync(placeOf(console), "utf8")) as Access;
  // Not by its mode: root may write everywhere, and the suite runs as root too.
  const folder = join(placeOf(console), "..");
  renameSync(folder, `${folder}.away`);
  atEnd(t, () => renameSync(`${folder}.away`, folder));
  assert.equal((await draft(keeper)).writable, false);
  const body = { id: randomUUID(), reason: WHY, ...signedBy(console, canonical({ ...now, number: 2 })) };
  assert.equal(codeIn(await keeper.ask("/api/register/proposals", { body })), "REGISTER_PLACE_READONLY");
});
