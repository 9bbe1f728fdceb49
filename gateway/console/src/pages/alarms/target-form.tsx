/** Enters or changes a target, with plain fields; what the node refuses is told under them. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { answered, api } from "../../api.ts";
import { useAttempt } from "../../frame/attempt.ts";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { useSaid, useWords } from "../../words.ts";
import type { Rule, Target, TargetInput, Targets } from "./alarms-data.ts";
import { WORDS } from "./words.ts";

export function TargetForm({
  target,
  rules,
  mail,
  onClose,
}: {
  readonly target: Target | null;
  readonly rules: Targets["rules"];
  readonly mail: boolean;
  readonly onClose: () => void;
}) {
  const t = useWords(WORDS);
  const said = useSaid();
  const client = useQueryClient();
  const [id] = useState(() => target?.id ?? crypto.randomUUID());
  const [kind, setKind] = useState<Target["kind"]>(target?.kind ?? "email");
  const { busy, error, attempt } = useAttempt();
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const body: TargetInput = {
      kind,
      name: text("name"),
      address: text("address"),
      ca: kind === "webhook" && text("ca") !== "" ? text("ca") : null,
      rules: data.getAll("rule") as Rule[],
      severity: text("severity") === "critical" ? "critical" : "warning",
      active: data.get("active") !== null,
    };
    await attempt(async () => {
      await answered(api.PUT("/api/alarm-targets/{id}", { params: { path: { id } }, body }));
      await client.invalidateQueries({ queryKey: ["alarms", "targets"] });
      onClose();
    });
  };
  return (
    <form className="target-form" onSubmit={(event) => void save(event)}>
      <label>
        {t.kind}
        <select
          className="field"
          value={kind}
          onChange={(event) => setKind(event.target.value === "webhook" ? "webhook" : "email")}
        >
          <option value="email">{t.email}</option>
          <option value="webhook">{t.webhook}</option>
        </select>
      </label>
      {kind === "email" && !mail && <Notice tone="warn" title={t.noMail} />}
      <label>
        {t.name}
        <input className="field" name="name" required maxLength={100} defaultValue={target?.name} />
      </label>
      <label>
        {t.address}
        <input
          className="field"
          name="address"
          type={kind === "email" ? "email" : "url"}
          required
          maxLength={500}
          defaultValue={target?.address}
          aria-describedby="target-hint"
        />
        <span id="target-hint" className="soft">
          {kind === "email" ? t.emailHint : t.webhookHint}
        </span>
      </label>
      {kind === "webhook" && (
        <label>
          {t.ca}
          <textarea className="field" name="ca" rows={3} maxLength={20000} defaultValue={target?.ca ?? ""} />
        </label>
      )}
      <label>
        {t.from}
        <select className="field" name="severity" defaultValue={target?.severity ?? "warning"}>
          <option value="warning">{t.warning}</option>
          <option value="critical">{t.critical}</option>
        </select>
      </label>
      <fieldset>
        <legend>{t.onlyRules}</legend>
        {rules.map(({ rule, name }) => (
          <label key={rule}>
            <input
              type="checkbox"
              name="rule"
              value={rule}
              defaultChecked={target?.rules.includes(rule) ?? false}
            />
            {said(name)}
          </label>
        ))}
      </fieldset>
      <label className="target-check">
        <input type="checkbox" name="active" defaultChecked={target?.active ?? true} />
        {t.active}
      </label>
      {error !== undefined && <ProblemView error={error} />}
      <p className="row">
        <button type="submit" className="button" disabled={busy}>
          {t.save}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t.cancel}
        </button>
      </p>
    </form>
  );
}
