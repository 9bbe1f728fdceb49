/** What was found in a batch, by rule: what it means and how it is mended, in both languages. Never a value of a row. */
import { explain } from "../../model/codes.ts";
import { FINDINGS, type FindingCode } from "../../model/findings.ts";
import type { Params } from "../../model/text.ts";
import type { Queryable } from "../../store/connect.ts";
import { findingGroups } from "../../store/console/batch-rows.ts";
import type { JsonAnswer } from "../admit.ts";

const MOST_GROUPS = 200;

export async function findingsByRule(
  db: Queryable,
  batchSeq: number | null,
): Promise<JsonAnswer<"getBatchFindings">> {
  if (batchSeq === null) return { groups: [], more: false };
  const found = await findingGroups(db, batchSeq, MOST_GROUPS + 1);
  const groups = found.slice(0, MOST_GROUPS).map(({ params, samples, ...group }) => ({
    ...group,
    ...toldFinding(group.code, params),
    samples: [...new Set(samples)].slice(0, 5),
  }));
  return { groups, more: found.length > MOST_GROUPS };
}

export function toldFinding(code: string, params: string) {
  const row = FINDINGS[code as FindingCode];
  return {
    severity: row.severity,
    ...("rule" in row && { rule: row.rule }),
    message: explain(code as FindingCode, JSON.parse(params) as Params),
  };
}
