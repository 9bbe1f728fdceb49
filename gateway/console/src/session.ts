/**
 * Who is signed in, and what they may: asked once, kept by TanStack Query under ["session"]. What the server would
 * refuse is not offered, but it is the server that refuses. Nobody is signed in where the answer is null.
 */
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";

import type { components } from "../../../contracts/generated/operator.d.ts";
import { answered, api } from "./api.ts";

export type Session = components["schemas"]["Session"];
export type Role = Session["roles"][number];

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
  queryFn: async (): Promise<Session | null> => {
    const asked = await api.GET("/api/session");
    if (asked.response.status === 401) return null;
    return await answered(Promise.resolve(asked));
  },
});

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
