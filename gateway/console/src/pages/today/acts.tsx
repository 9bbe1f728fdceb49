/** What needs an act first: each with its cause, whose turn it is, and a link to the act. */
import { useState } from "react";
import { Link } from "react-router";

import { exactCount } from "../../format.ts";
import { PageLink } from "../../shared-views/page-link.tsx";
import { type State, StateTag } from "../../shared-views/state-tag.tsx";
import { useLanguage, usePunctuation, useSaid, useWords } from "../../words.ts";
import { arrivalsLink, dayName, type Today } from "./nights.ts";
import { WORDS } from "./words.ts";

type DutyAct = Today["acts"][number];
type Alarm = Today["alarms"][number];

const SHOWN = 6;
const STATES: Readonly<Record<DutyAct["kind"], State>> = {
  missing: "missing",
  rejected: "rejected",
  partial: "partial",
};

export function Acts({ today }: { readonly today: Today }) {
  const t = useWords(WORDS);
  const [whole, setWhole] = useState(false);
  // What is told of duties is not told again as their alarm.
  const grave = today.alarms.filter(
    ({ rule, severity }) => severity === "critical" || !["missing", "refused", "acceptance"].includes(rule),
  );
  const count = grave.length + today.acts.length;
  if (count === 0)
    return (
      <p className="acts-none">
        <StateTag state="ok" /> {t.actsNone}
      </p>
    );
  const room = whole ? count : SHOWN;
  return (
    <>
      <ul className="acts">
        {grave.slice(0, room).map((alarm) => (
          <AlarmAct key={alarm.id} alarm={alarm} />
        ))}
        {today.acts.slice(0, Math.max(0, room - grave.length)).map((act) => (
          <DutyActLine key={`${act.agency} ${act.item}`} act={act} today={today} />
        ))}
      </ul>
      {count > SHOWN && (
        <button type="button" className="plain acts-more" onClick={() => setWhole(!whole)}>
          {whole ? t.fewerActs : t.moreActs(count - SHOWN)}
        </button>
      )}
    </>
  );
}

function AlarmAct({ alarm }: { readonly alarm: Alarm }) {
  const t = useWords(WORDS);
  const said = useSaid();
  return (
    <li>
      <StateTag
        state={alarm.severity === "critical" ? "down" : "warning"}
        word={alarm.rule === "certificate" && alarm.agency !== null ? t.turnAgency : t.turnNode}
      />
      <span className="acts-text">
        {said(alarm.message)}
        {alarm.acknowledged && <span className="soft"> · {t.acknowledgedBy(alarm.acknowledged.by)}</span>}
      </span>
      <PageLink to={alarm.link}>{t.see}</PageLink>
    </li>
  );
}

function DutyActLine({ act, today }: { readonly act: DutyAct; readonly today: Today }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const language = useLanguage();
  const { kind, agency, child, item, others, night, rows, rejected, message, turn, batchId } = act;
  const day = dayName(night, language, t.weekdays);
  const alarm = today.alarms.find(
    (one) => child === null && one.agency === agency && one.item === item && one.acknowledged !== null,
  );
  const fate = rows === 0 ? t.refusedWhole : t.rejectedRows(exactCount(rejected), exactCount(rows));
  const why = message === null ? fate : signs.colon(fate, said(message));
  const cause = kind === "missing" ? (child === null ? t.missingSince : t.notHandedUpSince)(day) : why;
  // Of a lower node, all that stand alike are one act.
  const whole = { agency, item: others > 0 ? "" : item, origin: "", child, isDuty: true };
  const turns = { agency: t.turnAgency, node: t.turnNode, child: t.turnChild };
  return (
    <li>
      <StateTag state={STATES[kind]} />
      <span className="acts-text">
        <b>
          {said(act.itemTitle)}
          {others > 0 && t.andOthers(others)}
        </b>{" "}
        · {said(act.agencyName)}
        <span className="acts-cause">
          {cause}
          <span className="soft">
            {" · "}
            {turns[turn]}
            {alarm?.acknowledged && ` · ${t.acknowledgedBy(alarm.acknowledged.by)}`}
          </span>
        </span>
      </span>
      {/* What a door turned away has no batch; its entry in the log says why. */}
      {kind === "missing" || batchId === null ? (
        <PageLink to={arrivalsLink(whole, night, today.dueHour, kind === "missing" ? "m" : "r")}>
          {t.seeArrivals}
        </PageLink>
      ) : (
        <Link to={`/batches/${batchId}`}>{t.seeBatch}</Link>
      )}
    </li>
  );
}
