/** Entries of the log, found by id, number, kind and time; the filter stands in the URL. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { exactCount } from "../../format.ts";
import { DayField, TypedField } from "../../frame/fields.tsx";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { MoreButton } from "../../shared-views/more-button.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { dataOf, EntrySummary } from "./entry-summary.tsx";
import { entriesQuery, filterOf, isAskable } from "./log-data.ts";
import "./log.css";
import { KINDS, WORDS } from "./words.ts";

export function Entries({ kinds }: { readonly kinds: readonly string[] }) {
  const t = useWords(WORDS);
  const names: Readonly<Record<string, string>> = useWords(KINDS);
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const asked = useInfiniteQuery(entriesQuery(filter));
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const rows = asked.data?.pages.flatMap(({ entries }) => entries) ?? [];
  return (
    <div className="stack">
      <div className="row log-filter">
        <TypedField
          className="log-id"
          aria-label={t.idHint}
          placeholder={t.idHint}
          maxLength={100}
          value={search.get("id") ?? ""}
          onValue={(id) => set("id", id)}
        />
        <select aria-label={t.kind} value={filter.kind} onChange={({ target }) => set("kind", target.value)}>
          <option value="">{t.allKinds}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {names[kind] ?? kind}
            </option>
          ))}
        </select>
        <DayField label={t.from} value={filter.from} onValue={(from) => set("from", from)} />
        <DayField label={t.until} value={filter.until} onValue={(until) => set("until", until)} />
        {search.size > 0 && (
          <button type="button" className="button" onClick={() => setSearch({}, { replace: true })}>
            {t.clear}
          </button>
        )}
      </div>
      {!isAskable(filter) && <Notice tone="warn" title={t.wrongId} />}
      {asked.isError && <ProblemView error={asked.error} retry={asked.refetch} />}
      {isAskable(filter) && !asked.isError && (
        <DataTable
          caption={t.search}
          loading={asked.isPending}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<Nothing title={t.nothing} />}
          height="560px"
          columns={[
            {
              key: "number",
              title: t.number,
              width: "7em",
              align: "end",
              render: ({ number }) =>
                number === null ? <span className="soft">{t.open}</span> : exactCount(number),
            },
            { key: "at", title: t.at, width: "11em", render: ({ at }) => <Time at={at} full /> },
            { key: "kind", title: t.kind, width: "8em", render: ({ kind }) => names[kind] ?? kind },
            { key: "text", title: t.content, render: (entry) => <Text entry={entry} /> },
          ]}
          expand={(entry) => <More entry={entry} />}
        />
      )}
      <MoreButton query={asked} word={t.more} />
    </div>
  );
}

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly data: string;
  readonly hash: string;
  readonly act?:
    | {
        readonly operator: string;
        readonly act: string;
        readonly target: string;
        readonly reason: string | null;
        readonly sound: boolean;
      }
    | undefined;
}

function Text({ entry: { act, kind, data } }: { readonly entry: Entry }) {
  const t = useWords(WORDS);
  if (!act) return <EntrySummary kind={kind} text={data} />;
  return (
    <span className="row">
      <strong>{act.operator}</strong> <code>{act.act}</code> {act.target}
      {!act.sound && <StateTag state="down" word={t.unsound} />}
    </span>
  );
}

function More({ entry }: { readonly entry: Entry }) {
  const t = useWords(WORDS);
  const { id, data, hash, act } = entry;
  return (
    <dl className="log-facts">
      {act && (
        <>
          <dt>{t.act}</dt>
          <dd>
            {act.operator} <code>{act.act}</code>{" "}
            <StateTag state={act.sound ? "ok" : "down"} word={act.sound ? t.sound1 : t.unsound} />
          </dd>
          <dt>{t.target}</dt>
          <dd>{act.target}</dd>
          <dt>{t.reason}</dt>
          <dd>{act.reason ?? "—"}</dd>
        </>
      )}
      <dt>{t.text}</dt>
      <dd>
        <code className="log-text">{data}</code>
        <div>
          <Batch data={data} />
        </div>
      </dd>
      <dt>{t.hash}</dt>
      <dd>
        <code>{hash}</code>
      </dd>
      <dt>ID</dt>
      <dd>
        <code>{id}</code>
      </dd>
    </dl>
  );
}

function Batch({ data }: { readonly data: string }) {
  const t = useWords(WORDS);
  const { batch, intake } = dataOf(data);
  const id = batch ?? intake;
  return typeof id !== "string" ? null : <Link to={`/batches/${id}`}>{t.seeBatch}</Link>;
}
