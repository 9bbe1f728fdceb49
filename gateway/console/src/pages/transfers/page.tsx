/**
 * The log of transfers. The address is the filter; older ones are fetched as they are wanted, what is new waits for a
 * click. A search that the node ends for want of time is taken up again a few times by itself, then asks.
 */
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";

import { answered, api } from "../../api.ts";
import { exactCount, timeOf } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { Page } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Loading, Nothing } from "../../frame/states.tsx";
import { useMay } from "../../session.ts";
import { Count } from "../../shared-views/count.tsx";
import { useWords } from "../../words.ts";
import { Bar } from "./bar.tsx";
import { type Filter, filterOf, isEmpty, searchOf } from "./filter.ts";
import { useGoingOn } from "./going-on.ts";
import { List, useNarrow } from "./list.tsx";
import { useLive } from "./live.ts";
import { Shortcuts } from "./saved.tsx";
import { type About, BySubject } from "./subject.tsx";
import { WORDS } from "./words.ts";
import "./transfers.css";

const LIMIT = 50;
/** More than that nobody reads; and a table of them would be slow. */
const MOST_SHOWN = 1000;

async function ask(filter: Filter, about: About | null, cursor: string) {
  const paging = { limit: LIMIT, ...(cursor !== "" && { cursor }) };
  const wanted = { ...filter, ...paging } as never;
  if (about === null) return await answered(api.GET("/api/transfers", { params: { query: wanted } }));
  return await answered(
    api.POST("/api/transfers/about", { body: { ...filter, ...paging, ...about } as never }),
  );
}

/** How far back a page of the list shows everything: what is older than that is not missing on it. */
function reachOf(page: Awaited<ReturnType<typeof ask>> | undefined): string | null {
  if (page === undefined || page.older === null) return null;
  return page.searchedUntil ?? page.rows.at(-1)?.at ?? null;
}

/** A search by subject has a number here, and its words nowhere but in the page's own memory. */
function keyOf(filter: Filter, about: number) {
  return ["transfers", searchOf(filter).toString(), about] as const;
}

