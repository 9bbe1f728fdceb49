/**
 * Who is signed in, and what they may: asked once, kept by TanStack Query under ["session"]. What the server would
 * refuse is not offered, but it is the server that refuses. Nobody is signed in where the answer is null.
 */
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";

import type { components } from "../../../contracts/generated/operator.d.ts";
import { answered, api, PASSIVE } from "./api.ts";

export type Session = components["schemas"]["Session"];
export type Role = Session["roles"][number];

/** How far the node's clock is ahead of this one, in ms. */
let ahead = 0;

/** By the node's clock, which is the one that ends sessions. */
export function nodeNow(): number {
  return Date.now() + ahead;
}

async function askSession(headers: Readonly<Record<string, string>> = {}): Promise<Session | null> {
  const asked = await api.GET("/api/session", { headers });
  const date = asked.response.headers.get("date");
  if (date !== null) ahead = new Date(date).getTime() - Date.now();
  if (asked.response.status === 401) return null;
  return await answered(Promise.resolve(asked));
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
  queryFn: () => askSession(),
});

/** Asks whether the session still holds, which must not be what keeps it alive. */
export async function lookAtSession(client: QueryClient): Promise<void> {
  const session = await askSession(PASSIVE).catch(() => undefined);
  if (session === null) await forgetEverything(client, null);
  else if (session !== undefined) client.setQueryData(sessionQuery.queryKey, session);
}

/** Only below the frame, which shows nothing before it knows; throws elsewhere. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("nobody is signed in");
  return data;
}

/** Whether one of the roles is the operator's. */
export function useMay(): (...roles: readonly Role[]) => boolean {
  const session = useSession();
  return (...roles) => roles.some((role) => session.roles.includes(role));
}

/** After signing in or out: nothing of the one before stays. */
export async function forgetEverything(client: QueryClient, session: Session | null): Promise<void> {
  await client.cancelQueries();
  client.clear();
  client.setQueryData(sessionQuery.queryKey, session);
}
