/** A grant, entered or changed, on its way into the draft. What the catalog or the register forbids, the node says. */
import { useState } from "react";

import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { useChoices, useName } from "../../shared-views/names.tsx";
import { useWords } from "../../words.ts";
import type { Grant } from "./administration-data.ts";
import { type DraftedGrant, type Holder, useEdit } from "./register-data.ts";
import { EDITING } from "./register-words.ts";
import { REGISTER } from "./words.ts";

const ACTIONS = ["send", "query", "subscribe"] as const;
const LEVELS = ["open", "shared", "restricted", "personal"] as const;

interface Typed {
  readonly item: string;
  readonly actions: readonly (typeof ACTIONS)[number][];
  readonly upTo: (typeof LEVELS)[number];
  readonly purposes: string;
  readonly basis: string;
  readonly bulk: boolean;
  readonly until: string;
}

export function GrantForm({
  holder,
  grant,
  onClose,
}: {
  readonly holder: Holder;
  /** Null: a new one. */
  readonly grant: Grant | null;
  readonly onClose: () => void;
}) {
  const t = useWords(EDITING);
  const name = useName();
  const edit = useEdit();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Typed>({
    item: grant?.item ?? "",
    actions: grant?.actions ?? ["query"],
    upTo: grant?.upTo ?? "shared",
    purposes: (grant?.purposes ?? []).join(" "),
    basis: grant?.basis ?? "",
    bulk: grant?.bulk ?? false,
    until: grant?.until ?? "",
  });
  const turn = (over: Partial<Typed>) => setTyped((before) => ({ ...before, ...over }));
  const title =
    grant === null
      ? t.addTitle(name(holder.kind === "agency" ? "agencies" : "nodes", holder.id))
      : t.changeTitle(name("items", grant.item));
  return (
    <ActDialog
      title={title}
      verb={t.intoDraft}
      onAct={async (reason) => await edit(id, { what: "grant.put", holder, grant: grantOf(typed) }, reason)}
      onClose={onClose}
    >
      <div className="edit-form">
        {grant === null && <ItemChoice chosen={typed.item} onChoose={(item) => turn({ item })} />}
        <Actions typed={typed} turn={turn} />
        <Rest typed={typed} turn={turn} />
      </div>
    </ActDialog>
  );
}

function grantOf({ item, actions, upTo, purposes, basis, bulk, until }: Typed): DraftedGrant {
  const codes = [...new Set(purposes.split(/[\s,，、]+/).filter((one) => one !== ""))];
  return {
    ...{ item, actions: ACTIONS.filter((one) => actions.includes(one)), upTo },
    ...(codes.length > 0 && { purposes: codes }),
    ...(basis.trim() !== "" && { basis: basis.trim() }),
    ...(bulk && { bulk }),
    ...(until !== "" && { until }),
  };
}

interface Part {
  readonly typed: Typed;
  readonly turn: (over: Partial<Typed>) => void;
}

/** A list that is narrowed by what is typed: there are hundreds. */
function ItemChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: string;
  readonly onChoose: (item: string) => void;
}) {
  const t = useWords(EDITING);
  const own = useWords(REGISTER);
  const items = useChoices("items");
  const [text, setText] = useState("");
  const sought = text.trim().toLowerCase();
  const shown = items.filter(
    ({ value, label }) => value.toLowerCase().includes(sought) || label.toLowerCase().includes(sought),
  );
  return (
    <>
      <label>
        {t.find}
        <input
          type="search"
          className="field"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <label>
        {own.item}
        <select className="field" size={5} value={chosen} onChange={({ target }) => onChoose(target.value)}>
          {shown.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}（{value}）
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Actions({ typed, turn }: Part) {
  const own = useWords(REGISTER);
  return (
    <>
      <fieldset>
        <legend>{own.actions}</legend>
        {ACTIONS.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={typed.actions.includes(one)}
              onChange={({ target }) =>
                turn({
                  actions: target.checked
                    ? [...typed.actions, one]
                    : typed.actions.filter((other) => other !== one),
                })
              }
            />
            {own[one]}
          </label>
        ))}
      </fieldset>
      <label>
        {own.upTo}
        <select
          className="field"
          value={typed.upTo}
          onChange={({ target }) => turn({ upTo: target.value as Typed["upTo"] })}
        >
          {LEVELS.map((one) => (
            <option key={one} value={one}>
              {own[one]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Rest({ typed, turn }: Part) {
  const t = useWords(EDITING);
  const own = useWords(REGISTER);
  return (
    <>
      <label>
        {own.purposes}
        <input
          className="field"
          value={typed.purposes}
          maxLength={400}
          aria-describedby="purposes-hint"
          onChange={({ target }) => turn({ purposes: target.value })}
        />
        <span id="purposes-hint" className="soft">
          {t.purposesHint}
        </span>
      </label>
      <label>
        {own.basis}
        <input
          className="field"
          value={typed.basis}
          maxLength={500}
          aria-describedby="basis-hint"
          onChange={({ target }) => turn({ basis: target.value })}
        />
        <span id="basis-hint" className="soft">
          {t.basisHint}
        </span>
      </label>
      <label>
        {own.until}
        <input
          type="date"
          className="field"
          value={typed.until}
          aria-describedby="until-hint"
          onChange={({ target }) => turn({ until: target.value })}
        />
        <span id="until-hint" className="soft">
          {t.untilHint}
        </span>
      </label>
      <label className="edit-check">
        <input
          type="checkbox"
          checked={typed.bulk}
          onChange={({ target }) => turn({ bulk: target.checked })}
        />
        {t.bulkWhat}
      </label>
    </>
  );
}
