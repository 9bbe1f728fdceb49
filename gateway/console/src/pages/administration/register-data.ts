/** What the pages of the access register's draft ask of the node. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api, PASSIVE } from "../../api.ts";
import { toast } from "../../frame/toast.tsx";
import { useWords } from "../../words.ts";
import { EDITING } from "./register-words.ts";

type Schemas = components["schemas"];
export type Draft = Schemas["RegisterDraft"];
export type Line = Schemas["RegisterLine"];
export type Edit = Schemas["RegisterEdit"];
export type Checked = Schemas["CheckedRegister"];
export type ReadKey = Schemas["RegisterKey"];
export type Holder = Schemas["RegisterHolder"];
export type DraftedGrant = Schemas["DraftedGrant"];

const SOON_MS = 1500;

export const draftQuery = queryOptions({
  queryKey: ["register", "draft"],
  queryFn: async () => await answered(api.GET("/api/register/draft", { headers: PASSIVE })),
  // What was agreed is in force within two seconds.
  refetchInterval: ({ state: { data } }) =>
    data?.proposal?.state === "approved" && !data.proposal.inForce ? SOON_MS : false,
});

export function useDraft() {
  return useQuery(draftQuery);
}

/** Each answer of the node is the draft after it. */
export function useKeepDraft(): (asked: Promise<Draft>) => Promise<Draft> {
  const client = useQueryClient();
  return async (asked) => {
    const draft = await asked;
    client.setQueryData(draftQuery.queryKey, draft);
    return draft;
  };
}

/** Puts an edit into the draft; the id is made where the dialog opens, so that two presses are one edit. */
export function useEdit(): (id: string, edit: Edit, reason: string) => Promise<void> {
  const keep = useKeepDraft();
  const t = useWords(EDITING);
  return async (id, edit, reason) => {
    await keep(answered(api.POST("/api/register/draft/edits", { body: { id, reason, edit } })));
    toast(t.drafting);
  };
}
