/** Where alarms go: the list for those who may see it, changes for the system administrator. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { useAttempt } from "../../frame/attempt.ts";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { toast } from "../../frame/toast.tsx";
import { useMay } from "../../session.ts";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import type { Targets as Given, Target } from "./alarms-data.ts";
import { TargetForm } from "./target-form.tsx";
import { WORDS } from "./words.ts";

export function Targets({ given }: { readonly given: Given }) {
  const t = useWords(WORDS);
  const may = useMay();
  const [editing, setEditing] = useState<Target | "new">();
  const { targets, mail, rules } = given;
  return (
    <div className="stack">
      {!mail && targets.some(({ kind }) => kind === "email") && <Notice tone="warn" title={t.noMail} />}
      {targets.length === 0 && <p className="soft">{t.noTargets}</p>}
      <ul className="plain-list">
        {targets.map((target) => (
          <Line key={target.id} target={target} rules={rules} onChange={() => setEditing(target)} />
        ))}
      </ul>
      {may("system") && editing === undefined && (
        <p>
          <button type="button" className="button" onClick={() => setEditing("new")}>
            {t.add}
          </button>
        </p>
      )}
      {editing !== undefined && (
        <TargetForm
          key={editing === "new" ? "new" : editing.id}
          target={editing === "new" ? null : editing}
          rules={rules}
          mail={mail}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}

function Line({
  target,
  rules,
  onChange,
}: {
  readonly target: Target;
  readonly rules: Given["rules"];
  readonly onChange: () => void;
}) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const may = useMay();
  const client = useQueryClient();
  const { busy, error, attempt } = useAttempt();
  const [removing, setRemoving] = useState(false);
  const path = { id: target.id };
  const again = () => client.invalidateQueries({ queryKey: ["alarms"] });
  const test = () =>
    attempt(async () => {
      const { sent, why } = await answered(api.POST("/api/alarm-targets/{id}/test", { params: { path } }));
      toast(sent ? t.testSent : t.testFailed(why ?? ""));
      await again();
    });
  const remove = () =>
    attempt(async () => {
      await answered(api.DELETE("/api/alarm-targets/{id}", { params: { path } }));
      await again();
    });
  const chosen = rules.filter(({ rule }) => target.rules.includes(rule)).map(({ name }) => said(name));
  return (
    <li>
      <StateTag state={target.active ? "ok" : "not-due"} word={target.active ? t.active : t.inactive} />
      <span className="acts-text">
        <b>{target.name}</b> <span>{t[target.kind]}</span> <code>{target.address}</code>
        <span className="soft">
          {chosen.length === 0 ? t.every : signs.list(chosen)} · {t.from}: {t[target.severity]} · {t.last}:{" "}
          {target.last === null ? (
            t.never
          ) : (
            <>
              {t[target.last.state]} <Time at={target.last.at} />{" "}
              {target.last.why !== null && <code>{target.last.why}</code>}
            </>
          )}
        </span>
        {removing && (
          <Notice
            tone="warn"
            title={t.removeAsk(target.name)}
            action={
              <>
                <button type="button" className="button" disabled={busy} onClick={() => void remove()}>
                  {t.remove}
                </button>
                <button type="button" className="button" onClick={() => setRemoving(false)}>
                  {t.cancel}
                </button>
              </>
            }
          />
        )}
        {error !== undefined && <ProblemView error={error} />}
      </span>
      {may("system") && !removing && (
        <span className="line-acts">
          <button type="button" className="plain" disabled={busy} onClick={() => void test()}>
            {busy ? t.testing : t.test}
          </button>
          <button type="button" className="plain" onClick={onChange}>
            {t.change}
          </button>
          <button type="button" className="plain" onClick={() => setRemoving(true)}>
            {t.remove}
          </button>
        </span>
      )}
    </li>
  );
}
