/** The monthly report of an agency, as PDF or workbook. */
import { useState } from "react";
import { useSearchParams } from "react-router";

import { useChoices } from "../../shared-views/names.tsx";
import { useWords } from "../../words.ts";
import type { Quality } from "./quality-data.ts";
import { lastMonth } from "./span.ts";
import { WORDS } from "./words.ts";

export function ReportDownloads({ quality }: { readonly quality: Quality }) {
  const t = useWords(WORDS);
  const [search] = useSearchParams();
  const [month, setMonth] = useState(lastMonth);
  const [chosen, setChosen] = useState<string>();
  const reporting = new Set(quality.agencies.map(({ agency }) => agency));
  const choices = useChoices("agencies").filter(
    ({ value }) => reporting.has(value) || value === search.get("agency"),
  );
  const agency = chosen ?? search.get("agency") ?? quality.agencies[0]?.agency ?? "";
  const isWhole = agency !== "" && /^20\d{2}-\d{2}$/.test(month);
  const link = (format: string) => `/api/quality/report?${new URLSearchParams({ agency, month, format })}`;
  return (
    <div className="quality-filters">
      <label>
        {t.agency}{" "}
        <select className="field" value={agency} onChange={(event) => setChosen(event.target.value)}>
          {agency === "" && <option value="">{t.choose}</option>}
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.month}{" "}
        <input
          type="month"
          className="field"
          value={month}
          onChange={(event) => setMonth(event.target.value)}
        />
      </label>
      {isWhole && (
        <>
          <a className="button" href={link("pdf")} download>
            {t.pdf}
          </a>
          <a className="button" href={link("xlsx")} download>
            {t.xlsx}
          </a>
        </>
      )}
    </div>
  );
}
