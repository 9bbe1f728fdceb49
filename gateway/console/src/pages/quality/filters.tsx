/** What quality is asked about; it lives in the address. */
import { useSearchParams } from "react-router";

import { DayField } from "../../frame/fields.tsx";
import { useChoices } from "../../shared-views/names.tsx";
import { useWords } from "../../words.ts";
import { SPANS, spanIn, spanOf } from "./span.ts";
import { WORDS } from "./words.ts";

export function Filters() {
  const t = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  const { from, until } = spanIn(search);
  const set = (values: Readonly<Record<string, string>>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(values))
        value === "" ? next.delete(name) : next.set(name, value);
      return next;
    });
  return (
    <form className="quality-filters" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="quality-spans">
        <legend className="unseen">{t.span}</legend>
        {SPANS.map((name) => {
          const span = spanOf(name);
          const isOn = span.from === from && span.until === until;
          return (
            <button
              type="button"
              key={name}
              className="button"
              aria-pressed={isOn}
              onClick={() => set({ ...span })}
            >
              {t[name]}
            </button>
          );
        })}
      </fieldset>
      <DayField
        label={t.from}
        className="field"
        value={from}
        max={until}
        onValue={(day) => set({ from: day })}
      />
      <DayField
        label={t.until}
        className="field"
        value={until}
        min={from}
        onValue={(day) => set({ until: day })}
      />
      <Choice
        name="agency"
        kind="agencies"
        label={t.agency}
        all={t.allAgencies}
        value={search.get("agency") ?? ""}
        onChoose={set}
      />
      <Choice
        name="item"
        kind="items"
        label={t.item}
        all={t.allItems}
        value={search.get("item") ?? ""}
        onChoose={set}
      />
    </form>
  );
}

function Choice({
  name,
  kind,
  label,
  all,
  value,
  onChoose,
}: {
  readonly name: string;
  readonly kind: "agencies" | "items";
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly onChoose: (values: Readonly<Record<string, string>>) => void;
}) {
  const choices = useChoices(kind);
  return (
    <label>
      {label}{" "}
      <select className="field" value={value} onChange={(event) => onChoose({ [name]: event.target.value })}>
        <option value="">{all}</option>
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}
