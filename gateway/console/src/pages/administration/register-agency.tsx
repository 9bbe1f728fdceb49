/** One agency of the access register: its grants, keys, account and limits; which one stands in the address. */
import { useState } from "react";
import { useSearchParams } from "react-router";

import { exactCount } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { Nothing } from "../../frame/states.tsx";
import { useMay } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { useName } from "../../shared-views/names.tsx";
import { useWords } from "../../words.ts";
import type { RegisteredAgency } from "./administration-data.ts";
import { type Draft, type Edit, useEdit } from "./register-data.ts";
import { Grants } from "./register-grants.tsx";
import { Keys } from "./register-keys-view.tsx";
import { EDITING } from "./register-words.ts";
import { REGISTER, WORDS } from "./words.ts";

const LIMITS = [
  ...["requestsPerSecond", "burst", "recordsPerDay", "bytesPerDay", "openUploads", "subscriptions"],
] as readonly (keyof Limits)[];
type Limits = Extract<Edit, { readonly what: "limits" }>["limits"];

export function RegisterAgencies({
  agencies,
  draft,
}: {
  readonly agencies: readonly RegisteredAgency[];
  readonly draft: Draft;
}) {
  const t = useWords(REGISTER);
  const name = useName();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const listed = agencies.map(({ id }) => id);
  // Who drafts may also begin with an agency that is not listed yet.
  const ids = may("security") ? [...listed, ...draft.agencies.filter((id) => !listed.includes(id))] : listed;
  const asked = search.get("agency") ?? "";
  const chosen = ids.includes(asked) ? asked : ids[0];
  const choose = (id: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set("agency", id);
        return next;
      },
      { replace: true },
    );
  if (chosen === undefined) return <Nothing title={t.agencies} />;
  return (
    <Part
      title={name("agencies", chosen)}
      extra={
        <select aria-label={t.agency} value={chosen} onChange={({ target }) => choose(target.value)}>
          {ids.map((id) => (
            <option key={id} value={id}>
              {name("agencies", id)}
            </option>
          ))}
        </select>
      }
    >
      <Shown id={chosen} agency={agencies.find(({ id }) => id === chosen)} draft={draft} />
    </Part>
  );
}

function Shown({
  id,
  agency,
  draft,
}: {
  readonly id: string;
  readonly agency: RegisteredAgency | undefined;
  readonly draft: Draft;
}) {
  const t = useWords(REGISTER);
  const editing = useWords(EDITING);
  return (
    <div className="stack">
      {agency === undefined && <Notice tone="info" title={editing.unlisted} />}
      <h3>{t.grants}</h3>
      <Grants holder={{ kind: "agency", id }} grants={agency?.grants ?? []} draft={draft} />
      <h3>{t.keys}</h3>
      <Keys agency={id} keys={agency?.keys ?? []} />
      {agency !== undefined && (
        <>
          <h3>{t.others}</h3>
          <Others agency={agency} draft={draft} />
        </>
      )}
    </div>
  );
}

function Others({ agency, draft }: { readonly agency: RegisteredAgency; readonly draft: Draft }) {
  const t = useWords(REGISTER);
  const own = useWords(WORDS);
  const editing = useWords(EDITING);
  const may = useMay();
  const [changing, setChanging] = useState(false);
  return (
    <dl className="plain-facts">
      <dt>{t.account}</dt>
      <dd>{agency.sftp === null ? own.no : agency.sftp.password ? t.withPassword : t.withoutPassword}</dd>
      <dt>{t.signature}</dt>
      <dd>{agency.signature === "required" ? own.yes : own.no}</dd>
      <dt>{t.targets}</dt>
      <dd>
        {agency.targets.length === 0 && own.no}
        {agency.targets.map(({ name, kind, url }) => (
          <div key={name}>
            {name} · {kind} · <code>{url}</code>
          </div>
        ))}
      </dd>
      <dt>{t.limits}</dt>
      <dd>
        {LIMITS.map((limit) => (
          <div key={limit}>
            {t[limit]} <span className="figures">{exactCount(agency.limits[limit] ?? 0)}</span>
          </div>
        ))}
        {may("security") && (
          <button
            type="button"
            className="link-button"
            aria-label={`${editing.change} ${t.limits}`}
            onClick={() => setChanging(true)}
          >
            {editing.change}
          </button>
        )}
        {changing && <LimitsForm agency={agency} draft={draft} onClose={() => setChanging(false)} />}
      </dd>
    </dl>
  );
}

function LimitsForm({
  agency,
  draft,
  onClose,
}: {
  readonly agency: RegisteredAgency;
  readonly draft: Draft;
  readonly onClose: () => void;
}) {
  const t = useWords(REGISTER);
  const editing = useWords(EDITING);
  const name = useName();
  const edit = useEdit();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      LIMITS.filter((limit) => agency.limits[limit] !== draft.defaults[limit]).map((limit) => [
        limit,
        String(agency.limits[limit] ?? ""),
      ]),
    ),
  );
  const limits = (): Limits =>
    Object.fromEntries(
      LIMITS.flatMap((limit) => {
        const text = typed[limit]?.trim() ?? "";
        return text === "" ? [] : [[limit, Number(text)]];
      }),
    );
  return (
    <ActDialog
      title={editing.limitsTitle(name("agencies", agency.id))}
      verb={editing.intoDraft}
      onAct={async (reason) =>
        await edit(id, { what: "limits", agency: agency.id, limits: limits() }, reason)
      }
      onClose={onClose}
    >
      <p className="soft">{editing.limitsWhat}</p>
      <div className="edit-form">
        {LIMITS.map((limit) => (
          <label key={limit}>
            {t[limit]}
            <input
              type="number"
              min={0}
              step={1}
              className="field"
              value={typed[limit] ?? ""}
              placeholder={String(draft.defaults[limit] ?? "")}
              onChange={({ target }) => setTyped((before) => ({ ...before, [limit]: target.value }))}
            />
          </label>
        ))}
      </div>
    </ActDialog>
  );
}
