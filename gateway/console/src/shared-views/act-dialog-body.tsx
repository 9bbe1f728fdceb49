/**
 * The form of an act; see act-dialog.tsx. The trap: a reason is one line to the node, so what is measured and sent is
 * what was written without its line breaks.
 */
import { Form, Input } from "antd";

import { useAttempt } from "../frame/attempt.ts";
import { Notice } from "../frame/notice.tsx";
import { defineWords, useWords } from "../words.ts";
import type { ActDialogProps } from "./dialog-props.ts";
import { FormDialog } from "./form-dialog.tsx";

const WORDS = defineWords({
  reason: { zh: "理由", en: "Reason" },
  hint: { zh: "写入审计，4 至 500 字", en: "Goes into the audit; 4 to 500 characters" },
  short: { zh: "请写明理由，至少 4 个字", en: "State the reason, at least 4 characters" },
  fourEyes: {
    zh: "此操作改动数据，须由另一人复核同意后才执行",
    en: "This changes data: it is done once another person agrees",
  },
});

export function ActDialogBody({ title, children, verb, danger, fourEyes, onAct, onClose }: ActDialogProps) {
  const t = useWords(WORDS);
  const { busy, error, attempt } = useAttempt();
  const [form] = Form.useForm<{ reason: string }>();
  const act = ({ reason }: { readonly reason: string }) =>
    attempt(async () => {
      await onAct(inOneLine(reason));
      onClose();
    });
  return (
    <FormDialog
      title={title}
      verb={verb}
      danger={danger}
      busy={busy}
      error={error}
      onSubmit={form.submit}
      onClose={onClose}
    >
      {children}
      {fourEyes && <Notice tone="info" title={t.fourEyes} />}
      <Form form={form} layout="vertical" onFinish={(values) => void act(values)} requiredMark={false}>
        <Form.Item
          name="reason"
          label={t.reason}
          extra={t.hint}
          rules={[{ required: true, min: 4, transform: inOneLine, message: t.short }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount autoFocus />
        </Form.Item>
      </Form>
    </FormDialog>
  );
}

function inOneLine(reason: string | undefined): string {
  return (reason ?? "").replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
