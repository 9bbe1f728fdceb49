/** What the image and compose.yaml say of starting a node is what a node is started by everywhere else. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { parse } from "yaml";

// biome-ignore lint/correctness/useImportExtensions: plain JavaScript, which any Node runs; its types lie beside it.
import { LEAN_ARGUMENTS, LEAN_ENVIRONMENT } from "../gateway/lean.mjs";

const read = (path: string) => readFileSync(join(import.meta.dirname, "..", path), "utf8");

interface Composed {
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
}

test("the image starts a node as lean as any", () => {
  const dockerfile = read("Dockerfile");
  const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(dockerfile)?.[1] ?? "[]") as string[];
  assert.deepEqual(entry, ["node", ...LEAN_ARGUMENTS, "gateway/xinqiao.mjs"]);
  assert.ok(dockerfile.includes(`MALLOC_ARENA_MAX=${LEAN_ENVIRONMENT.MALLOC_ARENA_MAX}`));
});

test("each node of compose.yaml is asked for its health by the configuration that it runs by, and open to this machine alone", () => {
  const { services } = parse(read("compose.yaml"), { merge: true }) as { services: Record<string, Composed> };
  const nodes = Object.values(services).filter(({ command }) => command?.[0] === "serve");
  assert.equal(nodes.length, 3);
  for (const { command, environment, ports, read_only, cap_drop } of nodes) {
    assert.equal(command?.at(-1), environment?.["XINQIAO_CONFIG"]);
    assert.deepEqual([read_only, cap_drop], [true, ["ALL"]]);
    for (const port of ports ?? []) assert.match(port, /^127\.0\.0\.1:(\d+):\1$/);
  }
});
