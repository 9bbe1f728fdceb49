/** Alarms: what is wrong now, what was of late, when an alarm is raised, and where they go. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { Asked } from "../../frame/asked.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Loading, Nothing } from "../../frame/states.tsx";
import { useMay } from "../../session.ts";
import { MoreButton } from "../../shared-views/more-button.tsx";
import { useWords } from "../../words.ts";
import { AlarmList } from "../today/open-alarms.tsx";
import { alarmsQuery, targetsQuery } from "./alarms-data.ts";
import { Rules } from "./rules.tsx";
import { Targets } from "./targets.tsx";
import { WORDS } from "./words.ts";
import "../today/today.css";
import "./alarms.css";

export function AlarmsPage() {
  const t = useWords(WORDS);
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") === "all" ? "all" : "open";
  return (
    <Page title={t.title} lead={t.lead}>
      <Part
        title={state === "open" ? t.open : t.all}
        extra={
          <fieldset className="choice">
            <legend>{t.show}</legend>
            {(["open", "all"] as const).map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="alarm-state"
                  checked={state === one}
                  onChange={() => setSearch(one === "open" ? {} : { state: one }, { replace: true })}
                />
                {t[one]}
              </label>
            ))}
          </fieldset>
        }
      >
        <List state={state} />
      </Part>
      {may("system", "security", "audit", "operator") && <Where />}
    </Page>
  );
}

function List({ state }: { readonly state: "open" | "all" }) {
  const t = useWords(WORDS);
  const query = useInfiniteQuery(alarmsQuery(state));
  if (query.isPending) return <Loading />;
  // What is shown stays, with a dialog that may stand on it, when asking again fails.
  const problem = query.isError && <ProblemView error={query.error} retry={query.refetch} />;
  if (query.data === undefined) return problem;
  const alarms = query.data.pages.flatMap((page) => page.alarms);
  return (
    <>
      {problem}
      <AlarmList
        alarms={alarms}
        none={!problem && <Nothing title={state === "open" ? t.none : t.noneAtAll} />}
      />
      <MoreButton query={query} word={t.more} />
    </>
  );
}

function Where() {
  const t = useWords(WORDS);
  const query = useQuery(targetsQuery);
  return (
    <>
      <Part title={t.targets} extra={<span className="soft">{t.targetsLead}</span>}>
        <Asked query={query}>{(given) => <Targets given={given} />}</Asked>
      </Part>
      <Part title={t.rules}>
        <Asked query={query}>{({ rules }) => <Rules rules={rules} />}</Asked>
      </Part>
    </>
  );
}
