/**
 * Gathers the evidence of one record from this node's rows. Who asks is checked here.
 */
import type { Catalog } from "./model/catalog.ts";
import type { Identity } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import type { Site } from "./site.ts";

export async function recordEvidence(
  _site: Site,
  _catalog: Catalog,
  _viewer: Identity,
  _record: string,
  _batch: string | undefined,
): Promise<string> {
  throw new Refusal("NOT_FOUND");
}
