/** Who makes a request, by certificate or by token, and under which trace. */
import type { Action } from "./access.ts";
import type { Identity } from "./network.ts";
import type { Trace } from "./trace.ts";

export interface Caller extends Identity {
  readonly via: "certificate" | "token";
  readonly trace: Trace;
  /** What a token was issued for; everything granted where absent. */
  readonly scope?: readonly Action[];
}
