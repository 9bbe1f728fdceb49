/** Operators: who they are, what they may, and what is done about them. The forms are loaded when they are wanted. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";

import { answered, api } from "../../api.ts";
import { Asked } from "../../frame/asked.tsx";
import { Part } from "../../frame/page.tsx";
import { toast } from "../../frame/toast.tsx";
import { useMay, useSession } from "../../session.ts";
import { ActDialog } from "../../shared-views/act-dialog.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import { type OperatorEntry, operatorsQuery, type WithLink } from "./administration-data.ts";
import { RoleTags } from "./role-tags.tsx";
import { OPERATORS, WORDS } from "./words.ts";

const Form = lazy(async () => ({ default: (await import("./operator-form.tsx")).OperatorForm }));
const LinkShown = lazy(async () => ({ default: (await import("./link-shown.tsx")).LinkShown }));

const ORDERS = ["lock", "unlock", "reset", "remove"] as const;
type Order = (typeof ORDERS)[number];

type Doing =
  | { readonly what: "add" }
  | { readonly what: "change"; readonly one: OperatorEntry }
  | { readonly what: Order; readonly one: OperatorEntry }
  | { readonly what: "link"; readonly made: WithLink };

export function OperatorsView() {
  const t = useWords(OPERATORS);
  const own = useWords(WORDS);
  const may = useMay();
  const client = useQueryClient();
  const asked = useQuery(operatorsQuery);
  const [doing, setDoing] = useState<Doing>();
  const end = () => setDoing(undefined);
  const fresh = async () => await client.invalidateQueries({ queryKey: operatorsQuery.queryKey });
  const made = async (given: WithLink) => {
    await fresh();
    setDoing({ what: "link", made: given });
  };
  return (
    <Part
      title={own.operators}
      extra={
        may("security") ? (
          <button type="button" className="button button-main" onClick={() => setDoing({ what: "add" })}>
            {t.add}
          </button>
        ) : (
          <span className="soft">{t.onlySecurity}</span>
        )
      }
    >
      <Asked query={asked}>
        {({ items, oidc }) => (
          <>
            <List items={items} onDo={setDoing} />
            <Suspense fallback={null}>
              {doing?.what === "add" && (
                <Form oidc={oidc} onClose={end} onMade={(given) => void made(given)} />
              )}
              {doing?.what === "change" && (
                <Form
                  oidc={oidc}
                  entry={doing.one}
                  onClose={end}
                  onChanged={() => {
                    toast(t.done);
                    void fresh().then(end);
                  }}
                />
              )}
              {doing?.what === "link" && <LinkShown made={doing.made} onClose={end} />}
            </Suspense>
            {doing && isOrder(doing) && (
              <OrderDialog key={doing.one.id} doing={doing} onClose={end} onLink={made} onDone={fresh} />
            )}
          </>
        )}
      </Asked>
    </Part>
  );
}

type Ordered = Extract<Doing, { readonly what: Order }>;

function isOrder(doing: Doing): doing is Ordered {
  return (ORDERS as readonly string[]).includes(doing.what);
}

function List({
  items,
  onDo,
}: {
  readonly items: readonly OperatorEntry[];
  readonly onDo: (doing: Doing) => void;
}) {
  const t = useWords(OPERATORS);
  const own = useWords(WORDS);
  const session = useSession();
  const may = useMay();
  const orders = (one: OperatorEntry): readonly ("change" | Order)[] => {
    if (one.id === session.id) return [];
    const canUnlock = one.state === "locked" || isWaiting(one);
    return [
      ...(may("security") ? (["change"] as const) : []),
      ...(one.state === "locked" ? [] : (["lock"] as const)),
      ...(canUnlock ? (["unlock"] as const) : []),
      ...(may("security") ? (["reset", "remove"] as const) : []),
    ];
  };
  const canAct = may("system", "security");
  return (
    <div className="wide-table">
      <DataTable
        caption={own.operators}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            title: t.name,
            width: "13em",
            render: (one) => (
              <>
                <strong>{one.name}</strong>{" "}
                {one.id === session.id && <span className="soft">({t.yourself})</span>}
                <br />
                <code className="soft">{one.login}</code>
              </>
            ),
          },
          { key: "roles", title: t.roles, render: ({ roles }) => <RoleTags roles={roles} /> },
          { key: "scope", title: t.scope, width: "14em", render: ({ scope }) => <Scope scope={scope} /> },
          { key: "state", title: t.state, width: "12em", render: (one) => <State one={one} /> },
          {
            key: "signedIn",
            title: t.signedIn,
            width: "9em",
            render: ({ signedInAt, way, recoveryLeft }) => (
              <>
                <Time at={signedInAt} />
                {way === "local" && signedInAt !== null && (
                  <div className={recoveryLeft < 3 ? "warn" : "soft"}>{t.recovery(recoveryLeft)}</div>
                )}
                {way === "oidc" && <div className="soft">{t.oidc}</div>}
              </>
            ),
          },
          ...(canAct
            ? [
                {
                  key: "actions",
                  title: t.actions,
                  width: "15em",
                  render: (one: OperatorEntry) => (
                    <span className="row operator-acts">
                      {orders(one).map((what) => (
                        <button
                          key={what}
                          type="button"
                          className="link-button"
                          aria-label={`${t[what]} ${one.name}`}
                          onClick={() => onDo({ what, one })}
                        >
                          {t[what]}
                        </button>
                      ))}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

function isWaiting({ waitUntil }: OperatorEntry): boolean {
  return waitUntil !== null && Date.parse(waitUntil) > Date.now();
}

function State({ one }: { readonly one: OperatorEntry }) {
  const t = useWords(OPERATORS);
  const tag =
    one.state === "active" ? (
      <StateTag state="ok" word={t.active} />
    ) : one.state === "locked" ? (
      <StateTag state="held" word={t.locked} />
    ) : (
      <StateTag state="waiting" word={t.invited} />
    );
  return (
    <>
      {tag}
      {isWaiting(one) && <div className="warn">{t.waits}</div>}
      {one.linkUntil !== null && (
        <div className="soft">
          {t.linkUntil} <Time at={one.linkUntil} />
        </div>
      )}
    </>
  );
}

const FEW = 3;

function Scope({ scope }: { readonly scope: readonly string[] | null }) {
  const t = useWords(OPERATORS);
  if (scope === null) return <span>{t.scopeAll}</span>;
  return (
    <>
      {scope.slice(0, FEW).map((id) => (
        <div key={id}>
          <AgencyName id={id} />
        </div>
      ))}
      {scope.length > FEW && <div className="soft">{t.scopeSome(scope.length)}</div>}
    </>
  );
}

function OrderDialog({
  doing,
  onClose,
  onLink,
  onDone,
}: {
  readonly doing: Ordered;
  readonly onClose: () => void;
  readonly onLink: (made: WithLink) => Promise<void>;
  readonly onDone: () => Promise<void>;
}) {
  const t = useWords(OPERATORS);
  const { what, one } = doing;
  const link = useRef<WithLink>(undefined);
  const act = async (reason: string): Promise<void> => {
    const given = { params: { path: { id: one.id } }, body: { reason } };
    if (what === "reset") {
      link.current = await answered(api.POST("/api/operators/{id}/reset", given));
      return;
    }
    if (what === "lock") await answered(api.POST("/api/operators/{id}/lock", given));
    if (what === "unlock") await answered(api.POST("/api/operators/{id}/unlock", given));
    if (what === "remove") await answered(api.POST("/api/operators/{id}/removal", given));
    toast(t.done);
    await onDone();
  };
  // The dialog closes itself when its act is done; a link that came of it is shown then.
  const close = () => (link.current === undefined ? onClose() : void onLink(link.current));
  return (
    <ActDialog
      title={t[`${what}Title`](one.name)}
      verb={t[what]}
      danger={what !== "unlock"}
      onAct={act}
      onClose={close}
    >
      <p>{t[`${what}What`]}</p>
    </ActDialog>
  );
}
