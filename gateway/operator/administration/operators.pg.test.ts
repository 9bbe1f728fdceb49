import assert from "node:assert/strict";
import { test } from "node:test";

import { type Reply, type TestOperator, testConsole } from "../test-console.ts";

interface Entry {
  readonly id: string;
  readonly login: string;
  readonly state: string;
  readonly roles: readonly string[];
  readonly revision: number;
  readonly linkUntil: string | null;
}

interface WithLink {
  readonly operator: Entry;
  readonly link: { readonly url: string } | null;
}

const codeIn = (reply: Reply) => reply.json()["code"];
const WHY = { reason: "岗位调整，见第 12 号通知" };
const list = async (who: TestOperator) => (await who.ask("/api/operators")).json<{ items: Entry[] }>().items;

test("an operator is entered with a link, told once; roles that watch each other are not one person's", async (t) => {
  const { operator, ask, url } = await testConsole(t);
  const keeper = await operator(["security"]);
  const given = {
    login: "Han.Meimei",
    name: "韩梅梅",
    way: "local",
    roles: ["viewer"],
    scope: ["jinan-credit"],
  };
  const made = await keeper.ask("/api/operators", { body: given });
  assert.equal(made.status, 201, made.body.toString());
  const { operator: entry, link } = made.json<WithLink & Record<string, unknown>>();
  assert.deepEqual([entry.login, entry.state], ["han.meimei", "invited"]);
  const [at, secret] = (link?.url ?? "").split("#");
  assert.equal(at, `${url}/set-up`);
  const opened = await ask("/api/links/open", { body: { secret } });
  assert.deepEqual(
    [opened.status, opened.json()["kind"], opened.json()["roles"]],
    [200, "invitation", ["viewer"]],
  );
  assert.equal(codeIn(await keeper.ask("/api/operators", { body: given })), "OPERATOR_EXISTS");
  const others = [
    { roles: ["system", "security"], scope: null },
    { roles: ["audit", "system", "viewer"], scope: null },
    { roles: ["operator"], scope: ["jinan-credit"] },
    { roles: ["viewer", "audit"], scope: ["jinan-credit"] },
  ];
  for (const [at, over] of others.entries()) {
    const body = { ...given, login: `other-${at}`, ...over };
    assert.equal(
      codeIn(await keeper.ask("/api/operators", { body })),
      "ROLES_INCOMPATIBLE",
      JSON.stringify(over),
    );
  }
  const provided = { ...given, login: "wei.hua", way: "oidc" };
  assert.equal((await keeper.ask("/api/operators", { body: provided })).json()["link"], null);
  assert.deepEqual(
    (await list(keeper)).filter(({ linkUntil }) => linkUntil).map(({ login }) => login),
    ["han.meimei"],
  );
});

test("whose roles change, who is locked, reset or removed, is signed out at once", async (t) => {
  const { operator, ask } = await testConsole(t);
  const keeper = await operator(["security"]);
  await operator(["security"]);
  const signedIn = async (one: TestOperator) => (await one.ask("/api/session")).status === 200;
  const of = async (one: TestOperator) => (await list(keeper)).find(({ id }) => id === one.id);

  const changed = await operator(["viewer"]);
  const body = { revision: 1, name: "新名", roles: ["viewer"], scope: null, ...WHY };
  assert.equal((await keeper.ask(`/api/operators/${changed.id}`, { method: "PATCH", body })).status, 200);
  assert.ok(await signedIn(changed), "a new name ends nothing");
  assert.equal(
    codeIn(await keeper.ask(`/api/operators/${changed.id}`, { method: "PATCH", body })),
    "OPERATOR_CHANGED",
  );
  const wider = { ...body, revision: 2, roles: ["operator"] };
  assert.equal(
    (await keeper.ask(`/api/operators/${changed.id}`, { method: "PATCH", body: wider })).status,
    200,
  );
  assert.ok(!(await signedIn(changed)));

  const locked = await operator(["operator"]);
  assert.equal(
    (await keeper.ask(`/api/operators/${locked.id}/lock`, { body: WHY })).json()["state"],
    "locked",
  );
  assert.ok(!(await signedIn(locked)));
  await keeper.ask(`/api/operators/${locked.id}/unlock`, { body: WHY });
  assert.ok(!(await signedIn(locked)), "what was ended stays ended");

  const reset = await operator(["operator"]);
  const { link } = (await keeper.ask(`/api/operators/${reset.id}/reset`, { body: WHY })).json<
    WithLink & Record<string, unknown>
  >();
  const secret = link?.url.split("#")[1] ?? "";
  assert.equal((await ask("/api/links/open", { body: { secret } })).json()["kind"], "reset");
  assert.equal((await of(reset))?.state, "invited");
  assert.ok(!(await signedIn(reset)));
  await keeper.ask(`/api/operators/${reset.id}/lock`, { body: WHY });
  assert.equal((await ask("/api/links/open", { body: { secret } })).status, 410, "who is locked has no link");

  const removed = await operator(["operator"]);
  assert.equal((await keeper.ask(`/api/operators/${removed.id}/removal`, { body: WHY })).status, 204);
  assert.ok(!(await signedIn(removed)));
  assert.equal(await of(removed), undefined);
  const again = { login: removed.login, name: "他人", way: "local", roles: ["viewer"], scope: null };
  assert.equal(codeIn(await keeper.ask("/api/operators", { body: again })), "OPERATOR_EXISTS");
});

