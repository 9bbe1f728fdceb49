/**
 * The form of an act; see act-dialog.tsx. The traps: a reason is one line to the node, so what is measured and sent is
 * what was written without its line breaks; and while the node is asked the dialog stays, or nobody reads its refusal.
 */
import { Form, Input, Modal } from "antd";

import { useAttempt } from "../frame/attempt.ts";
import { Notice } from "../frame/notice.tsx";
import { ProblemView } from "../frame/problem.tsx";
import { defineWords, useWords } from "../words.ts";
import type { ActDialogProps } from "./dialog-props.ts";

const WORDS = defineWords({
  reason: { zh: "理由", en: "Reason" },
  hint: { zh: "写入审计，4 至 500 字", en: "Goes into the audit; 4 to 500 characters" },
  short: { zh: "请写明理由，至少 4 个字", en: "State the reason, at least 4 characters" },
  cancel: { zh: "取消", en: "Cancel" },
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
    <Modal
      open
      title={title}
      okText={verb}
      cancelText={t.cancel}
      okButtonProps={{ danger: danger ?? false }}
      cancelButtonProps={{ disabled: busy }}
      closable={{ disabled: busy }}
      confirmLoading={busy}
      mask={{ closable: false }}
      onOk={form.submit}
      onCancel={() => {
        if (!busy) onClose();
      }}
      destroyOnHidden
    >
      <div className="stack">
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
        {error !== undefined && <ProblemView error={error} />}
      </div>
    </Modal>
  );
}

function inOneLine(reason: string | undefined): string {
  return (reason ?? "").replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
