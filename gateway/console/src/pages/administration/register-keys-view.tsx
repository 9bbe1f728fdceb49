/**
 * Keys of an agency, and a new one: pasted, read by the node, its fingerprint compared with the agency's by another way, and
 * only then put into the draft. The trap: nothing is kept of what was pasted; a private key is refused by the node and is
 * taken off the screen.
 */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { answered, api } from "../../api.ts";
import { ProblemView } from "../../frame/problem.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { useName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import type { RegisteredAgency } from "./administration-data.ts";
import { type Edit, type ReadKey, useEdit } from "./register-data.ts";
import { EDITING } from "./register-words.ts";
import { REGISTER } from "./words.ts";

type Key = RegisteredAgency["keys"][number];
type SshUse = "sftp" | "sftpAuthority";

export function Keys({ agency, keys }: { readonly agency: string; readonly keys: readonly Key[] }) {
  const t = useWords(REGISTER);
  const editing = useWords(EDITING);
  const may = useMay();
  const [ending, setEnding] = useState<Key>();
  return (
    <div className="stack">
      {keys.length === 0 ? (
        <p className="soft">{t.noKeys}</p>
      ) : (
        <div className="wide-table">
          <DataTable
            caption={t.keys}
            rows={keys}
            rowKey={({ use, id }) => `${use} ${id}`}
            columns={[
              { key: "id", title: t.number, render: ({ id }) => <code>{id}</code> },
              { key: "use", title: t.use, width: "12em", render: ({ use }) => t[use] },
              {
                key: "algorithm",
                title: t.algorithm,
                width: "12em",
                render: ({ algorithm }) => <code>{algorithm}</code>,
              },
              {
                key: "fingerprint",
                title: t.fingerprint,
                render: ({ fingerprint }) => <code>{fingerprint}</code>,
              },
              ...(may("security")
                ? [
                    {
                      key: "acts",
                      title: "",
                      width: "4em",
                      render: (key: Key) => (
                        <button
                          type="button"
                          className="link-button"
                          aria-label={`${editing.end} ${key.id}`}
                          onClick={() => setEnding(key)}
                        >
                          {editing.end}
                        </button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </div>
      )}
      {may("security") && <KeyPaste key={agency} agency={agency} />}
      <p className="soft">{editing.client}</p>
      {ending && <EndKey agency={agency} one={ending} onClose={() => setEnding(undefined)} />}
    </div>
  );
}

function EndKey({
  agency,
  one,
  onClose,
}: {
  readonly agency: string;
  readonly one: Key;
  readonly onClose: () => void;
}) {
  const t = useWords(EDITING);
  const edit = useEdit();
  const [id] = useState(() => crypto.randomUUID());
  const what: Edit =
    one.use === "token"
      ? { what: "token-key.end", agency, id: one.id }
      : { what: "ssh-key.end", agency, use: one.use, key: one.key };
  return (
    <ActDialog
      title={t.endKeyTitle(one.id)}
      verb={t.intoDraft}
      onAct={async (reason) => await edit(id, what, reason)}
      onClose={onClose}
    >
      <p>{t.endKeyWhat}</p>
      <p>
        <code>{one.fingerprint}</code>
      </p>
    </ActDialog>
  );
}

function KeyPaste({ agency }: { readonly agency: string }) {
  const t = useWords(EDITING);
  const [text, setText] = useState("");
  const [adding, setAdding] = useState<string>();
  const read = useMutation({
    mutationFn: async () => {
      try {
        return await answered(api.POST("/api/register/keys", { body: { text } }));
      } catch (error) {
        setText("");
        throw error;
      }
    },
  });
  const forget = () => {
    setText("");
    read.reset();
  };
  return (
    <details className="fold">
      <summary>{t.addKey}</summary>
      <div className="edit-form">
        <label>
          {t.paste}
          <textarea
            className="field"
            rows={4}
            maxLength={20_000}
            value={text}
            spellCheck={false}
            autoComplete="off"
            aria-describedby="paste-hint"
            onChange={({ target }) => {
              setText(target.value);
              read.reset();
            }}
          />
          <span id="paste-hint" className="soft">
            {t.pasteHint}
          </span>
        </label>
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={text.trim() === "" || read.isPending}
            onClick={() => read.mutate()}
          >
            {t.read}
          </button>
        </div>
        {read.isError && <ProblemView error={read.error} />}
        {read.data && (
          <>
            <KeyFacts read={read.data} />
            <div className="row">
              <button
                type="button"
                className="button button-main"
                onClick={() => setAdding(crypto.randomUUID())}
              >
                {t.intoDraft}
              </button>
            </div>
            {adding !== undefined && (
              <AddKey
                id={adding}
                agency={agency}
                read={read.data}
                onDone={forget}
                onClose={() => setAdding(undefined)}
              />
            )}
          </>
        )}
      </div>
    </details>
  );
}

function KeyFacts({ read }: { readonly read: ReadKey }) {
  const t = useWords(EDITING);
  const own = useWords(REGISTER);
  return (
    <>
      <dl className="plain-facts">
        <dt>{own.algorithm}</dt>
        <dd>
          <code>{read.algorithm}</code>
        </dd>
        <dt>{own.fingerprint}</dt>
        <dd>
          <code className="register-fingerprint">{read.fingerprint}</code>
        </dd>
        {read.subject !== null && (
          <>
            <dt>{t.subject}</dt>
            <dd>{read.subject}</dd>
          </>
        )}
        <dt>{t.certificateUntil}</dt>
        <dd>{read.until === null ? t.noEnd : <Time at={read.until} full />}</dd>
      </dl>
      <p className="warn">{t.compare}</p>
    </>
  );
}

function AddKey({
  id,
  agency,
  read,
  onDone,
  onClose,
}: {
  readonly id: string;
  readonly agency: string;
  readonly read: ReadKey;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const t = useWords(EDITING);
  const own = useWords(REGISTER);
  const name = useName();
  const edit = useEdit();
  const [keyId, setKeyId] = useState(`${agency}-token-2`.slice(0, 64));
  const [use, setUse] = useState<SshUse>("sftp");
  const add = async (reason: string) => {
    const what: Edit =
      read.kind === "ssh"
        ? { what: "ssh-key.add", agency, use, key: read.key }
        : {
            ...{ what: "token-key.add", agency },
            key: {
              id: keyId.trim(),
              algorithm: read.algorithm as "PS256" | "ES256" | "EdDSA",
              publicKey: read.key,
            },
          };
    await edit(id, what, reason);
    onDone();
  };
  return (
    <ActDialog title={t.keyTitle(name("agencies", agency))} verb={t.intoDraft} onAct={add} onClose={onClose}>
      <p>
        <code className="register-fingerprint">{read.fingerprint}</code>
      </p>
      <div className="edit-form">
        {read.kind === "token" ? (
          <label>
            {t.keyId}
            <input
              className="field"
              value={keyId}
              maxLength={64}
              aria-describedby="key-id-hint"
              onChange={({ target }) => setKeyId(target.value)}
            />
            <span id="key-id-hint" className="soft">
              {t.keyIdHint}
            </span>
          </label>
        ) : (
          <label>
            {own.use}
            <select
              className="field"
              value={use}
              onChange={({ target }) => setUse(target.value === "sftp" ? "sftp" : "sftpAuthority")}
            >
              <option value="sftp">{own.sftp}</option>
              <option value="sftpAuthority">{own.sftpAuthority}</option>
            </select>
          </label>
        )}
      </div>
    </ActDialog>
  );
}
