/** Subscriptions and their loop. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";

export async function startSubscriptions(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
