import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import iconv from "iconv-lite";

import { ADAPTERS_FOLDER } from "../../data.ts";
import { PENALTIES, penalties } from "../../test-penalties.ts";
import type { JsonAnswer } from "../admit.ts";
import { testConsole } from "../test-console.ts";

const SAMPLES = join(ADAPTERS_FOLDER, "cities/jinan-penalties/samples");
const FILE = { "content-type": "application/octet-stream" };

test("the catalog in the console", async (t) => {
  const console = await testConsole(t);
  const viewer = await console.operator(["viewer"]);
  const confined = await console.operator(["viewer"], ["jinan-market-supervision"]);

  await t.test(
    "names are told for agencies, items, nodes and adapters, to the confined for theirs alone",
    async () => {
      const all = (await viewer.ask("/api/names")).json<JsonAnswer<"listNames">>();
      assert.equal(all.items.find(({ id }) => id === "XZCF")?.name.zh, "行政处罚信息");
      assert.equal(all.nodes.find(({ id }) => id === "370100")?.name.zh, "济南市节点");
      assert.ok(all.agencies.length > 20);
      const own = (await confined.ask("/api/names")).json<JsonAnswer<"listNames">>();
      assert.deepEqual(
        own.agencies.map(({ id }) => id),
        ["jinan-market-supervision"],
      );
      assert.ok(own.adapters.every(({ agency }) => agency === "jinan-market-supervision"));
    },
  );

  await t.test("the tree has every item with its category and sector", async () => {
    const tree = (await viewer.ask("/api/catalog")).json<JsonAnswer<"getCatalogTree">>();
    const item = tree.items.find(({ id }) => id === "XZCF");
    assert.equal(item?.sector, "double-publicity");
    assert.ok(tree.sectors.some(({ id }) => id === "double-publicity"));
    assert.ok(tree.categories.some(({ id }) => id === item?.category));
  });

  await t.test(
    "an item shows its standard, and adapters of others are left out for the confined",
    async () => {
      const sheet = (await viewer.ask("/api/catalog/items/XZCF")).json<JsonAnswer<"getCatalogItem">>();
      assert.ok(sheet.standard?.fields.some(({ identity }) => identity));
      assert.ok(sheet.standard?.rules.every(({ fields }) => fields.length > 0));
      const adapter = sheet.adapters.find(({ id }) => id === "cities/jinan-penalties");
      assert.ok(adapter?.samples.includes("nightly.csv"));
      const own = (await confined.ask("/api/catalog/items/XZCF")).json<JsonAnswer<"getCatalogItem">>();
      assert.ok(own.adapters.every(({ agency }) => agency === "jinan-market-supervision"));
      assert.equal((await viewer.ask("/api/catalog/items/NIEDA")).status, 404);
    },
  );

  await t.test("templates and samples are files; no name leads out of the folder of samples", async () => {
    const form = await viewer.ask("/api/catalog/templates?adapter=forms/XZCF");
    assert.equal(form.status, 200);
    assert.equal(form.body.subarray(0, 2).toString(), "PK");
    const csv = await viewer.ask("/api/catalog/templates?adapter=cities/jinan-penalties&format=csv");
    assert.match(csv.headers["content-disposition"] ?? "", /jinan-penalties\.csv$/);
    const sample = await viewer.ask("/api/catalog/samples?adapter=cities/jinan-penalties&name=nightly.csv");
    assert.deepEqual(sample.body, readFileSync(join(SAMPLES, "nightly.csv")));
    const outside = await viewer.ask("/api/catalog/samples?adapter=cities/jinan-penalties&name=adapter.yaml");
    assert.equal(outside.status, 404);
    const foreign = await confined.ask(
      "/api/catalog/samples?adapter=cities/jinan-penalties&name=nightly.csv",
    );
    assert.equal(foreign.json()["code"], "ADAPTER_UNKNOWN");
  });

  await t.test(
    "a file is judged as a node would, and shown with its findings; its adapter is told by the titles",
    async () => {
      const body = readFileSync(join(SAMPLES, "refused-rows.input.csv"));
      const expected = JSON.parse(readFileSync(join(SAMPLES, "refused-rows.expected.json"), "utf8")) as {
        readonly rejected: number;
      };
      const url = "/api/catalog/prechecks";
      const asked = await viewer.ask(`${url}?adapter=cities/jinan-penalties`, { body, headers: FILE });
      const told = asked.json<JsonAnswer<"precheckFile">>();
      assert.equal(told.counts?.rejected, expected.rejected);
      const rows = new Set(told.table?.rows.map(({ row }) => row));
      assert.ok(told.findings?.every(({ row }) => rows.has(row)));
      const guessed = (await viewer.ask(url, { body, headers: FILE })).json<JsonAnswer<"precheckFile">>();
      assert.ok(guessed.candidates.some(({ adapter }) => adapter === "cities/jinan-penalties"));
      assert.equal(guessed.guessed, true);
    },
  );

  await t.test("a row far below the first ones stands in the table where something was found", async () => {
    const empty = { n: 0, content: "" };
    const many = Array.from({ length: 900 }, (_, n) => ({ n: n + 1 }));
    const rows = [...many.slice(0, 600), { ...empty, n: 700 }, ...many.slice(601), { ...empty, n: 950 }];
    const body = iconv.encode(penalties(...rows).toString(), "gb18030");
    const asked = await viewer.ask(`/api/catalog/prechecks?adapter=${PENALTIES}`, { body, headers: FILE });
    const { table, findings = [] } = asked.json<JsonAnswer<"precheckFile">>();
    const [above, below] = findings.map(({ row }) => table?.rows.find((one) => one.row === row));
    assert.deepEqual([above?.row, below?.row], [602, 902]);
    const titles = table?.rows.find(({ row }) => row === table.titleRow)?.cells ?? [];
    const nameOf = (row: typeof above) => row?.cells[titles.indexOf("CF_XDR_MC")];
    assert.deepEqual([above, below].map(nameOf), ["虚构700号贸易有限公司", "虚构950号贸易有限公司"]);
  });

  await t.test("the same in a format that names its fields, under the titles of the first rows", async () => {
    const folder = join(ADAPTERS_FOLDER, "cities/jinan-abnormal-operations/samples");
    const records = (name: string) =>
      JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as readonly {
        readonly entname: string;
      }[];
    const [right, wrong] = [records("nightly"), records("refused-rows.input")];
    const many = Array.from({ length: 500 }, (_, n) => right[n % right.length]);
    const body = Buffer.from(JSON.stringify([...many, ...wrong]));
    const path = "/api/catalog/prechecks?adapter=cities/jinan-abnormal-operations";
    const asked = await viewer.ask(path, { method: "POST", body, headers: FILE });
    const { table, findings = [] } = asked.json<JsonAnswer<"precheckFile">>();
    const name = table?.rows[0]?.cells.indexOf("entname") ?? -1;
    const below = new Set(findings.map(({ row }) => row).filter((row) => row > 501));
    const rows = table?.rows.filter(({ row }) => below.has(row)) ?? [];
    assert.deepEqual(
      rows.map(({ row }) => row),
      [...below].sort((a, b) => a - b),
    );
    // What is no record at all has no cells.
    const named = rows.filter(({ cells }) => cells.length > 0);
    assert.ok(named.length > 2);
    assert.deepEqual(
      named.map(({ cells }) => cells[name]),
      named.map(({ row }) => wrong[row - 502]?.entname),
    );
  });

  await t.test(
    "what is no file of a kind that anybody sends is refused, and nothing of it is kept",
    async () => {
      const body = Buffer.from([0, 1, 2, 3, 0, 0]);
      const asked = await viewer.ask("/api/catalog/prechecks", { body, headers: FILE });
      assert.equal(asked.json()["code"], "DECODE_FORMAT");
      const own = await console.city.db.query<{ n: number }>("select count(*)::int as n from intake");
      assert.equal(own.rows[0]?.n, 0);
    },
  );

  await t.test("releases are listed, and one compared with itself changes nothing", async () => {
    const { items } = (await viewer.ask("/api/catalog/releases")).json<JsonAnswer<"listCatalogReleases">>();
    assert.equal(items.filter(({ inForce }) => inForce).length, 1);
    const same = await viewer.ask("/api/catalog/differences?from=0&to=0");
    assert.deepEqual(same.json<JsonAnswer<"getCatalogDifferences">>().changes, []);
    assert.equal((await viewer.ask("/api/catalog/differences?from=0&to=99")).status, 404);
  });
});
