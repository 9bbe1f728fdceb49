/** ECharts with the few charts we draw; only chart.tsx imports it. The trap: its tooltips as HTML would render what a
 * sender chose, so they are drawn on the canvas (renderMode richText). */
import { BarChart, CustomChart, GraphChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

import { COLOURS } from "./look.ts";

use([
  BarChart,
  CustomChart,
  GraphChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export type ChartOption = EChartsCoreOption;

export function ChartCanvas({
  option,
  height,
  onClick,
}: {
  readonly option: ChartOption;
  readonly height: number;
  readonly onClick?: (seriesName: string, dataIndex: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef(onClick);
  told.current = onClick;
  const chart = useRef<ReturnType<typeof init>>(undefined);
  useEffect(() => {
    if (box.current === null) return;
    const made = init(box.current, {
      color: [...COLOURS.chart],
      textStyle: { color: COLOURS.ink, fontFamily: getComputedStyle(document.body).fontFamily },
    });
    chart.current = made;
    made.on("click", (event) => told.current?.(event.seriesName ?? "", event.dataIndex));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    const tooltip = typeof option["tooltip"] === "object" ? option["tooltip"] : {};
    chart.current?.setOption(
      {
        animation: false,
        ...option,
        ...(option["tooltip"] === undefined ? {} : { tooltip: { ...tooltip, renderMode: "richText" } }),
      },
      { notMerge: true },
    );
  }, [option]);
  return <div ref={box} style={{ height }} />;
}
