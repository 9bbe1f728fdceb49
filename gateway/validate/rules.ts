/**
 * The cross-field rules that are code: a closed list, bound to fields by a
 * standard's x-rules. A name or a field that is not known stops the start.
 *
 * A rule sees records whose fields are well-formed one by one; an absent field is
 * nothing to it. Rules run for every good row, so what can be worked out once
 * (the last day that is not late) is kept until the day of receipt changes.
 */
import { addMonths, addWorkingDays, dateOf, dayInChina, dayNumber } from "../model/calendar.ts";
import type { Calendar, Rule, Standard } from "../model/catalog.ts";
import { PLACEHOLDER_USCC } from "../model/identifier.ts";
import { Refusal } from "../model/refusal.ts";
import type { RecordFields, Report } from "../model/row.ts";
import { isOver, isPositive } from "./decimals.ts";
import { hasResidentId } from "./resident-in-text.ts";

/** Look at a record and report; the result says whether nothing was found. */
export type Check = (record: RecordFields, receivedOn: string, report: Report) => boolean;

export interface BoundRules {
  readonly rejections: readonly Check[];
  readonly warnings: readonly Check[];
}

/** What binds a rule to a standard: its name there, its fields and settings, all checked to exist. */
interface Binder {
  readonly rule: string;
  readonly calendar: Calendar;
  field(key: string): string;
  fields(key: string): readonly string[];
  count(key: string): number;
  text(key: string): string;
  title(field: string): { readonly other: string; readonly otherEn: string };
  unit(field: string): string;
}

const SOLE_TRADER = "个体工商户";
const RESIDENT_CARD = "身份证";

const REJECTIONS: Readonly<Record<string, (bind: Binder) => Check>> = {
  "date-not-after-received": (bind) => {
    const fields = bind.fields("fields");
    return each(fields, (value, field, receivedOn, report) => {
      if (chinaDay(value) <= receivedOn) return true;
      report("DATE_FUTURE", field, { rule: bind.rule });
      return false;
    });
  },
  "date-order": (bind) => {
    const from = bind.field("from");
    const to = bind.field("to");
    const params = { rule: bind.rule, ...bind.title(from) };
    return pair(from, to, (earlier, later, report) => {
      if (day(earlier) <= day(later)) return true;
      report("DATE_ORDER", to, params);
      return false;
    });
  },
  "publicity-max": (bind) => {
    const from = bind.field("from");
    const to = bind.field("to");
    const months = bind.count("maxMonths");
    const params = { rule: bind.rule, months, ...bind.title(from) };
    return pair(from, to, (start, end, report) => {
      if (monthIndex(end) - monthIndex(start) < months || day(end) <= addMonths(day(start), months))
        return true;
      report("PUBLICITY_TOO_LONG", to, params);
      return false;
    });
  },
  "birth-not-after-received": (bind) => {
    const kind = bind.field("kind");
    const number = bind.field("number");
    return pair(kind, number, (kindValue, id, report, receivedOn) => {
      if (id.length !== 18 || kindValue !== RESIDENT_CARD) return true;
      if (`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` <= receivedOn) return true;
      report("ID_RESIDENT", number, { rule: bind.rule });
      return false;
    });
  },
  "amount-positive": (bind) =>
    each([bind.field("field")], (amount, field, _receivedOn, report) => {
      if (isPositive(amount)) return true;
      report("AMOUNT_NOT_POSITIVE", field, { rule: bind.rule });
      return false;
    }),
};

/** Whether a record that breaks such a rule is refused; otherwise it is told and stands. */
export function rejects(use: string): boolean {
  return Object.hasOwn(REJECTIONS, use);
}

const WARNINGS: Readonly<Record<string, (bind: Binder) => Check>> = {
  "uscc-prefix": (bind) => {
    const kind = bind.field("kind");
    const uscc = bind.field("uscc");
    return pair(kind, uscc, (kindValue, code, report) => {
      const isSoleTradersCode = code.charCodeAt(0) === 57 && code.charCodeAt(1) === 50;
      if (isSoleTradersCode === (kindValue === SOLE_TRADER) || code === PLACEHOLDER_USCC) return true;
      report("W_USCC_PREFIX", uscc, { rule: bind.rule });
      return false;
    });
  },
  "amount-over": (bind) => {
    const field = bind.field("field");
    const over = bind.text("over");
    const params = { rule: bind.rule, over, unit: bind.unit(field) };
    return each([field], (amount, _field, _receivedOn, report) => {
      if (amount.length < over.length || !isOver(amount, over)) return true;
      report("W_AMOUNT_LARGE", field, params);
      return false;
    });
  },
  "late-report": (bind) => {
    const from = bind.field("from");
    const workingDays = bind.count("workingDays");
    const params = { rule: bind.rule, workingDays, ...bind.title(from) };
    const known = { receivedOn: "", firstInTime: "" };
    return each([from], (value, _field, receivedOn, report) => {
      if (known.receivedOn !== receivedOn) {
        known.firstInTime = firstDayInTime(receivedOn, workingDays, bind.calendar);
        known.receivedOn = receivedOn;
      }
      if (value >= known.firstInTime) return true;
      report("W_LATE", from, params);
      return false;
    });
  },
  "id-in-text": (bind) =>
    each(bind.fields("fields"), (text, field, _receivedOn, report) => {
      if (text.length < 15 || !hasResidentId(text)) return true;
      report("W_ID_IN_TEXT", field, { rule: bind.rule });
      return false;
    }),
};

