/** Who sends the item, and how: one part for each adapter, with its samples, its empty table and a way to the pre-check. */
import { Link } from "react-router";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { Nothing } from "../../frame/states.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { AgencyName } from "../../shared-views/names.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

type Adapter = components["schemas"]["AdapterSheet"];
type Standard = components["schemas"]["StandardSheet"];

export function AdaptersView({
  adapters,
  standard,
}: {
  readonly adapters: readonly Adapter[];
  readonly standard: Standard | undefined;
}) {
  const t = useWords(WORDS);
  if (adapters.length === 0) return <Nothing title={t.noAdapters} />;
  return (
    <div className="stack">
      {adapters.map((adapter) => (
        <OneAdapter key={adapter.id} adapter={adapter} standard={standard} />
      ))}
    </div>
  );
}

function OneAdapter({
  adapter,
  standard,
}: {
  readonly adapter: Adapter;
  readonly standard: Standard | undefined;
}) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  const titles = new Map(standard?.fields.map(({ name, title }) => [name, title]));
  const asked = encodeURIComponent(adapter.id);
  const format = adapter.format === "xlsx" ? "xlsx" : "csv";
  return (
    <section className="adapter">
      <div className="item-head">
        <h3>{said(adapter.title)}</h3>
        <code className="soft">{adapter.id}</code>
      </div>
      <p className="soft">
        <AgencyName id={adapter.agency} /> · {adapter.format.toUpperCase()} · {adapter.charset.toUpperCase()}{" "}
        · {said(adapter.delivery)} · {adapter.version}
      </p>
      <div className="links">
        <Link to={`?view=precheck&adapter=${asked}`}>{t.check}</Link>
        <a href={`/api/catalog/templates?adapter=${asked}&format=${format}`} download>
          {t.csvTemplate} {format.toUpperCase()}
        </a>
      </div>
      {adapter.samples.length > 0 && (
        <div className="links">
          <span className="soft">{t.samples}</span>
          {adapter.samples.map((name) => (
            <a
              key={name}
              href={`/api/catalog/samples?adapter=${asked}&name=${encodeURIComponent(name)}`}
              download={name}
            >
              {name}
            </a>
          ))}
        </div>
      )}
      <details className="fold">
        <summary>
          {t.columns} ({adapter.columns.length})
        </summary>
        <DataTable
          caption={t.columns}
          rows={adapter.columns}
          rowKey={({ field }) => field}
          columns={[
            {
              key: "field",
              title: t.field,
              render: ({ field }) => {
                const title = titles.get(field);
                return title === undefined ? <code>{field}</code> : said(title);
              },
            },
            { key: "titles", title: t.titles, render: ({ titles: all }) => signs.list(all) },
            { key: "mandatory", title: t.mandatory, render: ({ mandatory }) => (mandatory ? "✓" : "—") },
          ]}
        />
      </details>
    </section>
  );
}
