/**
 * Who may have the evidence of a record: nodes, its sender, and who may see all of its fields for a stated
 * purpose. The trap: what is refused by name is so by item and asker alone, whatever there is.
 */
import type { Caller } from "../model/caller.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { recordEvidence } from "../record-evidence.ts";
import type { Site } from "../site.ts";
import type { Batch } from "../store/batch-rows.ts";
import type { Statement } from "./permission.ts";
import { type Desk, logged, stated } from "./queries.ts";
import { tryScope } from "./records.ts";

export interface EvidenceWish {
  readonly id: string;
  readonly batch?: string | undefined;
  readonly item?: string | undefined;
  readonly subject?: string | undefined;
  readonly said?: Statement | undefined;
}

export async function readEvidence(
  desk: Desk,
  site: Site,
  caller: Caller,
  wish: EvidenceWish,
): Promise<string> {
  const { catalog } = desk.permissions;
  const level = levelFor(desk, caller, wish);
  const isWhole = caller.kind === "node" || level === "personal";
  const visible = (batch: Batch) => isWhole || batch.sender === caller.id;
  try {
    const text = await evidenceOf(site, catalog, wish, visible);
    if (caller.kind === "agency" && level === "personal") await entered(desk, caller, wish, 1);
    return text;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "NOT_FOUND") throw error;
    if (caller.kind === "agency" && level === "personal") await entered(desk, caller, wish, 0);
    throw lacking(desk, caller, wish, level) ?? error;
  }
}

async function evidenceOf(
  site: Site,
  catalog: Catalog,
  { id, batch, item, subject }: EvidenceWish,
  visible: (batch: Batch) => boolean,
): Promise<string> {
  const name = item !== undefined && subject !== undefined ? { item, subject } : undefined;
  return await recordEvidence(site, catalog, { recordId: id, batchId: batch, name, visible });
}

/** Up to which an agency may see the item for what it states; null without a grant or a statement. */
function levelFor(desk: Desk, caller: Caller, { item, said }: EvidenceWish) {
  if (caller.kind !== "agency" || item === undefined || said === undefined) return null;
  return tryScope(desk, caller, item, stated(said))?.levels.get(item) ?? null;
}

function lacking(
  desk: Desk,
  caller: Caller,
  { item, said }: EvidenceWish,
  level: string | null,
): Refusal | undefined {
  if (caller.kind !== "agency" || item === undefined) return undefined;
  if (level !== null && level !== "personal") return new Refusal("NOT_GRANTED", { item, action: "evidence" });
  const may = desk.permissions.rights().may(caller, item, "query", desk.clock());
  return said === undefined && may !== null ? new Refusal("PURPOSE_REQUIRED") : undefined;
}

async function entered(desk: Desk, caller: Caller, wish: EvidenceWish, records: number): Promise<void> {
  const { item = "", subject, said } = wish;
  if (!said) return;
  const about = subject === undefined ? {} : { subject };
  await logged(desk, caller, { action: "read", items: [item], ...about, said, level: "personal", records });
}
