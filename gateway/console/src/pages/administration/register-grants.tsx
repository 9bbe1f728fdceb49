/** Grants of an agency or a neighbour: what is in force, marked where the draft has it otherwise, and the ways to edit it. */
import { useState } from "react";

import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { ItemName, useName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { useWords } from "../../words.ts";
import type { Grant } from "./administration-data.ts";
import { GrantForm } from "./grant-form.tsx";
import { type Draft, type Holder, useEdit } from "./register-data.ts";
import { EDITING } from "./register-words.ts";
import { REGISTER, WORDS } from "./words.ts";

type Doing =
  | { readonly what: "put"; readonly grant: Grant | null }
  | { readonly what: "end"; readonly item: string };

export function Grants({
  holder,
  grants,
  draft,
}: {
  readonly holder: Holder;
  readonly grants: readonly Grant[];
  readonly draft: Draft;
}) {
  const t = useWords(EDITING);
  const own = useWords(REGISTER);
  const may = useMay();
  const [doing, setDoing] = useState<Doing>();
  const isDrafted = (item: string) =>
    draft.differences.some((line) => line.item === item && line.holder?.id === holder.id);
  const columns = useColumns(isDrafted);
  const name = useName();
  return (
    <div className="stack">
      <div className="wide-table">
        <DataTable
          caption={own.grants}
          rows={grants}
          rowKey={({ item }) => item}
          height="420px"
          columns={[
            ...columns,
            ...(may("security")
              ? [
                  {
                    key: "acts",
                    title: "",
                    width: "7em",
                    render: (grant: Grant) => (
                      <span className="row operator-acts">
                        <button
                          type="button"
                          className="link-button"
                          aria-label={`${t.change} ${name("items", grant.item)}`}
                          onClick={() => setDoing({ what: "put", grant })}
                        >
                          {t.change}
                        </button>
                        <button
                          type="button"
                          className="link-button"
                          aria-label={`${t.end} ${name("items", grant.item)}`}
                          onClick={() => setDoing({ what: "end", item: grant.item })}
                        >
                          {t.end}
                        </button>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {may("security") && (
        <div className="row">
          <button type="button" className="button" onClick={() => setDoing({ what: "put", grant: null })}>
            {t.addGrant}
          </button>
        </div>
      )}
      {doing?.what === "put" && (
        <GrantForm holder={holder} grant={doing.grant} onClose={() => setDoing(undefined)} />
      )}
      {doing?.what === "end" && (
        <EndGrant holder={holder} item={doing.item} onClose={() => setDoing(undefined)} />
      )}
    </div>
  );
}

function useColumns(isDrafted: (item: string) => boolean): readonly Column<Grant>[] {
  const t = useWords(REGISTER);
  const own = useWords(WORDS);
  const editing = useWords(EDITING);
  return [
    {
      key: "item",
      title: t.item,
      render: ({ item }) => (
        <>
          <ItemName id={item} /> <code className="soft">{item}</code>
          {isDrafted(item) && <div className="warn">{editing.drafted}</div>}
        </>
      ),
    },
    {
      key: "actions",
      title: t.actions,
      width: "9em",
      render: ({ actions }) => actions.map((one) => t[one]).join("、"),
    },
    { key: "upTo", title: t.upTo, width: "6em", render: ({ upTo }) => t[upTo] },
    {
      key: "purposes",
      title: t.purposes,
      render: ({ purposes, basis }) => (
        <>
          {purposes === undefined ? own.all : purposes.join("、")}
          {basis !== undefined && <div className="soft">{basis}</div>}
        </>
      ),
    },
    { key: "bulk", title: t.bulk, width: "4em", render: ({ bulk }) => (bulk ? own.yes : own.no) },
    {
      key: "until",
      title: t.until,
      width: "11em",
      render: ({ until, inForce }) => (
        <>
          {until !== undefined && <div className="figures">{until}</div>}
          <StateTag state={inForce ? "ok" : "expired"} word={inForce ? t.inForce : t.notInForce} />
        </>
      ),
    },
  ];
}

function EndGrant({
  holder,
  item,
  onClose,
}: {
  readonly holder: Holder;
  readonly item: string;
  readonly onClose: () => void;
}) {
  const t = useWords(EDITING);
  const name = useName();
  const edit = useEdit();
  const [id] = useState(() => crypto.randomUUID());
  return (
    <ActDialog
      title={t.endTitle(name("items", item))}
      verb={t.intoDraft}
      onAct={async (reason) => await edit(id, { what: "grant.end", holder, item }, reason)}
      onClose={onClose}
    >
      <p>{t.endWhat}</p>
    </ActDialog>
  );
}
