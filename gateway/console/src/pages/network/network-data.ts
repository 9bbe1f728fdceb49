/** What the network's page knows, asked every quarter of a minute. */
import { queryOptions } from "@tanstack/react-query";

import { answered, api, headersOf } from "../../api.ts";

export const networkQuery = queryOptions({
  queryKey: ["network"],
  refetchInterval: 15_000,
  queryFn: async (asking) => await answered(api.GET("/api/network", { headers: headersOf(asking) })),
});

export type Network = Awaited<ReturnType<NonNullable<typeof networkQuery.queryFn>>>;
export type NetworkNode = Network["nodes"][number];
export type NetworkAgency = Network["agencies"][number];
export type Flow = Network["flows"][number];
export type Certificate = Network["certificates"][number];
export type ConnectionTest = NonNullable<NetworkNode["test"]>;

const DAY_MS = 86_400_000;
export const SOON_DAYS = 30;

/** Whole days until it expires; negative after. */
export function daysLeft(validTo: string, now: string): number {
  return Math.floor((Date.parse(validTo) - Date.parse(now)) / DAY_MS);
}
