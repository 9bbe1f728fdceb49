/** The forms of one's own account; each wants password and second factor anew. */
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";

import { answered, api } from "../../api.ts";
import { useAttempt } from "../../frame/attempt.ts";
import { toast } from "../../frame/toast.tsx";
import { sessionQuery } from "../../session.ts";
import { FormDialog } from "../../shared-views/form-dialog.tsx";
import { useWords } from "../../words.ts";
import { WORDS as COMMON } from "../administration/words.ts";
import { WORDS } from "./words.ts";

interface Typed {
  readonly password: string;
  readonly code: string;
  readonly newPassword: string;
}

export function PasswordForm({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(WORDS);
  const needed = { required: true, message: t.needed };
  const give = async ({ password, code, newPassword }: Typed) => {
    await answered(api.POST("/api/session/password", { body: { password, code: code.trim(), newPassword } }));
    toast(t.changed);
    onClose();
  };
  return (
    <Proving title={t.password} verb={t.change} onGive={give} onClose={onClose}>
      <Form.Item name="newPassword" label={t.next} extra={t.nextHint} rules={[needed]}>
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t.again}
        dependencies={["newPassword"]}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: async (_rule, value: string) => {
              if (value && getFieldValue("newPassword") !== value) throw new Error(t.notSame);
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
    </Proving>
  );
}

export function RecoveryForm({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(WORDS);
  const common = useWords(COMMON);
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const give = async ({ password, code }: Typed) => {
    const body = { password, code: code.trim() };
    const { recoveryCodes } = await answered(api.POST("/api/session/recovery-codes", { body }));
    setCodes(recoveryCodes);
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  if (codes === undefined)
    return (
      <Proving title={t.renew} verb={t.renew} onGive={give} onClose={onClose}>
        <p className="soft">{t.renewLead}</p>
      </Proving>
    );
  return (
    <Modal
      open
      title={t.recovery}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <button type="button" className="button" onClick={onClose}>
          {common.close}
        </button>
      }
    >
      <div className="stack">
        <p>{t.shown}</p>
        <code className="one-time-link recovery-codes">{codes.join("\n")}</code>
      </div>
    </Modal>
  );
}

/** A form that ends in password and code; what is refused is told in it. */
function Proving({
  title,
  verb,
  children,
  onGive,
  onClose,
}: {
  readonly title: string;
  readonly verb: string;
  readonly children: ReactNode;
  readonly onGive: (typed: Typed) => Promise<void>;
  readonly onClose: () => void;
}) {
  const t = useWords(WORDS);
  const { busy, error, attempt } = useAttempt();
  const [form] = Form.useForm<Typed>();
  const needed = { required: true, message: t.needed };
  return (
    <FormDialog title={title} verb={verb} busy={busy} error={error} onSubmit={form.submit} onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(typed) => void attempt(() => onGive(typed))}
      >
        {children}
        <Form.Item name="password" label={t.now} rules={[needed]}>
          <Input.Password autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Form.Item name="code" label={t.code} rules={[{ ...needed, min: 6 }]}>
          <Input autoComplete="one-time-code" maxLength={32} className="figures" />
        </Form.Item>
      </Form>
    </FormDialog>
  );
}
