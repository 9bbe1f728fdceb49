/** The five numbers of the night, and how acceptance and timeliness went over thirty nights. */
import { Link } from "react-router";

import { exactCount, percentOf } from "../../format.ts";
import { Count } from "../../shared-views/count.tsx";
import { useWords } from "../../words.ts";
import type { Today } from "./nights.ts";
import { Sparkline } from "./sparkline.tsx";
import { WORDS } from "./words.ts";

export function Numbers({ today }: { readonly today: Today }) {
  const t = useWords(WORDS);
  const { numbers, series } = today;
  const { rows, rejected, updated, accepted, unlinked, duplicates, uncoded, late } = numbers;
  const over = series.filter(({ night }) => night <= today.night);
  const five = [
    { name: t.rows, why: t.rowsWhy, of: rows, line: over.map((one) => one.rows) },
    { name: t.questioned, why: t.questionedWhy, of: rejected, line: over.map((one) => one.rejected) },
    { name: t.updated, why: t.updatedWhy, of: updated, line: over.map((one) => one.updated) },
    { name: t.accepted, why: t.acceptedWhy, of: accepted, line: over.map((one) => one.accepted) },
    { name: t.unlinked, why: t.unlinkedWhy(exactCount(uncoded)), of: unlinked, line: null },
  ];
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const acceptance = over.map((one) => share(one.accepted + one.duplicates, one.rows));
  const timeliness = over.map((one) => share(one.inTime, one.due));
  const { due, arrived, partial } = today.last;
  const extra = [
    ...(duplicates > 0 ? [t.duplicates(exactCount(duplicates))] : []),
    ...(late > 0 ? [t.lateRows(exactCount(late))] : []),
  ];
  return (
    <>
      <ul className="numbers">
        {five.map(({ name, why, of, line }) => (
          <li key={name} title={why}>
            <span>{name}</span>
            <strong>
              <Count of={of} />
            </strong>
            {line === null ? (
              <span className="numbers-why">{t.unlinkedShort}</span>
            ) : (
              <Sparkline values={line} label={`${name} · ${t.thirtyNights}`} />
            )}
          </li>
        ))}
      </ul>
      {extra.length > 0 && <p className="soft">{extra.join(" · ")}</p>}
      <ul className="numbers numbers-rates">
        <li title={t.acceptanceWhy}>
          <span>{t.acceptance}</span>
          <strong className="figures">{percentOf(accepted + duplicates, rows)}</strong>
          <Sparkline
            values={acceptance}
            low={Math.min(0.9, ...acceptance.filter((one) => one !== null))}
            label={`${t.acceptance} · ${t.thirtyNights}`}
          />
        </li>
        <li title={t.timelinessWhy}>
          <span>{t.timeliness}</span>
          <strong className="figures">{percentOf(arrived + partial, due)}</strong>
          <Sparkline
            values={timeliness}
            low={Math.min(0.9, ...timeliness.filter((one) => one !== null))}
            label={`${t.timeliness} · ${t.thirtyNights}`}
          />
        </li>
        <li>
          <Link to="/quality">{t.toQuality}</Link>
        </li>
      </ul>
    </>
  );
}
