/** An alarm as the console's pages get it. */
import type { components } from "../../../contracts/generated/operator.d.ts";
import type { AlarmRow } from "../../store/console/alarm-rows.ts";
import { alarmLink, alarmText, type Names, type Rule } from "./rules.ts";

export function toldAlarm(row: AlarmRow, names: Names): components["schemas"]["Alarm"] {
  const { alarmId: id, rule, severity, agency, item, openedAt, closedAt, acknowledgedAt, by, reason } = row;
  return {
    ...{ id, rule: rule as Rule, severity, agency, item },
    message: alarmText(row, names),
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    acknowledged:
      acknowledgedAt === null
        ? null
        : { at: acknowledgedAt.toISOString(), by: by ?? "", reason: reason ?? "" },
    link: alarmLink(row),
  };
}