export function TransfersPage() {
  const t = useWords(WORDS);
  const may = useMay();
  const isNarrow = useNarrow();
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(text)), [text]);
  const [about, setAbout] = useState<About | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [asRecord, setAsRecord] = useState<string>();
  const top = useRef<HTMLDivElement>(null);
  const client = useQueryClient();
  const [asked, setAsked] = useState(0);
  const key = keyOf(filter, about === null ? 0 : asked);
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: async ({ pageParam }) => await ask(filter, about, pageParam),
    getNextPageParam: ({ older }) => older ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const pages = query.data?.pages;
  const [first, last] = [pages?.[0], pages?.at(-1)];
  const listed = useMemo(() => pages?.flatMap(({ rows }) => rows) ?? [], [pages]);
  const ids = useMemo(() => new Set(listed.map(({ id }) => id)), [listed]);
  const mark = about === null && first !== undefined ? first.mark : null;
  const live = useLive(mark, { filter, ids, reach: reachOf(first) });
  const entries = listed.map((entry) => live.changed.get(entry.id) ?? entry);
  const searching = useGoingOn(query, last, listed.length, text);
  const onFilter = (next: Filter) => setSearch(searchOf(next));
  const reload = () => {
    top.current?.scrollIntoView({ block: "start" });
    // The first page alone; whoever had gone on has seen the others.
    client.setQueryData(key, (had: typeof query.data) =>
      had ? { pages: had.pages.slice(0, 1), pageParams: had.pageParams.slice(0, 1) } : had,
    );
    void query.refetch();
  };
  const look = async (next: About) => {
    // Asked here and kept as the list's first page: a refusal is shown in the dialog, and the search is logged once.
    const page = await ask(filter, next, "");
    const number = asked + 1;
    client.setQueryData(keyOf(filter, number), { pages: [page], pageParams: [""] });
    setAsked(number);
    setAbout(next);
  };
  const lookAsRecord = (id: string | undefined) => {
    onFilter({});
    setAsRecord(id);
    setAsking(true);
  };
  const isFull = entries.length >= MOST_SHOWN;

  const bar = (
    <Bar filter={filter} onFilter={onFilter}>
      <span className="grow" />
      {last?.older === null ? (
        entries.length > 0 && <span className="soft">{t.total(exactCount(entries.length))}</span>
      ) : first !== undefined && first.estimatedTotal !== null && !isEmpty(filter) ? (
        <span className="soft">
          {t.estimate} <Count of={Math.max(first.estimatedTotal, entries.length)} estimate /> {t.entries}
        </span>
      ) : null}
      {about === null && first !== undefined && (
        <span className={live.line === "there" ? "transfers-live on" : "transfers-live"} role="status">
          {t[live.line]}
        </span>
      )}
    </Bar>
  );

  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <>
          {may("operator", "viewer") && (
            <button
              type="button"
              className="button"
              aria-expanded={isAsking}
              onClick={() => {
                setAsRecord(undefined);
                setAsking(!isAsking);
              }}
            >
              {t.bySubject}
            </button>
          )}
          {may("audit", "operator", "viewer") && about === null && (
            <a
              className="button transfers-export"
              href={`/api/transfers/export?${searchOf(filter)}`}
              title={t.exportHint}
              download
            >
              {t.export}
            </a>
          )}
        </>
      }
    >
      <div ref={top} className="part stack">
        <Shortcuts filter={filter} onFilter={onFilter} />
        {isNarrow ? (
          <details className="transfers-fold">
            <summary>{searchOf(filter).size > 0 ? t.filtersSet(searchOf(filter).size) : t.filters}</summary>
            {bar}
          </details>
        ) : (
          bar
        )}
        {isAsking && <BySubject key={asRecord} given={asRecord} onAbout={look} />}
      </div>
      {about !== null && (
        <Notice
          tone="info"
          title={t.about}
          action={
            <button type="button" className="button" onClick={() => setAbout(null)}>
              {t.aboutEnd}
            </button>
          }
        >
          {first?.query !== undefined && (
            <p>
              {t.aboutLogged} <code>{first.query}</code>
            </p>
          )}
          {first?.truncated && <p>{t.aboutCut}</p>}
        </Notice>
      )}
      {query.isError && <ProblemView error={query.error} retry={query.refetch} />}
      <div>
        <div className="transfers-fresh-place">
          {(live.fresh > 0 || live.isMuch) && (
            <button type="button" className="transfers-fresh" onClick={reload}>
              {live.isMuch ? t.many : t.fresh(live.fresh)}
            </button>
          )}
        </div>
        {query.isPending ? (
          <Loading lines={12} />
        ) : entries.length > 0 ? (
          <List entries={entries} />
        ) : last !== undefined && last.older === null ? (
          <Nothing title={isEmpty(filter) && about === null ? t.nothingYet : t.noMatch}>
            {isEmpty(filter) ? (
              <p>{t.nothingYetHint}</p>
            ) : (
              <div className="row">
                <button type="button" className="button" onClick={() => onFilter({})}>
                  {t.clear}
                </button>
                {filter.id !== undefined && about === null && may("operator", "viewer") && (
                  <button type="button" className="button" onClick={() => lookAsRecord(filter.id)}>
                    {t.asRecord}
                  </button>
                )}
              </div>
            )}
          </Nothing>
        ) : null}
      </div>
      {last !== undefined && (
        <div className="transfers-foot" role="status">
          {searching.isGoing ? (
            <>
              <span className="transfers-busy">
                {t.searching(timeOf(last.searchedUntil ?? last.rows.at(-1)?.at ?? Date.now()))}
              </span>
              <button type="button" className="button" onClick={searching.stop}>
                {t.stop}
              </button>
            </>
          ) : last.older === null ? (
            entries.length > 0 && <span className="soft">{t.end}</span>
          ) : isFull ? (
            <span className="soft">{t.tooMany(exactCount(entries.length))}</span>
          ) : (
            <>
              {last.searchedUntil !== null && <span>{t.searched(timeOf(last.searchedUntil))}</span>}
              <button type="button" className="button" disabled={query.isFetching} onClick={searching.goOn}>
                {last.searchedUntil === null ? t.older : t.goOn}
              </button>
            </>
          )}
        </div>
      )}
    </Page>
  );
}
