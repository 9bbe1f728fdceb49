/** Today: did everything arrive, what did not, why, whose turn is it. One question to the node, asked again every half minute. */
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";

import { answered, api, PASSIVE } from "../../api.ts";
import { clockOf } from "../../format.ts";
import { Asked } from "../../frame/asked.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { useLanguage, useWords } from "../../words.ts";
import { Acts } from "./acts.tsx";
import { Grid } from "./grid.tsx";
import { Headline } from "./headline.tsx";
import { Neighbours } from "./neighbours.tsx";
import { nightName } from "./nights.ts";
import { Numbers } from "./numbers.tsx";
import { OpenAlarms } from "./open-alarms.tsx";
import { PausedPulls } from "./paused.tsx";
import { Timeline } from "./timeline.tsx";
import { WORDS } from "./words.ts";
import "./today.css";

const AGAIN_MS = 30_000;

export function TodayPage() {
  const t = useWords(WORDS);
  const language = useLanguage();
  const asked = useRef(false);
  const query = useQuery({
    queryKey: ["today"],
    refetchInterval: AGAIN_MS,
    queryFn: async () => {
      const headers = asked.current ? PASSIVE : {};
      asked.current = true;
      return await answered(api.GET("/api/today", { headers }));
    },
  });
  const { data } = query;
  return (
    <Page
      title={t.title}
      lead={data && t.lead(clockOf(data.at), data.dueHour)}
      actions={data?.demo && <span className="demo-mark">{t.demo}</span>}
    >
      <Asked query={query}>
        {(today) => (
          <>
            <Headline today={today} />
            <PausedPulls />
            <div className="today-two">
              <Part title={t.acts}>
                <Acts today={today} />
              </Part>
              <div className="today-side">
                <Part title={t.numbers(nightName(today, language, t))}>
                  <Numbers today={today} />
                </Part>
                {today.neighbours.length > 0 && (
                  <Part title={t.neighbours}>
                    <Neighbours today={today} />
                  </Part>
                )}
              </div>
            </div>
            <Part title={t.grid}>
              <Grid today={today} />
            </Part>
            <Part title={t.timeline(nightName(today, language, t))}>
              <Timeline today={today} />
            </Part>
            <Part title={t.alarms}>
              <OpenAlarms today={today} />
            </Part>
          </>
        )}
      </Asked>
    </Page>
  );
}
