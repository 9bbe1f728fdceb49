/** Certificates, what expires first, first. */
import { DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName, NodeName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { type Certificate, daysLeft, type Network, SOON_DAYS } from "./network-data.ts";
import { WORDS } from "./words.ts";

export function CertificatesTable({ network }: { readonly network: Network }) {
  const t = useWords(WORDS);
  const tag = ({ validTo, revoked }: Certificate) => {
    if (revoked) return <StateTag state="expired" word={t.revoked} />;
    const days = daysLeft(validTo, network.at);
    if (days < 0) return <StateTag state="expired" />;
    return <StateTag state={days < SOON_DAYS ? "warning" : "ok"} word={t.days(days)} />;
  };
  return (
    <DataTable
      caption={t.certificates}
      rows={network.certificates}
      rowKey={({ holder, kind, certificate }) => `${kind} ${holder} ${certificate}`}
      height="420px"
      columns={[
        {
          key: "holder",
          title: t.holder,
          render: ({ holder, kind }) =>
            kind === "node" ? <NodeName id={holder} /> : <AgencyName id={holder} />,
        },
        { key: "use", title: t.kind, width: "6em", render: ({ certificate }) => t[certificate] },
        { key: "left", title: t.left, width: "9em", render: tag },
        { key: "to", title: t.expires, width: "13em", render: ({ validTo }) => <Time at={validTo} full /> },
        { key: "seen", title: t.seen, width: "9em", render: ({ seenAt }) => <Time at={seenAt} /> },
        {
          key: "serial",
          title: t.serial,
          render: ({ serial }) => <code title={serial}>{serial.slice(0, 16)}…</code>,
        },
      ]}
    />
  );
}
