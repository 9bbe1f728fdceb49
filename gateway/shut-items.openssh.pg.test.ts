/** An item that the catalog has shut, while an agency's adapter, grant and accounts for it still stand. */
import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { CATALOG_FOLDER } from "./data.ts";
import { atEnd } from "./model/test-end.ts";
import { sftpClient } from "./sftp/test-client.ts";
import { testCity } from "./test-city.ts";
import { CITY } from "./test-path.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const ITEM = "items/double-publicity/XZCF.yaml";
const REASON = { zh: "测试：依规不得归集", en: "a test: must not be collected" };
const MESSAGE = {
  zh: `事项 XZCF 依规不得归集：${REASON.zh}`,
  en: `Item XZCF must not be collected: ${REASON.en}`,
};

async function cityWithShutItem(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), "xinqiao-shut-"));
  atEnd(t, () => rmSync(root, { recursive: true, force: true }));
  const catalog = join(root, "catalog");
  cpSync(CATALOG_FOLDER, catalog, { recursive: true });
  const item = readFileSync(join(catalog, ITEM), "utf8");
  const shut = item.replace(
    "status: ACTIVE",
    `status: PROHIBITED\nstatusReason: { zh: "${REASON.zh}", en: "${REASON.en}" }`,
  );
  assert.notEqual(shut, item);
  writeFileSync(join(catalog, ITEM), shut);
  const inbox = join(root, "inbox");
  mkdirSync(join(inbox, AGENCY, "in", ADAPTER), { recursive: true });
  mkdirSync(join(inbox, AGENCY, "out"));
  const client = sftpClient(t);
  const [host, key] = [client.key("host"), client.key("agency")];
  const agency = {
    id: AGENCY,
    grants: [{ item: "XZCF", actions: ["send", "query"] as const, upTo: "open" as const }],
    sftp: { keys: [key.line], final: "rename" as const },
  };
  const settings = {
    catalog,
    inbox: { root: inbox },
    sftp: { port: 0, hostKeys: [host.file], quietSeconds: 1 },
  };
  const city = await testCity(t, [AGENCY], { agencies: [agency] }, settings);
  const port = Number(/:(\d+)"/.exec(city.lines.find((one) => one.includes("sftp listens on")) ?? "")?.[1]);
  const sftp = async (commands: readonly string[]) => await client.run(port, AGENCY, key, commands);
  return { city, inbox: join(inbox, AGENCY), client, sftp };
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("what the catalog has shut is refused with its reason at every door, logged, and nothing of it is kept", async (t) => {
  const { city, inbox, client, sftp } = await cityWithShutItem(t);
  const logged = async (): Promise<readonly string[]> => {
    const { rows } = await city.db.query<{ data: string }>(
      "select data from log_leaf where kind = 'refusal' order by at, leaf_id",
    );
    return rows.map(({ data }) => data);
  };
  const leaf = (door: string) =>
    `{"adapter":"${ADAPTER}","code":"ITEM_PROHIBITED","door":"${door}","item":"XZCF","sender":"${AGENCY}"}`;
  const asked = `adapter=${encodeURIComponent(ADAPTER)}`;
  const refused = async (path: string, asking: object) => {
    const answer = await city.ask(AGENCY, path, asking);
    assert.equal(answer.status, 403, answer.body.toString());
    const { code, message } = answer.json() as { code: string; message?: object };
    assert.equal(code, "ITEM_PROHIBITED");
    return message ?? answer.json();
  };

  await t.test("a file by HTTP", async () => {
    const body = Buffer.from("行政处罚决定书文号\n1\n");
    const said = await refused(`/v1/batches?${asked}&name=x.csv`, { method: "PUT", body });
    assert.ok(JSON.stringify(said).includes(MESSAGE.zh) && JSON.stringify(said).includes(MESSAGE.en));
    assert.deepEqual(await logged(), [leaf("http")]);
  });

  await t.test("a file in parts, at its first request", async () => {
    const headers = {
      "tus-resumable": "1.0.0",
      "upload-length": "5",
      "upload-metadata": `adapter ${Buffer.from(ADAPTER).toString("base64")},filename ${Buffer.from("x.csv").toString("base64")}`,
    };
    await refused("/v1/uploads", { method: "POST", headers });
    assert.deepEqual((await logged()).slice(1), [leaf("tus")]);
  });

  await t.test("a pushed record", async () => {
    await refused(`/v1/records?${asked}`, { body: { records: [{ 行政处罚决定书文号: "1" }] } });
    assert.deepEqual((await logged()).slice(2), [leaf("push")]);
  });

  await t.test("a file by SFTP, whose reason lies in out/", async () => {
    const file = join(client.folder, "x.csv");
    writeFileSync(file, "1\n");
    const put = await sftp([`put ${file} in/${ADAPTER}/x.csv.part`]);
    assert.notEqual(put.code, 0);
    const got = join(client.folder, "why.txt");
    assert.equal((await sftp([`get out/x.csv.part.refused.txt ${got}`])).code, 0);
    assert.ok(readFileSync(got, "utf8").includes(MESSAGE.zh));
    assert.deepEqual((await logged()).slice(3), [leaf("sftp")]);
  });

  await t.test("a file in the inbox", async () => {
    const place = join(inbox, "in", ADAPTER, "y.csv");
    writeFileSync(place, "1\n");
    await until(() => !existsSync(place));
    await until(() => readdirSync(join(inbox, "out")).some((name) => name.startsWith("y.csv")));
    assert.deepEqual((await logged()).slice(4), [leaf("inbox")]);
  });

  await t.test("a question about it", async () => {
    await refused("/v1/queries", {
      body: {
        ...{ subject: { uscc: "11370100E9LK46MQ21" }, items: ["XZCF"] },
        ...{ purpose: "licensing", basis: "测试" },
      },
    });
  });

  const kept = await city.db.query<{ count: string }>(
    "select (select count(*) from intake) + (select count(*) from upload) + (select count(*) from batch) as count",
  );
  assert.equal(Number(kept.rows[0]?.count), 0);
  const spool = join(city.path.folder, "nodes", CITY, "spool");
  assert.deepEqual(existsSync(spool) ? readdirSync(spool) : [], []);
});
