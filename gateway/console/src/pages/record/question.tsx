/** The question: what is looked for, why, and on what basis. Nothing is asked before all three are there. */
import { type FormEvent, useState } from "react";

import { useChoices } from "../../shared-views/names.tsx";
import { PURPOSE_WORDS, PURPOSES } from "../../shared-views/purposes.ts";
import { useWords } from "../../words.ts";
import type { By, Sought, Statement } from "./record-data.ts";
import { WORDS } from "./words.ts";

const WAYS = ["uscc", "certNo", "businessRegNo", "record"] as const;

export function Question({
  named,
  busy,
  onFind,
  onFollow,
}: {
  /** A record that a link named: only why it is looked at is still to be said. */
  readonly named: string | null;
  readonly busy: boolean;
  readonly onFind: (sought: Sought, statement: Statement) => void;
  readonly onFollow: (statement: Statement) => void;
}) {
  const t = useWords(WORDS);
  const purposes = useWords(PURPOSE_WORDS);
  const [by, setBy] = useState<By>("uscc");
  const [value, setValue] = useState("");
  const [item, setItem] = useState("");
  const items = useChoices("items");
  const [purpose, setPurpose] = useState<string>("");
  const [basis, setBasis] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const statement = { purpose, basis: basis.trim() };
    if (named === null) onFind({ by, value: value.trim(), item }, statement);
    else onFollow(statement);
  };
  return (
    <form className="question" onSubmit={submit}>
      {named === null ? (
        <>
          <label>
            {t.by}
            <select value={by} onChange={(event) => setBy(event.target.value as By)}>
              {WAYS.map((way) => (
                <option key={way} value={way}>
                  {t[way]}
                </option>
              ))}
            </select>
          </label>
          <label className="question-wide">
            {t.value}
            <input
              required
              maxLength={36}
              autoComplete="off"
              spellCheck={false}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          </label>
          <label>
            {t.item}
            <select value={item} onChange={(event) => setItem(event.target.value)}>
              <option value="">{t.everyItem}</option>
              {items.map(({ value: id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </>
      ) : (
        <p className="question-wide">
          {t.asked}
          <code>{named}</code>
        </p>
      )}
      <label>
        {t.purpose}
        <select required value={purpose} onChange={(event) => setPurpose(event.target.value)}>
          <option value="">{t.choose}</option>
          {PURPOSES.map((one) => (
            <option key={one} value={one}>
              {purposes[one]}
            </option>
          ))}
        </select>
      </label>
      <label className="question-wide">
        {t.basis}
        <input
          required
          minLength={2}
          maxLength={200}
          pattern=".*\S.*\S.*"
          title={t.basisHint}
          placeholder={t.basisHint}
          value={basis}
          onChange={(event) => setBasis(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={busy}>
        {named === null ? t.find : t.follow}
      </button>
    </form>
  );
}
