/** The answer of the page in one sentence: did everything arrive, and what did not. */
import type { ReactNode } from "react";

import { useLanguage, useWords } from "../../words.ts";
import { dayName, nightName, type Today } from "./nights.ts";
import { WORDS } from "./words.ts";

type Tone = "good" | "warn" | "bad" | "quiet";

const SIGN: Readonly<Record<Tone, string>> = { good: "✓", warn: "!", bad: "✕", quiet: "–" };

export function Headline({ today }: { readonly today: Today }) {
  const t = useWords(WORDS);
  const language = useLanguage();
  const { last, tonight, below, night, dueHour } = today;
  const day = dayName(night, language, t.weekdays);
  const name = nightName(today, language, t);
  const tone = toneOf(today);
  const come = tonight.arrived + tonight.partial;
  return (
    <section className={`headline headline-${tone}`} aria-live="polite">
      <span className="headline-sign" aria-hidden="true">
        {SIGN[tone]}
      </span>
      <div>
        <p className="headline-text">
          {name}
          {sentence(today, t)}
        </p>
        <p className="soft">
          {name === t.lastNight && `${day} · `}
          {tonight.due === 0 ? t.tonightNone : t.tonightDue(tonight.due, come, dueHour)}
          {last.extra > 0 && ` · ${t.extra(last.extra)}`}
        </p>
        {below !== null && below.due > 0 && !isBelowAlone(today) && (
          <p className="soft">{joined(belowParts(below, t), t)}</p>
        )}
      </div>
    </section>
  );
}

function toneOf(today: Today): Tone {
  const { last, below, lines } = today;
  if (last.missing + last.rejected + (below?.rejected ?? 0) > 0) return "bad";
  // What did not come from below may not exist.
  if (last.late + last.partial > 0) return "warn";
  if (below !== null && below.missing + below.late + below.partial > 0) return "warn";
  return last.due === 0 && lines.every(({ isDuty }) => !isDuty) ? "quiet" : "good";
}

/** A node to which no agency owes anything is told of by its lower nodes. */
function isBelowAlone({ below, lines }: Today): boolean {
  return below !== null && below.due > 0 && lines.every(({ isDuty, child }) => !isDuty || child !== null);
}

type Words = ReturnType<typeof useWords<typeof WORDS>>;

/** What did not go well stands in its colour; never only in it. */
function sentence(today: Today, t: Words): ReactNode {
  const { last, below, lines } = today;
  if (below !== null && isBelowAlone(today)) return [t.begin, ...joined(belowParts(below, t), t)];
  const { due, arrived, partial, late, missing, rejected } = last;
  if (due === 0)
    return lines.some(({ isDuty }) => isDuty) ? `${t.comma}${t.nothingDue}` : `${t.comma}${t.noDuties}`;
  const parts: ReactNode[] = [t.due(due)];
  if (arrived === due) parts.push(t.allIn);
  else if (missing + rejected === 0) parts.push(t.allInLate);
  else parts.push(t.in(arrived + partial + late));
  if (late > 0) parts.push(<b className="warn">{t.ofThemLate(late)}</b>);
  if (partial > 0) parts.push(<b className="warn">{t.partial(partial)}</b>);
  if (missing > 0) parts.push(<b className="bad">{t.missing(missing)}</b>);
  if (rejected > 0) parts.push(<b className="bad">{t.rejected(rejected)}</b>);
  return [t.begin, ...joined(parts, t)];
}

function belowParts(below: NonNullable<Today["below"]>, t: Words): readonly ReactNode[] {
  const { due, arrived, partial, late, missing, rejected } = below;
  const parts: ReactNode[] = [t.belowDue(due, arrived + partial + late)];
  if (late > 0) parts.push(<b className="warn">{t.ofThemLate(late)}</b>);
  if (partial > 0) parts.push(<b className="warn">{t.partial(partial)}</b>);
  if (missing > 0) parts.push(<b className="warn">{t.belowMissing(missing)}</b>);
  if (rejected > 0) parts.push(<b className="bad">{t.rejected(rejected)}</b>);
  return parts;
}

function joined(parts: readonly ReactNode[], t: Words): readonly ReactNode[] {
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence.
    <span key={at}>
      {at > 0 && t.comma}
      {part}
    </span>
  ));
}
