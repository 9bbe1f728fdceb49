/** What the page asks the node, and the types of it. */
import { queryOptions } from "@tanstack/react-query";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api } from "../../api.ts";
import type { Span } from "./span.ts";

export type Quality = components["schemas"]["Quality"];
export type Score = components["schemas"]["Score"];

export function qualityQuery({ from, until }: Span, agency: string | null, item: string | null) {
  return queryOptions({
    queryKey: ["quality", from, until, agency, item],
    queryFn: async () => {
      const query = { from, until, ...(agency && { agency }), ...(item && { item }) };
      return await answered(api.GET("/api/quality", { params: { query } }));
    },
  });
}
