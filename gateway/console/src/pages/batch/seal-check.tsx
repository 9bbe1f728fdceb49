/** The seal, verified where the operator sits: asked for by a button, told check by check, and what it proves or not. */
import { useMutation } from "@tanstack/react-query";

import { answered, api } from "../../api.ts";
import { timeOf } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { useName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { useWords } from "../../words.ts";
import { type Verdict, verifySeal } from "./seal/verify.ts";
import { SEAL } from "./seal-words.ts";

const TAGS = { good: "ok", bad: "failed", unknown: "unknown" } as const;

export function SealCheck({ id }: { readonly id: string }) {
  const t = useWords(SEAL);
  const check = useMutation({
    mutationFn: async () =>
      await verifySeal(await answered(api.GET("/api/batches/{id}/seal", { params: { path: { id } } }))),
  });
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button" disabled={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? t.busy : check.data ? t.again : t.verify}
        </button>
        <span className="soft">{t.lead}</span>
      </div>
      {check.error !== null && <ProblemView error={check.error} />}
      {check.data && <Told verdict={check.data} />}
    </div>
  );
}

function Told({ verdict }: { readonly verdict: Verdict }) {
  const t = useWords(SEAL);
  const name = useName();
  const { checks, signer, signedAt, fingerprint } = verdict;
  const isBad = checks.some(({ state }) => state === "bad");
  return (
    <div className="stack">
      <Notice
        tone={isBad ? "bad" : verdict.good ? "good" : "warn"}
        title={isBad ? t.bad : verdict.good ? t.good : t.partly}
      >
        <p>{isBad ? t.failedHint : `${t.proves(name("nodes", signer), timeOf(signedAt))}${t.doesNot}`}</p>
      </Notice>
      <ol className="seal-checks">
        {checks.map(({ check, state, detail }) => (
          <li key={check}>
            <StateTag state={TAGS[state]} word={t[check]} />
            <code className={state === "bad" ? "bad" : "soft"}>
              {state === "unknown"
                ? `${t.unknown} (${detail})`
                : check === "form" && state === "good"
                  ? timeOf(detail)
                  : detail}
            </code>
          </li>
        ))}
      </ol>
      {fingerprint !== "" && (
        <p className="soft">
          {t.fingerprint}
          <br />
          <code>{fingerprint}</code>
        </p>
      )}
    </div>
  );
}
