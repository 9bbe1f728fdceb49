/**
 * Secrets derived for digests that stand in for contents: they never leave the node, and
 * without them nobody can guess a person's number from a digest.
 */
import { createHmac } from "node:crypto";

import type { Adapter } from "./model/adapter.ts";
import { canonical } from "./model/canonical.ts";
import type { Catalog } from "./model/catalog.ts";

/** This node's secret for digests that never leave it. */
export function contentKeyOf(subjectKey: Uint8Array, nodeId: string): Buffer {
  return createHmac("sha256", subjectKey).update(`xinqiao content digest|${nodeId}`).digest();
}

/** A raw line means something only under one header, adapter and catalog. */
export function lineKeyOf(
  contentKey: Uint8Array,
  catalog: Catalog,
  adapter: Adapter,
  header: readonly string[],
): Buffer {
  return createHmac("sha256", contentKey)
    .update(canonical([catalog.digest, adapter.digest, header]))
    .digest();
}
