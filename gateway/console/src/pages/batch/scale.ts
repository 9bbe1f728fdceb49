/**
 * Where a moment stands on the waterfall's axis. Steps last from a millisecond to days, so beside the true scale
 * there is one on which every stretch between two moments has a width by its logarithm. The trap: that one must
 * not be taken for a measure, so durations are written beside the bars.
 */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export type Place = (moment: number) => number;

/** From 0 to 1. */
export function placeOn(stretches: readonly Stretch[], isTrue: boolean): Place {
  const moments = [...new Set(stretches.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const first = moments[0] ?? 0;
  const last = moments.at(-1) ?? 1;
  if (isTrue || moments.length < 2) {
    const whole = Math.max(1, last - first);
    return (moment) => Math.min(1, Math.max(0, (moment - first) / whole));
  }
  const ends = [0];
  for (const [at, moment] of moments.entries())
    if (at > 0) ends.push((ends.at(-1) ?? 0) + 0.35 + Math.log10(1 + moment - (moments[at - 1] ?? 0)));
  const whole = ends.at(-1) ?? 1;
  return (moment) => {
    const at = moments.findIndex((one) => one >= moment);
    if (at < 0) return 1;
    if (at === 0) return 0;
    const [before = 0, after = 0] = [moments[at - 1], moments[at]];
    const part = after === before ? 0 : (moment - before) / (after - before);
    const [start = 0, end = 0] = [ends[at - 1], ends[at]];
    return (start + part * (end - start)) / whole;
  };
}

/** Time during which at least one of the stretches lasted: what overlaps counts once. */
export function covered(stretches: readonly Stretch[]): number {
  let sum = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}
