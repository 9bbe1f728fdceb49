/** Resumable uploads. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";

export async function startUploads(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
