/** Agencies and items by their scores, the lowest first; the rules that were broken most. */
import { Link, useSearchParams } from "react-router";

import { Nothing } from "../../frame/states.tsx";
import { Count } from "../../shared-views/count.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { useSaid, useWords } from "../../words.ts";
import type { Quality, Score } from "./quality-data.ts";
import { rateText, scoreText } from "./scores.tsx";
import { WORDS } from "./words.ts";

type Scored = { readonly score: Score };

function useScoreColumns(): readonly Column<Scored>[] {
  const t = useWords(WORDS);
  const rate = (name: "acceptance" | "timeliness" | "completeness"): Column<Scored> => ({
    key: name,
    title: t[name],
    align: "end",
    width: "6em",
    render: ({ score }) => <span className="quality-figure">{rateText(score[name])}</span>,
  });
  const count = (name: "due" | "late" | "missing" | "rows" | "rejected"): Column<Scored> => ({
    key: name,
    title: t[name],
    align: "end",
    width: "6em",
    render: ({ score }) => <Count of={score[name]} />,
  });
  return [
    {
      key: "score",
      title: t.score,
      align: "end",
      width: "5em",
      render: ({ score }) => <strong className="quality-figure">{scoreText(score.score)}</strong>,
    },
    rate("acceptance"),
    rate("timeliness"),
    rate("completeness"),
    count("due"),
    count("late"),
    count("missing"),
    count("rows"),
    count("rejected"),
  ];
}

export function AgenciesTable({ quality }: { readonly quality: Quality }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const scores = useScoreColumns();
  const linkTo = useLinkTo();
  return (
    <DataTable
      caption={t.agencies}
      rows={quality.agencies}
      rowKey={({ agency }) => agency}
      height="420px"
      columns={[
        {
          key: "name",
          title: t.agency,
          render: ({ agency, name }) => (
            <Link className="quality-name" to={linkTo({ agency })}>
              {said(name)}
            </Link>
          ),
        },
        ...scores,
      ]}
      empty={<Nothing title={t.nothing} />}
    />
  );
}

export function LinesTable({ quality }: { readonly quality: Quality }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const scores = useScoreColumns();
  const linkTo = useLinkTo();
  return (
    <DataTable
      caption={t.lines}
      rows={quality.lines}
      rowKey={({ origin, agency, item }) => `${origin} ${agency} ${item}`}
      height="420px"
      columns={[
        {
          key: "item",
          title: t.item,
          render: ({ item, itemTitle, agency }) => (
            <Link className="quality-name" to={linkTo({ agency, item })}>
              {said(itemTitle)}
            </Link>
          ),
        },
        {
          key: "agency",
          title: t.agency,
          render: ({ agencyName }) => <span className="quality-name">{said(agencyName)}</span>,
        },
        ...scores,
      ]}
      empty={<Nothing title={t.nothing} />}
    />
  );
}

export function RulesTable({ quality }: { readonly quality: Quality }) {
  const t = useWords(WORDS);
  const said = useSaid();
  return (
    <DataTable
      caption={t.rules}
      rows={quality.rules}
      rowKey={({ code, column }) => `${code} ${column}`}
      height="420px"
      columns={[
        {
          key: "code",
          title: t.code,
          width: "15em",
          render: ({ code, severity }) => (
            <>
              <code className="quality-figure">{code}</code>
              <br />
              <span className="soft">{t[severity]}</span>
            </>
          ),
        },
        { key: "column", title: t.column, width: "12em", render: ({ column }) => column || "—" },
        {
          key: "meaning",
          title: t.meaning,
          render: ({ message }) => <span className="quality-name">{said(message)}</span>,
        },
        {
          key: "count",
          title: t.count,
          align: "end",
          width: "6em",
          render: ({ count }) => <Count of={count} />,
        },
        {
          key: "agencies",
          title: t.inAgencies,
          align: "end",
          width: "6em",
          render: ({ agencies }) => agencies,
        },
      ]}
      empty={<Nothing title={t.rulesNone} />}
    />
  );
}

/** The same time, narrower. */
function useLinkTo(): (values: Readonly<Record<string, string>>) => string {
  const [search] = useSearchParams();
  return (values) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(values)) next.set(name, value);
    return `?${next}`;
  };
}
