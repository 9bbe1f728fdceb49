/** The metrics of a process, as Prometheus reads them. The one file that knows prom-client. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

import { METRICS, type Metric, type MetricName } from "./names.ts";

type Labels = Readonly<Record<string, string>>;

export interface Metrics {
  count(name: Metric, labels: Labels, by?: number): void;
  observe(name: Metric, labels: Labels, seconds: number): void;
  set(name: Metric, labels: Labels, value: number): void;
  /** Forget what a gauge said, before it is said anew. */
  clear(name: Metric): void;
  text(): Promise<string>;
  readonly type: string;
}

/** Of one process; its own metrics beside those that prom-client measures of any Node process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const { name, type, labels, help, buckets } of METRICS as readonly MetricName[]) {
    const options = { name, help: help.en, labelNames: [...labels], registers: [registry] };
    if (type === "counter") counters.set(name, new Counter(options));
    else if (type === "gauge") gauges.set(name, new Gauge(options));
    else histograms.set(name, new Histogram({ ...options, buckets: [...(buckets ?? [])] }));
  }
  return {
    count: (name, labels, by = 1) => known(counters, name).inc(labels, by),
    observe: (name, labels, seconds) => known(histograms, name).observe(labels, seconds),
    set: (name, labels, value) => known(gauges, name).set(labels, value),
    clear: (name) => known(gauges, name).reset(),
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}

function known<T>(of: ReadonlyMap<string, T>, name: string): T {
  const found = of.get(name);
  if (found === undefined) throw new Error(`${name} is no metric of this kind`);
  return found;
}
