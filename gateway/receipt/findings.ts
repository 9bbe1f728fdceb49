/**
 * The findings list that belongs to a receipt: NDJSON, one canonical line a
 * finding, in the order in which they were found. The receipt carries its digest and
 * count, so the list may travel apart and be fetched later.
 */
import { createHash } from "node:crypto";

import { canonical } from "../model/canonical.ts";
import type { Finding } from "../model/row.ts";

export interface FindingsDigest {
  /** Take one finding in, and get the line that stands for it, LF included. */
  add(finding: Finding): string;
  end(): { readonly count: number; readonly sha256: string };
}

export function findingLine({ row, column, code, params }: Finding): string {
  return `${canonical({ code, column, params, row })}\n`;
}

export function findingsText(findings: readonly Finding[]): string {
  return findings.map(findingLine).join("");
}

/** Counts and digests findings as they pass, for lists too long to hold. */
export function digestFindings(): FindingsDigest {
  const hash = createHash("sha256");
  let count = 0;
  return {
    add(finding) {
      const line = findingLine(finding);
      hash.update(line);
      count++;
      return line;
    },
    end: () => ({ count, sha256: hash.digest("hex") }),
  };
}
