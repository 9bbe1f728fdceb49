/**
 * Questions about single subjects that are asked at the same time, read in one go: one way to the server for
 * all of them, as pushes share one commit. While some are read the next ones gather, so a single asker waits
 * for nobody. The trap: only those go together that may see the very same, or one would read by another's grant.
 */
import type { Database } from "../store/connect.ts";
import { latestOfGranted, type SeenRow } from "../store/query-rows.ts";

/** What may be seen, and how much of it. */
export interface FirstPage {
  readonly subject: string;
  /** Items of which every version may be seen. */
  readonly items: readonly string[];
  readonly withdrawn: boolean;
  readonly limit: number;
}

export type ReadFirstPage = (page: FirstPage) => Promise<readonly SeenRow[]>;

const AT_ONCE = 64;
const AT_A_TIME = 2;

interface Waiting {
  readonly page: FirstPage;
  readonly sight: string;
  resolve(rows: readonly SeenRow[]): void;
  reject(error: unknown): void;
}

export function readTogether(db: Database): ReadFirstPage {
  let waiting: Waiting[] = [];
  let reading = 0;

  async function turn(): Promise<void> {
    if (reading >= AT_A_TIME) return;
    reading++;
    while (waiting.length > 0) {
      const sight = waiting[0]?.sight;
      const group = waiting.filter((one) => one.sight === sight).slice(0, AT_ONCE);
      const taken = new Set(group);
      waiting = waiting.filter((one) => !taken.has(one));
      await settle(db, group);
    }
    reading--;
  }

  return (page) =>
    new Promise((resolve, reject) => {
      const sight = `${page.withdrawn} ${page.limit} ${page.items.join()}`;
      waiting.push({ page, sight, resolve, reject });
      setImmediate(() => void turn());
    });
}

async function settle(db: Database, group: readonly Waiting[]): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { items, withdrawn, limit } = first.page;
  try {
    const subjects = group.map(({ page }) => page.subject);
    const found: SeenRow[][] = group.map(() => []);
    for (const row of await latestOfGranted(db, subjects, items, withdrawn, limit))
      found[row.position - 1]?.push(row);
    group.forEach(({ resolve }, at) => void resolve(found[at] ?? []));
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
