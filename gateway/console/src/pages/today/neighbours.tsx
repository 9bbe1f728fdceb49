/** How the neighbours are: queue depth and age, when each was last met. */
import { agoOf, durationOf, exactCount } from "../../format.ts";
import { PageLink, useMayOpen } from "../../shared-views/page-link.tsx";
import { type State, StateTag } from "../../shared-views/state-tag.tsx";
import { useLanguage, useSaid, useWords } from "../../words.ts";
import type { Today } from "./nights.ts";
import { WORDS } from "./words.ts";

type Neighbour = Today["neighbours"][number];

const STATES: Readonly<Record<Neighbour["state"], State>> = {
  well: "ok",
  waiting: "warning",
  failing: "down",
  unknown: "unknown",
};

export function Neighbours({ today }: { readonly today: Today }) {
  return (
    <ul className="plain-list">
      {today.neighbours.map((one) => (
        <Line key={one.node} one={one} at={today.at} />
      ))}
    </ul>
  );
}

function Line({ one, at }: { readonly one: Neighbour; readonly at: string }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const language = useLanguage();
  const { node, name, relation, queued, oldest, abandoned, sentAt, heardAt, why, state } = one;
  const mayOpen = useMayOpen();
  const hops = `/transfers?${new URLSearchParams({ peer: node, kind: "hop" })}`;
  const met = [sentAt, heardAt]
    .filter((time) => time !== null)
    .sort()
    .at(-1);
  const facts = [
    t.queue(exactCount(queued)),
    ...(oldest === null ? [] : [t.oldest(durationOf(Date.parse(at) - Date.parse(oldest), language))]),
    ...(abandoned > 0 ? [t.abandoned(exactCount(abandoned))] : []),
    met === undefined ? t.neverMet : t.lastMet(agoOf(met, at, language)),
  ];
  return (
    <li>
      <StateTag state={STATES[state]} />
      <span className="acts-text">
        <b>{said(name)}</b> <span className="soft">{relation === "parent" ? t.parent : t.child}</span>
        <span className="acts-cause">{facts.join(" · ")}</span>
        {state === "failing" && why !== null && why !== "" && <code className="bad">{why}</code>}
      </span>
      <PageLink to={(queued > 0 || abandoned > 0) && mayOpen(hops) ? hops : "/network"}>{t.see}</PageLink>
    </li>
  );
}
