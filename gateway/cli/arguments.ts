/**
 * A command's arguments, parsed strictly: what is not declared is refused with a hint,
 * never ignored. Knows no command.
 */
import { type ParseArgsConfig, parseArgs } from "node:util";

import { dayInChina } from "../model/calendar.ts";
import { isRealDate } from "../model/identifier.ts";
import { Refusal } from "../model/refusal.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

export function readArguments<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.message.split(". ")[0] ?? "") : "";
    throw new Refusal("COMMAND_INVALID", { detail }, { cause });
  }
}

/** The one positional argument that a command wants. */
export function onlyArgument(positionals: readonly string[], name: string): string {
  const [first] = positionals;
  if (first === undefined || positionals.length > 1)
    throw new Refusal("COMMAND_INVALID", { detail: `<${name}>` });
  return first;
}

export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === "") throw new Refusal("COMMAND_INVALID", { detail: option });
  return value;
}

/** The day from which rules about dates count: as given, else today in China. */
export function receivedDay(given: string | undefined): string {
  const day = given ?? dayInChina(new Date());
  // Date.parse takes 30 February for a day of March.
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isRealDate(year, month, date))
    throw new Refusal("COMMAND_INVALID", { detail: "--received YYYY-MM-DD" });
  return day;
}
