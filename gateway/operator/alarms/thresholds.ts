/**
 * From when on a rule raises its alarm: numbers that a system administrator sets within bounds, and the usual ones. What was
 * set last is the latest act in the audit and stands nowhere else. The trap: bounds may be narrower in a later program, so what
 * was set is held against them at each look, and the usual number counts where it does not fit.
 */
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { fill, type Text } from "../../model/text.ts";
import type { Queryable } from "../../store/connect.ts";
import { latestActs } from "../../store/console/act-rows.ts";
import type { Detail } from "../audit.ts";
import type { ConsoleParts } from "../parts.ts";
import {
  ACCEPTANCE_DROP,
  ACCEPTANCE_LEAST,
  ACCEPTANCE_ROWS,
  CERTIFICATE_DAYS,
  CERTIFICATE_LAST_DAYS,
  DISK_LAST_SHARE,
  DISK_SHARE,
  PAUSED_DAYS,
  REFUSED_NIGHTS,
  RULES,
  type Rule,
  STUCK_MINUTES,
  UNSEALED_MINUTES,
} from "./rules.ts";

/** Whole numbers: shares in per cent. */
export interface Setting {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly name: Text;
}

export const SETTINGS = {
  refused: {
    nights: {
      usual: REFUSED_NIGHTS,
      least: 1,
      most: 30,
      name: { zh: "保留几夜", en: "stays for (nights)" },
    },
  },
  stuck: {
    minutes: {
      usual: STUCK_MINUTES,
      least: 5,
      most: 1440,
      name: { zh: "等待超过（分钟）", en: "waiting for over (minutes)" },
    },
  },
  acceptance: {
    least: {
      usual: ACCEPTANCE_LEAST * 100,
      least: 50,
      most: 100,
      name: { zh: "入库率低于（%）", en: "acceptance below (%)" },
    },
    drop: {
      usual: ACCEPTANCE_DROP * 100,
      least: 1,
      most: 50,
      name: { zh: "低于近 30 夜（百分点）", en: "below its thirty nights (points)" },
    },
    rows: {
      usual: ACCEPTANCE_ROWS,
      least: 10,
      most: 1_000_000,
      name: { zh: "不少于（行）", en: "of at least (rows)" },
    },
  },
  certificate: {
    days: {
      usual: CERTIFICATE_DAYS,
      least: 7,
      most: 365,
      name: { zh: "到期前（天）", en: "before its end (days)" },
    },
    last: {
      usual: CERTIFICATE_LAST_DAYS,
      least: 1,
      most: 90,
      name: { zh: "到期前为严重（天）", en: "before its end, critical (days)" },
    },
  },
  checkpoint: {
    minutes: {
      usual: UNSEALED_MINUTES,
      least: 2,
      most: 1440,
      name: { zh: "未进检查点（分钟）", en: "without a checkpoint (minutes)" },
    },
  },
  disk: {
    share: {
      usual: DISK_SHARE * 100,
      least: 2,
      most: 50,
      name: { zh: "剩余不足（%）", en: "free below (%)" },
    },
    last: {
      usual: DISK_LAST_SHARE * 100,
      least: 1,
      most: 30,
      name: { zh: "不足为严重（%）", en: "critical below (%)" },
    },
  },
  paused: {
    days: { usual: PAUSED_DAYS, least: 1, most: 90, name: { zh: "暂停满（天）", en: "paused for (days)" } },
  },
} as const satisfies Partial<Record<Rule, Readonly<Record<string, Setting>>>>;

type Settable = keyof typeof SETTINGS;

export type Thresholds = {
  readonly [R in Settable]: { readonly [N in keyof (typeof SETTINGS)[R]]: number };
};

/** Also for rules that have none. */
export function settingsOf(rule: Rule): Readonly<Record<string, Setting>> {
  return (SETTINGS as Partial<Record<Rule, Readonly<Record<string, Setting>>>>)[rule] ?? {};
}

/** As a new node has them. */
export const USUAL: Thresholds = thresholdsFrom(() => ({}));

function thresholdsFrom(given: (rule: Rule) => Detail): Thresholds {
  const rules = Object.keys(SETTINGS) as readonly Settable[];
  return Object.fromEntries(
    rules.map((rule) => {
      const set = given(rule);
      const values = Object.entries(settingsOf(rule)).map(([name, setting]) => {
        const value = set[name];
        return [name, typeof value === "number" && fits(value, setting) ? value : Math.round(setting.usual)];
      });
      return [rule, Object.fromEntries(values)];
    }),
  ) as unknown as Thresholds;
}

function fits(value: number, { least, most }: Setting): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

const ACT = "alarm-rule.set";
const TARGET = "alarm-rule:";

/** Who set the numbers of a rule last, and when. */
export interface Changed {
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

export async function readThresholds(
  db: Queryable,
): Promise<{ readonly now: Thresholds; readonly changed: ReadonlyMap<string, Changed> }> {
  const acts = new Map(
    (await latestActs(db, ACT)).map((act) => [act.target.slice(TARGET.length), act] as const),
  );
  return {
    now: thresholdsFrom((rule) => {
      const act = acts.get(rule);
      return act ? (JSON.parse(act.detail) as Detail) : {};
    }),
    changed: new Map(
      [...acts].map(([rule, { at, operator, reason }]) => [rule, { at, by: operator, reason: reason ?? "" }]),
    ),
  };
}

/** All numbers of a rule at once. */
export async function setThresholds(
  { site, audit }: Pick<ConsoleParts, "site" | "audit">,
  operator: Operator,
  {
    rule,
    values,
    reason,
  }: { readonly rule: Rule; readonly values: Readonly<Record<string, number>>; readonly reason: string },
): Promise<void> {
  const settings = settingsOf(rule);
  const names = Object.keys(settings);
  if (
    names.length === 0 ||
    names.some((name) => values[name] === undefined) ||
    Object.keys(values).length !== names.length
  )
    throw invalid(`${names.join("、") || "此规则没有阈值 this rule has none"}`);
  for (const [name, setting] of Object.entries(settings))
    if (!fits(values[name] ?? Number.NaN, setting))
      throw invalid(`${setting.name.zh} ${setting.name.en}: ${setting.least}–${setting.most}`);
  const first = values["days"] ?? values["share"];
  const { last } = values;
  if (first !== undefined && last !== undefined && last >= first)
    throw invalid(`严重的阈值须小于 ${first} what is critical must be less than ${first}`);
  await site.db.transaction(async (tx) => {
    await audit.record(tx, operator, { act: ACT, target: `${TARGET}${rule}`, reason, detail: { ...values } });
  });
}

function invalid(detail: string): Refusal {
  return new Refusal("ALARM_RULE_INVALID", { detail });
}

/** When a rule raises its alarm, with the numbers that hold. */
export function whenOf(rule: Rule, thresholds: Thresholds): Text {
  const { when } = RULES[rule];
  const given = (thresholds as Partial<Record<Rule, Readonly<Record<string, number>>>>)[rule] ?? {};
  return { zh: fill(when.zh, given), en: fill(when.en, given) };
}
