/** Queries, records, changes, the catalog. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";

export async function startQueries(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
