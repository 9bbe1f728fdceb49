/** What is left of a limit, told with each answer; over it, RATE_LIMITED with the seconds to wait. */
import type { ServerResponse } from "node:http";

import type { RateState } from "../model/rate.ts";
import { Refusal } from "../model/refusal.ts";

/** Say what is left, and refuse where it is nothing. */
export function demandRate(response: ServerResponse, state: RateState): void {
  const { name, quota, windowSeconds, left } = state;
  const seconds = Math.max(0, Math.ceil(state.seconds));
  response.setHeader("ratelimit-policy", `"${name}";q=${quota};w=${windowSeconds}`);
  response.setHeader("ratelimit", `"${name}";r=${Math.max(0, Math.floor(left))};t=${seconds}`);
  if (left < 0) throw new Refusal("RATE_LIMITED", { seconds: Math.max(1, seconds) });
}
