/** The place in the list of alarms after which a page begins, as an opaque text. */
import { Refusal } from "../../model/refusal.ts";
import type { AlarmPlace, AlarmRow } from "../../store/console/alarm-rows.ts";

export function placeText({ openedAt, alarmId }: Pick<AlarmRow, "openedAt" | "alarmId">): string {
  return Buffer.from(JSON.stringify([openedAt.toISOString(), alarmId])).toString("base64url");
}

export function placeFrom(text: string): AlarmPlace {
  try {
    const [openedAt, alarmId] = JSON.parse(
      Buffer.from(text, "base64url").toString("utf8"),
    ) as readonly unknown[];
    const isTime = typeof openedAt === "string" && !Number.isNaN(Date.parse(openedAt));
    if (isTime && typeof alarmId === "string" && /^[0-9a-f-]{36}$/.test(alarmId))
      return { openedAt, alarmId };
  } catch {
    // Said below.
  }
  throw new Refusal("CURSOR_INVALID");
}
