/**
 * Numbers, times, durations and sizes as operators say them. All times are Asia/Shanghai, whatever the browser's
 * zone. The trap: a shortened number must never look exact, so whoever shows one gives the exact one as its title.
 */
import type { Language } from "./words.ts";

const ZONE = "Asia/Shanghai";
const PARTS = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

type Moment = string | number | Date;

function partsOf(time: Moment): Readonly<Record<string, string>> {
  return Object.fromEntries(PARTS.formatToParts(new Date(time)).map(({ type, value }) => [type, value]));
}

/** 2026-11-23, the day in Shanghai. */
export function dayOf(time: Moment): string {
  const { year, month, day } = partsOf(time);
  return `${year}-${month}-${day}`;
}

/** 07:02:09 */
export function clockOf(time: Moment): string {
  const { hour, minute, second } = partsOf(time);
  return `${hour}:${minute}:${second}`;
}

/** 2026-11-23 07:02:09 */
export function timeOf(time: Moment): string {
  return `${dayOf(time)} ${clockOf(time)}`;
}

/** 2026-11-23 07:02:09.123 +08:00, for titles. */
export function exactTimeOf(time: Moment): string {
  return `${timeOf(time)}.${partsOf(time)["fractionalSecond"]} +08:00`;
}

/** The shortest that is not ambiguous: 07:02:09 today, 11-22 07:02 this year, 2025-11-22 before. */
export function shortTimeOf(time: Moment, now: Moment = Date.now()): string {
  const day = dayOf(time);
  const today = dayOf(now);
  if (day === today) return clockOf(time);
  if (day.slice(0, 4) === today.slice(0, 4)) return `${day.slice(5)} ${clockOf(time).slice(0, 5)}`;
  return day;
}

/** Of the fields for days: without it a browser takes years of six digits. */
export const LAST_DAY = "9999-12-31";

/** Whether it is a day as 2026-11-23, of the calendar; 0202 is a year of which half is typed. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether it is a minute of such a day, as 2026-11-23T08:30. */
export function isMinute(text: string): boolean {
  return isDay(text.slice(0, 10)) && /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** A day as the address says it; what is none says nothing, else the page would fail at it each time it is drawn. */
export function dayIn(search: URLSearchParams, name: string): string {
  const given = search.get(name)?.trim() ?? "";
  return isDay(given) ? given : "";
}

/** The moment at which a day begins in Shanghai, for filters; throws at what is no day. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00+08:00`).toISOString();
}

/** 1,234,567 */
export function exactCount(count: number): string {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 }).format(count);
}

/** 12.3万, 1.23亿 where people say so; 12.3K, 1.23M in English. Below ten thousand exact. */
export function countOf(count: number, language: Language): string {
  const size = Math.abs(count);
  if (size < 1e4) return exactCount(count);
  const steps: readonly (readonly [number, string])[] =
    language === "zh"
      ? [
          [1e8, "亿"],
          [1e4, "万"],
        ]
      : [
          [1e9, "B"],
          [1e6, "M"],
          [1e3, "K"],
        ];
  for (const [unit, sign] of steps)
    if (size >= unit)
      return `${new Intl.NumberFormat("en-US", { maximumSignificantDigits: digitsFor(size / unit) }).format(count / unit)}${sign}`;
  return exactCount(count);
}

/** Three digits that count, and never a zero in place of a known digit before the point. */
function digitsFor(size: number): number {
  return Math.max(3, Math.floor(Math.log10(size)) + 1);
}

/** 99.2 %, and never 100 % for what is not all. */
export function percentOf(part: number, whole: number): string {
  if (whole === 0) return "—";
  const percent = (part / whole) * 100;
  if (percent < 100 && percent > 99.95) return ">99.9%";
  if (percent > 0 && percent < 0.05) return "<0.1%";
  return `${new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 }).format(percent)}%`;
}

/** 1.2 MB: powers of 1024, as file managers show them. */
export function bytesOf(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB", "PB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${new Intl.NumberFormat("en-US", { maximumFractionDigits: unit === 0 || size >= 100 ? 0 : 1 }).format(size)} ${units[unit]}`;
}

/** 850 毫秒, 4.2 秒, 3 分 05 秒, 2 小时 10 分, 3 天 4 小时. */
export function durationOf(ms: number, language: Language): string {
  const zh = language === "zh";
  if (ms < 1000) return `${Math.round(ms)} ${zh ? "毫秒" : "ms"}`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${Math.floor(seconds * 10) / 10} ${zh ? "秒" : "s"}`;
  const whole = Math.floor(seconds);
  const two = (size: number, names: readonly [string, string], rest: number) =>
    `${Math.floor(whole / size)} ${names[0]} ${String(Math.floor((whole % size) / rest)).padStart(2, "0")} ${names[1]}`;
  if (whole < 3600) return two(60, zh ? ["分", "秒"] : ["min", "s"], 1);
  if (whole < 86_400) return two(3600, zh ? ["小时", "分"] : ["h", "min"], 60);
  return two(86_400, zh ? ["天", "小时"] : ["d", "h"], 3600);
}

/** 3 分钟前 / 3 min ago; in 5 min. */
export function agoOf(time: Moment, now: Moment, language: Language): string {
  const ms = new Date(now).getTime() - new Date(time).getTime();
  const size = Math.abs(ms);
  const format = new Intl.RelativeTimeFormat(language === "zh" ? "zh-CN" : "en", {
    numeric: "always",
    style: "short",
  });
  const [unit, length] =
    size < 60_000
      ? (["second", 1000] as const)
      : size < 3_600_000
        ? (["minute", 60_000] as const)
        : size < 86_400_000
          ? (["hour", 3_600_000] as const)
          : (["day", 86_400_000] as const);
  return format.format(-Math.trunc(ms / length), unit);
}
