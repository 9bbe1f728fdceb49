/** Something that must be seen before the rest: sign, heading, what to do. Bad ones are read out at once. */
import type { ReactNode } from "react";

export type Tone = "good" | "info" | "warn" | "bad";

const SIGNS: Readonly<Record<Tone, string>> = {
  good: "M5 12.5l4.500 4.500L19 7",
  info: "M12 11v6M12 7v.5",
  warn: "M12 5v9M12 18v.5",
  bad: "M6 6l12 12M18 6L6 18",
};

export function Notice({
  tone,
  title,
  action,
  children,
}: {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d={SIGNS[tone]} fill="none" stroke="currentColor" strokeWidth="2.600" strokeLinecap="round" />
      </svg>
      <div className="notice-text">
        <strong>{title}</strong>
        {children}
      </div>
      {action}
    </div>
  );
}
