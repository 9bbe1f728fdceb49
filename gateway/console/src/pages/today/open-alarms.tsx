/** Open alarms, with the way to mend each and to say that it is known. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";

import { answered, api } from "../../api.ts";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { PageLink } from "../../shared-views/page-link.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import type { Today } from "./nights.ts";
import { WORDS } from "./words.ts";

export type Alarm = Today["alarms"][number];

const SHOWN = 8;

export function OpenAlarms({ today }: { readonly today: Today }) {
  const t = useWords(WORDS);
  const { alarms } = today;
  return (
    <>
      <AlarmList
        alarms={alarms.slice(0, SHOWN)}
        none={
          <p className="acts-none">
            <StateTag state="ok" /> {t.alarmsNone}
          </p>
        }
      />
      <p>
        <Link to="/alarms">
          {t.allAlarms}
          {alarms.length > SHOWN && ` (${alarms.length})`}
        </Link>
      </p>
    </>
  );
}

/** Acknowledging one is the list's and not the line's: an alarm may close by itself while its reason is written. */
export function AlarmList({ alarms, none }: { readonly alarms: readonly Alarm[]; readonly none: ReactNode }) {
  const [asked, setAsked] = useState<Alarm>();
  return (
    <>
      {alarms.length === 0 ? (
        none
      ) : (
        <ul className="plain-list">
          {alarms.map((alarm) => (
            <AlarmLine key={alarm.id} alarm={alarm} onAcknowledge={() => setAsked(alarm)} />
          ))}
        </ul>
      )}
      {asked !== undefined && <Acknowledging alarm={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Acknowledging({ alarm, onClose }: { readonly alarm: Alarm; readonly onClose: () => void }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const client = useQueryClient();
  const acknowledge = async (reason: string) => {
    const path = { id: alarm.id };
    await answered(api.PUT("/api/alarms/{id}/acknowledgement", { params: { path }, body: { reason } }));
    await Promise.all([
      client.invalidateQueries({ queryKey: ["today"] }),
      client.invalidateQueries({ queryKey: ["alarms"] }),
    ]);
  };
  return (
    <ActDialog title={t.acknowledge} verb={t.acknowledge} onAct={acknowledge} onClose={onClose}>
      <p>{said(alarm.message)}</p>
    </ActDialog>
  );
}

function AlarmLine({ alarm, onAcknowledge }: { readonly alarm: Alarm; readonly onAcknowledge: () => void }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const may = useMay();
  const { severity, message, openedAt, closedAt, acknowledged, link } = alarm;
  return (
    <li>
      <StateTag
        state={closedAt !== null ? "closed" : severity === "critical" ? "down" : "warning"}
        {...(closedAt === null && severity === "critical" && { word: said({ zh: "严重", en: "Critical" }) })}
      />
      <span className="acts-text">
        {said(message)}
        <span className="soft">
          <Time at={openedAt} />
          {acknowledged && ` · ${t.acknowledgedBy(acknowledged.by)}: ${acknowledged.reason}`}
        </span>
      </span>
      <span className="line-acts">
        {closedAt === null && acknowledged === null && may("operator", "system") && (
          <button type="button" className="plain" onClick={onAcknowledge}>
            {t.acknowledge}
          </button>
        )}
        <PageLink to={link}>{t.see}</PageLink>
      </span>
    </li>
  );
}
