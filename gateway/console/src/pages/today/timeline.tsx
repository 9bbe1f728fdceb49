/**
 * The night's batches over time: bars by the hour for all of them, and each of the latest as a stroke from arrival to
 * end, in as many lanes as it takes. Boxes placed by percent, so that it fits any width without being measured.
 */
import { useNavigate } from "react-router";

import { clockOf, exactCount } from "../../format.ts";
import { PageLink, useMayOpen } from "../../shared-views/page-link.tsx";
import { type State, useStateWords } from "../../shared-views/state-tag.tsx";
import { useSaid, useWords } from "../../words.ts";
import type { Today } from "./nights.ts";
import { WORDS } from "./words.ts";

type Arrival = Today["timeline"]["arrivals"][number];

const MOST_LANES = 12;
/** Of the width: what ends at once must be seen and clicked all the same. */
const LEAST = 0.006;
const TONES: Readonly<Record<Arrival["state"], string>> = {
  done: "good",
  partial: "warn",
  refused: "bad",
  failed: "bad",
  waiting: "quiet",
  working: "busy",
  cancelled: "quiet",
  held: "warn",
};

export function Timeline({ today }: { readonly today: Today }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const states = useStateWords();
  const navigate = useNavigate();
  const mayOpen = useMayOpen();
  const { from, until, arrivals, hours, more } = today.timeline;
  const begin = Date.parse(from);
  const whole = Date.parse(until) - begin;
  const most = Math.max(...hours);
  if (most === 0 && arrivals.length === 0) return <p className="soft">{t.timelineNone}</p>;
  const placed = place(arrivals, begin, whole, Date.parse(today.at));
  const lanes = Math.max(0, ...placed.map(({ lane }) => lane)) + 1;
  const filter = new URLSearchParams({ from, until });
  return (
    <div className="timeline">
      <ul className="timeline-hours" aria-label={t.arrivalsPerHour}>
        {hours.map((count, at) => {
          const hour = (at + today.dueHour) % 24;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: hours of a night.
            <li key={at} title={`${hour}:00 · ${exactCount(count)}`}>
              <span
                style={{ height: `${most === 0 ? 0 : Math.max(count > 0 ? 6 : 0, (count / most) * 100)}%` }}
              />
              <i>{at % 3 === 0 ? `${hour}:00` : ""}</i>
            </li>
          );
        })}
      </ul>
      <div className="timeline-lanes" style={{ height: lanes * 12 + 4 }}>
        {placed.map(({ arrival, left, width, lane }) => {
          const { entryId, batchId, at, endedAt, state, rows, rejected, fileName } = arrival;
          const name = [
            `${clockOf(at)}${endedAt === null ? "" : `–${clockOf(endedAt)}`}`,
            said(arrival.itemTitle),
            said(arrival.agencyName),
            states[state satisfies State],
            ...(rows === null ? [] : [t.cellRows(exactCount(rows), exactCount(rejected ?? 0))]),
            ...(fileName === "" ? [] : [fileName]),
          ].join(" · ");
          // What a door turned away has no page of its own.
          const to =
            arrival.kind === "refusal" ? `/transfers?id=${entryId}` : `/batches/${batchId ?? entryId}`;
          const isOpen = mayOpen(to);
          return (
            <button
              type="button"
              key={entryId}
              tabIndex={-1}
              className={`timeline-bar state-${TONES[state]}`}
              style={{ left: `${left * 100}%`, width: `${width * 100}%`, top: lane * 12 + 3 }}
              title={name}
              aria-label={name}
              aria-disabled={!isOpen}
              onClick={() => {
                if (isOpen) void navigate(to);
              }}
            />
          );
        })}
      </div>
      <p className="timeline-foot">
        {more && <span className="soft">{t.timelineMore(arrivals.length)}</span>}
        <PageLink to={`/transfers?${filter}`}>{t.seeArrivals}</PageLink>
      </p>
    </div>
  );
}

function place(arrivals: readonly Arrival[], begin: number, whole: number, now: number) {
  const ends: number[] = [];
  return arrivals.map((arrival) => {
    const left = Math.min(1 - LEAST, Math.max(0, (Date.parse(arrival.at) - begin) / whole));
    const end = arrival.endedAt === null ? now : Date.parse(arrival.endedAt);
    const width = Math.min(1 - left, Math.max(LEAST, (end - begin) / whole - left));
    let lane = ends.findIndex((one) => one <= left);
    if (lane < 0) lane = ends.length < MOST_LANES ? ends.length : ends.indexOf(Math.min(...ends));
    ends[lane] = left + width + LEAST / 3;
    return { arrival, left, width, lane };
  });
}
