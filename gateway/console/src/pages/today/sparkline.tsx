/** A line of thirty numbers, small; `label` says it in words. What has no number leaves a gap. */
export function Sparkline({
  values,
  label,
  low,
}: {
  readonly values: readonly (number | null)[];
  readonly label: string;
  /** Where the scale begins; the least value without it. */
  readonly low?: number;
}) {
  const known = values.filter((one) => one !== null);
  const top = Math.max(...known, 0);
  const floor = low ?? 0;
  const width = 120;
  const height = 26;
  const x = (at: number) => 2 + (at / Math.max(1, values.length - 1)) * (width - 4);
  const y = (value: number) => height - 3 - ((value - floor) / Math.max(1e-9, top - floor)) * (height - 6);
  const runs: string[] = [];
  let pen = "M";
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    runs.push(`${pen}${x(at).toFixed(1)} ${y(Math.max(floor, value)).toFixed(1)}`);
    pen = "L";
  }
  const last = values.findLastIndex((one) => one !== null);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={runs.join("")} fill="none" stroke="#0f5ea8" strokeWidth="1.5" strokeLinejoin="round" />
      {last >= 0 && <circle cx={x(last)} cy={y(Math.max(floor, values[last] ?? 0))} r="2.4" fill="#0f5ea8" />}
    </svg>
  );
}
