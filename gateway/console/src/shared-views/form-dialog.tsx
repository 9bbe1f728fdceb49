/**
 * A dialog around a form, and what became of its last try. The trap: while the node is asked it stays, or nobody reads its
 * refusal, or the one thing that it shows but once; see useAttempt for `busy` and `error`.
 */
import { Modal } from "antd";
import type { ReactNode } from "react";

import { ProblemView } from "../frame/problem.tsx";
import { defineWords, useWords } from "../words.ts";

const WORDS = defineWords({ cancel: { zh: "取消", en: "Cancel" } });

export interface FormDialogProps {
  readonly title: string;
  /** Of the button that gives the form. */
  readonly verb: string;
  readonly danger?: boolean | undefined;
  /** Pixels; and then it stands high, since what is wide is long. */
  readonly width?: number;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { title, verb, danger = false, width, busy, error, onSubmit, onClose, children } = props;
  const t = useWords(WORDS);
  return (
    <Modal
      open
      title={title}
      {...(width !== undefined && { width, style: { top: 32 } })}
      okText={verb}
      cancelText={t.cancel}
      okButtonProps={{ danger }}
      cancelButtonProps={{ disabled: busy }}
      closable={{ disabled: busy }}
      confirmLoading={busy}
      mask={{ closable: false }}
      onOk={onSubmit}
      onCancel={() => {
        if (!busy) onClose();
      }}
      destroyOnHidden
    >
      <div className="stack">
        {children}
        {error !== undefined && <ProblemView error={error} />}
      </div>
    </Modal>
  );
}
