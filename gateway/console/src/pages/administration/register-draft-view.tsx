/**
 * The next access register on its way: what differs, who edited it and why, the file to be signed, the signed one, and the
 * second person's decision. The node judges all of it; this shows what it says.
 */
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { toast } from "../../frame/toast.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { AgencyName, NodeName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useSaid, useWords } from "../../words.ts";
import { type Draft, useKeepDraft } from "./register-data.ts";
import { RegisterLines } from "./register-lines.tsx";
import { RegisterProposal } from "./register-proposal.tsx";
import { SignedUpload } from "./register-upload.tsx";
import { DRAFT } from "./register-words.ts";

export function RegisterDraftView({ draft }: { readonly draft: Draft }) {
  const t = useWords(DRAFT);
  const may = useMay();
  const [discarding, setDiscarding] = useState(false);
  const isEmpty = draft.edits.length === 0;
  return (
    <Part
      title={t.title}
      extra={
        !isEmpty &&
        may("security") && (
          <button type="button" className="button" onClick={() => setDiscarding(true)}>
            {t.discard}
          </button>
        )
      }
    >
      <div className="stack">
        {draft.proposal !== null && <RegisterProposal proposal={draft.proposal} />}
        {isEmpty ? (
          <p className="soft">{may("security") ? t.none : t.noneRead}</p>
        ) : (
          <Drafted draft={draft} />
        )}
        {may("security") && <Signing draft={draft} />}
      </div>
      {discarding && <Discard onClose={() => setDiscarding(false)} />}
    </Part>
  );
}

function Drafted({ draft }: { readonly draft: Draft }) {
  const t = useWords(DRAFT);
  const { number, differences, edits, fault } = draft;
  return (
    <>
      <h3>{t.differences(number, differences.length)}</h3>
      <RegisterLines lines={differences} />
      {fault !== null && (
        <Notice tone="bad" title={t.fault}>
          <p>{fault}</p>
        </Notice>
      )}
      <details className="fold">
        <summary>{t.edits(edits.length)}</summary>
        <ul className="plain-list">
          {edits.map((one) => (
            <EditLine key={one.id} one={one} />
          ))}
        </ul>
      </details>
    </>
  );
}

function EditLine({ one }: { readonly one: Draft["edits"][number] }) {
  const t = useWords(DRAFT);
  const said = useSaid();
  const may = useMay();
  const keep = useKeepDraft();
  const [error, setError] = useState<unknown>();
  const undo = async () => {
    setError(undefined);
    try {
      const path = { id: one.id };
      await keep(answered(api.DELETE("/api/register/draft/edits/{id}", { params: { path } })));
      toast(t.undone);
    } catch (failed) {
      setError(failed);
    }
  };
  const text = one.texts.map(said).join("；");
  return (
    <li>
      <span className="acts-text">
        <span>
          <strong>
            {one.holder.kind === "agency" ? (
              <AgencyName id={one.holder.id} />
            ) : (
              <NodeName id={one.holder.id} />
            )}
          </strong>{" "}
          {text === "" || one.idle ? <span className="soft">{t.idle}</span> : null} {text}
        </span>
        <span className="soft">
          <Time at={one.at} /> {one.by}：{one.reason}
        </span>
        {error !== undefined && <ProblemView error={error} />}
      </span>
      {may("security") && (
        <button
          type="button"
          className="link-button"
          aria-label={`${t.undo} ${text}`}
          onClick={() => void undo()}
        >
          {t.undo}
        </button>
      )}
    </li>
  );
}

/** Download, sign elsewhere, upload; a signed register may also come without a draft. */
function Signing({ draft }: { readonly draft: Draft }) {
  const t = useWords(DRAFT);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(draft.command);
    setCopied(true);
  };
  const isReady = draft.edits.length > 0 && draft.differences.length > 0 && draft.fault === null;
  return (
    <details className="fold" open={isReady}>
      <summary>{t.steps}</summary>
      <ol className="register-steps">
        {isReady && (
          <>
            <li>
              <a className="button button-main" href="/api/register/draft/file" download>
                {t.download(draft.next)}
              </a>
              <p className="soft">{t.downloadWhat}</p>
            </li>
            <li>
              <p>{t.sign}</p>
              <div className="row">
                <code className="register-command">{draft.command}</code>
                <button type="button" className="button" onClick={() => void copy()}>
                  {copied ? t.copied : t.copy}
                </button>
              </div>
            </li>
          </>
        )}
        <li>
          <p>{t.upload}</p>
          <SignedUpload draft={draft} />
        </li>
      </ol>
    </details>
  );
}

function Discard({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(DRAFT);
  const keep = useKeepDraft();
  return (
    <ActDialog
      title={t.discard}
      verb={t.discard}
      danger
      onAct={async (reason) =>
        await keep(answered(api.POST("/api/register/draft/discard", { body: { reason } })))
      }
      onClose={onClose}
    >
      <p>{t.discardWhat}</p>
    </ActDialog>
  );
}
