/** The registers in force: who signed them, and what they give to whom. To read only, with how it is changed. */
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { exactCount } from "../../format.ts";
import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Part } from "../../frame/page.tsx";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { ItemName, NodeName, useName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { type Register, type RegisteredAgency, registerQuery } from "./administration-data.ts";
import { REGISTER, WORDS } from "./words.ts";

type Grant = RegisteredAgency["grants"][number];

export function RegisterView() {
  const asked = useQuery(registerQuery);
  return <Asked query={asked}>{(register) => <Shown register={register} />}</Asked>;
}

function Shown({ register }: { readonly register: Register }) {
  const t = useWords(REGISTER);
  const { network, access } = register;
  return (
    <>
      <div className="registers">
        <Part title={t.network}>
          <dl className="plain-facts">
            <dt>{t.number}</dt>
            <dd className="figures">{network.number}</dd>
            <Signed signer={network.signer} />
            <dt>{t.file}</dt>
            <dd>
              <code>{network.file}</code>
            </dd>
            <dt>{t.agencies}</dt>
            <dd className="figures">{exactCount(network.agencies)}</dd>
            <dt>{t.revoked}</dt>
            <dd className="figures">{exactCount(network.revoked)}</dd>
          </dl>
        </Part>
        <Part title={t.access}>
          {access === null ? (
            <Notice tone="warn" title={t.noAccess} />
          ) : (
            <dl className="plain-facts">
              <dt>{t.number}</dt>
              <dd className="figures">{access.number}</dd>
              <Signed signer={access.signer} />
              <dt>{t.file}</dt>
              <dd>
                <code>{access.file}</code>
              </dd>
              <dt>{t.agencies}</dt>
              <dd className="figures">{exactCount(access.agencies.length)}</dd>
            </dl>
          )}
          <details className="fold">
            <summary>{t.how}</summary>
            <p>{t.howText}</p>
          </details>
        </Part>
      </div>
      {access !== null && <Agencies agencies={access.agencies} />}
      {access !== null && access.nodes.length > 0 && (
        <Part title={t.nodes}>
          <div className="stack">
            {access.nodes.map(({ id, grants }) => (
              <details key={id} className="fold">
                <summary>
                  <NodeName id={id} /> · {t.grants} {grants.length}
                </summary>
                <Grants grants={grants} />
              </details>
            ))}
          </div>
        </Part>
      )}
    </>
  );
}

function Signed({ signer }: { readonly signer: Register["network"]["signer"] }) {
  const t = useWords(REGISTER);
  return (
    <>
      <dt>{t.issued}</dt>
      <dd>
        <Time at={signer.signedAt} full />
      </dd>
      <dt>{t.signer}</dt>
      <dd>
        <code title={signer.fingerprint}>{signer.fingerprint.slice(0, 24)}…</code>
        <div className="soft">
          {t.validUntil} <Time at={signer.validUntil} />
        </div>
      </dd>
    </>
  );
}

/** The list on the left, the one chosen on the right; which one stands in the address. */
function Agencies({ agencies }: { readonly agencies: readonly RegisteredAgency[] }) {
  const t = useWords(REGISTER);
  const name = useName();
  const [search, setSearch] = useSearchParams();
  const shown = agencies.find(({ id }) => id === search.get("agency")) ?? agencies[0];
  const choose = (id: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set("agency", id);
        return next;
      },
      { replace: true },
    );
  if (!shown) return <Nothing title={t.agencies} />;
  return (
    <Part
      title={name("agencies", shown.id)}
      extra={
        <select aria-label={t.agency} value={shown.id} onChange={({ target }) => choose(target.value)}>
          {agencies.map(({ id }) => (
            <option key={id} value={id}>
              {name("agencies", id)}
            </option>
          ))}
        </select>
      }
    >
      <div className="stack">
        <h3>{t.grants}</h3>
        <Grants grants={shown.grants} />
        <h3>{t.keys}</h3>
        <Keys keys={shown.keys} />
        <h3>{t.others}</h3>
        <Others agency={shown} />
      </div>
    </Part>
  );
}

function Grants({ grants }: { readonly grants: readonly Grant[] }) {
  const t = useWords(REGISTER);
  const own = useWords(WORDS);
  return (
    <div className="wide-table">
      <DataTable
        caption={t.grants}
        rows={grants}
        rowKey={({ item }) => item}
        height="420px"
        columns={[
          {
            key: "item",
            title: t.item,
            render: ({ item }) => (
              <>
                <ItemName id={item} /> <code className="soft">{item}</code>
              </>
            ),
          },
          {
            key: "actions",
            title: t.actions,
            width: "9em",
            render: ({ actions }) => actions.map((one) => t[one]).join("、"),
          },
          { key: "upTo", title: t.upTo, width: "6em", render: ({ upTo }) => t[upTo] },
          {
            key: "purposes",
            title: t.purposes,
            render: ({ purposes, basis }) => (
              <>
                {purposes === undefined ? own.all : purposes.join("、")}
                {basis !== undefined && <div className="soft">{basis}</div>}
              </>
            ),
          },
          { key: "bulk", title: t.bulk, width: "4em", render: ({ bulk }) => (bulk ? own.yes : own.no) },
          {
            key: "until",
            title: t.until,
            width: "11em",
            render: ({ until, inForce }) => (
              <>
                {until !== undefined && <div className="figures">{until}</div>}
                <StateTag state={inForce ? "ok" : "expired"} word={inForce ? t.inForce : t.notInForce} />
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function Keys({ keys }: { readonly keys: RegisteredAgency["keys"] }) {
  const t = useWords(REGISTER);
  if (keys.length === 0) return <p className="soft">{t.noKeys}</p>;
  return (
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
        ]}
      />
    </div>
  );
}

function Others({ agency }: { readonly agency: RegisteredAgency }) {
  const t = useWords(REGISTER);
  const own = useWords(WORDS);
  const limits: Readonly<Record<string, string>> = t as never;
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
        {Object.entries(agency.limits).map(([limit, value]) => (
          <div key={limit}>
            {limits[limit] ?? limit} <span className="figures">{exactCount(value)}</span>
          </div>
        ))}
      </dd>
    </dl>
  );
}
