/** Views of a page as links: the one shown stands in the address (`?view=`), so it can be sent to somebody. */
import { Link, useSearchParams } from "react-router";

import "./view-tabs.css";

export interface ViewTab {
  readonly view: string;
  readonly name: string;
  /** How many there are. */
  readonly count?: number | undefined;
}

/** The first is shown where the address says nothing; `keep` names the parameters that stay when the view changes. */
export function ViewTabs({
  label,
  views,
  parameter = "view",
  keep = [],
}: {
  readonly label: string;
  readonly views: readonly ViewTab[];
  readonly parameter?: string;
  readonly keep?: readonly string[];
}) {
  const [search] = useSearchParams();
  const shown = useView(views, parameter);
  const to = (view: string) => {
    const next = new URLSearchParams();
    for (const name of keep) for (const value of search.getAll(name)) next.append(name, value);
    if (view !== views[0]?.view) next.set(parameter, view);
    return `?${next}`;
  };
  return (
    <nav className="view-tabs" aria-label={label}>
      {views.map(({ view, name, count }) => (
        <Link key={view} to={to(view)} aria-current={view === shown ? "page" : undefined}>
          {name}
          {count !== undefined && <span className="view-tabs-count figures">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}

export function useView(views: readonly ViewTab[], parameter = "view"): string {
  const [search] = useSearchParams();
  const asked = search.get(parameter);
  return views.find(({ view }) => view === asked)?.view ?? views[0]?.view ?? "";
}
