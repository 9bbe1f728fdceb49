/** Where a batch went from here, how each hop stands, and the signed answers of all nodes that it reached. */

import { Count } from "../../shared-views/count.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { NodeName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { ActButtons } from "./acts.tsx";
import type { Batch, Hop } from "./batch-data.ts";
import { WORDS } from "./words.ts";

type Receipt = Batch["receipts"][number];

export function Hops({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const columns: readonly Column<Hop>[] = [
    { key: "peer", title: t.peer, width: "9em", render: (hop) => <NodeName id={hop.peer} /> },
    {
      key: "state",
      title: t.state,
      render: (hop) => (
        <div className="stack-tight">
          <span className="row">
            <StateTag
              state={hop.state}
              {...(hop.state === "waiting" && hop.sent ? { word: t.sentWaiting } : {})}
            />
            {hop.why && <code>{hop.why.code}</code>}
          </span>
          {hop.why && <span>{said(hop.why.message)}</span>}
          {(hop.behind ?? 0) > 0 && <span className="warn">{t.behind(hop.behind ?? 0)}</span>}
        </div>
      ),
    },
    {
      key: "tries",
      title: t.tries,
      width: "4em",
      align: "end",
      render: (hop) => <Count of={hop.attempts} />,
    },
    {
      key: "time",
      title: t.ended,
      width: "10em",
      render: (hop) =>
        hop.endedAt === undefined ? (
          <span className="soft">
            {t.next} <Time at={hop.dueAt} />
          </span>
        ) : (
          <Time at={hop.endedAt} />
        ),
    },
    {
      key: "acts",
      title: "",
      width: "14em",
      render: (hop) => (
        <ActButtons id={batch.id} acts={batch.possible.filter(({ peer }) => peer === hop.peer)} />
      ),
    },
  ];
  return (
    <div className="stack">
      <DataTable
        caption={t.hops}
        columns={columns}
        rows={batch.hops}
        rowKey={(hop) => hop.transfer}
        empty={<NoHops batch={batch} />}
      />
      <Receipts batch={batch} />
    </div>
  );
}

function NoHops({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  const signs = usePunctuation();
  const routes = batch.receipts.find(({ own }) => own)?.routes ?? [];
  return (
    <p className="soft">
      {t.noHops}
      {routes.map(({ to, reason }) => (
        <span key={to}>
          {" · "}
          <NodeName id={to} />{" "}
          {reason !== undefined && reason in WORDS
            ? signs.brackets(t.notForwarded, t[reason as "NOTHING_NEW"])
            : t.notForwarded}
        </span>
      ))}
    </p>
  );
}

function Receipts({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  const columns: readonly Column<Receipt>[] = [
    {
      key: "node",
      title: t.receipt,
      width: "11em",
      render: ({ node, own }) => (
        <>
          <NodeName id={node} /> {own && <span className="soft">{t.here}</span>}
        </>
      ),
    },
    { key: "at", title: t.received, width: "9em", render: ({ at }) => <Time at={at} /> },
    { key: "accepted", title: t.accepted, align: "end", render: (one) => <Count of={one.accepted} /> },
    { key: "rejected", title: t.rejected, align: "end", render: (one) => <Count of={one.rejected} /> },
    { key: "duplicates", title: t.duplicates, align: "end", render: (one) => <Count of={one.duplicates} /> },
    {
      key: "agrees",
      title: t.state,
      render: ({ agrees, signed }) => (
        <span className="row">
          <StateTag state={agrees ? "ok" : "failed"} word={agrees ? t.agrees : t.differs} />
          {!signed && <StateTag state="warning" word={t.unsigned} />}
        </span>
      ),
    },
  ];
  if (batch.receipts.length === 0) return null;
  return (
    <DataTable caption={t.receipt} columns={columns} rows={batch.receipts} rowKey={({ node }) => node} />
  );
}
