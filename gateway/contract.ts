/** The exchange contract of this program, read and compiled once a process. */
import { readFileSync } from "node:fs";

import type { Contract } from "./model/contract.ts";
import { type ContractDocument, compileContract } from "./validate/contract.ts";

const FILE = new URL("../contracts/generated/exchange.json", import.meta.url);

let made: Contract | undefined;

export function exchangeContract(): Contract {
  made ??= compileContract(JSON.parse(readFileSync(FILE, "utf8")) as ContractDocument);
  return made;
}
