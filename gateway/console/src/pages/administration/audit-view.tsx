/** What operators did: found by who, what and when; each with whether the tamper-evident log bears it out. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { exactCount } from "../../format.ts";
import { DayField, TypedField } from "../../frame/fields.tsx";
import { Part } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { ActName } from "./act-name.tsx";
import {
  type AuditEntry,
  type AuditFilter,
  auditQuery,
  filterOf,
  operatorsQuery,
} from "./administration-data.ts";
import { ACTS, AUDIT, WORDS } from "./words.ts";

export function AuditView() {
  const t = useWords(AUDIT);
  const own = useWords(WORDS);
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const asked = useInfiniteQuery(auditQuery(filter));
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Part title={own.audit}>
      <div className="stack">
        <Filter filter={filter} />
        {asked.isError ? (
          <ProblemView error={asked.error} retry={asked.refetch} />
        ) : (
          <div className="wide-table">
            <DataTable
              caption={own.audit}
              loading={asked.isPending}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Nothing title={t.nothing} />}
              columns={[
                { key: "at", title: t.at, width: "11em", render: ({ at }) => <Time at={at} full /> },
                { key: "who", title: t.who, width: "9em", render: ({ operator }) => operator },
                { key: "act", title: t.act, width: "12em", render: ({ act }) => <ActName act={act} /> },
                { key: "target", title: t.target, render: ({ target }) => <Target target={target} /> },
                { key: "reason", title: t.reason, render: ({ reason }) => reason ?? "—" },
                { key: "proof", title: t.proof, width: "9em", render: (entry) => <Proof entry={entry} /> },
              ]}
              expand={({ detail }) =>
                Object.keys(detail).length === 0 ? null : (
                  <dl className="plain-facts">
                    {Object.entries(detail).map(([name, value]) => (
                      <Fact key={name} name={name} value={value} />
                    ))}
                  </dl>
                )
              }
            />
          </div>
        )}
        {asked.hasNextPage && (
          <button
            type="button"
            className="button"
            disabled={asked.isFetchingNextPage}
            onClick={() => void asked.fetchNextPage()}
          >
            {t.more}
          </button>
        )}
      </div>
    </Part>
  );
}

function Filter({ filter }: { readonly filter: AuditFilter }) {
  const t = useWords(AUDIT);
  const acts = useWords(ACTS);
  const [, setSearch] = useSearchParams();
  const operators = useQuery(operatorsQuery).data?.items ?? [];
  const set = (name: keyof AuditFilter, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const isSet = Object.values(filter).some((value) => value !== "");
  return (
    <div className="row filters">
      <select
        aria-label={t.who}
        value={filter.operator}
        onChange={({ target }) => set("operator", target.value)}
      >
        <option value="">{t.everybody}</option>
        {operators.map(({ id, name, login }) => (
          <option key={id} value={id}>
            {name} ({login})
          </option>
        ))}
      </select>
      <select aria-label={t.act} value={filter.act} onChange={({ target }) => set("act", target.value)}>
        <option value="">{t.anyAct}</option>
        {Object.entries(acts).map(([act, name]) => (
          <option key={act} value={act}>
            {name}
          </option>
        ))}
      </select>
      <TypedField
        aria-label={t.targetHint}
        placeholder={t.targetHint}
        maxLength={200}
        value={filter.target}
        onValue={(target) => set("target", target)}
      />
      <DayField label={t.from} value={filter.from} onValue={(from) => set("from", from)} />
      <DayField label={t.until} value={filter.until} onValue={(until) => set("until", until)} />
      {isSet && (
        <button
          type="button"
          className="button"
          onClick={() => setSearch({ view: "audit" }, { replace: true })}
        >
          {t.clear}
        </button>
      )}
    </div>
  );
}

/** What there is a page of, as a link to it. */
function Target({ target }: { readonly target: string }) {
  const [, kind, id] = /^(\w+):(.+)$/.exec(target) ?? [];
  if (kind === "batch" && id !== undefined)
    return <Link to={`/batches/${encodeURIComponent(id)}`}>{target}</Link>;
  return <span>{target === "" ? "—" : target}</span>;
}

function Proof({ entry }: { readonly entry: AuditEntry }) {
  const t = useWords(AUDIT);
  if (!entry.proven) return <StateTag state="down" word={t.unproven} />;
  return (
    <>
      <StateTag state="ok" word={t.proven} />
      <div className="soft">
        {entry.logIndex === null ? (
          t.unnumbered
        ) : (
          <Link to={`/log?id=${entry.logIndex}`}>#{exactCount(entry.logIndex)}</Link>
        )}
      </div>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: unknown }) {
  return (
    <>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>{Array.isArray(value) ? value.join("、") : String(value)}</dd>
    </>
  );
}
