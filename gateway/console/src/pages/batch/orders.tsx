/** Orders as a table: of one batch, or of all. Who ordered what and why, who decided, what is still open. */
import { Link } from "react-router";

import { shortTimeOf } from "../../format.ts";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName } from "../../shared-views/names.tsx";
import { type State, StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { ORDER_WORDS } from "./act-words.ts";
import { DecideButtons, useActName } from "./acts.tsx";
import type { Order } from "./batch-data.ts";

const TAGS: Readonly<Record<Order["state"], State>> = {
  open: "open",
  done: "done",
  declined: "refused",
  withdrawn: "cancelled",
  expired: "expired",
};

export function Orders({
  orders,
  withBatch = false,
}: {
  readonly orders: readonly Order[];
  readonly withBatch?: boolean;
}) {
  const t = useWords(ORDER_WORDS);
  const nameOf = useActName();
  const words = {
    open: t.open,
    done: t.stateDone,
    declined: t.declined,
    withdrawn: t.withdrawn,
    expired: t.expired,
  };
  const columns: readonly Column<Order>[] = [
    {
      key: "at",
      title: t.by,
      width: "11em",
      render: (one) => (
        <>
          <Time at={one.at} /> {one.by}
        </>
      ),
    },
    { key: "what", title: t.what, width: "12em", render: (one) => <strong>{nameOf(one)}</strong> },
    ...(withBatch
      ? [
          {
            key: "agency",
            title: t.agency,
            width: "12em",
            render: (one: Order) => <AgencyName id={one.agency} />,
          },
          {
            key: "batch",
            title: t.batch,
            width: "7em",
            render: (one: Order) =>
              one.batch === undefined ? (
                "—"
              ) : (
                <Link to={`/batches/${one.batch}`}>
                  <code>{one.batch.slice(0, 8)}</code>
                </Link>
              ),
          },
        ]
      : []),
    { key: "reason", title: t.reason, render: (one) => one.reason },
    {
      key: "state",
      title: t.state,
      width: "11em",
      render: (one) => (
        <>
          <StateTag state={TAGS[one.state]} word={words[one.state]} />{" "}
          {one.state === "open" && one.expiresAt !== undefined && (
            <span className="soft">{t.until(shortTimeOf(one.expiresAt))}</span>
          )}
        </>
      ),
    },
    {
      key: "decided",
      title: t.decided,
      render: (one) =>
        one.decidedBy === undefined ? (
          <DecideButtons order={one} />
        ) : (
          <>
            <Time at={one.decidedAt} /> {one.decidedBy} <span className="soft">{one.decision}</span>
          </>
        ),
    },
  ];
  return (
    <DataTable
      caption={t.orders}
      columns={columns}
      rows={orders}
      rowKey={(one) => one.id}
      empty={<p className="soft">{t.none}</p>}
    />
  );
}
