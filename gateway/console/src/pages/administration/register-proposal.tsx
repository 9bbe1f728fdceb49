/** A signed register that waits for a second person, or what became of the last one. */
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { timeOf } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { toast } from "../../frame/toast.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { useSaid, useWords } from "../../words.ts";
import { type Draft, useKeepDraft } from "./register-data.ts";
import { CheckedView } from "./register-upload.tsx";
import { DRAFT } from "./register-words.ts";

type Proposal = NonNullable<Draft["proposal"]>;
type Decision = "approve" | "decline" | "withdraw";

export function RegisterProposal({ proposal }: { readonly proposal: Proposal }) {
  const t = useWords(DRAFT);
  const said = useSaid();
  const may = useMay();
  const [decision, setDecision] = useState<Decision>();
  const { number, state, by, own, reason, endsAt, decidedBy, inForce, checked, fault } = proposal;
  if (state !== "open") {
    if (state === "approved")
      return inForce ? (
        <p className="soft">{t.done(number, decidedBy ?? "")}</p>
      ) : (
        <Notice tone="info" title={t.coming(number)} />
      );
    return (
      <p className="soft">{state === "declined" ? t.declined(number, decidedBy ?? "") : t[state](number)}</p>
    );
  }
  const choices: readonly Decision[] = own ? ["withdraw"] : checked ? ["approve", "decline"] : ["decline"];
  return (
    <div className="stack register-waiting">
      <Notice tone="warn" title={t.waits(number)}>
        <p>
          {t.by(by, timeOf(endsAt))}：{reason}
        </p>
        {own && <p>{t.own}</p>}
      </Notice>
      {fault !== null && <Notice tone="bad" title={said(fault)} />}
      {checked && <CheckedView checked={checked} />}
      {may("security", "system") && (
        <div className="row">
          {choices.map((one) => (
            <button
              key={one}
              type="button"
              className={one === "approve" ? "button button-main" : "button"}
              onClick={() => setDecision(one)}
            >
              {t[one]}
            </button>
          ))}
        </div>
      )}
      {decision && <Decide proposal={proposal} decision={decision} onClose={() => setDecision(undefined)} />}
    </div>
  );
}

function Decide({
  proposal: { id, number },
  decision,
  onClose,
}: {
  readonly proposal: Proposal;
  readonly decision: Decision;
  readonly onClose: () => void;
}) {
  const t = useWords(DRAFT);
  const keep = useKeepDraft();
  const decide = async (reason: string) => {
    const given = { params: { path: { id } }, body: { decision, reason } };
    await keep(answered(api.POST("/api/register/proposals/{id}/decision", given)));
    toast(t.decided);
  };
  return (
    <ActDialog
      title={`${t[decision]}：${t.proposeTitle(number)}`}
      verb={t[decision]}
      onAct={decide}
      onClose={onClose}
    >
      {decision === "approve" && <p>{t.proposeWhat}</p>}
    </ActDialog>
  );
}
