/** The bar of filters: what is chosen is the address. Choices by name, what is typed is taken when Enter is pressed or the field is left. */
import { Select } from "antd";
import { type ReactNode, useState } from "react";

import { MinuteField, TypedField } from "../../frame/fields.tsx";
import { useChoices } from "../../shared-views/names.tsx";
import { useStateWords } from "../../shared-views/state-tag.tsx";
import { useWords } from "../../words.ts";
import { DOORS, type Filter, isEmpty, isId, KINDS, localOf, momentOf, STATES } from "./filter.ts";
import { DOOR_WORDS, KIND_WORDS, WORDS } from "./words.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

export function Bar({
  filter,
  onFilter,
  children,
}: {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly children?: ReactNode;
}) {
  const t = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  const doors = useWords(DOOR_WORDS);
  const states = useStateWords();
  const agencies = useChoices("agencies");
  const items = useChoices("items");
  const nodes = useChoices("nodes");
  const { door, peer, origin, code } = filter;
  const [isWide, setWide] = useState(Boolean(door ?? peer ?? origin ?? code));
  const set = (change: { readonly [K in keyof Filter]: Filter[K] | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value.length > 0),
    );
    onFilter(next as Filter);
  };
  const choose = (name: keyof Filter, label: string, options: readonly Choice[], wide: string) => (
    <Select
      mode="multiple"
      className="transfers-choice"
      style={{ width: wide }}
      aria-label={label}
      placeholder={label}
      maxTagCount="responsive"
      maxTagPlaceholder={(left) => t.chosen(left.length)}
      allowClear
      optionFilterProp="label"
      popupMatchSelectWidth={false}
      options={[...options]}
      value={[...((filter[name] as readonly string[] | undefined) ?? [])]}
      onChange={(value: string[]) => set({ [name]: value })}
    />
  );
  const worded = <T extends string>(all: readonly T[], words: Readonly<Record<T, string>>) =>
    all.map((value) => ({ value, label: words[value] }));
  return (
    <search className="transfers-bar" aria-label={t.filters}>
      <div className="row">
        <TypedField
          isPatient
          className="transfers-field transfers-search"
          aria-label={t.search}
          placeholder={t.search}
          maxLength={100}
          value={filter.id ?? filter.name ?? ""}
          onValue={(text) =>
            set(
              isId(text)
                ? { id: text.trim().toLowerCase(), name: undefined }
                : { id: undefined, name: text.slice(0, 100) },
            )
          }
        />
        {choose("agency", t.anyAgency, agencies, "13em")}
        {choose("item", t.anyItem, items, "13em")}
        {choose("state", t.anyState, worded(STATES, states), "11em")}
        {choose("kind", t.anyKind, worded(KINDS, kinds), "10em")}
        <button type="button" className="plain" aria-expanded={isWide} onClick={() => setWide(!isWide)}>
          {isWide ? t.fewer : t.more}
        </button>
        {!isEmpty(filter) && (
          <button type="button" className="plain" onClick={() => onFilter({})}>
            {t.clear}
          </button>
        )}
      </div>
      <div className="row">
        {(["from", "until"] as const).map((end) => (
          <MinuteField
            key={end}
            className="transfers-field"
            label={t[end]}
            value={localOf(filter[end])}
            onValue={(local) => set({ [end]: momentOf(local) })}
          />
        ))}
        {isWide && (
          <>
            {choose("door", t.anyDoor, worded(DOORS, doors), "10em")}
            {choose("peer", t.anyPeer, nodes, "11em")}
            {choose("origin", t.anyOrigin, nodes, "11em")}
          </>
        )}
        {code !== undefined && (
          <button
            type="button"
            className="transfers-chip"
            aria-label={t.removeCode}
            onClick={() => set({ code: undefined })}
          >
            {t.code} <code>{code}</code> ×
          </button>
        )}
        {children}
      </div>
    </search>
  );
}
