/** The one-time link that was just made: shown this once. Nothing keeps it when the dialog is closed. */
import { Modal } from "antd";
import { useState } from "react";

import { timeOf } from "../../format.ts";
import { useWords } from "../../words.ts";
import type { WithLink } from "./administration-data.ts";
import { OPERATORS, WORDS } from "./words.ts";

export function LinkShown({ made, onClose }: { readonly made: WithLink; readonly onClose: () => void }) {
  const t = useWords(OPERATORS);
  const own = useWords(WORDS);
  const [copied, setCopied] = useState(false);
  const { operator, link } = made;
  const copy = async () => {
    await navigator.clipboard.writeText(link?.url ?? "");
    setCopied(true);
  };
  return (
    <Modal
      open
      title={link ? t.linkTitle : t.invitedSaid}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <button type="button" className="button" onClick={onClose}>
          {own.close}
        </button>
      }
    >
      {link ? (
        <div className="stack">
          <p>{t.linkWhat(operator.name, timeOf(link.endsAt))}</p>
          <code className="one-time-link">{link.url}</code>
          <div className="row">
            <button type="button" className="button" onClick={() => void copy()}>
              {copied ? t.copied : t.copy}
            </button>
          </div>
        </div>
      ) : (
        <p>{t.provided(operator.name)}</p>
      )}
    </Modal>
  );
}
