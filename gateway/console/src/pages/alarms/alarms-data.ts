/** What the page asks the node, and the types of it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api } from "../../api.ts";

export type Targets = components["schemas"]["AlarmTargets"];
export type Target = components["schemas"]["AlarmTarget"];
export type TargetInput = components["schemas"]["AlarmTargetInput"];
export type Rule = components["schemas"]["Rule"];

export function alarmsQuery(state: "open" | "all") {
  return infiniteQueryOptions({
    queryKey: ["alarms", "list", state],
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const query = { state, ...(pageParam !== "" && { cursor: pageParam }) };
      return await answered(api.GET("/api/alarms", { params: { query } }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export const targetsQuery = queryOptions({
  queryKey: ["alarms", "targets"],
  queryFn: async () => await answered(api.GET("/api/alarm-targets")),
});
