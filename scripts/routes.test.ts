import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "..");
const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];

test("the contract promises what is served, and nothing is served that it does not promise", () => {
  const document = JSON.parse(readFileSync(join(ROOT, "contracts/generated/exchange.json"), "utf8")) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const promised = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map(
      (method) => `${method} ${path.replaceAll(/\{([a-zA-Z]+)\}/g, ":$1")}`,
    ),
  );
  const source = globSync("gateway/api/*.ts", { cwd: ROOT })
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");
  const routes = [...source.matchAll(/\bapp\.(\w+)\(\s*"(\/[^"]+)"/g)]
    .map(([, method, path]) => `${method} ${path}`)
    .filter((route) => METHODS.includes(route.split(" ")[0] ?? ""));
  assert.deepEqual([...new Set(routes)].sort(), promised.sort());
});
