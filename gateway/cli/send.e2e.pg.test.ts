import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { CITY, testPath } from "../test-path.ts";

const PROGRAM = fileURLToPath(new URL("../xinqiao.mjs", import.meta.url));
const ADAPTER = "cities/jinan-penalties";
const SAMPLES = fileURLToPath(new URL(`../../adapters/${ADAPTER}/samples`, import.meta.url));

async function xinqiao(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => void (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}

test("a sender has its rejected rows and the summary in a folder, also when the file was refused whole", async (t) => {
  const path = await testPath(t, ["jinan-credit"]);
  await path.start(CITY);
  const config = join(path.folder, "agencies/jinan-credit/client.json");
  const folder = join(path.folder, "feedback");
  const send = (name: string) =>
    xinqiao(
      "send",
      path.file(name, readFileSync(join(SAMPLES, name))),
      "--adapter",
      ADAPTER,
      "--config",
      config,
      "--feedback",
      folder,
    );

  const rejected = await send("refused-rows.input.csv");
  assert.equal(rejected.code, 1, rejected.said);
  assert.match(rejected.said, /反馈已存 Feedback kept in .*rejected\.csv/);
  const sent = readFileSync(join(SAMPLES, "refused-rows.input.csv"));
  const came = readFileSync(join(folder, "refused-rows.input.csv.rejected.csv"));
  assert.ok(came.includes(sent.subarray(sent.indexOf("\n") + 1, sent.indexOf("\n", sent.indexOf("\n") + 1))));
  assert.match(readFileSync(join(folder, "refused-rows.input.csv.summary.txt"), "utf8"), /9 行未被接收/);

  const refused = await send("refused-missing-column.input.csv");
  assert.equal(refused.code, 2, refused.said);
  assert.match(
    readFileSync(join(folder, "refused-missing-column.input.csv.summary.txt"), "utf8"),
    /MAP_MISSING_COLUMN/,
  );

  const good = await send("accepted-forms.input.csv");
  assert.equal(good.code, 0, good.said);
  assert.equal(readdirSync(folder).length, 3);
});
