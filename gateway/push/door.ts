/** Pushes of records. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";

export async function startPush(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
