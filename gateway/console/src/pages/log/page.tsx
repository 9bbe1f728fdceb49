/** The tamper-evident log: at a glance, verified now, checkpoints, entries. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { exactCount } from "../../format.ts";
import { Asked } from "../../frame/asked.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { MoreButton } from "../../shared-views/more-button.tsx";
import { NodeName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { Entries } from "./entries.tsx";
import { checkpointsQuery, type Log, logQuery } from "./log-data.ts";
import "./log.css";
import { Verification } from "./verification.tsx";
import { WORDS } from "./words.ts";

export function LogPage() {
  const t = useWords(WORDS);
  const asked = useQuery(logQuery);
  return (
    <Page title={t.title} lead={t.lead}>
      <Asked query={asked}>
        {(log) => (
          <>
            <Part title={t.checkpoint}>
              <Glance log={log} />
            </Part>
            <Part title={t.verify}>
              <Verification check={log.check} />
            </Part>
            <Part title={t.search}>
              <Entries kinds={log.kinds} />
            </Part>
            <Part title={t.checkpoints} extra={<span className="soft">{t.downloadLead}</span>}>
              <Checkpoints />
            </Part>
          </>
        )}
      </Asked>
    </Page>
  );
}

function Glance({ log }: { readonly log: Log }) {
  const t = useWords(WORDS);
  const { checkpoint, entries, unnumbered, witnesses } = log;
  return (
    <div className="log-glance">
      <div>
        <span className="soft">{t.entries}</span>
        <strong className="figures">{exactCount(entries)}</strong>
        {unnumbered > 0 && (
          <span className="soft">
            {t.unnumbered} {exactCount(unnumbered)}
          </span>
        )}
      </div>
      <div>
        <span className="soft">{t.checkpoint}</span>
        {checkpoint === null ? (
          <strong>{t.none}</strong>
        ) : (
          <>
            <strong>
              <Time at={checkpoint.at} />
            </strong>
            <span className="soft">{t.covers(exactCount(checkpoint.size))}</span>{" "}
            <code title={checkpoint.root}>{checkpoint.root.slice(0, 16)}…</code>
          </>
        )}
      </div>
      {witnesses.map(({ node, size, at }) => {
        const behind = (checkpoint?.size ?? 0) - (size ?? 0);
        return (
          <div key={node}>
            <span className="soft">
              {t.witnesses} <NodeName id={node} />
            </span>
            <strong>
              <Time at={at} />
            </strong>
            {size === null ? (
              <StateTag state="warning" word={t.never} />
            ) : behind > 0 ? (
              <StateTag state="waiting" word={t.behind(exactCount(behind))} />
            ) : (
              <StateTag state="ok" word={t.upToDate} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function Checkpoints() {
  const t = useWords(WORDS);
  const asked = useInfiniteQuery(checkpointsQuery);
  if (asked.isError) return <ProblemView error={asked.error} retry={asked.refetch} />;
  return (
    <div className="stack">
      <DataTable
        caption={t.checkpoints}
        loading={asked.isPending}
        rows={asked.data?.pages.flatMap(({ checkpoints }) => checkpoints) ?? []}
        rowKey={({ size }) => String(size)}
        columns={[
          { key: "size", title: t.size, width: "8em", align: "end", render: ({ size }) => exactCount(size) },
          { key: "at", title: t.at, width: "12em", render: ({ at }) => <Time at={at} full /> },
          {
            key: "root",
            title: t.root,
            render: ({ root }) => <code title={root}>{root.slice(0, 24)}…</code>,
          },
          {
            key: "cosigned",
            title: t.witnesses,
            render: ({ cosigned }) =>
              cosigned.length === 0 ? (
                <span className="soft">—</span>
              ) : (
                <span className="row">
                  {cosigned.map(({ node }) => (
                    <NodeName key={node} id={node} />
                  ))}
                </span>
              ),
          },
          {
            key: "download",
            title: "",
            width: "6em",
            render: ({ size }) => (
              <a href={`/api/log/checkpoints/${size}`} download>
                {t.download}
              </a>
            ),
          },
        ]}
      />
      <MoreButton query={asked} word={t.more} />
    </div>
  );
}
