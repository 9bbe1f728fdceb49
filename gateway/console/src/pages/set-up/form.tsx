/** The form behind a one-time link; see page.tsx. */
import { Button, Form, Input, QRCode } from "antd";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api } from "../../api.ts";
import { useAttempt } from "../../frame/attempt.ts";
import { ProblemView } from "../../frame/problem.tsx";
import type { Session } from "../../session.ts";
import { useWords } from "../../words.ts";
import { Strength } from "./strength.tsx";
import { WORDS } from "./words.ts";

type OpenedLink = components["schemas"]["Link"];

interface Typed {
  readonly login?: string;
  readonly name?: string;
  readonly password: string;
  readonly again: string;
  readonly code: string;
}

export function SetUpForm({
  secret,
  link,
  onDone,
}: {
  readonly secret: string;
  readonly link: OpenedLink;
  readonly onDone: (done: { readonly session: Session; readonly recoveryCodes: readonly string[] }) => void;
}) {
  const t = useWords(WORDS);
  const { busy, error, attempt } = useAttempt();
  const [form] = Form.useForm<Typed>();
  const password = Form.useWatch("password", form) ?? "";
  const login = Form.useWatch("login", form) ?? link.login ?? "";
  const accept = (typed: Typed) =>
    attempt(async () => {
      const body = {
        ...{ secret, password: typed.password, code: typed.code },
        ...(typed.login !== undefined && { login: typed.login.trim() }),
        ...(typed.name !== undefined && { name: typed.name.trim() }),
      };
      onDone(await answered(api.POST("/api/links/accept", { body })));
    });
  const needed = { required: true, whitespace: true, message: t.needed };
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => void accept(typed)}>
      <div className="two">
        {link.login === null ? (
          <Form.Item
            name="login"
            label={t.login}
            extra={t.loginHint}
            rules={[needed, { pattern: /^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/, message: t.loginHint }]}
          >
            <Input autoComplete="username" autoFocus maxLength={64} />
          </Form.Item>
        ) : (
          <p>
            {t.login} <strong>{link.login}</strong>
          </p>
        )}
        {link.name === null ? (
          <Form.Item name="name" label={t.name} rules={[needed]}>
            <Input autoComplete="name" maxLength={40} />
          </Form.Item>
        ) : (
          <p>
            {t.name} <strong>{link.name}</strong>
          </p>
        )}
        <Form.Item
          name="password"
          label={t.password}
          extra={<Strength password={password} login={login} />}
          rules={[needed]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t.again}
          dependencies={["password"]}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: async (_rule, value: string) => {
                if (value && getFieldValue("password") !== value) throw new Error(t.notSame);
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
      </div>
      <h2>{t.totp}</h2>
      <div className="totp">
        <QRCode value={link.totp.uri} size={168} type="svg" bordered={false} aria-label={t.qr} />
        <div className="stack">
          <p>
            {t.scan}
            <br />
            <code className="totp-key">{link.totp.secret.replaceAll(/(.{4})/g, "$1 ").trim()}</code>
          </p>
          <Form.Item
            name="code"
            label={t.code}
            rules={[{ required: true, pattern: /^[0-9]{6}$/, message: t.digits }]}
          >
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} className="figures" />
          </Form.Item>
        </div>
      </div>
      <div className="stack">
        {error !== undefined && <ProblemView error={error} />}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t.finish}
        </Button>
      </div>
    </Form>
  );
}
