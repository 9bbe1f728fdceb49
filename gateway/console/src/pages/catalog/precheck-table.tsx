/** The file as a spreadsheet shows it, with what was found said in the very cells. Text from the file is text: React writes no markup of it. */
import { useRef, useState } from "react";

import { exactCount } from "../../format.ts";
import { useSaid, useWords } from "../../words.ts";
import type { Finding, Told } from "./precheck-told.ts";
import { PRECHECK_WORDS } from "./precheck-words.ts";

type Table = NonNullable<Told["table"]>;

/** More at once would make a wide file slow. */
const PAGE = 100;

export function PrecheckTable({
  table,
  findings,
  rows,
  isCut,
}: {
  readonly table: Table;
  readonly findings: readonly Finding[];
  /** Of the whole file. */
  readonly rows: number;
  /** There were more findings than are told. */
  readonly isCut: boolean;
}) {
  const t = useWords(PRECHECK_WORDS);
  const box = useRef<HTMLElement>(null);
  const [onlyFaulty, setOnlyFaulty] = useState(findings.length > 0);
  const [page, setPage] = useState(0);
  const turnTo = (next: number) => {
    setPage(next);
    box.current?.scrollTo(0, 0);
  };
  const titles = table.rows.find(({ row }) => row === table.titleRow)?.cells ?? [];
  const found = new Map<number, Finding[]>();
  for (const one of findings) found.set(one.row, [...(found.get(one.row) ?? []), one]);
  const below = table.rows.filter(({ row }) => row > table.titleRow);
  const wanted = onlyFaulty ? below.filter(({ row }) => found.has(row)) : below;
  const shown = wanted.slice(page * PAGE, (page + 1) * PAGE);
  const faulty = new Set(findings.map(({ column }) => column));
  const width = Math.max(titles.length, ...wanted.map(({ cells }) => cells.length));
  // The first column says whose row it is.
  const columns = Array.from({ length: width }, (_, at) => at).filter(
    (at) => !onlyFaulty || at === 0 || faulty.has(titles[at] ?? ""),
  );
  return (
    <div className="stack">
      <div className="row">
        {findings.length > 0 && (
          <label>
            <input
              type="checkbox"
              checked={onlyFaulty}
              onChange={(event) => {
                setOnlyFaulty(event.target.checked);
                turnTo(0);
              }}
            />{" "}
            {t.onlyFaulty}
          </label>
        )}
        {below.length < rows && (
          <span className="soft">
            {(isCut ? t.partCut : t.part)(exactCount(below.length), exactCount(rows))}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section ref={box} className="precheck-table" aria-label={t.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.row}</th>
              {columns.map((at) => (
                <th key={at} scope="col">
                  {titles[at]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, cells }) => (
              <Row key={row} {...{ row, cells, titles, columns }} found={found.get(row) ?? []} />
            ))}
          </tbody>
        </table>
      </section>
      {wanted.length > PAGE && (
        <div className="row">
          <button type="button" className="button" disabled={page === 0} onClick={() => turnTo(page - 1)}>
            {t.before}
          </button>
          <button
            type="button"
            className="button"
            disabled={(page + 1) * PAGE >= wanted.length}
            onClick={() => turnTo(page + 1)}
          >
            {t.next}
          </button>
          <span className="soft" role="status">
            {t.place(
              exactCount(page * PAGE + 1),
              exactCount(page * PAGE + shown.length),
              exactCount(wanted.length),
            )}
          </span>
        </div>
      )}
    </div>
  );
}

function Row({
  row,
  cells,
  titles,
  columns,
  found,
}: {
  readonly row: number;
  readonly cells: readonly string[];
  readonly titles: readonly string[];
  /** Places of the columns that are shown. */
  readonly columns: readonly number[];
  readonly found: readonly Finding[];
}) {
  const elsewhere = found.filter(({ column }) => !titles.includes(column));
  return (
    <tr>
      <th scope="row" className={classOf(elsewhere)}>
        {row}
        <Said found={elsewhere} />
      </th>
      {columns.map((at) => {
        const own = found.filter(({ column }) => column !== "" && column === titles[at]);
        return (
          <td key={at} className={classOf(own)}>
            {cells[at]}
            <Said found={own} />
          </td>
        );
      })}
    </tr>
  );
}

function classOf(found: readonly Finding[]): string {
  if (found.length === 0) return "";
  return found.some(({ severity }) => severity === "reject") ? "cell-reject" : "cell-warn";
}

function Said({ found }: { readonly found: readonly Finding[] }) {
  const said = useSaid();
  return found.map(({ code, severity, message }) => (
    <span key={code} className={severity === "reject" ? "cell-told bad" : "cell-told warn"}>
      {severity === "reject" ? "✕" : "!"} {said(message)}
    </span>
  ));
}
