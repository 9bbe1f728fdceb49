/**
 * A state as sign, word and colour: never colour alone. One word has one meaning in the whole console; the words
 * are those of the journal (arrivals, hops), of the duties (today) and of what has an end (certificates, alarms).
 */
import { defineWords, useWords } from "../words.ts";
import "./state-tag.css";

const STATES = defineWords({
  waiting: { zh: "等待处理", en: "Waiting" },
  working: { zh: "处理中", en: "Working" },
  done: { zh: "已完成", en: "Done" },
  partial: { zh: "部分退回", en: "Partly rejected" },
  refused: { zh: "整批拒收", en: "Refused" },
  failed: { zh: "处理失败", en: "Failed" },
  cancelled: { zh: "已撤销", en: "Cancelled" },
  held: { zh: "已隔离", en: "Held" },
  delivered: { zh: "已送达", en: "Delivered" },
  abandoned: { zh: "已放弃", en: "Abandoned" },
  arrived: { zh: "已到", en: "Arrived" },
  late: { zh: "迟报", en: "Late" },
  missing: { zh: "未到", en: "Missing" },
  rejected: { zh: "被退回", en: "Rejected" },
  "not-due": { zh: "未到期", en: "Not due" },
  ok: { zh: "正常", en: "OK" },
  warning: { zh: "注意", en: "Warning" },
  down: { zh: "不通", en: "Down" },
  open: { zh: "未处理", en: "Open" },
  closed: { zh: "已关闭", en: "Closed" },
  expired: { zh: "已过期", en: "Expired" },
  unknown: { zh: "未知", en: "Unknown" },
});

export type State = keyof typeof STATES;

type Tone = "good" | "warn" | "bad" | "busy" | "quiet";

const TONES: Readonly<Record<State, readonly [Tone, Sign]>> = {
  waiting: ["quiet", "clock"],
  working: ["busy", "turning"],
  done: ["good", "check"],
  partial: ["warn", "half"],
  refused: ["bad", "cross"],
  failed: ["bad", "bang"],
  cancelled: ["quiet", "dash"],
  held: ["warn", "pause"],
  delivered: ["good", "check"],
  abandoned: ["bad", "cross"],
  arrived: ["good", "check"],
  late: ["warn", "clock"],
  missing: ["bad", "hole"],
  rejected: ["bad", "cross"],
  "not-due": ["quiet", "dash"],
  ok: ["good", "check"],
  warning: ["warn", "bang"],
  down: ["bad", "cross"],
  open: ["warn", "bang"],
  closed: ["quiet", "check"],
  expired: ["bad", "cross"],
  unknown: ["quiet", "dash"],
};

const SIGNS = {
  check: "M3.5 8.5l3 3 6-7",
  cross: "M4 4l8 8M12 4l-8 8",
  dash: "M4 8h8",
  clock: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3l2 1.6",
  turning: "M13 8a5 5 0 1 1-2-4M11.5 1.5V4.3H8.7",
  half: "M3 5h10M3 8h6M3 11h3",
  bang: "M8 3v6M8 12.2v.3",
  pause: "M6 4v8M10 4v8",
  hole: "M8 2.8a5.2 5.2 0 1 0 0 10.4a5.2 5.2 0 1 0 0-10.4",
} as const;

type Sign = keyof typeof SIGNS;

export function StateSign({ state }: { readonly state: State }) {
  const [tone, sign] = TONES[state];
  return (
    <svg className={`state-sign state-${tone}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path
        d={SIGNS[sign]}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** `word` replaces the state's own word where a page must say more, "已到 3 批" for instance. */
export function StateTag({ state, word }: { readonly state: State; readonly word?: string }) {
  const t = useWords(STATES);
  return (
    <span className={`state-tag state-${TONES[state][0]}`}>
      <StateSign state={state} />
      {word ?? t[state]}
    </span>
  );
}

/** The word alone, for titles and lists of choices. */
export function useStateWords(): Readonly<Record<State, string>> {
  return useWords(STATES);
}
