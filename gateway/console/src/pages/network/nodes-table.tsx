/** The nodes of the registry: state, queue, versions; what unfolds tells the rest and tests the connection. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { answered, api } from "../../api.ts";
import { agoOf, durationOf } from "../../format.ts";
import { ProblemView } from "../../frame/problem.tsx";
import { useMay } from "../../session.ts";
import { Count } from "../../shared-views/count.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { NodeName } from "../../shared-views/names.tsx";
import { PageLink } from "../../shared-views/page-link.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useLanguage, useWords } from "../../words.ts";
import { NODE_STATES } from "./map.tsx";
import { type Network, type NetworkNode, networkQuery } from "./network-data.ts";
import { TestResult } from "./test-result.tsx";
import { WORDS } from "./words.ts";

const ORDER: readonly NetworkNode["state"][] = ["failing", "waiting", "silent", "good", "far"];

export function NodesTable({ network }: { readonly network: Network }) {
  const t = useWords(WORDS);
  const language = useLanguage();
  const rows = [...network.nodes].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const releaseOf = ({ release }: NetworkNode) => {
    if (release === null) return <span className="soft">—</span>;
    const name = release.number === 0 ? t.installed : `${release.number}`;
    return (
      <>
        {name} <span className="soft">{release.version ?? ""}</span>
        {!release.same && <StateTag state="warning" word={t.differs} />}
      </>
    );
  };
  return (
    <DataTable
      caption={t.nodes}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "node",
          title: t.node,
          render: ({ id, relation }) => (
            <>
              <NodeName id={id} /> <span className="soft">{t[relation]}</span>
            </>
          ),
        },
        {
          key: "state",
          title: t.state,
          render: ({ state }) => <StateTag state={NODE_STATES[state]} word={t[state]} />,
        },
        { key: "sent", title: t.sent, render: ({ sentAt }) => <Time at={sentAt} /> },
        { key: "heard", title: t.heard, render: ({ heardAt }) => <Time at={heardAt} /> },
        {
          key: "queue",
          title: t.queue,
          align: "end",
          render: ({ queue }) => <Count of={queue === null ? null : queue.batches + queue.receipts} />,
        },
        {
          key: "awaiting",
          title: t.awaiting,
          align: "end",
          render: ({ queue }) => <Count of={queue?.delivered ?? null} />,
        },
        {
          key: "oldest",
          title: t.oldest,
          render: ({ queue }) =>
            queue?.oldestAt ? (
              <span title={queue.oldestAt}>
                {durationOf(Date.parse(network.at) - Date.parse(queue.oldestAt), language)}
              </span>
            ) : (
              <span className="soft">—</span>
            ),
        },
        {
          key: "abandoned",
          title: t.abandoned,
          align: "end",
          render: ({ id, queue }) =>
            queue !== null && queue.abandoned > 0 ? (
              <PageLink
                className="bad"
                to={`/transfers?kind=hop&state=abandoned&peer=${id}`}
                otherwise={
                  <span className="bad">
                    <Count of={queue.abandoned} />
                  </span>
                }
              >
                <Count of={queue.abandoned} />
              </PageLink>
            ) : (
              <Count of={queue?.abandoned ?? null} />
            ),
        },
        { key: "release", title: t.release, render: releaseOf },
      ]}
      expand={(node) => (node.relation === "far" ? null : <More network={network} node={node} />)}
    />
  );
}

function More({ network, node }: { readonly network: Network; readonly node: NetworkNode }) {
  const t = useWords(WORDS);
  const may = useMay();
  const language = useLanguage();
  const client = useQueryClient();
  const trial = useMutation({
    mutationFn: async () =>
      await answered(api.POST("/api/network/nodes/{node}/test", { params: { path: { node: node.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: networkQuery.queryKey }),
  });
  const isNear = node.relation !== "self";
  const test = trial.data ?? node.test;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t.address, <code key="url">{node.url}</code>],
    [t.program, node.relation === "self" ? network.version : (node.test?.version ?? "—")],
    [
      t.failure,
      node.failedAt === null ? (
        "—"
      ) : (
        <>
          <Time at={node.failedAt} />{" "}
          <span className="soft">{agoOf(node.failedAt, network.at, language)}</span> <code>{node.why}</code>
        </>
      ),
    ],
    [
      t.cosigned,
      node.cosigned === null ? (
        "—"
      ) : (
        <>
          <Time at={node.cosigned.at} /> <span className="soft figures">({node.cosigned.size})</span>
        </>
      ),
    ],
  ];
  return (
    <div className="stack">
      <dl className="network-facts">
        {facts
          .filter(([name]) => isNear || name === t.address || name === t.program)
          .map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
      </dl>
      {isNear && (
        <div className="row">
          {may("system", "operator") && (
            <button
              type="button"
              className="button"
              disabled={trial.isPending}
              onClick={() => trial.mutate()}
            >
              {trial.isPending ? t.testing : t.test}
            </button>
          )}
          <PageLink to={`/transfers?kind=hop&state=waiting&peer=${node.id}`}>{t.seeTransfers}</PageLink>
        </div>
      )}
      {trial.isError && <ProblemView error={trial.error} />}
      {test !== null && test !== undefined && <TestResult test={test} />}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
