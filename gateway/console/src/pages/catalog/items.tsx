/** The tree of items with its search at the left, the chosen item at the right; on a phone one after the other. */
import { useDeferredValue, useId, useState } from "react";
import { Link, useSearchParams } from "react-router";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { Nothing } from "../../frame/states.tsx";
import { Count } from "../../shared-views/count.tsx";
import { useSaid, useWords } from "../../words.ts";
import { ItemView } from "./item.tsx";
import { StatusMark } from "./marks.tsx";
import { WORDS } from "./words.ts";

type Tree = components["schemas"]["CatalogTree"];
type Item = Tree["items"][number];

export function ItemsView({ tree }: { readonly tree: Tree }) {
  const t = useWords(WORDS);
  const [search] = useSearchParams();
  const chosen = search.get("item");
  const [asked, setAsked] = useState("");
  const [by, setBy] = useState<"category" | "sector">("category");
  const name = useId();
  const wanted = useDeferredValue(asked.trim().toLowerCase());
  const only = ONLY.find(({ name }) => name === search.get("only"));
  const found = tree.items.filter((item) => matches(item, wanted) && (only?.holds(item) ?? true));
  const unsure = tree.items.filter(({ unverified }) => unverified).length;
  const groups = by === "category" ? tree.categories : [...tree.sectors, { id: "", name: WORDS.noSector }];
  return (
    <div className={chosen === null ? "catalog catalog-unchosen" : "catalog catalog-chosen"}>
      <div className="part catalog-side">
        <div className="catalog-search">
          <input
            type="search"
            value={asked}
            placeholder={t.search}
            aria-label={t.search}
            onChange={(event) => setAsked(event.target.value)}
          />
          <fieldset className="catalog-by" aria-label={t.by}>
            {(["category", "sector"] as const).map((one) => (
              <label key={one}>
                <input type="radio" name={name} checked={by === one} onChange={() => setBy(one)} />
                {one === "category" ? t.byCategory : t.bySector}
              </label>
            ))}
          </fieldset>
        </div>
        {unsure > 0 && only === undefined && (
          <p className="soft catalog-only">
            {t.unsureOf(unsure, tree.items.length)}
            {unsure < tree.items.length && (
              <>
                {" · "}
                <Link to="?only=unsure">{t.unsureShow}</Link>
              </>
            )}
          </p>
        )}
        {only !== undefined && (
          <p className="catalog-only">
            {t.only(t[only.name])} · <Link to="?">{t.all}</Link>
          </p>
        )}
        {found.length === 0 && <Nothing title={t.none(asked)} />}
        {groups.map((group) => (
          <Branch
            key={group.id}
            group={group}
            items={found.filter((item) => item[by] === group.id)}
            chosen={chosen}
            open={wanted !== "" || only !== undefined}
            keep={only === undefined ? "" : `only=${only.name}&`}
          />
        ))}
      </div>
      <div className="catalog-main">
        {chosen === null ? <Overview tree={tree} /> : <ItemView id={chosen} />}
      </div>
    </div>
  );
}

/** What an operator looks for in the catalog as a whole. */
const LOOKED_FOR = [
  { name: "shut", holds: ({ status }: Item) => status !== "ACTIVE" },
  { name: "unserved", holds: ({ adapters, status }: Item) => adapters === 0 && status === "ACTIVE" },
] as const;
const ONLY = [...LOOKED_FOR, { name: "unsure", holds: ({ unverified }: Item) => unverified }] as const;

function Overview({ tree }: { readonly tree: Tree }) {
  const t = useWords(WORDS);
  return (
    <div className="part">
      <div className="five">
        <div>
          <strong>
            <Count of={tree.items.length} />
          </strong>
          <span className="soft">{t.items}</span>
        </div>
        {LOOKED_FOR.map(({ name, holds }) => (
          <Link key={name} className="five-one" to={`?only=${name}`}>
            <strong>
              <Count of={tree.items.filter(holds).length} />
            </strong>
            <span className="soft">{t[name]}</span>
          </Link>
        ))}
      </div>
      <Nothing title={t.choose}>
        <Link to="?view=precheck">{t.dropHere}</Link>
      </Nothing>
    </div>
  );
}

function Branch({
  group,
  items,
  chosen,
  open,
  keep,
}: {
  readonly group: Tree["categories"][number];
  readonly items: readonly Item[];
  readonly chosen: string | null;
  readonly open: boolean;
  /** What stays in the address when an item is chosen. */
  readonly keep: string;
}) {
  const said = useSaid();
  if (items.length === 0) return null;
  const has = items.some(({ id }) => id === chosen);
  return (
    <details className="branch" open={open || has} key={`${open}`}>
      <summary>
        {said(group.name)} <span className="soft figures">{items.length}</span>
      </summary>
      <ul>
        {items.map(({ id, title, status }) => (
          <li key={id}>
            <Link to={`?${keep}item=${id}`} aria-current={id === chosen ? "page" : undefined} title={id}>
              <span>{said(title)}</span>
              <StatusMark status={status} />
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function matches({ id, title, responsibleUnit }: Item, wanted: string): boolean {
  if (wanted === "") return true;
  return [id, title.zh, title.en, responsibleUnit.zh, responsibleUnit.en].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}
