/**
 * A chart by ECharts, loaded when it is shown: it weighs 150 kB and is no part of a page's first load. `label` says in
 * words what is to be seen, for those who do not see it; give the numbers as a table as well. See chart-canvas.tsx.
 */
import { lazy, Suspense } from "react";

import type { ChartOption } from "./chart-canvas.tsx";

const Canvas = lazy(async () => ({ default: (await import("./chart-canvas.tsx")).ChartCanvas }));

export function Chart({
  option,
  label,
  height = 240,
  onClick,
}: {
  readonly option: ChartOption;
  readonly label: string;
  readonly height?: number;
  readonly onClick?: (seriesName: string, dataIndex: number) => void;
}) {
  return (
    <div role="img" aria-label={label} style={{ height }}>
      <Suspense fallback={<div style={{ height }} />}>
        <Canvas option={option} height={height} {...(onClick && { onClick })} />
      </Suspense>
    </div>
  );
}
