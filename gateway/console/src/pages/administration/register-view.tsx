/** The registers in force: who signed them, what they give to whom; between them the next one, which is drafted here. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { exactCount } from "../../format.ts";
import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { NodeName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { type Register, registerQuery } from "./administration-data.ts";
import { RegisterAgencies } from "./register-agency.tsx";
import { type Draft, useDraft } from "./register-data.ts";
import { RegisterDraftView } from "./register-draft-view.tsx";
import { Grants } from "./register-grants.tsx";
import { REGISTER } from "./words.ts";

export function RegisterView() {
  const asked = useQuery(registerQuery);
  return <Asked query={asked}>{(register) => <Shown register={register} />}</Asked>;
}

function Shown({ register }: { readonly register: Register }) {
  const t = useWords(REGISTER);
  const { network, access } = register;
  return (
    <>
      <div className="registers">
        <Part title={t.network}>
          <dl className="plain-facts">
            <dt>{t.number}</dt>
            <dd className="figures">{network.number}</dd>
            <Signed signer={network.signer} />
            <dt>{t.file}</dt>
            <dd>
              <code>{network.file}</code>
            </dd>
            <dt>{t.agencies}</dt>
            <dd className="figures">{exactCount(network.agencies)}</dd>
            <dt>{t.revoked}</dt>
            <dd className="figures">{exactCount(network.revoked)}</dd>
          </dl>
        </Part>
        <Part title={t.access}>
          {access === null ? (
            <Notice tone="warn" title={t.noAccess} />
          ) : (
            <dl className="plain-facts">
              <dt>{t.number}</dt>
              <dd className="figures">{access.number}</dd>
              <Signed signer={access.signer} />
              <dt>{t.file}</dt>
              <dd>
                <code>{access.file}</code>
              </dd>
              <dt>{t.agencies}</dt>
              <dd className="figures">{exactCount(access.agencies.length)}</dd>
            </dl>
          )}
          <details className="fold">
            <summary>{t.how}</summary>
            <p>{t.howText}</p>
          </details>
        </Part>
      </div>
      {access !== null && <WithDraft access={access} />}
    </>
  );
}

function WithDraft({ access }: { readonly access: NonNullable<Register["access"]> }) {
  const asked = useDraft();
  const client = useQueryClient();
  const isBehind = asked.data !== undefined && asked.data.number !== access.number;
  useEffect(() => {
    if (isBehind) void client.invalidateQueries({ queryKey: registerQuery.queryKey, exact: true });
  }, [isBehind, client]);
  return (
    <Asked query={asked}>
      {(draft) => (
        <>
          <RegisterDraftView draft={draft} />
          <RegisterAgencies agencies={access.agencies} draft={draft} />
          {access.nodes.length > 0 && <Nodes nodes={access.nodes} draft={draft} />}
        </>
      )}
    </Asked>
  );
}

function Nodes({
  nodes,
  draft,
}: {
  readonly nodes: NonNullable<Register["access"]>["nodes"];
  readonly draft: Draft;
}) {
  const t = useWords(REGISTER);
  return (
    <Part title={t.nodes}>
      <div className="stack">
        {nodes.map(({ id, grants }) => (
          <details key={id} className="fold">
            <summary>
              <NodeName id={id} /> · {t.grants} {grants.length}
            </summary>
            <Grants holder={{ kind: "node", id }} grants={grants} draft={draft} />
          </details>
        ))}
      </div>
    </Part>
  );
}

function Signed({ signer }: { readonly signer: Register["network"]["signer"] }) {
  const t = useWords(REGISTER);
  return (
    <>
      <dt>{t.issued}</dt>
      <dd>
        <Time at={signer.signedAt} full />
      </dd>
      <dt>{t.signer}</dt>
      <dd>
        <code title={signer.fingerprint}>{signer.fingerprint.slice(0, 24)}…</code>
        <div className="soft">
          {t.validUntil} <Time at={signer.validUntil} />
        </div>
      </dd>
    </>
  );
}
