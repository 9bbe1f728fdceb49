/** What the page asks the node, and the types of it. */
import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api, headersOf, PASSIVE } from "../../api.ts";

export type Targets = components["schemas"]["AlarmTargets"];
export type Target = components["schemas"]["AlarmTarget"];
export type TargetInput = components["schemas"]["AlarmTargetInput"];
export type Rule = components["schemas"]["Rule"];

/** An alarm comes and goes by itself. */
const AGAIN_MS = 30_000;

export function alarmsQuery(state: "open" | "all") {
  return infiniteQueryOptions({
    queryKey: ["alarms", "list", state],
    initialPageParam: "",
    refetchInterval: AGAIN_MS,
    queryFn: async ({ client, queryKey, pageParam }) => {
      const query = { state, ...(pageParam !== "" && { cursor: pageParam }) };
      // What is there already the page asks again by itself; an older page is asked for by a person.
      const had = client.getQueryData<InfiniteData<unknown, string>>(queryKey);
      const headers = had?.pageParams.includes(pageParam) ? PASSIVE : {};
      return await answered(api.GET("/api/alarms", { params: { query }, headers }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export const targetsQuery = queryOptions({
  queryKey: ["alarms", "targets"],
  refetchInterval: AGAIN_MS,
  queryFn: async (asking) => await answered(api.GET("/api/alarm-targets", { headers: headersOf(asking) })),
});
