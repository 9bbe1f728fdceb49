/** The node's own SFTP server. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";

export async function startSftp(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
