/** The data standard of an item: its fields, its cross-field rules, the codes that it takes. */
import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { Unverified } from "./marks.tsx";
import { WORDS } from "./words.ts";

type Standard = components["schemas"]["StandardSheet"];

interface Props {
  readonly standard: Standard | undefined;
}

export function FieldsView({ standard }: Props) {
  const t = useWords(WORDS);
  const said = useSaid();
  if (standard === undefined) return <Nothing title={t.noStandard} />;
  return (
    <>
      <p className="soft">
        {said(standard.title)} <code>{standard.id}</code>
      </p>
      <DataTable
        caption={t.fields}
        rows={standard.fields}
        rowKey={({ name }) => name}
        columns={[
          {
            key: "field",
            title: t.field,
            render: ({ title, name, identity, unverified }) => (
              <>
                <strong>{said(title)}</strong> <Unverified when={unverified} />
                {identity && <span className="mark mark-info">{t.identity}</span>}
                <br />
                <code className="soft whole">{name}</code>
              </>
            ),
          },
          {
            key: "code",
            title: t.code,
            render: ({ code }) => (code === undefined ? "—" : <code className="whole">{code}</code>),
          },
          {
            key: "type",
            title: t.type,
            render: ({ type, codeSet, maxLength, unit }) => (
              <>
                {said(type)}
                <div className="soft">
                  {[codeSet, maxLength !== undefined && t.upTo(maxLength), unit].filter(Boolean).join(" · ")}
                </div>
              </>
            ),
          },
          {
            key: "required",
            title: t.required,
            render: ({ required }) => (required ? <strong>{t.required}</strong> : "—"),
          },
          {
            key: "sensitivity",
            title: t.sensitivity,
            render: ({ sensitivity, mask }) => (
              <>
                {said(sensitivity)}
                {mask && <div className="soft">{t.masked(said(mask))}</div>}
              </>
            ),
          },
          { key: "aliases", title: t.aliases, render: ({ aliases }) => <Some names={aliases} /> },
        ]}
      />
    </>
  );
}

/** The first few, the others folded. */
function Some({ names }: { readonly names: readonly string[] }) {
  const signs = usePunctuation();
  if (names.length <= 3) return <>{signs.list(names) || "—"}</>;
  return (
    <details className="fold">
      <summary>
        {signs.list(names.slice(0, 2))} … {names.length}
      </summary>
      {signs.list(names.slice(2))}
    </details>
  );
}

export function RulesView({ standard }: Props) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const titles = new Map(standard?.fields.map(({ name, title }) => [name, title]));
  return (
    <DataTable
      caption={t.rules}
      rows={standard?.rules ?? []}
      rowKey={({ rule, use, fields }) => `${rule}${use}${fields.join()}`}
      empty={<Nothing title={t.noRules} />}
      columns={[
        { key: "rule", title: t.rule, width: "6em", render: ({ rule }) => <strong>{rule}</strong> },
        { key: "use", title: t.program, render: ({ use }) => <code>{use}</code> },
        {
          key: "fields",
          title: t.binds,
          render: ({ fields }) =>
            signs.list(
              fields.map((name) => {
                const title = titles.get(name);
                return title === undefined ? name : said(title);
              }),
            ),
        },
      ]}
    />
  );
}

export function CodesView({ standard }: Props) {
  const t = useWords(WORDS);
  const said = useSaid();
  const sets = standard?.codeSets ?? [];
  if (sets.length === 0) return <Nothing title={t.noCodes} />;
  return (
    <div>
      {sets.map((set) => (
        <details key={set.id} className="branch" open={sets.length === 1}>
          <summary>
            {said(set.title)} <code className="soft">{set.id}</code>{" "}
            <span className="soft figures">{set.count}</span> <Unverified when={set.unverified} />
          </summary>
          <div className="stack">
            <p className="soft">
              {t.source}: {set.source}
              {set.codes.length < set.count && ` · ${t.firstOf(set.codes.length, set.count)}`}
            </p>
            <DataTable
              caption={said(set.title)}
              rows={set.codes}
              rowKey={({ code }) => code}
              height="50vh"
              columns={[
                { key: "code", title: t.code, width: "9em", render: ({ code }) => <code>{code}</code> },
                { key: "label", title: t.label, render: ({ label }) => said(label) },
                {
                  key: "valid",
                  title: t.valid,
                  render: ({ validFrom, validTo }) =>
                    validFrom === undefined && validTo === undefined
                      ? "—"
                      : `${validFrom ?? ""} … ${validTo ?? ""}`,
                },
                { key: "replaced", title: t.replaced, render: ({ replacedBy }) => replacedBy ?? "—" },
              ]}
            />
          </div>
        </details>
      ))}
    </div>
  );
}
