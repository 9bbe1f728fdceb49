import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { parse } from "yaml";

import { createMetrics } from "../gateway/watch/metrics.ts";
import { METRICS, type MetricName } from "../gateway/watch/names.ts";
import { METRICS_DOCUMENT, metricsDocument } from "./make-metrics.ts";

const read = (path: string) => readFileSync(new URL(`../deploy/${path}`, import.meta.url), "utf8");

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

const rules = (parse(read("prometheus/alarms.yaml")) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const dashboard = JSON.parse(read("grafana/xinqiao.json")) as {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
};

const WORDS = new Set([
  ...["sum", "max", "min", "topk", "rate", "increase", "time", "histogram_quantile"],
  ...["by", "on", "and", "or", "unless", "offset", "group_right"],
]);
const OURS: readonly MetricName[] = METRICS;

/** Faults of an expression, as far as they can be seen without Prometheus: brackets, names, labels. */
async function faultsOf(expr: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const text = await createMetrics().text();
  const given = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const bare = expr.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const open: string[] = [];
  for (const sign of bare.replaceAll(/[^(){}[\]]/g, "")) {
    if ("({[".includes(sign)) open.push(sign);
    else if (open.pop() !== { ")": "(", "}": "{", "]": "[" }[sign]) faults.push(`${sign} closes nothing`);
  }
  if (open.length > 0) faults.push(`${open.join("")} is not closed`);
  // Labels that are grouped by, and ranges, are no metrics.
  const named = bare
    .replaceAll(/\{[^}]*\}/g, "")
    .replaceAll(/\[[^\]]*\]/g, "")
    .replaceAll(/\boffset \d+[smhd]/g, "offset")
    .replaceAll(/\b(?:by|on|group_right)\s*\([^)]*\)/g, "");
  for (const [name] of named.matchAll(/[a-zA-Z_:][\w:]*/g)) {
    const base = name.replace(/_(?:bucket|sum|count)$/, "");
    const isHistogram = OURS.some((one) => one.name === base && one.type === "histogram");
    if (!WORDS.has(name) && name !== "up" && !given.has(name) && !(isHistogram && base !== name))
      faults.push(`${name} is no metric`);
  }
  for (const [, name = "", selector = ""] of bare.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)) {
    const base = name.replace(/_(?:bucket|sum|count)$/, "");
    const labels = OURS.find((one) => one.name === base || one.name === name)?.labels ?? [];
    for (const [, label = ""] of selector.matchAll(/(\w+)\s*[=!]/g))
      if (![...labels, "instance", "job"].includes(label)) faults.push(`${name} has no label ${label}`);
  }
  return faults;
}

test("every alarm rule names metrics and labels that a node gives, and says in both languages what it is", async () => {
  assert.ok(rules.length > 10);
  for (const { alert, expr, labels, annotations } of rules) {
    assert.deepEqual(await faultsOf(expr), [], `${alert}: ${expr}`);
    assert.match(labels.severity, /^(info|warning|critical)$/, alert);
    assert.match(annotations["summary"] ?? "", /\p{Script=Han}.* \/ [a-z]/u, alert);
  }
  assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
});

test("every panel of the dashboard asks for metrics and labels that a node gives", async () => {
  assert.ok(dashboard.panels.length > 15);
  for (const { title, targets } of dashboard.panels)
    for (const { expr } of targets) assert.deepEqual(await faultsOf(expr), [], `${title}: ${expr}`);
});

test("a name that no node gives, a label it does not have and an open bracket are seen", async () => {
  assert.deepEqual(await faultsOf("sum(xinqiao_nothing)"), ["xinqiao_nothing is no metric"]);
  assert.deepEqual(await faultsOf('xinqiao_intake_waiting{peer="1"}'), [
    "xinqiao_intake_waiting has no label peer",
  ]);
  assert.deepEqual(await faultsOf("sum(xinqiao_intake_waiting"), ["( is not closed"]);
});

test("docs/metrics.md is what the table of metrics says", () => {
  assert.equal(
    readFileSync(METRICS_DOCUMENT, "utf8"),
    metricsDocument(),
    "node scripts/run.mjs scripts/make-metrics.ts",
  );
});

test("metrics are named with their unit, and no label is without a bound", () => {
  for (const { name, type, labels } of OURS) {
    assert.match(name, /^xinqiao_[a-z_]+$/);
    assert.equal(type === "counter", name.endsWith("_total"), name);
    if (type === "histogram") assert.match(name, /_seconds$/);
    for (const label of labels)
      assert.match(
        label,
        /^(outcome|door|item|sender|operation|status|peer|kind|level|state|version|node|roles|holder|certificate|severity)$/,
        name,
      );
  }
});
