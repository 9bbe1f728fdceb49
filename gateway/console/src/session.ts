/**
 * Who is signed in, and what they may: asked once, kept by TanStack Query under ["session"]. What the server would
 * refuse is not offered, but it is the server that refuses. Nobody is signed in where the answer is null.
 */
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";

import type { components } from "../../../contracts/generated/operator.d.ts";
import { answered, api, heard, PASSIVE, problemOf } from "./api.ts";

export type Session = components["schemas"]["Session"];
export type Role = Session["roles"][number];

/** How far the node's clock is ahead of this one, in ms. */
let ahead = 0;

/** By the node's clock, which is the one that ends sessions. */
export function nodeNow(): number {
  return Date.now() + ahead;
}

async function askSession(headers: Readonly<Record<string, string>> = {}): Promise<Session | null> {
  const asked = await heard(api.GET("/api/session", { headers }));
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

let left = false;

/** Whether the last one signed out: who comes next is another, and is not led to where that one was. */
export function hasLeft(): boolean {
  return left;
}

/** Throws where the node was not reached: the cookie lives on, and nobody may be told otherwise. */
export async function signOut(client: QueryClient): Promise<void> {
  await answered(api.DELETE("/api/session")).catch((failed) => {
    if (problemOf(failed).status !== 401) throw failed;
  });
  left = true;
  await forgetEverything(client, null);
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

/**
 * After signing in or out: nothing of the one before stays. The trap: client.clear() takes the session's query away too
 * and tells nobody, so who draws by it never hears that the session has ended; it alone stays, with its new answer.
 */
export async function forgetEverything(client: QueryClient, session: Session | null): Promise<void> {
  if (session !== null) left = false;
  await client.cancelQueries();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  client.getMutationCache().clear();
  client.setQueryData(sessionQuery.queryKey, session);
}
