/**
 * The audit of the console: a row that says who did what to what and why, and in the same transaction a leaf of the
 * node's tamper-evident log with the digest of that row. The trap: who did something is not told to neighbours,
 * who see the log's leaves; so nothing of a person stands in the leaf, and the row is proved by its digest.
 */
import { createHash } from "node:crypto";

import { canonical } from "../model/canonical.ts";
import type { Operator } from "../model/operator.ts";
import type { Site } from "../site.ts";
import type { Queryable } from "../store/connect.ts";
import { insertAct } from "../store/console/act-rows.ts";
import { appendLeaf } from "../store/log-rows.ts";

/** JSON that an audit entry keeps; never a secret, never personal data of a record. */
export type Detail = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | readonly number[]>
>;

export interface Act {
  /** Area and verb: `transfer.retry`, `operator.lock`. */
  readonly act: string;
  /** What it was done to: `batch:<id>`, `operator:<login>`; "" for the node itself. */
  readonly target: string;
  readonly reason?: string;
  readonly detail?: Detail;
}

/** Who acts where no operator is signed in: `命令行 command line`, or a name that was typed and is nobody's. */
export interface Nobody {
  readonly id: null;
  readonly name: string;
}

export interface Audit {
  /** In the transaction of the act itself. Returns the id of the entry, which is its leaf's too. */
  record(tx: Queryable, who: Operator | Nobody, act: Act): Promise<string>;
}

export function makeAudit(site: Pick<Site, "clock" | "newId">): Audit {
  return {
    record: async (tx, who, { act, target, reason, detail = {} }) => {
      const [actId, at] = [site.newId(), site.clock()];
      await insertAct(tx, {
        ...{ actId, at, operatorId: who.id, operator: who.name, act, target },
        ...{ reason: reason ?? null, detail: JSON.stringify(detail) },
      });
      const entry = { id: actId, at, operatorId: who.id, operator: who.name, act, target, reason, detail };
      const data = canonical({ act, entry: entryDigest(entry) });
      await appendLeaf(tx, { leafId: actId, at, kind: "operator", data });
      return actId;
    },
  };
}

/** What the leaf names: SHA-256 of the entry as canonical JSON. */
export function entryDigest(entry: {
  readonly id: string;
  readonly at: Date;
  readonly operatorId: string | null;
  readonly operator: string;
  readonly act: string;
  readonly target: string;
  readonly reason?: string | null | undefined;
  readonly detail: Detail;
}): string {
  const { id, operatorId, operator, act, target, reason, detail } = entry;
  const at = entry.at.toISOString();
  const text = canonical({ id, at, operatorId, operator, act, target, reason: reason ?? null, detail });
  return createHash("sha256").update(text).digest("hex");
}
