/** Rates and rows over time as charts, and the same numbers as a table for those who do not see them. */
import { exactCount } from "../../format.ts";
import { Chart } from "../../shared-views/chart.tsx";
import { type Column, DataTable } from "../../shared-views/data-table.tsx";
import { COLOURS } from "../../shared-views/look.ts";
import { useWords } from "../../words.ts";
import type { Quality } from "./quality-data.ts";
import { rateText, scoreText } from "./scores.tsx";
import { WORDS } from "./words.ts";

type Point = Quality["series"][number];

const RATES = ["acceptance", "timeliness", "completeness"] as const;

export function Trend({ quality }: { readonly quality: Quality }) {
  const t = useWords(WORDS);
  const { series, formula } = quality;
  const periods = series.map(({ period }) => period.slice(5));
  const known = series.flatMap(({ score }) =>
    RATES.map((name) => score[name]).filter((rate) => rate !== null),
  );
  const low = Math.floor(Math.min(0.9, ...known) * 10) / 10;
  const rates = {
    grid: { left: 48, right: 12, top: 30, bottom: 24 },
    legend: { top: 0, itemWidth: 18, textStyle: { fontSize: 13 } },
    tooltip: {
      trigger: "axis",
      valueFormatter: (value: unknown) => (typeof value === "number" ? rateText(value) : "—"),
    },
    xAxis: { type: "category", data: periods },
    yAxis: {
      type: "value",
      min: low,
      max: 1,
      axisLabel: { formatter: (value: number) => `${Math.round(value * 100)}%` },
    },
    series: RATES.map((name, at) => ({
      name: t[name],
      type: "line",
      symbol: ["circle", "triangle", "rect"][at],
      symbolSize: 6,
      lineStyle: { type: ["solid", "dashed", "dotted"][at], width: 2 },
      connectNulls: true,
      data: series.map(({ score }) => score[name]),
      ...(at === 0 && {
        markLine: {
          silent: true,
          symbol: "none",
          label: { formatter: t.target(formula.target * 100), position: "insideStartTop" },
          lineStyle: { color: COLOURS.soft },
          data: [{ yAxis: formula.target }],
        },
      }),
    })),
  };
  const rows = {
    grid: { left: 64, right: 12, top: 30, bottom: 24 },
    legend: { top: 0, itemWidth: 18, textStyle: { fontSize: 13 } },
    tooltip: {
      trigger: "axis",
      valueFormatter: (value: unknown) => (typeof value === "number" ? exactCount(value) : "—"),
    },
    xAxis: { type: "category", data: periods },
    yAxis: { type: "value" },
    series: (["accepted", "duplicates", "rejected"] as const).map((name, at) => ({
      name: [t.stored, t.duplicates, t.rejected][at],
      type: "bar",
      stack: "rows",
      color: [COLOURS.chart[2], COLOURS.chart[5], COLOURS.chart[4]][at],
      data: series.map(({ score }) => score[name]),
    })),
  };
  const columns: readonly Column<Point>[] = [
    { key: "period", title: t.period, render: ({ period }) => period },
    { key: "score", title: t.score, align: "end", render: ({ score }) => scoreText(score.score) },
    ...RATES.map((name) => ({
      key: name,
      title: t[name],
      align: "end" as const,
      render: ({ score }: Point) => rateText(score[name]),
    })),
    { key: "rows", title: t.rows, align: "end", render: ({ score }) => exactCount(score.rows) },
    { key: "rejected", title: t.rejected, align: "end", render: ({ score }) => exactCount(score.rejected) },
  ];
  return (
    <>
      <div className="quality-two">
        <Chart option={rates} label={t.trendRates} height={250} />
        <Chart option={rows} label={t.trendRows} height={250} />
      </div>
      <details className="quality-table">
        <summary>
          {t.asTable} · {t.by(quality.by)}
        </summary>
        <DataTable
          caption={t.trend}
          rows={series}
          rowKey={({ period }) => period}
          columns={columns}
          height="320px"
        />
      </details>
    </>
  );
}
