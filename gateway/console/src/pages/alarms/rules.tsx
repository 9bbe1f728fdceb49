/** When an alarm is raised; the system administrator sets from which number on, within bounds, the usual one beside. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { toast } from "../../frame/toast.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import { type Targets as Given, targetsQuery } from "./alarms-data.ts";
import { WORDS } from "./words.ts";

type AlarmRule = Given["rules"][number];

export function Rules({ rules }: Pick<Given, "rules">) {
  const t = useWords(WORDS);
  const said = useSaid();
  const may = useMay();
  const [changing, setChanging] = useState<AlarmRule>();
  return (
    <>
      <DataTable
        caption={t.rules}
        rows={rules}
        rowKey={({ rule }) => rule}
        columns={[
          { key: "name", title: t.rule, width: "12em", render: ({ name }) => said(name) },
          {
            key: "severity",
            title: t.severity,
            width: "8em",
            render: ({ severity }) => (
              <StateTag state={severity === "critical" ? "down" : "warning"} word={t[severity]} />
            ),
          },
          {
            key: "when",
            title: t.when,
            render: (one) => (
              <>
                <When one={one} />
                {may("system") && one.settings.length > 0 && (
                  <button
                    type="button"
                    className="threshold-button"
                    aria-label={`${t.threshold} ${said(one.name)}`}
                    onClick={() => setChanging(one)}
                  >
                    {t.threshold}
                  </button>
                )}
              </>
            ),
          },
        ]}
      />
      {changing && (
        <ThresholdForm key={changing.rule} one={changing} onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

function When({ one }: { readonly one: AlarmRule }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const { when, settings, changed } = one;
  const others = settings.filter(({ value, usual }) => value !== usual);
  return (
    <>
      {said(when)}{" "}
      {changed !== null && others.length > 0 && (
        <div className="soft">
          {t.usual} {others.map(({ said: name, usual }) => `${said(name)} ${usual}`).join("、")} ·{" "}
          {changed.by} <Time at={changed.at} />：{changed.reason}
        </div>
      )}
    </>
  );
}

function ThresholdForm({ one, onClose }: { readonly one: AlarmRule; readonly onClose: () => void }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const client = useQueryClient();
  const { rule, name, settings } = one;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(settings.map(({ name: key, value }) => [key, String(value)])),
  );
  const set = async (reason: string) => {
    // What was left empty is the usual one again.
    const values = Object.fromEntries(
      settings.map(({ name: key, usual }) => {
        const text = typed[key]?.trim() ?? "";
        return [key, text === "" ? usual : Number(text)];
      }),
    );
    const body = { values, reason };
    await answered(api.PUT("/api/alarm-rules/{rule}", { params: { path: { rule } }, body }));
    await client.invalidateQueries({ queryKey: targetsQuery.queryKey });
    toast(t.thresholdSet);
  };
  return (
    <ActDialog title={`${t.threshold}：${said(name)}`} verb={t.save} onAct={set} onClose={onClose}>
      <div className="threshold-form">
        {settings.map(({ name: key, said: label, usual, least, most }) => (
          <label key={key}>
            {said(label)}
            <input
              type="number"
              className="field"
              min={least}
              max={most}
              step={1}
              value={typed[key] ?? ""}
              placeholder={String(usual)}
              aria-describedby={`threshold-${key}`}
              onChange={({ target }) => setTyped((before) => ({ ...before, [key]: target.value }))}
            />
            <span id={`threshold-${key}`} className="soft">
              {t.bounds(least, most, usual)}
            </span>
          </label>
        ))}
      </div>
    </ActDialog>
  );
}
