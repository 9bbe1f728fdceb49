/** What was found, by rule: what it means, how it is mended, and the way to the rows themselves. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Asked } from "../../frame/asked.tsx";
import { Count } from "../../shared-views/count.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { type Batch, findingsQuery, type RowsAsked } from "./batch-data.ts";
import { WORDS } from "./words.ts";

export function Findings({
  batch,
  onRows,
}: {
  readonly batch: Batch;
  readonly onRows: (asked: RowsAsked) => void;
}) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const query = useQuery(findingsQuery(batch.id));
  const unknown = batch.receipts.find(({ own }) => own)?.unknownColumns ?? [];
  return (
    <Asked query={query}>
      {({ groups }) =>
        groups.length === 0 && unknown.length === 0 ? (
          <p className="soft">{t.noFindings}</p>
        ) : (
          <div className="stack">
            {groups.map((group) => (
              <article key={`${group.code}${group.column}`} className="finding">
                <div className="row">
                  <StateTag
                    state={group.severity === "reject" ? "rejected" : "warning"}
                    word={group.severity === "reject" ? t.rejects : t.warns}
                  />
                  <code>{group.code}</code>
                  {group.rule !== undefined && <span className="soft">{group.rule}</span>}
                  {group.column !== "" && (
                    <span>
                      {t.column} <strong>{group.column}</strong>
                    </span>
                  )}
                  <span className="grow" />
                  <span>
                    <Count of={group.rows} /> {t.rows}
                  </span>
                </div>
                <p>{said(group.message)}</p>
                {group.severity === "reject" && (
                  <p className="row soft">
                    {t.samples}{" "}
                    {group.samples.map((row) => (
                      <button
                        key={row}
                        type="button"
                        className="link"
                        onClick={() => onRows({ state: "rejected", row })}
                      >
                        {row}
                      </button>
                    ))}
                    <button
                      type="button"
                      className="link"
                      onClick={() => onRows({ state: "rejected", code: group.code })}
                    >
                      {t.showRows}
                    </button>
                  </p>
                )}
              </article>
            ))}
            {unknown.length > 0 && <p className="soft">{t.unknownColumns(signs.list(unknown))}</p>}
            {(batch.counts?.rejected ?? 0) > 0 && (
              <p className="soft">
                {t.mend}{" "}
                <Link className="underlined" to={`/catalog?item=${batch.item}`}>
                  {t.toItem}
                </Link>
              </p>
            )}
          </div>
        )
      }
    </Asked>
  );
}
