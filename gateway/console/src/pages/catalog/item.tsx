/** One item: what it is and on what basis, its standard, who sends it, what the last release changed of it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import type { components } from "../../../../../contracts/generated/operator.d.ts";
import { answered, api } from "../../api.ts";
import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { useView, ViewTabs } from "../../shared-views/view-tabs.tsx";
import { useSaid, useWords } from "../../words.ts";
import { AdaptersView } from "./adapters.tsx";
import { StatusMark, Unverified } from "./marks.tsx";
import { ItemChanges } from "./releases.tsx";
import { CodesView, FieldsView, RulesView } from "./standard.tsx";
import { WORDS } from "./words.ts";

type Sheet = components["schemas"]["ItemSheet"];

export function ItemView({ id }: { readonly id: string }) {
  const t = useWords(WORDS);
  const sheet = useQuery({
    queryKey: ["catalog", "item", id],
    staleTime: 60_000,
    queryFn: () => answered(api.GET("/api/catalog/items/{item}", { params: { path: { item: id } } })),
  });
  return (
    <div className="part">
      <Link className="back" to="?">
        {t.back}
      </Link>
      <Asked query={sheet}>{(shown) => <Shown sheet={shown} />}</Asked>
    </div>
  );
}

function Shown({ sheet }: { readonly sheet: Sheet }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const views = [
    { view: "facts", name: t.facts },
    { view: "fields", name: t.fields, count: sheet.standard?.fields.length ?? 0 },
    { view: "rules", name: t.rules, count: sheet.standard?.rules.length ?? 0 },
    { view: "codes", name: t.codes, count: sheet.standard?.codeSets.length ?? 0 },
    { view: "adapters", name: t.adapters, count: sheet.adapters.length },
    { view: "changes", name: t.changes },
  ];
  const view = useView(views, "part");
  return (
    <>
      <div>
        <p className="soft">
          {said(sheet.category.name)}
          {sheet.sector.id !== "" && ` › ${said(sheet.sector.name)}`}
        </p>
        <div className="item-head">
          <h2>{said(sheet.title)}</h2>
          <code className="soft">{sheet.id}</code>
          <StatusMark status={sheet.status} />
        </div>
        <p>{said(sheet.description)}</p>
      </div>
      {sheet.statusReason && (
        <Notice tone={sheet.status === "PROHIBITED" ? "bad" : "warn"} title={t[sheet.status]}>
          <p>{said(sheet.statusReason)}</p>
        </Notice>
      )}
      {sheet.form && (
        <div className="row">
          <a className="button" href={`/api/catalog/templates?adapter=forms/${sheet.id}`} download>
            {t.template}
          </a>
          <Link to={`?view=precheck&adapter=forms/${sheet.id}`}>{t.checkForm}</Link>
        </div>
      )}
      <ViewTabs label={t.parts} views={views} parameter="part" keep={["item"]} />
      {view === "facts" && <Facts sheet={sheet} />}
      {view === "fields" && <FieldsView standard={sheet.standard} />}
      {view === "rules" && <RulesView standard={sheet.standard} />}
      {view === "codes" && <CodesView standard={sheet.standard} />}
      {view === "adapters" && <AdaptersView adapters={sheet.adapters} standard={sheet.standard} />}
      {view === "changes" && <ItemChanges item={sheet.id} />}
    </>
  );
}

function Facts({ sheet }: { readonly sheet: Sheet }) {
  const t = useWords(WORDS);
  const said = useSaid();
  return (
    <>
      <dl className="item-facts">
        {sheet.facts.map(({ name, value, source, unverified }) => [
          <dt key={`${name.en} name`}>{said(name)}</dt>,
          <dd key={name.en}>
            {said(value)} <Unverified when={unverified} />
            {source !== undefined && <div className="soft">{source}</div>}
          </dd>,
        ])}
      </dl>
      <h3>{t.basis}</h3>
      <ul className="basis">
        {sheet.legalBasis.map(({ type, name, article, effectiveFrom, repealedOn, unverified }) => (
          <li key={`${name}${article ?? ""}`}>
            <span className="mark mark-info">{said(type)}</span> {name} {article}{" "}
            <span className="soft">
              {effectiveFrom !== undefined && `${effectiveFrom} ${t.from} `}
              {repealedOn !== undefined && `${repealedOn} ${t.repealed}`}
            </span>{" "}
            <Unverified when={unverified} />
          </li>
        ))}
      </ul>
    </>
  );
}