export function bindRules(standard: Standard, calendar: Calendar): BoundRules {
  const rejections: Check[] = [];
  const warnings: Check[] = [placeholderCheck(standard)];
  for (const rule of standard.rules) {
    const bind = binder(standard, calendar, rule);
    if (Object.hasOwn(REJECTIONS, rule.use))
      rejections.push((REJECTIONS[rule.use] as (bind: Binder) => Check)(bind));
    else if (Object.hasOwn(WARNINGS, rule.use))
      warnings.push((WARNINGS[rule.use] as (bind: Binder) => Check)(bind));
    else throw invalid(standard, rule, "names no rule of the list");
  }
  return { rejections, warnings };
}

/** Every field of the format takes the placeholder, so every one of them is looked at without being bound. */
function placeholderCheck(standard: Standard): Check {
  const fields = standard.fields.filter(({ format }) => format === "uscc").map(({ name }) => name);
  return each(fields, (code, field, _receivedOn, report) => {
    // No good code begins with 0, so the first character tells.
    if (code.charCodeAt(0) !== 48) return true;
    report("W_PLACEHOLDER_USCC", field);
    return false;
  });
}

function firstDayInTime(receivedOn: string, workingDays: number, calendar: Calendar): string {
  let first = receivedOn;
  // Late means that more working days have passed, so the day is the first whose limit is not before the receipt.
  for (let before = first; addWorkingDays(before, workingDays + 1, calendar) > receivedOn; ) {
    first = before;
    before = dateOf(dayNumber(before) - 1);
  }
  return first;
}

/**
 * These two are generated for their fields: a check that every rule shares would read the
 * record by names it does not know beforehand, which takes several times as long.
 */
function each(
  fields: readonly string[],
  check: (value: string, field: string, receivedOn: string, report: Report) => boolean,
): Check {
  const steps = fields.map((field) => {
    const name = JSON.stringify(field);
    return `v = record[${name}];
if (typeof v === "string" && !check(v, ${name}, receivedOn, report)) good = false;`;
  });
  const body = `return (record, receivedOn, report) => { let v, good = true;\n${steps.join("\n")}\nreturn good; };`;
  return new Function("check", body)(check) as Check;
}

function pair(
  a: string,
  b: string,
  check: (a: string, b: string, report: Report, receivedOn: string) => boolean,
): Check {
  const body = `return (record, receivedOn, report) => {
const a = record[${JSON.stringify(a)}], b = record[${JSON.stringify(b)}];
return typeof a !== "string" || typeof b !== "string" || check(a, b, report, receivedOn); };`;
  return new Function("check", body)(check) as Check;
}

/** The day of a date, or of a date and time. */
function day(value: string): string {
  return value.length > 10 ? value.slice(0, 10) : value;
}

/** The day of a date, or the day in China of a point in time, whatever its offset. */
function chinaDay(value: string): string {
  return value.length <= 10 || value.endsWith("+08:00") ? day(value) : dayInChina(new Date(value));
}

function monthIndex(date: string): number {
  let year = 0;
  for (let i = 0; i < 4; i++) year = year * 10 + date.charCodeAt(i) - 48;
  return year * 12 + (date.charCodeAt(5) - 48) * 10 + date.charCodeAt(6) - 48;
}

function binder(standard: Standard, calendar: Calendar, rule: Rule): Binder {
  const known = new Map(standard.fields.map((field) => [field.name, field]));
  const setting = (key: string): unknown => rule.with[key];
  const checked = (value: unknown): string => {
    if (typeof value === "string" && known.has(value)) return value;
    throw invalid(standard, rule, `names a field that the standard has not: ${String(value)}`);
  };
  return {
    rule: rule.rule,
    calendar,
    field: (key) => checked(setting(key)),
    fields(key) {
      const value = setting(key);
      if (!Array.isArray(value) || value.length === 0)
        throw invalid(standard, rule, `wants a list in ${key}`);
      return value.map(checked);
    },
    count(key) {
      const value = setting(key);
      if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
      throw invalid(standard, rule, `wants a whole number in ${key}`);
    },
    text(key) {
      const value = setting(key);
      if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value)) return value;
      throw invalid(standard, rule, `wants a decimal number, as text, in ${key}`);
    },
    title(field) {
      const title = known.get(field)?.title;
      return { other: title?.zh ?? field, otherEn: title?.en ?? field };
    },
    unit: (field) => known.get(field)?.unit ?? "",
  };
}

function invalid(standard: Standard, rule: Rule, fault: string): Refusal {
  return new Refusal("CATALOG_INVALID", {
    detail: `${standard.id}: rule ${rule.rule} (${rule.use}) ${fault}`,
  });
}
