/**
 * The waterfall: a line for each step, its bar where it lay in time; filled for work, hatched for waiting, so that a
 * look tells both apart without their colours. All times Asia/Shanghai.
 */
import { useEffect, useRef, useState } from "react";

import { clockOf, dayOf, durationOf, exactTimeOf } from "../../format.ts";
import { useName } from "../../shared-views/names.tsx";
import { useLanguage, useWords } from "../../words.ts";
import type { Batch } from "./batch-data.ts";
import { covered, placeOn } from "./scale.ts";
import { STEPS, WORDS } from "./words.ts";

type Span = Batch["spans"][number];

interface Line {
  readonly key: string;
  readonly span: Span;
  readonly from: number;
  readonly to: number;
  /** Shown where the node changes. */
  readonly node: string | null;
}

const HEIGHT = 24;
const LABEL = 224;
const NARROW = 560;

export function Waterfall({
  batch,
  here,
  now,
}: {
  readonly batch: Batch;
  readonly here: string;
  readonly now: number;
}) {
  const t = useWords(WORDS);
  const language = useLanguage();
  const [isTrue, setTrue] = useState(false);
  const lines = linesOf(batch.spans, now);
  const from = Math.min(...lines.map((line) => line.from));
  const to = Math.max(...lines.map((line) => line.to));
  const at = (kind: Span["kind"]) =>
    covered(
      lines.filter(
        ({ span }) =>
          span.kind === kind &&
          span.node === here &&
          span.peer === undefined &&
          span.step !== "log" &&
          span.step !== "cosign",
      ),
    );
  return (
    <div className="stack">
      <div className="row waterfall-head">
        <strong>{t.total(durationOf(to - from, language))}</strong>
        <span className="soft">
          {t.split(durationOf(at("work"), language), durationOf(at("wait"), language))}
        </span>
        <span className="grow" />
        <Legend />
        <span className="waterfall-scale">
          {[false, true].map((one) => (
            <button
              key={String(one)}
              type="button"
              className="plain"
              aria-pressed={isTrue === one}
              onClick={() => setTrue(one)}
            >
              {one ? t.real : t.compact}
            </button>
          ))}
        </span>
      </div>
      <Drawing lines={lines} isTrue={isTrue} />
    </div>
  );
}

function linesOf(spans: readonly Span[], now: number): readonly Line[] {
  const sorted = spans
    .map((span, place) => ({
      span,
      place,
      from: Date.parse(span.from),
      to: span.to === null ? now : Date.parse(span.to),
    }))
    .sort((a, b) => a.from - b.from || a.place - b.place);
  return sorted.map(({ span, from, to }, at) => ({
    ...{ span, from, to: Math.max(from, to), key: `${span.step}${span.node}${span.peer ?? ""}${at}` },
    node: sorted[at - 1]?.span.node === span.node ? null : span.node,
  }));
}

