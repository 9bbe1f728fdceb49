/** The catalog: items by category and by sector, each with its standard, rules, adapters and differences. */
import { useQuery } from "@tanstack/react-query";

import { Asked } from "../../frame/asked.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { DataTable } from "../../shared-views/data-table.tsx";
import { namesQuery } from "../../shared-views/names.tsx";
import { useSaid, useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

export function CatalogPage() {
  const t = useWords(WORDS);
  const said = useSaid();
  const names = useQuery(namesQuery);
  return (
    <Page title={t.title} lead={t.lead}>
      <Part title={t.items}>
        <Asked query={names}>
          {({ items }) => (
            <DataTable
              caption={t.items}
              rows={[...items.values()]}
              rowKey={({ id }) => id}
              columns={[
                { key: "id", title: t.id, width: "10em", render: ({ id }) => <code>{id}</code> },
                { key: "name", title: t.name, render: ({ name }) => said(name) },
              ]}
            />
          )}
        </Asked>
      </Part>
    </Page>
  );
}
