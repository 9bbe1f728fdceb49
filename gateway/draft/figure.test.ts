import assert from "node:assert/strict";
import { test } from "node:test";

import { ADAPTERS_FOLDER, loadData } from "../data.ts";
import { figureOver, WANTED } from "./figure.ts";

const { catalog, adapters } = loadData();

test("drafts of the nightly files place at least nine columns in ten as their adapters do, in each of them", async () => {
  const figure = await figureOver(adapters, ADAPTERS_FOLDER, catalog, /^nightly\./);
  const poor = figure.samples
    .filter(({ right, columns }) => right / columns < WANTED)
    .map(({ adapter, wrong }) => [adapter, wrong]);
  assert.deepEqual(poor, []);
  assert.ok(figure.ok);
  assert.ok(figure.samples.length >= adapters.length);
  assert.equal(figure.loads, figure.samples.length, "each draft is a declaration that a node loads");
  assert.equal(figure.decodes, figure.samples.length, "each draft knows the form of its file");
});

test("a column that a draft places wrong is counted and named", async () => {
  const [adapter] = adapters.filter(({ id }) => id === "cities/jinan-penalties");
  assert.ok(adapter);
  // The judge is made to say something else of two columns: the draft must be told wrong in both.
  const map = adapter.map.map((one) =>
    one.field === "facts" || one.field === "basis" ? { ...one, columns: [] } : one,
  );
  const figure = await figureOver([{ ...adapter, map }], ADAPTERS_FOLDER, catalog, /^nightly\./);
  const [sample] = figure.samples;
  assert.ok(sample);
  assert.equal(sample.columns - sample.right, 2);
  assert.deepEqual(sample.wrong.map(({ drafted, right }) => [drafted, right]).sort(), [
    ["basis", "—"],
    ["facts", "—"],
  ]);
});
