/** One's own account. The forms are loaded when they are wanted. */
import { lazy, Suspense, useState } from "react";

import { Notice } from "../../frame/notice.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { useSession } from "../../session.ts";
import { AgencyName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import "../administration/administration.css";
import { RoleTags } from "../administration/role-tags.tsx";
import { WORDS } from "./words.ts";

const Forms = {
  password: lazy(async () => ({ default: (await import("./account-forms.tsx")).PasswordForm })),
  recovery: lazy(async () => ({ default: (await import("./account-forms.tsx")).RecoveryForm })),
};

const FEW = 3;

export function AccountPage() {
  const t = useWords(WORDS);
  const session = useSession();
  const [doing, setDoing] = useState<"password" | "recovery">();
  const end = () => setDoing(undefined);
  const { name, login, roles, scope, signedInAt, endsAt, recoveryLeft, way } = session;
  return (
    <Page title={t.title} lead={t.lead}>
      <Part title={t.session}>
        <dl className="plain-facts">
          <dt>{t.name}</dt>
          <dd>
            {name} <code className="soft">{login}</code>
          </dd>
          <dt>{t.roles}</dt>
          <dd>
            <RoleTags roles={roles} />
          </dd>
          <dt>{t.scope}</dt>
          <dd>
            {scope === null
              ? t.everything
              : scope.map((id) => (
                  <div key={id}>
                    <AgencyName id={id} />
                  </div>
                ))}
          </dd>
          <dt>{t.since}</dt>
          <dd>
            <Time at={signedInAt} full />
          </dd>
          <dt>{t.ends}</dt>
          <dd>
            <Time at={endsAt} full /> <span className="soft">{t.idle}</span>
          </dd>
        </dl>
      </Part>
      {way === "oidc" ? (
        <Notice tone="info" title={t.provided} />
      ) : (
        <div className="registers">
          <Part title={t.password}>
            <div className="stack">
              <p className="soft">{t.passwordLead}</p>
              <div className="row">
                <button type="button" className="button" onClick={() => setDoing("password")}>
                  {t.password}
                </button>
              </div>
            </div>
          </Part>
          <Part title={t.recovery}>
            <div className="stack">
              {recoveryLeft < FEW && <Notice tone="warn" title={t.few} />}
              <p>{t.left(recoveryLeft)}</p>
              <div className="row">
                <button type="button" className="button" onClick={() => setDoing("recovery")}>
                  {t.renew}
                </button>
              </div>
            </div>
          </Part>
        </div>
      )}
      <Suspense fallback={null}>
        {doing === "password" && <Forms.password onClose={end} />}
        {doing === "recovery" && <Forms.recovery onClose={end} />}
      </Suspense>
    </Page>
  );
}
