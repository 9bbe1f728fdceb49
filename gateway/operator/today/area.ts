/** The area today: counts arrivals behind the path, and answers the page. */
import { send } from "../../api/answer.ts";
import type { StartArea } from "../parts.ts";
import { todayOf } from "./page.ts";
import { startTally } from "./tally.ts";

/** Several people look at the same moment; what they see may be so old. */
const KEPT_MS = 1500;
const MOST_KEPT = 50;

export const startToday: StartArea = async (parts) => {
  const { dueHour } = parts.settings;
  const kept = new Map<string, { readonly until: number; readonly answer: ReturnType<typeof todayOf> }>();
  const tally = startTally(parts, dueHour);
  return {
    routes: (app, gate) => {
      app.get("/api/today", async (request, response) => {
        const { scope } = gate.operator(request);
        const key = JSON.stringify(scope);
        const now = performance.now();
        let one = kept.get(key);
        if (one === undefined || one.until < now) {
          if (kept.size >= MOST_KEPT) kept.clear();
          one = { until: now + KEPT_MS, answer: todayOf(parts, scope, dueHour) };
          kept.set(key, one);
          one.answer.catch(() => kept.delete(key));
        }
        send(response, 200, await one.answer);
      });
    },
    stop: tally.stop,
  };
};
