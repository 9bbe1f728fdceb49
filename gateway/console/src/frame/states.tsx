/** The states a page can be in besides showing something: loading, and nothing there, with a way on. */
import type { ReactNode } from "react";

import { defineWords, useWords } from "../words.ts";

const WORDS = defineWords({
  loading: { zh: "正在读取…", en: "Loading…" },
});

/** Grey lines in place of text; read out once. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const t = useWords(WORDS);
  return (
    <div className="loading" role="status" aria-label={t.loading}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are alike.
        <span key={line} />
      ))}
    </div>
  );
}

/** Nothing to show is an answer too: says what is not there, and what can be done. */
export function Nothing({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="nothing">
      <svg viewBox="0 0 48 32" width="60" height="40" aria-hidden="true">
        <path
          d="M3 27h42M10 27v-7M38 27v-7M3 24c10-20 32-20 42 0"
          fill="none"
          stroke="#9fb0c1"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      <p>{title}</p>
      {children}
    </div>
  );
}
