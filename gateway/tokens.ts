/** Access tokens by client assertion, and who am I. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";

export async function startTokens(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
