/** Quality: scores with their formula, how they went, who is lowest and why, the report that agencies receive. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { Asked } from "../../frame/asked.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { useMay } from "../../session.ts";
import { useWords } from "../../words.ts";
import { Filters } from "./filters.tsx";
import { qualityQuery } from "./quality-data.ts";
import { ReportDownloads } from "./report-downloads.tsx";
import { Formula, Scores } from "./scores.tsx";
import { spanIn } from "./span.ts";
import { AgenciesTable, LinesTable, RulesTable } from "./tables.tsx";
import { Trend } from "./trend.tsx";
import { WORDS } from "./words.ts";
import "./quality.css";

export function QualityPage() {
  const t = useWords(WORDS);
  const may = useMay();
  const [search] = useSearchParams();
  const agency = search.get("agency");
  const query = useQuery({
    ...qualityQuery(spanIn(search), agency, search.get("item")),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={query.data?.demo && <span className="demo-mark">{t.demo}</span>}
    >
      <Filters />
      <Asked query={query}>
        {(quality) => (
          <>
            <Scores quality={quality} />
            <Part title={t.trend} extra={<span className="soft">{t.by(quality.by)}</span>}>
              <Trend quality={quality} />
            </Part>
            <Part title={t.formula}>
              <Formula quality={quality} />
            </Part>
            {agency === null && (
              <Part title={t.agencies} extra={<span className="soft">{t.agenciesLead}</span>}>
                <AgenciesTable quality={quality} />
              </Part>
            )}
            <Part title={t.lines} extra={<span className="soft">{t.agenciesLead}</span>}>
              <LinesTable quality={quality} />
            </Part>
            <Part title={t.rules}>
              <RulesTable quality={quality} />
            </Part>
            {may("system", "audit", "operator", "viewer") && (
              <Part title={t.report} extra={<span className="soft">{t.reportLead}</span>}>
                <ReportDownloads quality={quality} />
              </Part>
            )}
          </>
        )}
      </Asked>
    </Page>
  );
}
