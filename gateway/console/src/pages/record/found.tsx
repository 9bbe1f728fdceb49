/** What was found, one line a record: its latest version, masked. */
import { Nothing } from "../../frame/states.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName, ItemName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import type { Found, Version } from "./record-data.ts";
import { WORDS } from "./words.ts";

const SHOWN = 4;

export function FoundList({
  found,
  onOpen,
}: {
  readonly found: Found;
  readonly onOpen: (version: Version) => void;
}) {
  const t = useWords(WORDS);
  const columns: readonly Column<Version>[] = [
    {
      key: "item",
      title: t.item,
      width: "13em",
      render: (one) => (
        <button type="button" className="link" onClick={() => onOpen(one)}>
          <ItemName id={one.item} />
        </button>
      ),
    },
    {
      key: "shown",
      title: t.shown,
      render: ({ fields }) =>
        fields
          .slice(0, SHOWN)
          .map(({ value }) => value)
          .join(" · "),
    },
    { key: "sender", title: t.sender, width: "12em", render: ({ sender }) => <AgencyName id={sender} /> },
    {
      key: "accepted",
      title: t.accepted,
      width: "8em",
      render: ({ acceptedAt }) => <Time at={acceptedAt} />,
    },
    { key: "state", title: t.state, width: "9em", render: (one) => <VersionState version={one} /> },
  ];
  return (
    <div className="stack">
      <DataTable
        caption={t.found}
        columns={columns}
        rows={found.items}
        rowKey={({ record, item }) => `${item}${record}`}
        onOpen={onOpen}
        empty={
          <Nothing title={t.nothing}>
            <p>{t.nothingHint}</p>
          </Nothing>
        }
      />
      {found.more && <p className="warn">{t.more}</p>}
    </div>
  );
}

export function VersionState({ version }: { readonly version: Version }) {
  const t = useWords(WORDS);
  const isDisputed = version.marks.some(({ mark, until }) => mark === "disputed" && until === undefined);
  return (
    <span className="row">
      <StateTag
        state={version.withdrawn ? "cancelled" : "ok"}
        word={version.withdrawn ? t.withdrawn : t.valid}
      />
      {isDisputed && <StateTag state="warning" word={t.disputed} />}
    </span>
  );
}