test("nobody changes themselves, and the last security administrator stays", async (t) => {
  const { operator, city } = await testConsole(t);
  const keeper = await operator(["security"]);
  for (const what of ["lock", "unlock", "reset", "removal"])
    assert.equal(
      codeIn(await keeper.ask(`/api/operators/${keeper.id}/${what}`, { body: WHY })),
      "OPERATOR_SELF",
    );
  const system = await operator(["system"]);
  assert.equal(codeIn(await system.ask(`/api/operators/${keeper.id}/lock`, { body: WHY })), "OPERATOR_LAST");
  const other = await operator(["security"]);
  const both = await Promise.all([
    keeper.ask(`/api/operators/${other.id}/lock`, { body: WHY }),
    other.ask(`/api/operators/${keeper.id}/lock`, { body: WHY }),
  ]);
  assert.equal(both.filter(({ status }) => status === 200).length, 1);
  const { rows } = await city.db.query<{ n: number }>(
    "select count(*) as n from operator where 'security' = any(roles) and state = 'active'",
  );
  assert.equal(rows[0]?.n, 1);
});

test("what was done is in the audit, newest first, page by page, and proven by the log", async (t) => {
  const { operator, city } = await testConsole(t);
  const keeper = await operator(["security"]);
  const auditor = await operator(["audit"]);
  const victims = [await operator(["viewer"]), await operator(["viewer"]), await operator(["viewer"])];
  for (const one of victims) await keeper.ask(`/api/operators/${one.id}/lock`, { body: WHY });
  const audit = async (query: string) =>
    (await auditor.ask(`/api/audit?${query}`)).json<{ items: Record<string, unknown>[]; next?: string }>();
  const first = await audit(`operator=${keeper.id}&limit=2`);
  assert.deepEqual(
    first.items.map(({ act, target, reason, proven }) => ({ act, target, reason, proven })),
    [victims[2], victims[1]].map((one) => ({
      ...{ act: "operator.lock", target: `operator:${one?.login}`, reason: WHY.reason, proven: true },
    })),
  );
  const second = await audit(`operator=${keeper.id}&limit=2&cursor=${first.next}`);
  assert.deepEqual([second.items.length, second.next], [1, undefined]);
  assert.equal((await audit("act=operator")).items.length, 4, "with the link of the first start");
  assert.equal((await audit("act=operator.lock")).items.length, 3);
  assert.equal((await audit("act=operator.lo")).items.length, 0);
  assert.equal((await audit(`target=operator:${victims[0]?.login}`)).items.length, 1);
  assert.equal((await audit("until=2026-01-01T00:00:00.000Z")).items.length, 0);
  // Who can write to the table alone is found out.
  await city.db.query("update operator_act set reason = 'another' where target = $1", [
    `operator:${victims[0]?.login}`,
  ]);
  assert.equal((await audit(`target=operator:${victims[0]?.login}`)).items[0]?.["proven"], false);
});

test("the registers in force are shown with who signed them, and no secret of theirs", async (t) => {
  const access = {
    agencies: [
      {
        id: "jinan-credit",
        grants: [
          { item: "XZCF", actions: ["send", "query"] as const, upTo: "shared" as const, until: "2020-01-01" },
        ],
      },
    ],
  };
  const { operator } = await testConsole(t, { access });
  const register = (await (await operator(["audit"])).ask("/api/register")).json<{
    access: {
      number: number;
      agencies: { id: string; grants: { inForce: boolean }[] }[];
      signer: { fingerprint: string };
    };
    network: { agencies: number };
  }>();
  assert.equal(register.access.number, 1);
  assert.match(register.access.signer.fingerprint, /^[0-9a-f]{64}$/);
  assert.deepEqual(
    register.access.agencies.map(({ id, grants }) => [id, grants[0]?.inForce]),
    [["jinan-credit", false]],
  );
  assert.equal(register.network.agencies, 2);
  const schedules = (await (await operator(["operator"])).ask("/api/schedules")).json();
  assert.deepEqual(schedules, { file: null, fault: null, items: [] });
});
