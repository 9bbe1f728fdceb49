/** What the page of a batch asks of the node, under the keys by which it is kept. */
import { queryOptions } from "@tanstack/react-query";

import { answered, api, headersOf } from "../../api.ts";

export type Batch = Awaited<ReturnType<typeof fetchBatch>>;
export type Hop = Batch["hops"][number];
export type Order = Batch["orders"][number];
export type Hold = Batch["holds"][number];
export type Possible = Batch["possible"][number];

const AGAIN_MS = 3000;

async function fetchBatch(id: string, headers: Readonly<Record<string, string>>) {
  return await answered(api.GET("/api/batches/{id}", { params: { path: { id } }, headers }));
}

/** Looks again by itself as long as something is under way. */
export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ["batch", id],
    queryFn: async (asking) => await fetchBatch(id, headersOf(asking)),
    refetchInterval: ({ state }) => (state.data === undefined || isSettled(state.data) ? false : AGAIN_MS),
  });

function isSettled({ state, hops, spans }: Batch): boolean {
  const isUnderWay =
    state === "waiting" || state === "working" || hops.some((hop) => hop.state === "waiting");
  return !isUnderWay && spans.every(({ to }) => to !== null);
}

export const findingsQuery = (id: string) =>
  queryOptions({
    queryKey: ["batch", id, "findings"],
    queryFn: async () => await answered(api.GET("/api/batches/{id}/findings", { params: { path: { id } } })),
  });

export interface RowsAsked {
  readonly state: "rejected" | "accepted";
  readonly row?: number;
  readonly code?: string;
  readonly cursor?: string;
}

export const rowsQuery = (id: string, query: RowsAsked) =>
  queryOptions({
    queryKey: ["batch", id, "rows", query],
    queryFn: async () =>
      await answered(
        api.GET("/api/batches/{id}/rows", { params: { path: { id }, query: { limit: 50, ...query } } }),
      ),
    placeholderData: (before) => before,
  });
