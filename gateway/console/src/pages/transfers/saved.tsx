/** Filters by name: some that everybody needs, and one's own, kept in this browser. Each is an address. */
import { useState } from "react";

import { useWords } from "../../words.ts";
import { type Filter, filterOf, isEmpty, searchOf } from "./filter.ts";
import { WORDS } from "./words.ts";

const KEPT = "xinqiao.transfers.filters";
const MOST = 30;

type Saved = readonly { readonly name: string; readonly search: string }[];

function read(): Saved {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter(
      (one): one is Saved[number] =>
        typeof (one as Saved[number]).name === "string" && typeof (one as Saved[number]).search === "string",
    );
  } catch {
    return [];
  }
}

const PRESETS: readonly (readonly ["problems" | "running" | "unsent", Filter])[] = [
  ["problems", { state: ["refused", "failed", "abandoned", "partial", "held"] }],
  ["running", { state: ["waiting", "working"] }],
  ["unsent", { kind: ["hop"], state: ["waiting", "abandoned", "held"] }],
];

export function Shortcuts({
  filter,
  onFilter,
}: {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}) {
  const t = useWords(WORDS);
  const [saved, setSaved] = useState(read);
  const [name, setName] = useState<string | null>(null);
  const keep = (next: Saved) => {
    localStorage.setItem(KEPT, JSON.stringify(next));
    setSaved(next);
  };
  const now = searchOf(filter).toString();
  return (
    <div className="row transfers-shortcuts">
      <span className="soft">{t.presets}</span>
      {PRESETS.map(([word, preset]) => (
        <button
          type="button"
          key={word}
          className="transfers-chip"
          aria-pressed={searchOf(preset).toString() === now}
          onClick={() => onFilter(preset)}
        >
          {t[word]}
        </button>
      ))}
      <button
        type="button"
        className="transfers-chip"
        onClick={() => {
          const { until: _until, ...rest } = filter;
          onFilter({ ...rest, from: new Date(Date.now() - 86_400_000).toISOString() });
        }}
      >
        {t.lastDay}
      </button>
      {saved.length > 0 && <span className="soft">{t.saved}</span>}
      {saved.map((one) => (
        <span key={one.name} className="transfers-chip-pair">
          <button
            type="button"
            className="transfers-chip"
            aria-pressed={one.search === now}
            onClick={() => onFilter(filterOf(new URLSearchParams(one.search)))}
          >
            {one.name}
          </button>
          <button
            type="button"
            className="transfers-chip"
            aria-label={t.forget(one.name)}
            title={t.forget(one.name)}
            onClick={() => keep(saved.filter(({ name: other }) => other !== one.name))}
          >
            ×
          </button>
        </span>
      ))}
      {name === null ? (
        !isEmpty(filter) && (
          <button type="button" className="plain" onClick={() => setName("")}>
            {t.save}
          </button>
        )
      ) : (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            const given = name.trim();
            if (given === "") return;
            keep([...saved.filter((one) => one.name !== given), { name: given, search: now }].slice(-MOST));
            setName(null);
          }}
        >
          <input
            className="transfers-field"
            // biome-ignore lint/a11y/noAutofocus: it was asked for just now.
            autoFocus
            maxLength={40}
            aria-label={t.saveAs}
            placeholder={t.saveAs}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className="button">
            {t.keep}
          </button>
          <button type="button" className="plain" onClick={() => setName(null)}>
            {t.cancel}
          </button>
        </form>
      )}
    </div>
  );
}
