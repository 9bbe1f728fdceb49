import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { codeOf } from "../operator/sign-in/test-authenticator.ts";
import { type Reply, testConsole } from "../operator/test-console.ts";
import { CITY } from "../test-path.ts";

const PROGRAM = join(import.meta.dirname, "../xinqiao.mjs");

test("from the command line an operator is made, listed, locked, unlocked and reset while the console runs", async (t) => {
  const { city, ask, url } = await testConsole(t);
  const config = join(city.path.folder, "nodes", CITY, "node.json");
  const xinqiao = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [PROGRAM, "operator", ...args, "--config", config, "--json"],
      { encoding: "utf8" },
    );
    return { status, stderr, told: (stdout === "" ? {} : JSON.parse(stdout)) as Record<string, string> };
  };
  const secretOf = (link: string | undefined) => {
    const [at, secret = ""] = (link ?? "").split("#");
    assert.equal(at, `${url}/set-up`);
    return secret;
  };
  const accept = async (secret: string, over: object): Promise<Reply> => {
    const opened = await ask("/api/links/open", { body: { secret } });
    const { totp } = opened.json<{ totp: { secret: string } }>();
    return await ask("/api/links/accept", {
      body: { secret, password: "夜班-Bamboo-bridge-7", code: codeOf(totp.secret), ...over },
    });
  };
  const secret = secretOf(xinqiao("link").told["url"]);
  const made = await accept(secret, { login: "li.lei", name: "李雷" });
  assert.equal(made.status, 201, made.body.toString());
  const cookie = String(made.headers["set-cookie"]).split(";")[0] ?? "";
  const signedIn = async () => (await ask("/api/session", { headers: { cookie } })).status === 200;
  assert.ok(await signedIn());
  const stateOf = () => (xinqiao("list").told as unknown as { items: { state: string }[] }).items[0]?.state;
  assert.equal(stateOf(), "active");
  const why = ["--reason", "遗失手机 phone lost"];
  assert.equal(xinqiao("lock", "Li.Lei", ...why).told["state"], "locked");
  assert.ok(!(await signedIn()));
  assert.equal(xinqiao("unlock", "li.lei", ...why).told["state"], "active");
  const again = await accept(secretOf(xinqiao("reset", "li.lei", ...why).told["url"]), {});
  assert.equal(again.status, 201, again.body.toString());
  assert.equal(xinqiao("lock", "nobody", ...why).status, 1);
  assert.equal(xinqiao("lock", "li.lei").status, 2, "without a reason");
  assert.equal(xinqiao("link", "li.lei").status, 2);
  const { rows } = await city.db.query<{ act: string }>(
    "select act from operator_act where operator like '命令行%' order by act_no",
  );
  assert.deepEqual(
    rows.map(({ act }) => act),
    ["operator.link", "operator.lock", "operator.unlock", "operator.reset"],
  );
});

test("without an address that is known before the start no link is made and nobody is reset, and it is told what to do", async (t) => {
  const { city } = await testConsole(t);
  const config = join(city.path.folder, "nodes", CITY, "node.json");
  const file = JSON.parse(readFileSync(config, "utf8")) as { console: object };
  const other = join(city.path.folder, "nodes", CITY, "any-port.json");
  const xinqiao = (settings: object, ...args: readonly string[]) => {
    writeFileSync(other, JSON.stringify({ ...file, console: { ...file.console, ...settings } }));
    return spawnSync(process.execPath, [PROGRAM, "operator", ...args, "--config", other], {
      encoding: "utf8",
    });
  };
  for (const args of [["link"], ["reset", "nobody", "--reason", "遗失手机"]]) {
    const refused = xinqiao({ port: 0 }, ...args);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /^CONFIG_INVALID[\s\S]*console\.publicUrl/);
  }
  const acts = async () =>
    (
      await city.db.query<{ n: number }>(
        "select count(*)::int as n from operator_act where operator like '命令行%'",
      )
    ).rows[0]?.n;
  assert.equal(await acts(), 0);
  const told = xinqiao({ port: 0, publicUrl: "https://console.example.gov.cn" }, "link");
  assert.match(told.stdout, /^https:\/\/console\.example\.gov\.cn\/set-up#/);
  assert.equal(await acts(), 1);
});
