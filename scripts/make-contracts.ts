/**
 * Types from the OpenAPI contracts, for whoever speaks the API in TypeScript.
 *
 *   node scripts/run.mjs scripts/make-contracts.ts            writes contracts/generated/*.d.ts
 *   node scripts/run.mjs scripts/make-contracts.ts --check    fails when one of them is not fresh
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

import { startedAs } from "./started-as.ts";

const CONTRACTS = join(import.meta.dirname, "../contracts");
const GENERATED = join(CONTRACTS, "generated");

/** The text of the types of one contract. */
export async function typesOf(contract: string): Promise<string> {
  const ast = await openapiTS(pathToFileURL(contract), { immutable: true });
  const name = basename(contract);
  return `// Made from contracts/${name} by scripts/make-contracts.ts; changes made here are lost.\n${astToString(ast)}`;
}

async function main(check: boolean): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  for (const contract of globSync(join(CONTRACTS, "*.openapi.yaml")).sort()) {
    const target = join(GENERATED, `${basename(contract, ".openapi.yaml")}.d.ts`);
    const text = await typesOf(contract);
    const fresh = existsSync(target) && readFileSync(target, "utf8") === text;
    if (fresh) continue;
    if (check) {
      process.stderr.write(`${target} is not fresh: npm run generate\n`);
      process.exitCode = 1;
    } else writeFileSync(target, text);
  }
}

if (startedAs(import.meta.filename)) await main(process.argv.includes("--check"));
