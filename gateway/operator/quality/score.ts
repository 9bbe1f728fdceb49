/**
 * Rates and the score of deliveries, with the formula as it is shown. Pure. The trap: what cannot be reckoned (no rows, nothing
 * due) is unknown and not nought, and the score is the mean of what is known.
 */
import type { Text } from "../../model/text.ts";
import type { NightPart } from "../../store/console/tally-read.ts";
import type { JsonAnswer } from "../admit.ts";
import type { Night } from "../today/nights.ts";

/** `score` is of a hundred. */
export type Score = JsonAnswer<"getQuality">["whole"];

export const FORMULA = {
  weights: { acceptance: 0.4, timeliness: 0.3, completeness: 0.3 },
  terms: [
    {
      zh: "入库率 =（入库量 + 与库中相同的行）÷ 上报量",
      en: "Acceptance = (rows stored + rows that were here already) ÷ rows reported",
    },
    {
      zh: "及时率 = 按时到达的应报次数 ÷ 应报次数（截止时刻前到达，且未被退回）",
      en: "Timeliness = deliveries in time ÷ deliveries due (before the due hour, and not rejected)",
    },
    {
      zh: "完整率 = 到达的应报次数（含迟报）÷ 应报次数",
      en: "Completeness = deliveries that came, late ones too ÷ deliveries due",
    },
    {
      zh: "得分 = 100 ×（0.4 × 入库率 + 0.3 × 及时率 + 0.3 × 完整率）；无法计算的一项不计，其权重按比例分给其余各项",
      en: "Score = 100 × (0.4 × acceptance + 0.3 × timeliness + 0.3 × completeness); what cannot be reckoned is left out and its weight shared among the rest",
    },
  ],
  source: {
    zh: "三项指标及 95% 的目标取自地方公共信用信息归集考核的通行做法；各项权重为本系统自定，不是任何考核办法的规定",
    en: "The three rates and the 95 % target follow the usual assessments of public-credit collection; the weights are this system's own and no assessment's",
  },
  target: 0.95,
} as const satisfies {
  readonly weights: Readonly<Record<"acceptance" | "timeliness" | "completeness", number>>;
  readonly terms: readonly Text[];
  readonly source: Text;
  readonly target: number;
};

/** `nights`: of duties, whatever is not over or was not due is passed over. `parts`: what came. */
export function scoreOf(nights: readonly Night[], parts: readonly NightPart[]): Score {
  let [due, inTime, late] = [0, 0, 0];
  for (const { due: isDue, state } of nights) {
    if (!isDue || state === "waiting") continue;
    due++;
    if (state === "arrived" || state === "partial") inTime++;
    if (state === "late") late++;
  }
  const sum = (name: "rows" | "accepted" | "rejected" | "duplicates" | "updated" | "late" | "refused") =>
    parts.reduce((total, part) => total + part[name], 0);
  const [rows, accepted, duplicates] = [sum("rows"), sum("accepted"), sum("duplicates")];
  const rates = {
    acceptance: rateOf(accepted + duplicates, rows),
    timeliness: rateOf(inTime, due),
    completeness: rateOf(inTime + late, due),
  };
  return {
    ...{ due, inTime, late, missing: due - inTime - late, rows, accepted, duplicates },
    ...{ rejected: sum("rejected"), updated: sum("updated"), lateRows: sum("late"), refused: sum("refused") },
    ...rates,
    score: weighted(rates),
  };
}

function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function weighted(rates: Readonly<Record<keyof typeof FORMULA.weights, number | null>>): number | null {
  let [total, weight] = [0, 0];
  for (const [name, share] of Object.entries(FORMULA.weights)) {
    const rate = rates[name as keyof typeof rates];
    if (rate === null) continue;
    total += share * rate;
    weight += share;
  }
  return weight === 0 ? null : (total / weight) * 100;
}
