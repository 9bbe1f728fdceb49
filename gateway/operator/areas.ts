/** The areas of the console, each one import and one line; started in this order, stopped in the other. */

import { startActs } from "./acts/area.ts";
import { startAdministration } from "./administration/area.ts";
import { startAlarmArea } from "./alarms/area.ts";
import { startBatches } from "./batch/area.ts";
import { startCatalog } from "./catalog/area.ts";
import { startLog } from "./log/area.ts";
import { startNetwork } from "./network/area.ts";
import type { StartArea } from "./parts.ts";
import { startQuality } from "./quality/area.ts";
import { startRecords } from "./record/area.ts";
import { startSignIn } from "./sign-in/area.ts";
import { startToday } from "./today/area.ts";
import { startTransfers } from "./transfers/area.ts";

export const AREAS: readonly StartArea[] = [
  startSignIn,
  startAdministration,
  startCatalog,
  startToday,
  startTransfers,
  startBatches,
  startActs,
  startRecords,
  startNetwork,
  startLog,
  startAlarmArea,
  startQuality,
];
