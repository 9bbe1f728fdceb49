/** Verifying the whole log: the last result, how far one is that runs, and those before, which are asked anew when one ends. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { answered, api } from "../../api.ts";
import { durationOf, exactCount, percentOf } from "../../format.ts";
import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { type State, StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useLanguage, useWords } from "../../words.ts";
import { type Check, checksQuery, logQuery } from "./log-data.ts";
import { WORDS } from "./words.ts";

const SIGNS = {
  running: "working",
  sound: "ok",
  broken: "down",
  stopped: "cancelled",
} as const satisfies Readonly<Record<Check["state"], State>>;
const TONES = { running: "info", sound: "good", broken: "bad", stopped: "warn" } as const;

export function Verification({ check }: { readonly check: Check | null }) {
  const t = useWords(WORDS);
  const client = useQueryClient();
  const again = async () => {
    await client.invalidateQueries({ queryKey: logQuery.queryKey });
  };
  const start = useMutation({
    mutationFn: async () => await answered(api.POST("/api/log/checks")),
    onSettled: again,
  });
  const stop = useMutation({
    mutationFn: async (id: string) =>
      await answered(api.DELETE("/api/log/checks/{id}", { params: { path: { id } } })),
    onSettled: again,
  });
  const isRunning = check?.state === "running";
  return (
    <div className="stack">
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isRunning || start.isPending}
          onClick={() => start.mutate()}
        >
          {t.verifyNow}
        </button>
        {isRunning && (
          <button
            type="button"
            className="button"
            disabled={stop.isPending}
            onClick={() => stop.mutate(check.id)}
          >
            {t.stop}
          </button>
        )}
        <span className="soft">{t.verifyLead}</span>
      </div>
      {start.isError && <ProblemView error={start.error} />}
      {stop.isError && <ProblemView error={stop.error} />}
      {check === null ? <p className="soft">{t.notYet}</p> : <Result check={check} />}
      <details>
        <summary>{t.past}</summary>
        <Past latest={check === null ? "" : `${check.id} ${check.state}`} />
      </details>
    </div>
  );
}

function Result({ check }: { readonly check: Check }) {
  const t = useWords(WORDS);
  const language = useLanguage();
  const { state, done, whole, report, startedAt, endedAt, operator } = check;
  return (
    <Notice tone={TONES[state]} title={t[state]}>
      {state === "running" ? (
        <p>
          <progress max={Math.max(whole, 1)} value={done} aria-label={t.running} />{" "}
          <span className="figures">{whole === 0 ? "" : percentOf(done, whole)}</span>
        </p>
      ) : (
        report && <p>{foundOf(t, report)}</p>
      )}
      {state === "broken" && (
        <>
          <p>{t.brokenDo}</p>
          <ul>
            {report?.faults.slice(0, 20).map(({ what, at, detail }) => (
              <li key={`${what} ${at} ${detail}`}>
                <code>
                  {what} {at}: {detail}
                </code>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="soft">
        <Time at={startedAt} /> · {t.by} {operator}
        {endedAt !== null && (
          <>
            {" · "}
            {t.took} {durationOf(Date.parse(endedAt) - Date.parse(startedAt), language)}
          </>
        )}
      </p>
    </Notice>
  );
}

function foundOf(
  t: { readonly found: (a: string, b: string, c: string, d: string) => string },
  report: NonNullable<Check["report"]>,
): string {
  const { size, checkpoints, cosignatures, batches } = report;
  return t.found(exactCount(size), exactCount(checkpoints), exactCount(cosignatures), exactCount(batches));
}

function Past({ latest }: { readonly latest: string }) {
  const t = useWords(WORDS);
  const client = useQueryClient();
  const asked = useQuery(checksQuery);
  const known = useRef(latest);
  useEffect(() => {
    if (known.current === latest) return;
    known.current = latest;
    void client.invalidateQueries({ queryKey: checksQuery.queryKey });
  }, [latest, client]);
  return (
    <Asked query={asked}>
      {({ checks }) => (
        <DataTable
          caption={t.past}
          rows={checks}
          rowKey={({ id }) => id}
          columns={[
            { key: "at", title: t.at, render: ({ startedAt }) => <Time at={startedAt} full /> },
            {
              key: "result",
              title: t.result,
              render: ({ state }) => <StateTag state={SIGNS[state]} word={t[state]} />,
            },
            { key: "by", title: t.by, render: ({ operator }) => operator },
            {
              key: "size",
              title: t.size,
              align: "end",
              render: ({ report }) => (report ? exactCount(report.size) : "—"),
            },
            {
              key: "faults",
              title: t.faults,
              align: "end",
              render: ({ report }) => (report ? exactCount(report.faults.length) : "—"),
            },
          ]}
        />
      )}
    </Asked>
  );
}
