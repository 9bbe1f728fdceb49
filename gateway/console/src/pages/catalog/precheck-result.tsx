/** What became of the file: the numbers, what stands in the way by rule, and the file itself with its findings. */
import { percentOf } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { Count } from "../../shared-views/count.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { AdapterName, useName } from "../../shared-views/names.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { PrecheckTable } from "./precheck-table.tsx";
import type { Finding, Told } from "./precheck-told.ts";
import { PRECHECK_WORDS } from "./precheck-words.ts";

export function PrecheckResult({
  told,
  onChoose,
}: {
  readonly told: Told;
  readonly onChoose: (by: string) => void;
}) {
  const t = useWords(PRECHECK_WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const name = useName();
  const { adapter, guessed, candidates, item, counts, findings = [], unknownColumns = [], table } = told;
  if (adapter === null || counts === undefined)
    return (
      <Part title={candidates.length === 0 ? t.unlike : t.choose}>
        {candidates.length > 0 && (
          <DataTable
            caption={t.choose}
            rows={candidates}
            rowKey={(one) => one.adapter}
            columns={[
              {
                key: "adapter",
                title: t.adapter,
                render: (one) => (
                  <>
                    {said(one.title)} <code className="soft">{one.adapter}</code>
                  </>
                ),
              },
              {
                key: "likeness",
                title: t.likeness,
                align: "end",
                render: ({ likeness }) => percentOf(likeness, 1),
              },
              {
                key: "use",
                title: "",
                render: (one) => (
                  <button type="button" className="button" onClick={() => onChoose(one.adapter)}>
                    {t.use}
                  </button>
                ),
              },
            ]}
          />
        )}
      </Part>
    );
  const numbers = [
    [t.rows, counts.rows],
    [t.accepted, counts.accepted],
    [t.rejected, counts.rejected],
    [t.duplicates, counts.duplicates],
    [t.warnings, counts.warnings],
  ] as const;
  return (
    <>
      {counts.rejected > 0 ? (
        <Notice tone="bad" title={t.mend(counts.rejected)} />
      ) : counts.rows > 0 ? (
        <Notice tone="good" title={t.clean} />
      ) : (
        <Notice tone="bad" title={t.nothing} />
      )}
      <Part
        title={name("items", item ?? "")}
        extra={
          <span className="soft">
            {guessed ? t.guessed : t.by} <AdapterName id={adapter} />
          </span>
        }
      >
        <div className="stack">
          <div className="five">
            {numbers.map(([label, count]) => (
              <div key={label}>
                <strong>
                  <Count of={count} />
                </strong>
                <span className="soft">{label}</span>
              </div>
            ))}
          </div>
          {unknownColumns.length > 0 && (
            <p>
              <span className="soft">{t.unknown}:</span> {signs.list(unknownColumns)}
            </p>
          )}
        </div>
      </Part>
      {findings.length > 0 && (
        <Part title={t.byRule} extra={told.more && <span className="warn">{t.more}</span>}>
          <ByRule findings={findings} />
        </Part>
      )}
      {table !== undefined && (
        <Part title={t.table}>
          <PrecheckTable table={table} findings={findings} rows={counts.rows} isCut={told.more === true} />
        </Part>
      )}
    </>
  );
}

interface Group {
  readonly first: Finding;
  readonly rows: readonly number[];
}

const ROWS_TOLD = 12;

function ByRule({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useWords(PRECHECK_WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const groups = new Map<string, { first: Finding; rows: number[] }>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.column} ${finding.message.zh}`;
    const group = groups.get(key) ?? { first: finding, rows: [] };
    group.rows.push(finding.row);
    groups.set(key, group);
  }
  const rows: readonly Group[] = [...groups.values()].sort((a, b) => b.rows.length - a.rows.length);
  return (
    <DataTable
      caption={t.byRule}
      rows={rows}
      rowKey={({ first }) => `${first.code} ${first.column} ${first.message.zh}`}
      columns={[
        {
          key: "what",
          title: t.what,
          render: ({ first }) => (
            <>
              <span className={first.severity === "reject" ? "mark mark-bad" : "mark mark-warn"}>
                {first.severity === "reject" ? `✕ ${t.reject}` : `! ${t.warn}`}
              </span>{" "}
              {said(first.message)}
              <br />
              <code className="soft">{first.code}</code>
            </>
          ),
        },
        { key: "column", title: t.column, render: ({ first }) => first.column || t.wholeRow },
        { key: "times", title: t.times, align: "end", render: ({ rows: all }) => <Count of={all.length} /> },
        {
          key: "where",
          title: t.where,
          render: ({ rows: all }) =>
            `${signs.list(all.slice(0, ROWS_TOLD))}${all.length > ROWS_TOLD ? " …" : ""}`,
        },
      ]}
    />
  );
}
