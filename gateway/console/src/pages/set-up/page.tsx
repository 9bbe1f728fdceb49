/**
 * A one-time link opened: the first operator, an invitation, or a reset. The secret stands after the # of the address,
 * which no server and no log sees, and is taken out of the address at once. Then: who, password, authenticator, and at
 * last the recovery codes, which are shown this once.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";

import { answered, api } from "../../api.ts";
import { Asked } from "../../frame/asked.tsx";
import { Gate } from "../../frame/gate.tsx";
import { Notice } from "../../frame/notice.tsx";
import { forgetEverything, type Session } from "../../session.ts";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { SetUpForm } from "./form.tsx";
import { WORDS } from "./words.ts";
import "./set-up.css";

export function SetUpPage() {
  const t = useWords(WORDS);
  const [secret] = useState(() => location.hash.slice(1));
  const [done, setDone] = useState<{
    readonly session: Session;
    readonly recoveryCodes: readonly string[];
  }>();
  useEffect(() => history.replaceState(history.state, "", location.pathname), []);
  const link = useQuery({
    queryKey: ["link"],
    enabled: secret !== "",
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => answered(api.POST("/api/links/open", { body: { secret } })),
  });
  if (done) return <Codes {...done} />;
  if (secret === "")
    return (
      <Gate title={t.setup}>
        <Notice tone="warn" title={t.missing} />
        <p className="gate-or">
          <Link to="/sign-in">{t.signIn}</Link>
        </p>
      </Gate>
    );
  return (
    <Gate title={link.data ? t[link.data.kind] : t.setup} wide>
      <Asked query={link}>
        {(opened) => (
          <>
            <p className="soft gate-node">
              {t.lead} {t.until} <Time at={opened.endsAt} full />
            </p>
            <SetUpForm secret={secret} link={opened} onDone={setDone} />
          </>
        )}
      </Asked>
    </Gate>
  );
}

function Codes({
  session,
  recoveryCodes,
}: {
  readonly session: Session;
  readonly recoveryCodes: readonly string[];
}) {
  const t = useWords(WORDS);
  const client = useQueryClient();
  const navigate = useNavigate();
  const goOn = async () => {
    await forgetEverything(client, session);
    await navigate("/", { replace: true });
  };
  return (
    <Gate title={t.codes} wide>
      <div className="stack">
        <p>{t.codesLead}</p>
        <ol className="recovery">
          {recoveryCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <div className="row">
          <Button type="primary" onClick={() => void goOn()}>
            {t.kept}
          </Button>
          <Button onClick={() => window.print()}>{t.print}</Button>
        </div>
      </div>
    </Gate>
  );
}
