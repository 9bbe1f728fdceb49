/**
 * From the OpenAPI contracts, what others use: types for whoever speaks the API in TypeScript, and the
 * contract as one JSON file, which a node serves and checks requests by. A contract that the lint has
 * anything to say about is not written at all.
 *
 *   node scripts/run.mjs scripts/make-contracts.ts            writes contracts/generated/*
 *   node scripts/run.mjs scripts/make-contracts.ts --check    fails when one of them is not fresh
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { bundle, createConfig, lint } from "@redocly/openapi-core";
import openapiTS, { astToString } from "openapi-typescript";

import { startedAs } from "./started-as.ts";

const CONTRACTS = join(import.meta.dirname, "../contracts");
const GENERATED = join(CONTRACTS, "generated");

/** Everything that the strictest set knows, and a few rules more. */
const RULES = {
  extends: ["recommended-strict" as const],
  rules: {
    // Every refusal is the one problem document, which `default` promises for all of them.
    "operation-4xx-response": "off" as const,
    "operation-description": "error" as const,
    "no-invalid-schema-examples": "error" as const,
    "no-invalid-parameter-examples": "error" as const,
    "no-required-schema-properties-undefined": "error" as const,
  },
};

/** Its areas grow by turns; what is shared between them stands in the head before any of them needs it. */
const SHARED_AHEAD = ["operator.openapi.yaml"];

function rulesOf(contract: string): typeof RULES {
  if (!SHARED_AHEAD.includes(basename(contract))) return RULES;
  return { ...RULES, rules: { ...RULES.rules, ...{ "no-unused-components": "off" as const } } };
}

/** What the lint has to say of a contract, each with its place; nothing when it is clean. */
export async function complaintsOf(contract: string): Promise<readonly string[]> {
  const problems = await lint({ ref: contract, config: await createConfig(rulesOf(contract)) });
  return problems.map(({ ruleId, message, location }) => {
    const [at] = location;
    const file = at === undefined ? contract : at.source.absoluteRef;
    const pointer = at !== undefined && "pointer" in at ? String(at.pointer) : "";
    return `${relative(CONTRACTS, file)}${pointer}: ${ruleId}: ${message}`;
  });
}

/** The text of the types of one contract. */
export async function typesOf(contract: string): Promise<string> {
  const ast = await openapiTS(pathToFileURL(contract), { immutable: true, defaultNonNullable: false });
  const name = basename(contract);
  return `// Made from contracts/${name} by scripts/make-contracts.ts; changes made here are lost.\n${astToString(ast)}`;
}

/** The contract and all that it refers to, as one document. */
export async function documentOf(contract: string): Promise<string> {
  const made = await bundle({ ref: contract, config: await createConfig(RULES) });
  return `${JSON.stringify(made.bundle.parsed, null, 1)}\n`;
}

async function main(check: boolean): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  for (const contract of globSync(join(CONTRACTS, "*.openapi.yaml")).sort()) {
    const complaints = await complaintsOf(contract);
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    if (complaints.length > 0) {
      process.exitCode = 1;
      continue;
    }
    const name = basename(contract, ".openapi.yaml");
    keep(join(GENERATED, `${name}.d.ts`), await typesOf(contract), check);
    keep(join(GENERATED, `${name}.json`), await documentOf(contract), check);
  }
}

function keep(target: string, text: string, check: boolean): void {
  if (existsSync(target) && readFileSync(target, "utf8") === text) return;
  if (check) {
    process.stderr.write(`${target} is not fresh: npm run generate\n`);
    process.exitCode = 1;
  } else writeFileSync(target, text);
}

if (startedAs(import.meta.filename)) await main(process.argv.includes("--check"));
