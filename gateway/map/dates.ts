/**
 * Dates in the forms that nightly files really use, to YYYY-MM-DD or a time at +08:00.
 * The trap: China kept summer time from 1986 to 1991, so midnight as epoch milliseconds of
 * those years falls on the day before when a flat +08:00 is added; the zone rules are asked there.
 */
import { halfWidth } from "../model/title.ts";

export interface DateForms {
  /** 长期, 永久 and 9999-… stand for 2099-12-31. */
  readonly longTerm?: boolean;
  /** Bare day numbers of a spreadsheet. */
  readonly serial?: boolean;
  /** A bare month (201612) stands for its first or last day. */
  readonly month?: "first" | "last";
}

interface Moment {
  readonly day: string;
  readonly time: string;
}

const SEPARATED =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:T| +)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,9})?)? *(Z|[+-]\d{2}:?\d{2})?)?$/i;
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日(?:(\d{1,2})[:时](\d{1,2})(?:[:分](?:(\d{1,2})秒?)?)?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;
const BARE_MONTH = /^(\d{4})[-/.年]?(\d{2})月?$/;
const EPOCH_MS = /^\d{12,13}$/;
const SERIAL_DAY = /^(\d{5})(?:\.(\d{1,12}))?$/;
const LONG_TERM = new Set([
  "长期",
  "永久",
  "长期有效",
  "无期限",
  "9999-09-09",
  "9999-12-31",
  "9999/09/09",
  "9999/12/31",
  "99990909",
  "99991231",
]);
const LAST_DAY = "2099-12-31";
const SHANGHAI_MS = 8 * 3_600_000;
const SUMMER_TIME_OVER = Date.UTC(1992, 0, 1);
const IN_SHANGHAI = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "medium",
});

/** A calendar date, or undefined when the text is none. Text must be trimmed. */
export function parseDate(text: string, forms: DateForms = {}): string | undefined {
  if (text.length === 10) {
    const separator = text.charCodeAt(4);
    if ((separator === 0x2d || separator === 0x2f) && text.charCodeAt(7) === separator && isDay(text)) {
      if (forms.longTerm === true && LONG_TERM.has(text)) return LAST_DAY;
      return separator === 0x2d ? text : `${text.slice(0, 4)}-${text.slice(5, 7)}-${text.slice(8)}`;
    }
  }
  if (forms.longTerm === true && LONG_TERM.has(text)) return LAST_DAY;
  const day = parseMoment(text, forms)?.day;
  return forms.longTerm === true && day !== undefined && day.startsWith("9999-") ? LAST_DAY : day;
}

/**
 * Whether the text is a day in the form that records have, and certainly none of those that
 * stand for no day or no end (9999-…): most cells are, and need no reading.
 */
export function isPlainDay(text: string): boolean {
  return (
    text.length === 10 &&
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    text.charCodeAt(0) !== 0x39 &&
    isDay(text)
  );
}

/** A point in time at +08:00; a bare date is its midnight. */
export function parseDateTime(text: string, forms: DateForms = {}): string | undefined {
  const moment = parseMoment(text, forms);
  return moment && `${moment.day}T${moment.time}+08:00`;
}

/** Ten characters with separators at 4 and 7: are the rest the digits of a real day? */
function isDay(text: string): boolean {
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysIn(year, month));
}

/** Two digits as a number; far below zero when they are not digits. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function parseMoment(received: string, forms: DateForms): Moment | undefined {
  if (received.length > 40) return undefined;
  const text = halfWidth(received).replace(/ *([年月日时分]) */g, "$1");
  const separated = SEPARATED.exec(text);
  if (separated) {
    const [, year, , month, day, hour, minute, second, zone] = separated;
    return zone === undefined
      ? moment(year, month, day, hour, minute, second)
      : zoned(moment(year, month, day, hour, minute, second), zone);
  }
  const chinese = CHINESE.exec(text);
  if (chinese) return moment(chinese[1], chinese[2], chinese[3], chinese[4], chinese[5], chinese[6]);
  const compact = COMPACT.exec(text);
  if (compact) return moment(compact[1], compact[2], compact[3], compact[4], compact[5], compact[6]);
  if (EPOCH_MS.test(text)) return fromEpoch(Number(text));
  const serial = forms.serial === true ? SERIAL_DAY.exec(text) : null;
  // Day 1 of a spreadsheet is 1900-01-01, and it believes in a 29 February 1900: hence 30 December 1899.
  if (serial) return local(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1000);
  const bare = forms.month ? BARE_MONTH.exec(text) : null;
  if (bare) {
    const last = forms.month === "last" ? daysIn(Number(bare[1]), Number(bare[2])) : 1;
    return moment(bare[1], bare[2], String(last));
  }
  return undefined;
}

function moment(year = "", month = "", day = "", hour = "0", minute = "0", second = "0"): Moment | undefined {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isDay(text) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return {
    day: text,
    time: `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}:${second.padStart(2, "0")}`,
  };
}

function zoned(stated: Moment | undefined, zone: string): Moment | undefined {
  if (stated === undefined) return undefined;
  const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${stated.day}T${stated.time}${offset}`);
  return Number.isNaN(at) ? undefined : local(at + SHANGHAI_MS);
}

function fromEpoch(at: number): Moment {
  if (at >= SUMMER_TIME_OVER) return local(at + SHANGHAI_MS);
  const [day = "", time = ""] = IN_SHANGHAI.format(at).split(" ");
  return { day, time };
}

/** Milliseconds that already count local time. */
function local(at: number): Moment {
  const iso = new Date(at - (at % 1000)).toISOString();
  return { day: iso.slice(0, 10), time: iso.slice(11, 19) };
}

/** The same day so many years later; 29 February becomes the 28th in a common year. */
export function yearsAfter(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const month = Number(day.slice(5, 7));
  const date = Math.min(Number(day.slice(8, 10)), daysIn(year, month));
  return `${String(year).padStart(4, "0")}-${day.slice(5, 7)}-${String(date).padStart(2, "0")}`;
}
