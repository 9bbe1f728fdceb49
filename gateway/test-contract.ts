/**
 * For tests only: every answer of a node in this process held against the contract, and which operations have
 * answered. The trap: a hook that throws keeps the hooks after it from running, and the process alive; so whoever
 * asks is told at once, by `verify`.
 */
import assert from "node:assert/strict";

import type { AdmitParts } from "./api/admit.ts";
import { exchangeContract } from "./contract.ts";

export interface Watched extends Required<Pick<AdmitParts, "onAnswer">> {
  /** Ids of operations that gave something else than a problem. */
  readonly exercised: ReadonlySet<string>;
  /** Throws when an answer so far was not as the contract promises. */
  verify(): void;
}

export function watchContract(): Watched {
  const exercised = new Set<string>();
  const misfits: string[] = [];
  return {
    exercised,
    verify: () => assert.deepEqual(misfits, [], "answers that the contract does not promise"),
    onAnswer: ({ id }, { status, headers, body }) => {
      if (status < 400) exercised.add(id);
      for (const fault of exchangeContract().response(id, status, headers, body))
        misfits.push(
          `${id} ${status}: ${fault.in} ${fault.pointer} ${fault.rule} ${body.toString("utf8").slice(0, 300)}`,
        );
    },
  };
}
