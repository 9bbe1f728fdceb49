/** What the log's page asks, and its filter as it stands in the URL. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api, headersOf } from "../../api.ts";
import { dayIn, startOfDay } from "../../format.ts";

type Schemas = components["schemas"];
export type Log = Schemas["LogState"];
export type Check = Schemas["LogCheck"];
type CheckpointPage = Schemas["CheckpointPage"];
type EntryPage = Schemas["EntryPage"];

export const logQuery = queryOptions({
  queryKey: ["log"],
  queryFn: async (asking): Promise<Log> =>
    await answered(api.GET("/api/log", { headers: headersOf(asking) })),
  // While a check runs its progress is what people look at.
  refetchInterval: (query) => (query.state.data?.check?.state === "running" ? 1500 : 20_000),
});

export const checksQuery = queryOptions({
  queryKey: ["log", "checks"],
  queryFn: async (asking) => await answered(api.GET("/api/log/checks", { headers: headersOf(asking) })),
});

export const checkpointsQuery = infiniteQueryOptions({
  queryKey: ["log", "checkpoints"],
  initialPageParam: "",
  queryFn: async ({ pageParam: cursor }): Promise<CheckpointPage> =>
    await answered(
      api.GET("/api/log/checkpoints", {
        params: { query: { limit: 12, ...(cursor !== "" && { cursor }) } },
      }),
    ),
  getNextPageParam: ({ next }) => next ?? undefined,
});

export interface EntryFilter {
  /** As it was typed: an id or a number. */
  readonly id: string;
  readonly kind: string;
  readonly from: string;
  readonly until: string;
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NUMBER = /^\d{1,15}$/;

export function filterOf(search: URLSearchParams): EntryFilter {
  const of = (name: string) => search.get(name)?.trim() ?? "";
  return {
    id: of("id").toLowerCase(),
    kind: of("kind"),
    from: dayIn(search, "from"),
    until: dayIn(search, "until"),
  };
}

export function isAskable({ id }: EntryFilter): boolean {
  return id === "" || UUID.test(id) || NUMBER.test(id);
}

export function entriesQuery(filter: EntryFilter) {
  const { id, kind, from, until } = filter;
  const query = {
    ...(UUID.test(id) && { id }),
    ...(NUMBER.test(id) && { number: Number(id) }),
    ...(kind !== "" && { kind: [kind] }),
    ...(from !== "" && { from: startOfDay(from) }),
    // To the end of that day.
    ...(until !== "" && { until: new Date(Date.parse(startOfDay(until)) + 86_400_000).toISOString() }),
  };
  return infiniteQueryOptions({
    queryKey: ["log", "entries", filter],
    enabled: isAskable(filter),
    initialPageParam: "",
    queryFn: async ({ pageParam: cursor }): Promise<EntryPage> =>
      await answered(
        api.GET("/api/log/entries", {
          params: { query: { ...query, limit: 50, ...(cursor !== "" && { cursor }) } },
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
