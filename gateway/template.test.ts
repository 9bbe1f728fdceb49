import assert from "node:assert/strict";
import { test } from "node:test";

import { loadData } from "./data.ts";
import { bindColumns } from "./map/bind.ts";
import { templateCsv } from "./template.ts";

const { adapters, catalog } = loadData();

for (const adapter of adapters)
  test(`the template of ${adapter.id} gives a column to every field that can have one`, () => {
    const charset = adapter.decode.format === "csv" ? adapter.decode.charset : "utf-8";
    const text = new TextDecoder(charset, { fatal: true }).decode(templateCsv(adapter));
    const separator = adapter.decode.format === "csv" ? adapter.decode.delimiter : ",";
    assert.ok(text.endsWith("\r\n"));
    const standard = catalog.standards.find(({ id }) => id === adapter.standard);
    assert.ok(standard);
    const { columnOf, unknown } = bindColumns(adapter, standard, text.trimEnd().split(separator));
    assert.deepEqual(unknown, []);
    for (const { field, columns } of adapter.map)
      assert.equal((columnOf[field] ?? -1) >= 0, columns.length > 0, field);
  });
