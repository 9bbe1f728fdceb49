/** What `deploy/prometheus` gives is read by Prometheus' own tool, and alarms go off when they should. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { parse } from "yaml";

const DEPLOYED = fileURLToPath(new URL("../deploy/prometheus/", import.meta.url));

function promtool(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { status, told: `${stdout}${stderr}` };
}

test("Prometheus takes the rules, and the example of scraping together with them", () => {
  const rules = promtool("check", "rules", join(DEPLOYED, "alarms.yaml"));
  assert.equal(rules.status, 0, rules.told);
  assert.match(rules.told, /SUCCESS: \d\d rules found/);
  const config = promtool("check", "config", join(DEPLOYED, "scrape.yaml"));
  assert.equal(config.status, 0, config.told);
});

test("Prometheus reads every expression of the dashboard", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-rules-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = fileURLToPath(new URL("../deploy/grafana/xinqiao.json", import.meta.url));
  const { panels } = JSON.parse(readFileSync(file, "utf8")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  const rules = panels.flatMap(({ title, targets }, panel) =>
    targets.map(({ expr }, target) => ({
      ...{ record: `panel:${panel}:${target}`, expr, labels: { title } },
    })),
  );
  writeFileSync(join(folder, "panels.yaml"), JSON.stringify({ groups: [{ name: "panels", rules }] }));
  const { status, told } = promtool("check", "rules", join(folder, "panels.yaml"));
  assert.equal(status, 0, told);
  assert.match(told, new RegExp(`SUCCESS: ${rules.length} rules found`));
});

/** Series as promtool writes them, a value a minute; what goes off then, by the labels that are not the rule's. */
const CASES: readonly {
  readonly alarm: string;
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  readonly goesOff: readonly Readonly<Record<string, string>>[];
}[] = [
  {
    // A series with such labels begins with its first refusal: there is nothing that it has grown from.
    alarm: "XinqiaoRefusedWhole",
    series: {
      'xinqiao_batches_total{outcome="refused",item="XZCF",sender="a",door="sftp",instance="x"}': "_x70 1x60",
      'xinqiao_batches_total{outcome="refused",item="XZCF",sender="b",door="sftp",instance="x"}': "1x130",
    },
    at: "80m",
    goesOff: [{ item: "XZCF", sender: "a" }],
  },
  {
    alarm: "XinqiaoRefusedWhole",
    series: {
      'xinqiao_batches_total{outcome="refused",item="XZCF",sender="b",door="sftp",instance="x"}': "1x75 2x60",
    },
    at: "80m",
    goesOff: [{ item: "XZCF", sender: "b" }],
  },
  {
    alarm: "XinqiaoAlarmLines",
    series: { 'xinqiao_log_lines_total{level="alarm",instance="x"}': "_x60 1x60" },
    at: "65m",
    goesOff: [{ instance: "x" }],
  },
  {
    alarm: "XinqiaoAlarmLines",
    series: { 'xinqiao_log_lines_total{level="alarm",instance="x"}': "_x60 1x60" },
    at: "100m",
    goesOff: [],
  },
  {
    // The first night after a start, and a night among others.
    alarm: "XinqiaoAcceptanceLow",
    series: {
      'xinqiao_rows_total{outcome="rejected",item="XZCF",sender="a",instance="x"}': "_x1500 300x100",
      'xinqiao_rows_total{outcome="accepted",item="XZCF",sender="a",instance="x"}': "_x1500 700x100",
      'xinqiao_rows_total{outcome="rejected",item="XZCF",sender="b",instance="x"}': "10x1500 20x100",
      'xinqiao_rows_total{outcome="accepted",item="XZCF",sender="b",instance="x"}': "0x1500 990x100",
      'xinqiao_rows_total{outcome="rejected",item="XZCF",sender="c",instance="x"}': "0x1500 300x100",
      'xinqiao_rows_total{outcome="accepted",item="XZCF",sender="c",instance="x"}': "0x1500 700x100",
      'xinqiao_rows_total{outcome="rejected",item="XZCF",sender="d",instance="x"}': "_x1500 30x100",
    },
    at: "1550m",
    goesOff: [
      { item: "XZCF", sender: "a" },
      { item: "XZCF", sender: "c" },
    ],
  },
  {
    alarm: "XinqiaoDown",
    series: { 'up{job="xinqiao",instance="x"}': "1x5 0x10", 'up{job="other",instance="x"}': "0x20" },
    at: "10m",
    goesOff: [{ job: "xinqiao", instance: "x" }],
  },
  {
    alarm: "XinqiaoLogNotCosigned",
    series: {
      'xinqiao_log_checkpoint_entries{instance="x"}': "9x100",
      'xinqiao_log_cosigned_entries{instance="x",peer="370000"}': "8x100",
      'xinqiao_log_cosigned_entries{instance="x",peer="100000"}': "9x100",
      'xinqiao_log_cosigned_timestamp_seconds{instance="x",peer="370000"}': "0x100",
      'xinqiao_log_cosigned_timestamp_seconds{instance="x",peer="100000"}': "0x100",
    },
    at: "90m",
    goesOff: [{ instance: "x", peer: "370000" }],
  },
  {
    alarm: "XinqiaoNeighbourUnreachable",
    series: {
      'xinqiao_queue_oldest_seconds{instance="x",peer="370000",kind="batch"}': "0+60x60",
      'xinqiao_hops_total{instance="x",peer="370000",kind="batch",outcome="failed"}': "0+1x60",
      'xinqiao_queue_oldest_seconds{instance="y",peer="370000",kind="batch"}': "0+60x60",
    },
    at: "40m",
    goesOff: [{ instance: "x", peer: "370000" }],
  },
  {
    alarm: "XinqiaoCertificateExpiresSoon",
    series: {
      'xinqiao_certificate_expiry_timestamp_seconds{holder="agency:a",certificate="client",instance="x"}':
        "2000000x20",
      'xinqiao_certificate_expiry_timestamp_seconds{holder="agency:b",certificate="client",instance="x"}':
        "9000000x20",
    },
    at: "10m",
    goesOff: [{ holder: "agency:a", certificate: "client" }],
  },
];

test("alarms go off when they should and not otherwise", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-rules-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const alarms = parse(readFileSync(join(DEPLOYED, "alarms.yaml"), "utf8")) as {
    groups: { rules: { alert: string; labels: object }[] }[];
  };
  const rules = new Map(alarms.groups.flatMap((group) => group.rules).map((rule) => [rule.alert, rule]));
  for (const [at, one] of CASES.entries()) {
    const rule = rules.get(one.alarm);
    assert.ok(rule, one.alarm);
    const file = join(folder, `${at}.yaml`);
    // What an alarm says is no part of when it goes off.
    const silent = {
      groups: [{ name: "one", rules: [{ ...rule, annotations: {} }] }],
    };
    writeFileSync(join(folder, "rules.yaml"), JSON.stringify(silent));
    const tests = [
      {
        interval: "1m",
        input_series: Object.entries(one.series).map(([series, values]) => ({ series, values })),
        alert_rule_test: [
          {
            eval_time: one.at,
            alertname: one.alarm,
            exp_alerts: one.goesOff.map((labels) => ({ exp_labels: { ...rule.labels, ...labels } })),
          },
        ],
      },
    ];
    writeFileSync(file, JSON.stringify({ rule_files: ["rules.yaml"], evaluation_interval: "1m", tests }));
    const { status, told } = promtool("test", "rules", file);
    assert.equal(status, 0, `${one.alarm} at ${one.at}: ${told}`);
  }
});
