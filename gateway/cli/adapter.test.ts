import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { readYaml } from "../adapter/declaration.ts";
import { ADAPTERS_FOLDER, loadData } from "../data.ts";
import { TRANSFORMS } from "../model/transforms.ts";
import { compileSchema } from "../validate/schema.ts";
import { type AdapterDeps, adapterCommand } from "./adapter.ts";
import { checkWithRecords } from "./adapter-trial.ts";

const known = loadData();
const CONTRACT = JSON.parse(
  readFileSync(new URL("../../contracts/adapter.schema.json", import.meta.url), "utf8"),
) as Record<string, unknown>;
const keepsContract = compileSchema(CONTRACT);

async function call(args: readonly string[], more: Partial<AdapterDeps> = {}) {
  let text = "";
  const code = await adapterCommand(args, {
    ...known,
    folder: ADAPTERS_FOLDER,
    check: (path, adapter, received) => checkWithRecords(path, adapter, received, known),
    print: (part) => {
      text += part;
    },
    ...more,
  });
  return { code, text, json: () => JSON.parse(text) as never };
}

for (const { id } of known.adapters) {
  test(`${id} does what its samples promise`, async () => {
    const { code, text } = await call(["test", id]);
    assert.equal(code, 0, text);
  });

  test(`${id} shows a file it accepts, one it refuses and a night`, () => {
    const samples = readdirSync(join(ADAPTERS_FOLDER, id, "samples"));
    for (const kind of ["accepted-", "refused-", "nightly."])
      assert.ok(
        samples.some((name) => name.startsWith(kind)),
        kind,
      );
    assert.ok(readdirSync(join(ADAPTERS_FOLDER, id)).includes("CHANGES.md"));
  });

  test(`${id} keeps the contract of declarations`, () => {
    const text = readFileSync(join(ADAPTERS_FOLDER, id, "adapter.yaml"), "utf8");
    const declaration = readYaml(text, assert.fail);
    assert.equal(keepsContract(declaration), null);
  });
}

test("the contract lists the transforms that the program has, and their options", () => {
  const { transform } = CONTRACT["$defs"] as {
    transform: {
      oneOf: [
        { enum: string[] },
        { properties: Record<string, { properties: object; required?: string[] }> },
      ];
    };
  };
  const [{ enum: plain }, { properties }] = transform.oneOf;
  assert.deepEqual(Object.keys(properties).sort(), Object.keys(TRANSFORMS).sort());
  for (const [name, { options }] of Object.entries(TRANSFORMS)) {
    assert.deepEqual(
      Object.keys(properties[name]?.properties ?? {}).sort(),
      Object.keys(options).sort(),
      name,
    );
    const required = Object.entries(options)
      .filter(([, option]) => "required" in option)
      .map(([option]) => option);
    assert.deepEqual(properties[name]?.required ?? [], required, name);
    assert.equal(plain.includes(name), required.length === 0, name);
  }
});

test("list tells adapter, agency, item, standard, door, format and charset", async () => {
  const list = (await call(["list", "--json"])).json() as Record<string, string>[];
  assert.equal(list.length, known.adapters.length);
  assert.deepEqual(
    list.find(({ id }) => id === "cities/jinan-penalties"),
    {
      id: "cities/jinan-penalties",
      agency: "jinan-credit",
      item: "XZCF",
      standard: "administrative-penalty@1",
      door: "sftp",
      format: "csv",
      charset: "gb18030",
    },
  );
  assert.match((await call(["list"])).text, /cities\/jinan-penalties +XZCF/);
});

test("show tells how each field is read", async () => {
  const { text } = await call(["show", "cities/laiwu-penalties-2015"]);
  assert.match(text, /← code-of\(penaltyOrgan, sandbox-organs, 00000000000000000X\)/);
  assert.equal(
    ((await call(["show", "cities/jinan-penalties", "--json"])).json() as { id: string }).id,
    "cities/jinan-penalties",
  );
});

test("wrong calls and unknown adapters are refused", async () => {
  await assert.rejects(call([]), { code: "COMMAND_INVALID" });
  await assert.rejects(call(["list", "x"]), { code: "COMMAND_INVALID" });
  await assert.rejects(call(["list", "--colour"]), { code: "COMMAND_INVALID" });
  await assert.rejects(call(["show", "cities/nowhere"]), { code: "ADAPTER_UNKNOWN" });
  assert.match((await call(["--help"])).text, /适配器/);
});

test("a sample that comes out otherwise, or has no expectation, fails until it is generated", async () => {
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  after(() => rmSync(folder, { recursive: true }));
  const id = "cities/jinan-abnormal-operations";
  cpSync(join(ADAPTERS_FOLDER, id), join(folder, id), { recursive: true });
  const samples = join(folder, id, "samples");
  rmSync(join(samples, "nightly.expected.json"));
  const rows = join(samples, "refused-rows.expected.json");
  writeFileSync(rows, readFileSync(rows, "utf8").replace('"rejected": 5', '"rejected": 4'));

  const first = await call(["test", id, "--json"], { folder });
  assert.equal(first.code, 1);
  const { trials } = first.json() as { trials: { sample: string; complaint?: string }[] };
  assert.deepEqual(
    trials.flatMap(({ sample, complaint }) => (complaint ? [[sample, complaint]] : [])),
    [
      ["nightly", "missing"],
      ["refused-rows", "different"],
    ],
  );
  assert.equal((await call(["test", id, "--generate"], { folder })).code, 0);
  assert.equal((await call(["test", id], { folder })).code, 0);
});

test("a sample must be what its name says", async () => {
  const nothing = { rows: 0, accepted: 0, rejected: 0, duplicates: 0, findings: [], records: [] };
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  after(() => rmSync(folder, { recursive: true }));
  const id = "cities/jinan-abnormal-operations";
  cpSync(join(ADAPTERS_FOLDER, id), join(folder, id), { recursive: true });
  const { json } = await call(["test", id, "--generate", "--json"], {
    folder,
    check: () => Promise.resolve(nothing),
  });
  const { trials } = json() as { trials: { sample: string; complaint?: string }[] };
  assert.deepEqual(
    trials.map(({ complaint }) => complaint),
    ["nothing-accepted", "nothing-accepted", "nothing-refused", "nothing-refused"],
  );
});