function Drawing({ lines, isTrue }: { readonly lines: readonly Line[]; readonly isTrue: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(260, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const t = useWords(WORDS);
  const steps = useWords(STEPS);
  const name = useName();
  const language = useLanguage();
  const isNarrow = width < NARROW;
  const left = isNarrow ? 4 : LABEL;
  const field = width - left - 8;
  const place = placeOn(lines, isTrue);
  const lineHeight = isNarrow ? 40 : HEIGHT;
  const tops: number[] = [];
  let top = 20;
  for (const line of lines) {
    if (line.node !== null) top += 22;
    tops.push(top);
    top += lineHeight;
  }
  return (
    <div ref={box} className="waterfall">
      <svg width={width} height={top + 6} role="img" aria-label={t.waterfall}>
        <title>{t.waterfall}</title>
        <defs>
          <pattern
            id="waits"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" className="waterfall-wait-ground" />
            <line x1="0" y1="0" x2="0" y2="6" className="waterfall-wait-line" />
          </pattern>
        </defs>
        <Axis lines={lines} place={(moment) => left + place(moment) * field} bottom={top} width={width} />
        {lines.map((line, at) => {
          const { span, from, to, node } = line;
          const y = tops[at] ?? 0;
          const x = left + place(from) * field;
          const bar = Math.max(3, left + place(to) * field - x);
          const label = `${steps[span.step]}${span.peer === undefined ? "" : ` → ${name("nodes", span.peer)}`}`;
          const told = [
            span.to === null && span.state !== "held" ? `${t.now} ` : "",
            span.state === "failed" ? `✕ ${t.failed} ` : span.state === "held" ? `‖ ${t.heldState} ` : "",
            durationOf(to - from, language),
            span.attempts !== undefined && span.attempts > 1 ? ` · ${t.attempts(span.attempts)}` : "",
            span.code === undefined ? "" : ` · ${span.code}`,
          ].join("");
          const barTop = isNarrow ? y + 18 : y + 3;
          const isLate = x + bar > left + field - textWidth(told) - 10;
          const beside = isLate ? (x - left > textWidth(told) + 10 ? x - 6 : null) : x + bar + 6;
          return (
            <g key={line.key}>
              {node !== null && (
                <text x={0} y={y - 6} className="waterfall-node">
                  {name("nodes", node)}
                </text>
              )}
              <title>{`${label}\n${exactTimeOf(from)} – ${span.to === null ? t.now : exactTimeOf(to)}\n${told}`}</title>
              <text x={isNarrow ? 4 : 12} y={y + 15} className="waterfall-label">
                {isNarrow ? `${label} · ${told}` : cut(label)}
              </text>
              <rect
                x={x}
                y={barTop}
                width={bar}
                height={isNarrow ? 14 : 17}
                rx={2}
                className={`waterfall-${span.state === "done" ? span.kind : span.state}`}
              />
              {!isNarrow && (
                <text
                  x={beside ?? x + bar - 6}
                  y={y + 15}
                  textAnchor={beside === x + bar + 6 ? "start" : "end"}
                  className={beside === null ? "waterfall-told waterfall-inside" : "waterfall-told"}
                >
                  {told}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Axis({
  lines,
  place,
  bottom,
  width,
}: {
  readonly lines: readonly Line[];
  readonly place: (moment: number) => number;
  readonly bottom: number;
  readonly width: number;
}) {
  const moments = [...new Set(lines.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const shown: { readonly moment: number; readonly x: number; readonly text: string }[] = [];
  // Of what is over in seconds the second alone tells nothing.
  const isShort = (moments.at(-1) ?? 0) - (moments[0] ?? 0) < 120_000;
  const days = new Set(moments.map(dayOf)).size > 1;
  for (const moment of moments) {
    const x = place(moment);
    const text = days
      ? `${dayOf(moment).slice(5)} ${clockOf(moment).slice(0, 5)}`
      : clockOf(moment) + (isShort ? `.${String(moment % 1000).padStart(3, "0")}` : "");
    if ((shown.at(-1)?.x ?? -99) + 84 < x && x < width - 40) shown.push({ moment, x, text });
  }
  return (
    <g>
      {shown.map(({ moment, x, text }) => (
        <g key={moment}>
          <line x1={x} y1={18} x2={x} y2={bottom} className="waterfall-tick" />
          <text x={x} y={12} className="waterfall-time" textAnchor={x < 60 ? "start" : "middle"}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

function Legend() {
  const t = useWords(WORDS);
  return (
    <span className="row waterfall-legend">
      {(["work", "wait", "failed", "held"] as const).map((kind) => (
        <span key={kind} className="row">
          <svg width="18" height="12" aria-hidden="true">
            <rect width="18" height="12" rx="2" className={`waterfall-${kind}`} />
          </svg>
          {kind === "held" ? t.heldState : t[kind]}
        </span>
      ))}
    </span>
  );
}

/** About as wide as it will be drawn: wide characters 12 px, others 7. */
function textWidth(text: string): number {
  let width = 0;
  for (const one of text) width += one > "\u2e7f" ? 12 : 7;
  return width;
}

function cut(label: string): string {
  let shown = "";
  for (const one of label) {
    if (textWidth(shown + one) > LABEL - 24) return `${shown}…`;
    shown += one;
  }
  return shown;
}
