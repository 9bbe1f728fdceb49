/** What is fetched from where and when, how it went the last time, and why not. */
import { useQuery } from "@tanstack/react-query";

import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName, ItemName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import { schedulesQuery } from "./administration-data.ts";
import { SCHEDULES, WORDS } from "./words.ts";

export function SchedulesView() {
  const t = useWords(SCHEDULES);
  const own = useWords(WORDS);
  const said = useSaid();
  const asked = useQuery(schedulesQuery);
  return (
    <Part title={own.schedules} extra={<span className="soft">{t.how}</span>}>
      <Asked query={asked}>
        {({ file, fault, items }) => (
          <div className="stack">
            {fault !== null && (
              <Notice tone="bad" title={t.fault}>
                <p>{said(fault)}</p>
              </Notice>
            )}
            {items.length === 0 ? (
              <Nothing title={t.none}>{file === null && <p>{t.noneWhat}</p>}</Nothing>
            ) : (
              <div className="wide-table">
                <DataTable
                  caption={own.schedules}
                  rows={items}
                  rowKey={({ id }) => id}
                  columns={[
                    {
                      key: "source",
                      title: t.source,
                      render: ({ id, kind, source }) => (
                        <>
                          <strong>{id}</strong> <span className="soft">{kind.toUpperCase()}</span>
                          <br />
                          <code className="soft">{source}</code>
                        </>
                      ),
                    },
                    {
                      key: "item",
                      title: t.item,
                      render: ({ agency, item, adapter }) => (
                        <>
                          <ItemName id={item} />
                          <div className="soft">
                            {agency === null ? <code>{adapter}</code> : <AgencyName id={agency} />}
                          </div>
                        </>
                      ),
                    },
                    {
                      key: "schedule",
                      title: t.schedule,
                      width: "9em",
                      render: ({ schedule }) => <code>{schedule}</code>,
                    },
                    {
                      key: "next",
                      title: t.next,
                      width: "10em",
                      render: ({ nextAt, upcoming }) => (
                        <>
                          <Time at={nextAt} />
                          {upcoming.slice(1).map((at) => (
                            <div key={at} className="soft">
                              {t.upcoming} <Time at={at} />
                            </div>
                          ))}
                        </>
                      ),
                    },
                    { key: "ok", title: t.ok, width: "8em", render: ({ okAt }) => <Time at={okAt} /> },
                    {
                      key: "result",
                      title: t.result,
                      render: ({ why, okAt }) =>
                        why !== null ? (
                          <>
                            <StateTag state="failed" word={t.failed} />
                            <div>
                              {said(why.message)} <code className="soft">{why.code}</code>
                            </div>
                          </>
                        ) : okAt === null ? (
                          <StateTag state="waiting" word={t.notYet} />
                        ) : (
                          <StateTag state="ok" word={t.fine} />
                        ),
                    },
                  ]}
                />
              </div>
            )}
          </div>
        )}
      </Asked>
    </Part>
  );
}
