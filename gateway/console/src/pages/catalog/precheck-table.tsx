/** The file as a spreadsheet shows it, with what was found said in the very cells. Text from the file is text: React writes no markup of it. */
import { useState } from "react";

import { useSaid, useWords } from "../../words.ts";
import type { Finding, Told } from "./precheck-told.ts";
import { PRECHECK_WORDS } from "./precheck-words.ts";

type Table = NonNullable<Told["table"]>;

export function PrecheckTable({
  table,
  findings,
}: {
  readonly table: Table;
  readonly findings: readonly Finding[];
}) {
  const t = useWords(PRECHECK_WORDS);
  const [onlyFaulty, setOnlyFaulty] = useState(findings.length > 0);
  const titles = table.rows.find(({ row }) => row === table.titleRow)?.cells ?? [];
  const found = new Map<number, Finding[]>();
  for (const one of findings) found.set(one.row, [...(found.get(one.row) ?? []), one]);
  const below = table.rows.filter(({ row }) => row > table.titleRow);
  const shown = onlyFaulty ? below.filter(({ row }) => found.has(row)) : below;
  const faulty = new Set(findings.map(({ column }) => column));
  const width = Math.max(titles.length, ...shown.map(({ cells }) => cells.length));
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
              onChange={(event) => setOnlyFaulty(event.target.checked)}
            />{" "}
            {t.onlyFaulty}
          </label>
        )}
        <span className="soft">{t.shown(table.rows.length)}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className="precheck-table" aria-label={t.table} tabIndex={0}>
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
