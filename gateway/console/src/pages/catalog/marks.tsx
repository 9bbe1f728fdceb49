/** Marks beside names: what is shut, and what has not been checked against an official text. */
import { useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

export function Unverified({ when }: { readonly when: boolean }) {
  const t = useWords(WORDS);
  if (!when) return null;
  return (
    <span className="mark mark-warn" title={t.unverifiedHint}>
      {t.unverified}
    </span>
  );
}

export type Status = "ACTIVE" | "PROHIBITED" | "WITHDRAWN" | "RESTRICTED" | "REASSIGNED";

export function StatusMark({ status }: { readonly status: Status }) {
  const t = useWords(WORDS);
  if (status === "ACTIVE") return null;
  return <span className={status === "PROHIBITED" ? "mark mark-bad" : "mark mark-warn"}>{t[status]}</span>;
}
