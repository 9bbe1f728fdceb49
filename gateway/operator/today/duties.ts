/**
 * Who is expected to send what to this node: every item of the catalog that an adapter reads for an
 * agency which this node's access register lets send it. Pure. The trap: the catalog knows far more
 * adapters than this node has agencies; what the register does not grant is nobody's duty here.
 */
import type { Access } from "../../model/access.ts";
import type { Adapter } from "../../model/adapter.ts";
import type { Agency, Catalog, Item } from "../../model/catalog.ts";
import { isShut } from "../../model/shut.ts";

export interface Duty {
  readonly agency: string;
  readonly item: string;
  readonly cycle: Item["updateCycle"];
  /** The declarations by which it may come, and the doors that they name. */
  readonly adapters: readonly string[];
  readonly doors: readonly Adapter["door"][];
}

export interface DutySources {
  readonly catalog: Pick<Catalog, "items" | "agencies">;
  readonly adapters: readonly Pick<Adapter, "id" | "agency" | "item" | "door">[];
  readonly access: Pick<Access, "agencies"> | null;
}

/** By agency, then item; each pair once, however many adapters it has. */
export function dutiesOf({ catalog, adapters, access }: DutySources, day: string): readonly Duty[] {
  const items = new Map(catalog.items.map((item) => [item.id, item]));
  const seated = new Map<string, Agency>(catalog.agencies.map((agency) => [agency.id, agency]));
  const read = new Map<string, (typeof adapters)[number][]>();
  for (const one of adapters)
    read.set(`${one.agency} ${one.item}`, [...(read.get(`${one.agency} ${one.item}`) ?? []), one]);
  const duties = new Map<string, Duty>();
  for (const { id: agency, grants } of access?.agencies ?? []) {
    const seat = seated.get(agency);
    // The register is this node's; an agency that the catalog seats elsewhere came here by its node's withdrawal.
    if (seat?.receivesOnly || seat === undefined) continue;
    for (const { item: id, actions, until } of grants) {
      const item = items.get(id);
      if (item === undefined || isShut(item) || !actions.includes("send")) continue;
      if (until !== undefined && until < day) continue;
      const own = read.get(`${agency} ${id}`);
      if (own === undefined) continue;
      duties.set(`${agency} ${id}`, {
        agency,
        item: id,
        cycle: item.updateCycle,
        adapters: own.map((one) => one.id).sort(),
        doors: [...new Set(own.map((one) => one.door))].sort(),
      });
    }
  }
  return [...duties.values()].sort(
    (one, other) => compare(one.agency, other.agency) || compare(one.item, other.item),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
