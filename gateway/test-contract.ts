/**
 * For tests only: every answer of a node in this process held against the contract, and which operations have
 * answered. A misfit is remembered, and the test that made it fails when it is over.
 */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";

import type { AdmitParts } from "./api/admit.ts";
import { exchangeContract } from "./contract.ts";

export interface Watched extends Required<Pick<AdmitParts, "onAnswer">> {
  /** Ids of operations that gave something else than a problem. */
  readonly exercised: ReadonlySet<string>;
}

export function watchContract(t: TestContext): Watched {
  const exercised = new Set<string>();
  const misfits: string[] = [];
  t.after(() => assert.deepEqual(misfits, [], "answers that the contract does not promise"));
  return {
    exercised,
    onAnswer: ({ id }, { status, headers, body }) => {
      if (status < 400) exercised.add(id);
      for (const fault of exchangeContract().response(id, status, headers, body))
        misfits.push(
          `${id} ${status}: ${fault.in} ${fault.pointer} ${fault.rule} ${body.toString("utf8").slice(0, 300)}`,
        );
    },
  };
}
