/** The contracts of this program, each read and compiled once a process. */
import { readFileSync } from "node:fs";

import type { Contract } from "./model/contract.ts";
import { type ContractDocument, compileContract } from "./validate/contract.ts";

const made = new Map<string, Contract>();

/** Of agencies and nodes. */
export function exchangeContract(): Contract {
  return contract("exchange");
}

/** Of the operators' console. */
export function operatorContract(): Contract {
  return contract("operator");
}

function contract(name: string): Contract {
  const known = made.get(name);
  if (known) return known;
  const file = new URL(`../contracts/generated/${name}.json`, import.meta.url);
  const compiled = compileContract(JSON.parse(readFileSync(file, "utf8")) as ContractDocument);
  made.set(name, compiled);
  return compiled;
}
