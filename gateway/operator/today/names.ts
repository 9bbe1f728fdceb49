/** Names that people know, by the catalog in force; an id that it has not is its own name. */
import type { Catalog } from "../../model/catalog.ts";
import type { Text } from "../../model/text.ts";

export interface Names {
  agency(id: string): Text;
  item(id: string): Text;
  node(id: string): Text;
}

export function namesOf(catalog: Pick<Catalog, "agencies" | "items" | "nodes">): Names {
  const text = (table: ReadonlyMap<string, Text>) => (id: string) => table.get(id) ?? { zh: id, en: id };
  const item = text(new Map(catalog.items.map(({ id, title }) => [id, title])));
  return {
    agency: text(new Map(catalog.agencies.map(({ id, name }) => [id, name]))),
    item: (id) => (id === "" ? { zh: "（未识别事项）", en: "(item not known)" } : item(id)),
    node: text(new Map(catalog.nodes.map(({ id, name }) => [id, name]))),
  };
}
