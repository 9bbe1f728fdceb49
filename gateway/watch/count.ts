/**
 * Signals of the process to counters. What an intake was is read from its row a moment later, many at a time, so that
 * the way of a batch waits for nothing. The trap: every sender times every item would be a series; beyond a bound the
 * rest is counted together as "other".
 */
import type { Counts, Signal } from "../model/signal.ts";
import type { NodeParts } from "../node-parts.ts";
import { type EndedIntake, endedIntakes } from "../store/console/watch-rows.ts";
import type { Metrics } from "./metrics.ts";

export interface Counting {
  /** Count what has ended since. */
  flush(): Promise<void>;
}

const MOST_SERIES = 4000;
const AT_ONCE = 500;
/** Before the oldest are forgotten, with nobody reading the metrics. */
const MOST_KEPT = 100_000;

type Outcome = "done" | "refused" | "poisoned";

interface Labels {
  readonly door: string;
  readonly item: string;
  readonly sender: string;
}

export function startCounting(parts: NodeParts, metrics: Metrics): Counting {
  const { site, catalog, adapters } = parts;
  const ended = new Map<string, Outcome>();
  const series = new Set<string>();
  const bounded = (labels: Labels): Labels => {
    const key = `${labels.door} ${labels.item} ${labels.sender}`;
    if (series.has(key)) return labels;
    if (series.size >= MOST_SERIES) return { ...labels, item: "other", sender: "other" };
    series.add(key);
    return labels;
  };
  const rows = (labels: Labels, { accepted, rejected, duplicates }: Omit<Counts, "rows" | "warnings">) => {
    metrics.count("xinqiao_rows_total", { ...labels, outcome: "accepted" }, accepted);
    metrics.count("xinqiao_rows_total", { ...labels, outcome: "rejected" }, rejected);
    metrics.count("xinqiao_rows_total", { ...labels, outcome: "duplicate" }, duplicates);
  };
  const itemOf = ({ item, adapter }: EndedIntake): string => {
    const id = item ?? adapters.find((one) => one.id === adapter)?.item ?? "";
    return catalog.items.some((one) => one.id === id) ? id : "unknown";
  };

  site.onSignal((signal: Signal) => {
    if (signal.what === "intake") {
      ended.set(signal.intakeId, signal.outcome);
      if (ended.size > MOST_KEPT) ended.delete(ended.keys().next().value ?? "");
    } else if (signal.what === "pushed") {
      const labels = bounded({ door: "push", item: signal.item, sender: signal.agency });
      metrics.count("xinqiao_batches_total", { ...labels, outcome: "done" });
      rows(labels, signal.counts);
    } else if (signal.what === "hop") {
      const { peer, kind, outcome, seconds } = signal;
      metrics.count("xinqiao_hops_total", { peer, kind, outcome });
      if (outcome === "delivered") metrics.observe("xinqiao_hop_delivery_seconds", { peer, kind }, seconds);
    } else if (signal.what === "line") {
      metrics.count("xinqiao_log_lines_total", { level: signal.level });
    }
  });

  return {
    flush: async () => {
      while (ended.size > 0) {
        const ids = [...ended.keys()].slice(0, AT_ONCE);
        const found = await endedIntakes(site.db, ids);
        // Only now: what could not be read is counted the next time.
        for (const one of found) {
          const outcome = ended.get(one.intakeId);
          if (outcome === undefined) continue;
          const door = one.kind === "sealed" ? "node" : one.door;
          const labels = bounded({ door, item: itemOf(one), sender: one.sender });
          metrics.count("xinqiao_batches_total", { ...labels, outcome });
          const { accepted, rejected, duplicates } = one;
          if (accepted !== null)
            rows(labels, { accepted, rejected: rejected ?? 0, duplicates: duplicates ?? 0 });
        }
        for (const id of ids) ended.delete(id);
      }
    },
  };
}
