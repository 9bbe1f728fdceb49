/** What the administration asks of the node, and how it is kept. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api, PASSIVE } from "../../api.ts";
import { dayIn, startOfDay } from "../../format.ts";

type Schemas = components["schemas"];
export type OperatorEntry = Schemas["OperatorEntry"];
export type WithLink = Schemas["OperatorWithLink"];
export type Register = Schemas["Register"];
export type RegisteredAgency = Schemas["RegisteredAgency"];
export type Grant = RegisteredAgency["grants"][number];
export type Schedule = Schemas["Schedules"]["items"][number];
export type AuditEntry = Schemas["AuditEntry"];
export type Role = Schemas["Role"];

const SOON_MS = 2000;
const AGAIN_MS = 30_000;

export const ROLE_ORDER: readonly Role[] = ["system", "security", "audit", "operator", "viewer"];

export const operatorsQuery = queryOptions({
  queryKey: ["operators"],
  queryFn: async () => await answered(api.GET("/api/operators")),
});

export const registerQuery = queryOptions({
  queryKey: ["register"],
  queryFn: async () => await answered(api.GET("/api/register")),
});

export const schedulesQuery = queryOptions({
  queryKey: ["schedules"],
  queryFn: async () => await answered(api.GET("/api/schedules", { headers: PASSIVE })),
  // While something is due or under way, how it ends is worth waiting for; and what is not yet due will be.
  refetchInterval: ({ state: { data } }) =>
    data?.items.some(
      ({ running, nextAt, paused }) =>
        running || (paused === null && nextAt !== null && Date.parse(nextAt) <= Date.now()),
    )
      ? SOON_MS
      : AGAIN_MS,
});

export interface AuditFilter {
  readonly operator: string;
  readonly act: string;
  readonly target: string;
  readonly from: string;
  readonly until: string;
}

export function filterOf(search: URLSearchParams): AuditFilter {
  const of = (name: string) => search.get(name)?.trim() ?? "";
  return {
    operator: of("operator"),
    act: of("act"),
    target: of("target"),
    from: dayIn(search, "from"),
    until: dayIn(search, "until"),
  };
}

export function auditQuery(filter: AuditFilter) {
  const { operator, act, target, from, until } = filter;
  const query = {
    ...(operator !== "" && { operator }),
    ...(act !== "" && { act }),
    ...(target !== "" && { target }),
    ...(from !== "" && { from: startOfDay(from) }),
    // To the end of that day.
    ...(until !== "" && { until: new Date(Date.parse(startOfDay(until)) + 86_400_000).toISOString() }),
  };
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    initialPageParam: "",
    queryFn: async ({ pageParam: cursor }) =>
      await answered(
        api.GET("/api/audit", {
          params: { query: { ...query, limit: 50, ...(cursor !== "" && { cursor }) } },
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
