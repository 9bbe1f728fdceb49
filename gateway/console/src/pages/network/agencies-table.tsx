/** The agencies of this node: when each was last here, and with what success. */
import { useId } from "react";
import { useSearchParams } from "react-router";

import { TypedField } from "../../frame/fields.tsx";
import { Count } from "../../shared-views/count.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName, useName } from "../../shared-views/names.tsx";
import { PageLink } from "../../shared-views/page-link.tsx";
import { type State, StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import type { Network } from "./network-data.ts";
import { WORDS } from "./words.ts";

export function AgenciesTable({ network }: { readonly network: Network }) {
  const t = useWords(WORDS);
  const find = useId();
  const name = useName();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("q") ?? "";
  const rows = network.agencies
    .filter(({ id }) => `${id} ${name("agencies", id)}`.toLowerCase().includes(wanted.toLowerCase()))
    .sort((a, b) => Date.parse(a.goodAt ?? "1970") - Date.parse(b.goodAt ?? "1970"));
  const flowOf = (id: string) => network.flows.find(({ kind, from }) => kind === "agency" && from === id);
  return (
    <div className="stack">
      <div className="row">
        <label htmlFor={find}>{t.find}</label>
        <TypedField
          id={find}
          className="network-find"
          maxLength={100}
          value={wanted}
          onValue={(q) => setSearch(q === "" ? {} : { q }, { replace: true })}
        />
        <span className="soft">{t.agenciesLead}</span>
      </div>
      <DataTable
        caption={t.agencies}
        rows={rows}
        rowKey={({ id }) => id}
        height="460px"
        columns={[
          { key: "agency", title: t.agency, render: ({ id }) => <AgencyName id={id} /> },
          {
            key: "good",
            title: t.lastGood,
            width: "11em",
            render: ({ goodAt }) =>
              goodAt === null ? <span className="soft">{t.never}</span> : <Time at={goodAt} />,
          },
          {
            key: "last",
            title: t.last,
            width: "17em",
            render: ({ lastAt, lastState, demo }) =>
              lastState === null ? (
                <span className="soft">—</span>
              ) : (
                <span className="row">
                  <Time at={lastAt} /> <StateTag state={lastState as State} />
                  {demo && <span className="soft">{t.demo}</span>}
                </span>
              ),
          },
          {
            key: "recent",
            title: t.recent,
            width: "8em",
            align: "end",
            render: ({ id }) => <Count of={flowOf(id)?.batches ?? 0} />,
          },
          {
            key: "all",
            title: "",
            width: "6em",
            render: ({ id }) => <PageLink to={`/transfers?agency=${id}`}>{t.seeAll}</PageLink>,
          },
        ]}
      />
    </div>
  );
}
