/** The inbox kept by OpenSSH's internal-sftp. Not here yet: it brings nothing. */
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";

export async function startInbox(_parts: NodeParts): Promise<Feature> {
  return ABSENT;
}
