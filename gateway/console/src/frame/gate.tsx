/** The frame of the two pages that nobody need be signed in for: brand, language, a card. */
import { type ReactNode, useEffect } from "react";

import { useWords } from "../words.ts";
import { BrandMark } from "./brand.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { NODE_WORDS } from "./node-words.ts";

export function Gate({
  title,
  node,
  wide,
  children,
}: {
  readonly title: string;
  /** Which node one is about to sign in to. */
  readonly node?: string | undefined;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const t = useWords(NODE_WORDS);
  useEffect(() => {
    document.title = `${title} · 信桥 Xinqiao`;
  }, [title]);
  return (
    <div className="gate">
      <header className="gate-top">
        <span className="brand">
          <BrandMark />
          信桥 <span lang="en">Xinqiao</span>
        </span>
        <LanguageSwitch />
      </header>
      <main className={wide ? "gate-card gate-wide" : "gate-card"}>
        <h1>{title}</h1>
        {node !== undefined && (
          <p className="soft gate-node">
            {t.node} <code>{node}</code>
          </p>
        )}
        {children}
      </main>
    </div>
  );
}
