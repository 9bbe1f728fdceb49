/** What is fetched from where and when, how it went the last time, and why not; fetching now, pausing, resuming. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered, api } from "../../api.ts";

import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { Nothing } from "../../frame/states.tsx";
import { toast } from "../../frame/toast.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName, ItemName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import { type Schedule, schedulesQuery } from "./administration-data.ts";
import { SCHEDULES, WORDS } from "./words.ts";

export function SchedulesView() {
  const t = useWords(SCHEDULES);
  const own = useWords(WORDS);
  const said = useSaid();
  const may = useMay();
  const asked = useQuery(schedulesQuery);
  const [doing, setDoing] = useState<Doing>();
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
                      width: "11em",
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
                      render: ({ nextAt, upcoming, paused, running }) => (
                        <>
                          {running ? (
                            <StateTag state="working" word={t.running} />
                          ) : paused === null ? (
                            <Time at={nextAt} />
                          ) : (
                            <StateTag state="held" word={t.paused} />
                          )}
                          {paused !== null && (
                            <div className="soft">
                              <Time at={paused.at} /> {paused.by}：{paused.reason}
                            </div>
                          )}
                          {(paused === null ? upcoming.slice(1) : []).map((at) => (
                            <div key={at} className="soft">
                              {t.upcoming} <Time at={at} />
                            </div>
                          ))}
                        </>
                      ),
                    },
                    {
                      key: "ok",
                      title: t.last,
                      width: "10em",
                      render: ({ okAt, startedAt }) => (
                        <>
                          <Time at={startedAt} />
                          <div className="soft">
                            {t.ok} <Time at={okAt} />
                          </div>
                        </>
                      ),
                    },
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
                    ...(may("system", "operator")
                      ? [
                          {
                            key: "acts",
                            title: "",
                            width: "9em",
                            render: (one: Schedule) => (
                              <span className="row operator-acts">
                                {ordersOf(one, may("system")).map((order) => (
                                  <button
                                    key={order}
                                    type="button"
                                    className="link-button"
                                    aria-label={`${t[order]} ${one.id}`}
                                    onClick={() => setDoing({ order, id: one.id })}
                                  >
                                    {t[order]}
                                  </button>
                                ))}
                              </span>
                            ),
                          },
                        ]
                      : []),
                  ]}
                />
              </div>
            )}
          </div>
        )}
      </Asked>
      {doing && (
        <OrderDialog key={`${doing.order} ${doing.id}`} doing={doing} onClose={() => setDoing(undefined)} />
      )}
    </Part>
  );
}

type Order = "run" | "pause" | "resume";

interface Doing {
  readonly order: Order;
  readonly id: string;
}

/** Whoever is on duty fetches now; pausing is the system administrator's. */
function ordersOf({ paused, running, nextAt }: Schedule, isSystem: boolean): readonly Order[] {
  const pausing: readonly Order[] = isSystem ? [paused === null ? "pause" : "resume"] : [];
  return paused === null && !running && nextAt !== null ? ["run", ...pausing] : pausing;
}

function OrderDialog({
  doing: { order, id },
  onClose,
}: {
  readonly doing: Doing;
  readonly onClose: () => void;
}) {
  const t = useWords(SCHEDULES);
  const client = useQueryClient();
  const act = async (reason: string) => {
    const given = { params: { path: { id } }, body: { reason } };
    const asked =
      order === "run"
        ? api.POST("/api/schedules/{id}/run", given)
        : order === "pause"
          ? api.POST("/api/schedules/{id}/pause", given)
          : api.POST("/api/schedules/{id}/resume", given);
    client.setQueryData(schedulesQuery.queryKey, await answered(asked));
    toast(t.done);
  };
  return (
    <ActDialog title={`${t[order]} ${id}`} verb={t[order]} onAct={act} onClose={onClose}>
      <p>{t[`${order}What`]}</p>
    </ActDialog>
  );
}
