/** The form of a purpose; see purpose-dialog.tsx. */
import { Form, Input, Select } from "antd";

import { useAttempt } from "../frame/attempt.ts";
import { defineWords, useWords } from "../words.ts";
import type { Purpose, PurposeDialogProps } from "./dialog-props.ts";
import { FormDialog } from "./form-dialog.tsx";
import { PURPOSE_WORDS, PURPOSES } from "./purposes.ts";

const WORDS = defineWords({
  title: { zh: "说明查询用途", en: "State the purpose" },
  purpose: { zh: "用途", en: "Purpose" },
  basis: { zh: "依据", en: "Basis" },
  hint: { zh: "法律、法规或公文，写入查询日志", en: "The law, rule or document; goes into the query log" },
  missing: { zh: "请说明用途", en: "State the purpose" },
  noBasis: { zh: "请说明依据，至少 2 个字", en: "State the basis, at least 2 characters" },
  go: { zh: "查询", en: "Look up" },
});

export function PurposeDialogBody({ title, children, onState, onClose }: PurposeDialogProps) {
  const t = useWords(WORDS);
  const purposes = useWords(PURPOSE_WORDS);
  const { busy, error, attempt } = useAttempt();
  const [form] = Form.useForm<Purpose>();
  const state = ({ purpose, basis }: Purpose) =>
    attempt(async () => {
      await onState({ purpose, basis: basis.trim() });
      onClose();
    });
  return (
    <FormDialog
      title={title ?? t.title}
      verb={t.go}
      busy={busy}
      error={error}
      onSubmit={form.submit}
      onClose={onClose}
    >
      {children}
      <Form form={form} layout="vertical" onFinish={(values) => void state(values)} requiredMark={false}>
        <Form.Item name="purpose" label={t.purpose} rules={[{ required: true, message: t.missing }]}>
          <Select options={PURPOSES.map((value) => ({ value, label: purposes[value] }))} />
        </Form.Item>
        <Form.Item
          name="basis"
          label={t.basis}
          extra={t.hint}
          rules={[{ required: true, min: 2, transform: trimmed, message: t.noBasis }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </FormDialog>
  );
}

function trimmed(basis: string | undefined): string {
  return (basis ?? "").trim();
}
