/** The rows themselves, masked: rejected ones by row number, accepted ones in the order of the seal. What is looked at lives in the URL. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import { Asked } from "../../frame/asked.tsx";
import { Nothing } from "../../frame/states.tsx";
import { useMay } from "../../session.ts";
import { useSaid, useWords } from "../../words.ts";
import { type Batch, type RowsAsked, rowsQuery } from "./batch-data.ts";
import { WORDS } from "./words.ts";

export function Rows({
  batch,
  asked,
  onAsk,
}: {
  readonly batch: Batch;
  readonly asked: RowsAsked;
  readonly onAsk: (asked: RowsAsked) => void;
}) {
  const t = useWords(WORDS);
  const query = useQuery(rowsQuery(batch.id, asked));
  return (
    <div className="stack">
      <div className="row">
        {(["rejected", "accepted"] as const).map((state) => (
          <button
            key={state}
            type="button"
            className="button"
            aria-pressed={asked.state === state}
            onClick={() => onAsk({ state })}
          >
            {state === "rejected" ? t.rejectedRows : t.acceptedRows}
          </button>
        ))}
        {asked.state === "rejected" && (
          <FromRow
            key={asked.row ?? 0}
            row={asked.row}
            onGo={(row) => onAsk({ ...asked, row, cursor: undefined })}
          />
        )}
        {asked.code !== undefined && (
          <span className="row">
            <strong>{t.onlyCode(asked.code)}</strong>
            <button type="button" className="link" onClick={() => onAsk({ state: "rejected" })}>
              {t.clear}
            </button>
          </span>
        )}
        <span className="grow" />
        <span className="soft">{t.masked}</span>
      </div>
      <Asked query={query}>
        {({ items, columns, values, next }) => (
          <>
            {values === "absent" && <p className="soft">{t.absent}</p>}
            {items.length === 0 ? (
              <Nothing title={t.noRows} />
            ) : (
              <RowTable items={items} columns={columns} asked={asked} item={batch.item} />
            )}
            <div className="row">
              {asked.cursor !== undefined && (
                <button
                  type="button"
                  className="button"
                  onClick={() => onAsk({ ...asked, cursor: undefined })}
                >
                  {t.first}
                </button>
              )}
              {next !== null && (
                <button type="button" className="button" onClick={() => onAsk({ ...asked, cursor: next })}>
                  {t.more}
                </button>
              )}
            </div>
          </>
        )}
      </Asked>
    </div>
  );
}

type RowPage = Awaited<ReturnType<NonNullable<ReturnType<typeof rowsQuery>["queryFn"]>>>;

function RowTable({
  items,
  columns,
  asked,
  item,
}: Pick<RowPage, "items" | "columns"> & { readonly asked: RowsAsked; readonly item: string }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const mayFollow = useMay()("operator", "viewer");
  const shown = faultyFirst(columns, items);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="data-table row-table" tabIndex={0} aria-label={t.rowTable}>
      <table>
        <caption className="unseen">{t.rowTable}</caption>
        <thead>
          <tr>
            <th scope="col">{asked.state === "rejected" ? t.row : t.leaf}</th>
            <th scope="col">{t.problems}</th>
            {shown.map(({ column }) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.number}>
              <th scope="row" className="figures">
                {row.number}
                {mayFollow && row.record !== undefined && row.subject !== undefined && (
                  <>
                    {" "}
                    <Link
                      to={`/records?${new URLSearchParams({ record: row.record, subject: row.subject, item })}`}
                    >
                      {t.openRecord}
                    </Link>
                  </>
                )}
              </th>
              <td className="row-findings">
                {row.state === "withheld" && <span className="soft">{t.withheldRow}</span>}
                {row.findings.map((one) => (
                  <p key={`${one.code}${one.column}`}>
                    {one.column !== "" && <strong>{one.column} </strong>}
                    {said(one.message)} <code className="soft">{one.code}</code>
                  </p>
                ))}
              </td>
              {shown.map(({ column, at }) => {
                const isFaulty = row.findings.some((one) => one.column === column);
                return (
                  <td key={column} className={isFaulty ? "faulty" : ""}>
                    {row.values?.[at]}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Columns with their place in `values`; what was found fault with stands beside its finding, not beyond the window. */
function faultyFirst(
  columns: readonly string[],
  items: readonly { readonly findings: readonly { readonly column: string }[] }[],
): readonly { readonly column: string; readonly at: number }[] {
  const faulty = new Set(items.flatMap(({ findings }) => findings.map(({ column }) => column)));
  return columns
    .map((column, at) => ({ column, at }))
    .sort((a, b) => Number(faulty.has(b.column)) - Number(faulty.has(a.column)));
}

function FromRow({ row, onGo }: { readonly row: number | undefined; readonly onGo: (row: number) => void }) {
  const t = useWords(WORDS);
  const [text, setText] = useState(row === undefined ? "" : String(row));
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (/^\d{1,9}$/.test(text)) onGo(Number(text));
      }}
    >
      <label className="row">
        {t.fromRow}
        <input
          className="input short-input"
          inputMode="numeric"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        {t.go}
      </button>
    </form>
  );
}
