/** What every table of refusals says of a code. Kept apart so that the tables need not know each other. */
import type { Text } from "./text.ts";

export interface RefusalRow extends Text {
  /** HTTP status with which a door answers. */
  readonly status: number;
  /** Whether sending the very same bytes again may succeed. */
  readonly retry: boolean;
}
