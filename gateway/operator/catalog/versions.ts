/** Releases of the catalog, and what one changes against another; release 0 is the one the program was installed with. */
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { INSTALLED } from "../../model/release.ts";
import { difference } from "../../release/diff.ts";
import type { Editions } from "../../release/editions.ts";
import type { JsonAnswer } from "../admit.ts";

export async function releaseList(editions: Editions): Promise<JsonAnswer<"listCatalogReleases">> {
  const now = editions.now().number;
  const installed = await editions.find(INSTALLED);
  const taken = [...editions.taken()].reverse().map((row) => ({
    ...{ number: row.number, version: row.version, inForce: row.number === now, usable: row.fault === null },
    effectiveAt: row.effectiveAt.toISOString(),
    graceUntil: row.graceUntil.toISOString(),
    takenAt: row.takenAt.toISOString(),
    takenFrom: row.takenFrom,
    ...(row.fault !== null && { fault: row.fault }),
  }));
  const first = {
    ...{ number: INSTALLED, version: installed?.known.catalog.version ?? "—" },
    ...{ inForce: now === INSTALLED, usable: installed !== undefined },
  };
  return { items: [...taken, first] };
}

export async function differences(
  editions: Editions,
  { scope }: Operator,
  asked: { readonly from: number; readonly to: number; readonly item?: string },
): Promise<JsonAnswer<"getCatalogDifferences">> {
  const [before, after] = await Promise.all([editions.find(asked.from), editions.find(asked.to)]);
  if (before === undefined || after === undefined) throw new Refusal("NOT_FOUND");
  const { from, to, breaksSenders, changes } = difference(before.known, after.known);
  const all = [...before.known.adapters, ...after.known.adapters];
  const others = new Set(
    all.filter(({ agency }) => scope !== null && !scope.includes(agency)).map(({ id }) => id),
  );
  const item = after.known.catalog.items.find(({ id }) => id === asked.item);
  const own = new Set([
    item?.id,
    item?.standard,
    ...all.filter((one) => one.item === asked.item).map(({ id }) => id),
  ]);
  // A part is called "item XZCF", "standard a@1 → a@2", "adapter cities/…".
  const named = (part: string) => part.split(" ").slice(1);
  return {
    ...{ from, to, breaksSenders },
    changes: changes
      .filter(({ part }) => !named(part).some((name) => others.has(name)))
      .filter(({ part }) => asked.item === undefined || named(part).some((name) => own.has(name)))
      .map(({ kind, part, breaksSenders: breaks, narrowsReaders, zh, en }) => ({
        ...{ kind, part, breaksSenders: breaks, narrowsReaders, told: { zh, en } },
      })),
  };
}
