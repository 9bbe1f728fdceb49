/** Signing in: name, password and code together, or by the identity provider where one is configured. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { Navigate, useNavigate, useSearchParams } from "react-router";

import { answered, api, problemOf } from "../../api.ts";
import { durationOf } from "../../format.ts";
import { useAttempt } from "../../frame/attempt.ts";
import { Countdown } from "../../frame/countdown.tsx";
import { Gate } from "../../frame/gate.tsx";
import { Notice } from "../../frame/notice.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { forgetEverything, sessionQuery } from "../../session.ts";
import { useLanguage, useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly code: string;
}

export function SignInPage() {
  const t = useWords(WORDS);
  const [search] = useSearchParams();
  const then = wayBack(search.get("then"));
  const session = useQuery(sessionQuery);
  const ways = useQuery({ queryKey: ["sign-in"], queryFn: () => answered(api.GET("/api/sign-in")) });
  const refused = search.get("refused");
  if (session.data) return <Navigate to={then} replace />;
  return (
    <Gate title={t.title} node={ways.data?.node}>
      {ways.isError && <ProblemView error={ways.error} retry={ways.refetch} />}
      {refused !== null && (
        <Notice tone="bad" title={t.elsewhere}>
          <code>{refused}</code>
        </Notice>
      )}
      {ways.data?.setUp ? (
        <Notice tone="info" title={t.setUp}>
          <p>
            {t.setUpAgain} <code>xinqiao operator link</code>
          </p>
        </Notice>
      ) : (
        <Local then={then} />
      )}
      {ways.data?.oidc && (
        <>
          <p className="gate-or">{t.or}</p>
          <a className="button gate-elsewhere" href="/api/session/oidc">
            {t.by(ways.data.oidc.name)}
          </a>
        </>
      )}
    </Gate>
  );
}

function Local({ then }: { readonly then: string }) {
  const t = useWords(WORDS);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { busy, error, attempt } = useAttempt();
  const [form] = Form.useForm<Typed>();
  const left = useSecondsLeft(error);
  const signIn = ({ login, password, code }: Typed) =>
    attempt(async () => {
      const body = { login: login.trim(), password, code: code.replaceAll(/\s/g, "") };
      // A code is good for one attempt.
      form.resetFields(["code"]);
      const session = await answered(api.POST("/api/session", { body }));
      await forgetEverything(client, session);
      await navigate(then, { replace: true });
    });
  const needed = [{ required: true, message: t.needed }];
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => void signIn(typed)}>
      <Form.Item name="login" label={t.login} rules={needed}>
        <Input autoComplete="username" autoFocus maxLength={64} size="large" />
      </Form.Item>
      <Form.Item name="password" label={t.password} rules={needed}>
        <Input.Password autoComplete="current-password" maxLength={256} size="large" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t.code}
        extra={t.codeHint}
        rules={[{ required: true, min: 6, message: t.needed }]}
      >
        <Input autoComplete="one-time-code" maxLength={32} size="large" className="figures" />
      </Form.Item>
      <div className="stack">
        {left > 0 ? <Waiting seconds={left} /> : error !== undefined && <ProblemView error={error} />}
        <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={left > 0}>
          {t.go}
        </Button>
      </div>
    </Form>
  );
}

function Waiting({ seconds }: { readonly seconds: number }) {
  const t = useWords(WORDS);
  const language = useLanguage();
  const time = (left: number) => durationOf(left * 1000, language);
  return (
    <Countdown seconds={seconds} shown={(left) => t.wait(time(left))} told={(left) => t.locked(time(left))} />
  );
}

/** Of a lock-out, from the moment it was told. */
function useSecondsLeft(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const problem = error === undefined ? undefined : problemOf(error);
    const seconds =
      problem?.code === "RATE_LIMITED" ? Number(problem.params["seconds"] ?? problem.retryAfter) : undefined;
    if (seconds === undefined) return setLeft(0);
    const until = Date.now() + seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}

/** Only into the console: what another site put there leads to the first page. */
function wayBack(then: string | null): string {
  return then !== null && /^\/(?![/\\])/.test(then) && !then.startsWith("/sign-in") ? then : "/";
}
