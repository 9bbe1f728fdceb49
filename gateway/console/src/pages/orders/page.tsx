/** All orders about transfers: those that wait for a second operator first, then what was done; and what is held now. */
import { queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { answered, api, PASSIVE } from "../../api.ts";
import { Asked } from "../../frame/asked.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { MoreButton } from "../../shared-views/more-button.tsx";
import { AdapterName, AgencyName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import type { Hold } from "../batch/batch-data.ts";
import "../batch/batch.css";
import { Orders } from "../batch/orders.tsx";
import { WORDS } from "./words.ts";

const AGAIN_MS = 15_000;

const openQuery = queryOptions({
  queryKey: ["orders", "open"],
  queryFn: async () =>
    await answered(
      api.GET("/api/orders", { params: { query: { state: "open", limit: 500 } }, headers: PASSIVE }),
    ),
  refetchInterval: AGAIN_MS,
});

const holdsQuery = queryOptions({
  queryKey: ["holds"],
  queryFn: async () => await answered(api.GET("/api/holds")),
});

export function OrdersPage() {
  const t = useWords(WORDS);
  const open = useQuery(openQuery);
  const holds = useQuery(holdsQuery);
  return (
    <Page title={t.title} lead={t.lead}>
      <Part title={t.open}>
        <Asked query={open}>
          {({ items }) =>
            items.length === 0 ? <p className="soft">{t.nothingOpen}</p> : <Orders orders={items} withBatch />
          }
        </Asked>
      </Part>
      <Part title={t.held}>
        <Asked query={holds}>{({ items }) => <Holds holds={items} />}</Asked>
      </Part>
      <Part title={t.all}>
        <All />
      </Part>
    </Page>
  );
}

function All() {
  const t = useWords(WORDS);
  const query = useInfiniteQuery({
    queryKey: ["orders", "all"],
    initialPageParam: "",
    queryFn: async ({ pageParam }) =>
      await answered(
        api.GET("/api/orders", {
          params: { query: { limit: 50, ...(pageParam !== "" && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Asked query={query}>
      {({ pages }) => (
        <div className="stack">
          <Orders orders={pages.flatMap(({ items }) => items)} withBatch />
          <MoreButton query={query} word={t.more} />
        </div>
      )}
    </Asked>
  );
}

function Holds({ holds }: { readonly holds: readonly Hold[] }) {
  const t = useWords(WORDS);
  const columns: readonly Column<Hold>[] = [
    {
      key: "at",
      title: t.since,
      width: "10em",
      render: ({ at, by }) => (
        <>
          <Time at={at} /> {by}
        </>
      ),
    },
    { key: "kind", title: t.what, width: "8em", render: ({ kind }) => (kind === "lane" ? t.lane : t.batch) },
    { key: "sender", title: t.agency, render: ({ sender }) => <AgencyName id={sender} /> },
    { key: "adapter", title: t.adapter, render: ({ adapter }) => <AdapterName id={adapter} /> },
    { key: "reason", title: t.reason, render: ({ reason }) => reason },
    {
      key: "batch",
      title: "",
      width: "8em",
      render: ({ batch }) => batch !== undefined && <Link to={`/batches/${batch}`}>{t.openBatch}</Link>,
    },
  ];
  return (
    <DataTable
      caption={t.held}
      columns={columns}
      rows={holds}
      rowKey={({ id }) => id}
      empty={<p className="soft">{t.nothingHeld}</p>}
    />
  );
}
