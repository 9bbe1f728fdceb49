/**
 * The signed register, given back: both files together, verified by the node before anything is asked of anybody, and shown
 * as differences once more. Where the node may not write, it says how they are laid by hand.
 */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Loading } from "../../frame/states.tsx";
import { toast } from "../../frame/toast.tsx";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { type Checked, type Draft, useKeepDraft } from "./register-data.ts";
import { RegisterLines } from "./register-lines.tsx";
import { DRAFT } from "./register-words.ts";

interface Signed {
  readonly register: string;
  readonly signature: string;
}

export function SignedUpload({ draft }: { readonly draft: Draft }) {
  const t = useWords(DRAFT);
  const [lacking, setLacking] = useState(false);
  const [proposing, setProposing] = useState<string>();
  const check = useMutation({
    mutationFn: async (files: readonly [register: File, signature: File]) => {
      const signed = { register: await files[0].text(), signature: await base64(files[1]) };
      return { signed, checked: await answered(api.POST("/api/register/checks", { body: signed })) };
    },
  });
  const choose = (files: readonly File[]) => {
    const signature = files.find(({ name }) => name.endsWith(".p7s"));
    const register = files.find(({ name }) => !name.endsWith(".p7s"));
    check.reset();
    setLacking(files.length > 0 && !(signature && register));
    if (signature && register) check.mutate([register, signature]);
  };
  return (
    <div className="stack">
      <input
        type="file"
        multiple
        accept=".json,.p7s"
        aria-label={t.choose}
        onChange={({ target }) => {
          choose([...(target.files ?? [])]);
          // The same files again are to be looked at again.
          target.value = "";
        }}
      />
      {lacking && <Notice tone="warn" title={t.needBoth} />}
      {check.isPending && (
        <div role="status" aria-label={t.checking}>
          <Loading lines={2} />
        </div>
      )}
      {check.isError && <ProblemView error={check.error} />}
      {check.data && (
        <>
          <CheckedView checked={check.data.checked} />
          {draft.writable ? (
            <div className="row">
              <button
                type="button"
                className="button button-main"
                onClick={() => setProposing(crypto.randomUUID())}
              >
                {t.propose}
              </button>
            </div>
          ) : (
            <Notice tone="warn" title={t.byHand}>
              <p>{t.byHandWhat(draft.file)}</p>
            </Notice>
          )}
          {proposing !== undefined && (
            <Propose
              id={proposing}
              signed={check.data.signed}
              number={check.data.checked.number}
              onDone={check.reset}
              onClose={() => setProposing(undefined)}
            />
          )}
        </>
      )}
    </div>
  );
}

/** What was verified, and what it would change. */
export function CheckedView({ checked }: { readonly checked: Checked }) {
  const t = useWords(DRAFT);
  return (
    <>
      <Notice tone="good" title={t.verified(checked.number)}>
        <p>
          {t.signer} <code title={checked.signer}>{checked.signer.slice(0, 24)}…</code> · {t.signedAt}{" "}
          <Time at={checked.signedAt} full />
        </p>
        <p>{checked.asDrafted ? t.asDrafted : <strong>{t.notAsDrafted}</strong>}</p>
      </Notice>
      <RegisterLines lines={checked.differences} />
    </>
  );
}

function Propose({
  id,
  signed,
  number,
  onDone,
  onClose,
}: {
  readonly id: string;
  readonly signed: Signed;
  readonly number: number;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const t = useWords(DRAFT);
  const keep = useKeepDraft();
  const propose = async (reason: string) => {
    await keep(answered(api.POST("/api/register/proposals", { body: { id, reason, ...signed } })));
    toast(t.proposed);
    onDone();
  };
  return (
    <ActDialog title={t.proposeTitle(number)} verb={t.propose} fourEyes onAct={propose} onClose={onClose}>
      <p>{t.proposeWhat}</p>
    </ActDialog>
  );
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(String.fromCharCode(...bytes.subarray(0, 30_000)));
}
