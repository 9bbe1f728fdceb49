/** The catalog: items with their standards, the pre-check of a file, releases and what they changed. */
import { queryOptions, useQuery } from "@tanstack/react-query";

import { answered, api } from "../../api.ts";
import { Asked } from "../../frame/asked.tsx";
import { Page } from "../../frame/page.tsx";
import { useView, ViewTabs } from "../../shared-views/view-tabs.tsx";
import { useWords } from "../../words.ts";
import { ItemsView } from "./items.tsx";
import { PrecheckView } from "./precheck.tsx";
import { ReleasesView } from "./releases.tsx";
import { WORDS } from "./words.ts";
import "./catalog.css";

const treeQuery = queryOptions({
  queryKey: ["catalog"],
  staleTime: 60_000,
  queryFn: () => answered(api.GET("/api/catalog")),
});

export function CatalogPage() {
  const t = useWords(WORDS);
  const tree = useQuery(treeQuery);
  const views = [
    { view: "items", name: t.items, count: tree.data?.items.length },
    { view: "precheck", name: t.precheck },
    { view: "releases", name: t.releases },
  ];
  const view = useView(views);
  return (
    <Page title={t.title} lead={tree.data && t.lead(tree.data.version)}>
      <ViewTabs label={t.views} views={views} />
      {view === "items" && <Asked query={tree}>{(shown) => <ItemsView tree={shown} />}</Asked>}
      {view === "precheck" && <PrecheckView />}
      {view === "releases" && <ReleasesView />}
    </Page>
  );
}
