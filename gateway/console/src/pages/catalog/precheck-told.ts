/** What the node says of a file that it checked. */
import type { components } from "../../../../../contracts/generated/operator.d.ts";

export type Told = components["schemas"]["Precheck"];
export type Finding = components["schemas"]["PrecheckFinding"];
