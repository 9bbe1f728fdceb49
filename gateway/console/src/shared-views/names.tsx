/**
 * Agencies, items, nodes and adapters by the names that people know; the id is the title. One question for all of them,
 * kept while the console is open. What has no name here is shown by its id.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";

import { answered, api } from "../api.ts";
import { useSaid } from "../words.ts";

export const namesQuery = queryOptions({
  queryKey: ["names"],
  staleTime: 300_000,
  queryFn: async () => {
    const { agencies, items, nodes, adapters } = await answered(api.GET("/api/names"));
    const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
      new Map(all.map((one) => [one.id, one]));
    return {
      agencies: byId(agencies),
      items: byId(items),
      nodes: byId(nodes),
      adapters: byId(adapters),
    };
  },
});

export type Names = Awaited<ReturnType<NonNullable<typeof namesQuery.queryFn>>> extends infer N ? N : never;
type Kind = "agencies" | "items" | "nodes" | "adapters";

/** `name("items", "JYYC")`: for titles, choices of filters, charts. */
export function useName(): (kind: Kind, id: string) => string {
  const { data } = useQuery(namesQuery);
  const said = useSaid();
  return (kind, id) => {
    const found = data?.[kind].get(id);
    return found === undefined ? id : said(found.name);
  };
}

/** All of a kind as choices, in the order of the catalog or the register. */
export function useChoices(kind: Kind): readonly { readonly value: string; readonly label: string }[] {
  const { data } = useQuery(namesQuery);
  const said = useSaid();
  return data === undefined
    ? []
    : [...data[kind].values()].map(({ id, name }) => ({ value: id, label: said(name) }));
}

function Named({ kind, id }: { readonly kind: Kind; readonly id: string | null | undefined }) {
  const name = useName();
  if (id === null || id === undefined) return <span className="soft">—</span>;
  return <span title={id}>{name(kind, id)}</span>;
}

interface Id {
  readonly id: string | null | undefined;
}

export function AgencyName({ id }: Id) {
  return <Named kind="agencies" id={id} />;
}

export function ItemName({ id }: Id) {
  return <Named kind="items" id={id} />;
}

export function NodeName({ id }: Id) {
  return <Named kind="nodes" id={id} />;
}

export function AdapterName({ id }: Id) {
  return <Named kind="adapters" id={id} />;
}
