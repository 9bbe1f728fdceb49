/** The whole catalog with every adapter: how long it takes to be ready, what it holds in memory, and what it has not done yet. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const LOOK = `
  const started = process.cpuUsage();
  const before = process.memoryUsage();
  const { loadData } = await import(${JSON.stringify(new URL("data.ts", import.meta.url).href)});
  const { catalog, adapters } = loadData();
  globalThis.gc();
  const { user, system } = process.cpuUsage(started);
  const { heapUsed, rss } = process.memoryUsage();
  console.log(JSON.stringify({
    standards: catalog.standards.length,
    adapters: adapters.length,
    items: catalog.items.length,
    heapMiB: (heapUsed - before.heapUsed) / 2 ** 20,
    rssMiB: (rss - before.rss) / 2 ** 20,
    cpuSeconds: (user + system) / 1e6,
  }));
`;

interface Figures {
  readonly standards: number;
  readonly adapters: number;
  readonly items: number;
  readonly heapMiB: number;
  readonly rssMiB: number;
  readonly cpuSeconds: number;
}

test("the whole catalog with every adapter is held in less than 100 MiB", (t) => {
  const args = ["--expose-gc", "--input-type=module", "--eval", LOOK];
  const found = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Figures;
  const { items, standards, adapters, heapMiB, rssMiB, cpuSeconds } = found;
  t.diagnostic(
    `${items} items, ${standards} standards, ${adapters} adapters: ${heapMiB.toFixed(1)} MiB of heap, ${rssMiB.toFixed(0)} MiB more of memory, ${cpuSeconds.toFixed(2)} s of processor`,
  );
  assert.ok(standards >= 45 && adapters >= 50 && items >= 70);
  assert.ok(heapMiB < 100, `${heapMiB} MiB`);
});
