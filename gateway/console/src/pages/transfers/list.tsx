/** The entries: a dense table, or cards on a phone. A row unfolds to everything that is known of it. */
import { useSyncExternalStore } from "react";
import { Link } from "react-router";

import { bytesOf } from "../../format.ts";
import { Count } from "../../shared-views/count.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName, ItemName, useName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import { DOORS, type Entry } from "./filter.ts";
import { DOOR_WORDS, KIND_WORDS, WORDS } from "./words.ts";

const NARROW = "(width < 800px)";

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (told) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", told);
      return () => query.removeEventListener("change", told);
    },
    () => matchMedia(NARROW).matches,
  );
}

export function List({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useWords(WORDS);
  const isNarrow = useNarrow();
  if (isNarrow)
    return (
      <ul className="transfers-cards" aria-label={t.list}>
        {entries.map((entry) => (
          <Card key={entry.id} entry={entry} />
        ))}
      </ul>
    );
  return <Wide entries={entries} />;
}

function Wide({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  const columns: readonly Column<Entry>[] = [
    { key: "at", title: t.at, width: "7em", render: ({ at }) => <Time at={at} /> },
    { key: "state", title: t.state, width: "9em", render: ({ state }) => <StateTag state={state} /> },
    { key: "kind", title: t.kind, width: "6.2em", render: ({ kind }) => kinds[kind] },
    {
      key: "agency",
      title: t.agency,
      width: "10em",
      oneLine: true,
      render: ({ agency }) => <AgencyName id={agency || null} />,
    },
    {
      key: "item",
      title: t.item,
      width: "9em",
      oneLine: true,
      render: ({ item }) => <ItemName id={item || null} />,
    },
    { key: "what", title: t.what, oneLine: true, render: (entry) => <What entry={entry} /> },
    { key: "rows", title: t.rows, width: "5.2em", align: "end", render: ({ rows }) => <Count of={rows} /> },
    {
      key: "rejected",
      title: t.rejected,
      width: "5.2em",
      align: "end",
      render: ({ rejected }) => (
        <span className={rejected ? "warn" : ""}>
          <Count of={rejected} />
        </span>
      ),
    },
    { key: "why", title: t.why, width: "11em", oneLine: true, render: (entry) => <Why entry={entry} /> },
  ];
  return (
    <DataTable
      caption={t.list}
      layout="fixed"
      columns={columns}
      rows={entries}
      rowKey={({ id }) => id}
      expand={(entry) => <Whole entry={entry} />}
    />
  );
}

/** Where an entry leads: its batch, or its arrival while there is none. What a door refused has neither. */
function pathOf({ kind, batch, id }: Entry): string | null {
  return kind === "refusal" ? null : `/batches/${batch ?? id}`;
}

function useWhat(): (entry: Entry) => string {
  const t = useWords(WORDS);
  const name = useName();
  return ({ kind, fileName, peer }) => {
    if (kind === "hop") return t.toNode(name("nodes", peer));
    if (kind === "sealed") return t.fromNode(name("nodes", peer));
    return fileName === "" ? t.noName : fileName;
  };
}

function What({ entry }: { readonly entry: Entry }) {
  const t = useWords(WORDS);
  const what = useWhat()(entry);
  const path = pathOf(entry);
  return (
    <span title={what}>
      {entry.demo && <span className="transfers-demo">{t.demo}</span>}
      {path === null ? what : <Link to={path}>{what}</Link>}
    </span>
  );
}

function Why({ entry: { code, why } }: { readonly entry: Entry }) {
  const said = useSaid();
  if (code === "") return null;
  const text = why === null ? code : said(why);
  return <span title={`${text} (${code})`}>{text}</span>;
}

function Whole({ entry }: { readonly entry: Entry }) {
  const t = useWords(WORDS);
  const name = useName();
  const said = useSaid();
  const doors = useWords(DOOR_WORDS);
  const door = DOORS.find((one) => one === entry.door);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t.at, <Time key="at" at={entry.at} full />],
    [t.ended, <Time key="ended" at={entry.endedAt} full />],
    [t.fileName, entry.fileName],
    [t.bytes, entry.bytes === null ? "" : bytesOf(entry.bytes)],
    [t.rows, <Count key="rows" of={entry.rows} />],
    [t.accepted, <Count key="accepted" of={entry.accepted} />],
    [t.rejected, <Count key="rejected" of={entry.rejected} />],
    [t.duplicates, <Count key="duplicates" of={entry.duplicates} />],
    [t.warnings, <Count key="warnings" of={entry.warnings} />],
    [t.attempts, String(entry.attempts)],
    [t.door, door === undefined ? entry.door : doors[door]],
    [t.adapter, name("adapters", entry.adapter)],
    [t.origin, name("nodes", entry.origin)],
    [t.peer, name("nodes", entry.peer)],
    [t.batchId, entry.batch === null ? "" : <code key="batch">{entry.batch}</code>],
    [t.entryId, <code key="entry">{entry.id}</code>],
  ];
  const path = pathOf(entry);
  return (
    <div className="stack">
      {entry.code !== "" && (
        <p>
          {entry.why !== null && said(entry.why)} <code>{entry.code}</code>
        </p>
      )}
      <dl className="transfers-facts">
        {facts.map(
          ([title, value]) =>
            value !== "" && (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {path !== null && (
        <p>
          <Link to={path}>{t.open}</Link>
        </p>
      )}
    </div>
  );
}

function Card({ entry }: { readonly entry: Entry }) {
  const t = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  return (
    <li>
      <div className="row">
        <StateTag state={entry.state} />
        <span>{kinds[entry.kind]}</span>
        <span className="grow" />
        <Time at={entry.at} />
      </div>
      <p className="transfers-card-what">
        <What entry={entry} />
      </p>
      <p>
        <AgencyName id={entry.agency || null} /> · <ItemName id={entry.item || null} />
      </p>
      {entry.rows !== null && (
        <p className="soft">
          {t.rows} <Count of={entry.rows} /> · {t.rejected} <Count of={entry.rejected} />
        </p>
      )}
      <p className="soft">
        <Why entry={entry} />
      </p>
    </li>
  );
}
