/**
 * What operators did, held against the log: each row of the audit has the entry that names its digest, and each such
 * entry its row. The trap: a node goes on while its log is verified, so a row's entry may have come after what was looked
 * at, or have no number yet; it is asked for alone then, and names the row's digest all the same.
 */
import { entryDigest } from "./operator/audit.ts";
import type { Queryable } from "./store/connect.ts";
import { actsAfter } from "./store/console/log-look.ts";
import { findLeaf } from "./store/log-rows.ts";

const PAGE = 2000;

/** `entries`: digests by the entry's id, of the first `size` ones. Returns how many rows there are. */
export async function verifyActs(
  db: Queryable,
  entries: Map<string, string>,
  size: number,
  fault: (id: string, detail: string) => void,
): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const page = await actsAfter(db, after, PAGE);
    for (const act of page) {
      const digest = entries.get(act.id) ?? (await laterDigest(db, act.id, size));
      entries.delete(act.id);
      if (digest === undefined) fault(act.id, "no entry");
      else if (digest !== entryDigest(act)) fault(act.id, "differs from its entry");
      count++;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.number;
  }
  for (const id of entries.keys()) fault(id, "entered, and not stored");
  return count;
}

/** What an entry about an act says of it. */
export function actDigest({ data }: { readonly data: string }): string {
  return (JSON.parse(data) as { readonly entry?: string }).entry ?? "";
}

async function laterDigest(db: Queryable, id: string, size: number): Promise<string | undefined> {
  const leaf = await findLeaf(db, id);
  return leaf && isLater(leaf, size) ? actDigest(leaf) : undefined;
}

/** Whether an entry is there, and is none of the first `size`. */
export function isLater(leaf: { readonly logIndex: number | null } | undefined, size: number): boolean {
  return leaf !== undefined && (leaf.logIndex === null || leaf.logIndex >= size);
}
