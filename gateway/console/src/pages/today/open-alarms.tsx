/** Open alarms, with the way to mend each and to say that it is known. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
      {alarms.length === 0 ? (
        <p className="acts-none">
          <StateTag state="ok" /> {t.alarmsNone}
        </p>
      ) : (
        <ul className="plain-list">
          {alarms.slice(0, SHOWN).map((alarm) => (
            <AlarmLine key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
      <p>
        <Link to="/alarms">
          {t.allAlarms}
          {alarms.length > SHOWN && ` (${alarms.length})`}
        </Link>
      </p>
    </>
  );
}

export function AlarmLine({ alarm }: { readonly alarm: Alarm }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const may = useMay();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { id, severity, message, openedAt, closedAt, acknowledged, link } = alarm;
  const acknowledge = async (reason: string) => {
    await answered(
      api.PUT("/api/alarms/{id}/acknowledgement", { params: { path: { id } }, body: { reason } }),
    );
    await Promise.all([
      client.invalidateQueries({ queryKey: ["today"] }),
      client.invalidateQueries({ queryKey: ["alarms"] }),
    ]);
  };
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
          <button type="button" className="plain" onClick={() => setAsking(true)}>
            {t.acknowledge}
          </button>
        )}
        <PageLink to={link}>{t.see}</PageLink>
      </span>
      {asking && (
        <ActDialog
          title={t.acknowledge}
          verb={t.acknowledge}
          onAct={acknowledge}
          onClose={() => setAsking(false)}
        >
          <p>{said(message)}</p>
        </ActDialog>
      )}
    </li>
  );
}
