/** Releases of the catalog, and what one changed against another: of everything, or of one item. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api } from "../../api.ts";
import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { NodeName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

type Release = components["schemas"]["ReleaseList"]["items"][number];

const releasesQuery = queryOptions({
  queryKey: ["catalog", "releases"],
  queryFn: () => answered(api.GET("/api/catalog/releases")),
});

export function ReleasesView() {
  const t = useWords(WORDS);
  const releases = useQuery(releasesQuery);
  return (
    <Asked query={releases}>
      {({ items }) => (
        <>
          <Part title={t.release}>
            <DataTable
              caption={t.release}
              rows={items}
              rowKey={({ number }) => String(number)}
              columns={[
                {
                  key: "number",
                  title: t.release,
                  render: ({ number, version }) => (
                    <>
                      <strong>{version}</strong> <span className="soft">№ {number}</span>
                    </>
                  ),
                },
                { key: "state", title: t.state, render: (one) => <ReleaseState release={one} all={items} /> },
                {
                  key: "effective",
                  title: t.effectiveAt,
                  render: ({ effectiveAt }) => <Time at={effectiveAt} full />,
                },
                {
                  key: "grace",
                  title: t.graceUntil,
                  render: ({ graceUntil }) => <Time at={graceUntil} full />,
                },
                { key: "taken", title: t.takenAt, render: ({ takenAt }) => <Time at={takenAt} full /> },
                {
                  key: "from",
                  title: t.takenFrom,
                  render: ({ takenFrom, number }) =>
                    number === 0 ? t.installed : takenFrom ? <NodeName id={takenFrom} /> : "—",
                },
              ]}
            />
          </Part>
          <Part title={t.compare}>
            <Comparing releases={items} item={undefined} />
          </Part>
        </>
      )}
    </Asked>
  );
}

function ReleaseState({ release, all }: { readonly release: Release; readonly all: readonly Release[] }) {
  const t = useWords(WORDS);
  if (release.inForce) return <strong className="good">● {t.inForce}</strong>;
  if (!release.usable)
    return (
      <span className="bad" title={release.fault}>
        ✕ {t.faulty}
      </span>
    );
  const now = all.find(({ inForce }) => inForce)?.number ?? 0;
  return release.number > now ? <>◷ {t.toCome}</> : <span className="soft">{t.past}</span>;
}

export function ItemChanges({ item }: { readonly item: string }) {
  const releases = useQuery(releasesQuery);
  return <Asked query={releases}>{({ items }) => <Comparing releases={items} item={item} />}</Asked>;
}

/** The newest against the one before, until others are chosen. */
function Comparing({
  releases,
  item,
}: {
  readonly releases: readonly Release[];
  readonly item: string | undefined;
}) {
  const t = useWords(WORDS);
  const usable = releases.filter((one) => one.usable);
  const [from, setFrom] = useState(usable[1]?.number);
  const [to, setTo] = useState(usable[0]?.number);
  if (from === undefined || to === undefined) return <Nothing title={t.onlyOne} />;
  const options = usable.map(({ number, version }) => ({ value: number, label: `${version} № ${number}` }));
  return (
    <div className="stack">
      <div className="row">
        <Select
          aria-label={t.older}
          value={from}
          options={options}
          onChange={setFrom}
          popupMatchSelectWidth={false}
        />
        →
        <Select
          aria-label={t.newer}
          value={to}
          options={options}
          onChange={setTo}
          popupMatchSelectWidth={false}
        />
      </div>
      <Changes from={from} to={to} item={item} />
    </div>
  );
}

function Changes({
  from,
  to,
  item,
}: {
  readonly from: number;
  readonly to: number;
  readonly item: string | undefined;
}) {
  const t = useWords(WORDS);
  const said = useSaid();
  const query = { from, to, ...(item !== undefined && { item }) };
  const found = useQuery({
    queryKey: ["catalog", "differences", query],
    queryFn: () => answered(api.GET("/api/catalog/differences", { params: { query } })),
  });
  return (
    <Asked query={found}>
      {({ changes }) => {
        const breaking = changes.filter(({ breaksSenders }) => breaksSenders).length;
        return (
          <>
            {breaking > 0 && <Notice tone="warn" title={t.breaking(breaking)} />}
            <DataTable
              caption={t.changes}
              rows={changes}
              rowKey={({ part, kind, told }) => `${part} ${kind} ${told.zh}`}
              empty={<Nothing title={item === undefined ? t.noChanges : t.noChangesItem} />}
              columns={[
                { key: "part", title: t.part, render: ({ part }) => <code>{part}</code> },
                { key: "told", title: t.change, render: ({ told }) => said(told) },
                {
                  key: "effect",
                  title: t.effect,
                  render: ({ breaksSenders, narrowsReaders }) => (
                    <>
                      {breaksSenders && <span className="mark mark-bad">{t.breaks}</span>}{" "}
                      {narrowsReaders && <span className="mark mark-warn">{t.narrows}</span>}
                    </>
                  ),
                },
              ]}
            />
          </>
        );
      }}
    </Asked>
  );
}
