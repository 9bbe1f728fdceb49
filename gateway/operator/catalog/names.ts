/** Names for ids: what pages show instead of them. An operator who is confined to agencies is told of those alone. */
import type { Adapter } from "../../model/adapter.ts";
import type { Catalog } from "../../model/catalog.ts";
import type { Network } from "../../model/network.ts";
import type { Operator } from "../../model/operator.ts";
import type { JsonAnswer } from "../admit.ts";

export function namesFor(
  { scope }: Operator,
  { catalog, adapters, network }: { catalog: Catalog; adapters: readonly Adapter[]; network: Network },
): JsonAnswer<"listNames"> {
  const sees = (agency: string) => scope === null || scope.includes(agency);
  const nodes = new Map(catalog.nodes.map(({ id, name }) => [id, name]));
  const agencies = new Map(catalog.agencies.map(({ id, name, node }) => [id, { id, name, node }]));
  // Who is registered and in no catalog is called by its id.
  for (const { id } of network.nodes) if (!nodes.has(id)) nodes.set(id, { zh: id, en: id });
  for (const { id, node } of network.agencies)
    if (!agencies.has(id)) agencies.set(id, { id, name: { zh: id, en: id }, node });
  return {
    agencies: [...agencies.values()].filter(({ id }) => sees(id)),
    items: catalog.items.map(({ id, title }) => ({ id, name: title })),
    nodes: [...nodes].map(([id, name]) => ({ id, name })),
    adapters: adapters
      .filter(({ agency }) => sees(agency))
      .map(({ id, title, item, agency }) => ({ id, name: title, item, agency })),
  };
}
