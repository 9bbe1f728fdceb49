/**
 * One record: found by its subject or its id for a stated purpose, then followed from node to node. The trap: what is
 * asked about a person must not stand in the address, so the question lives in this page alone; a link may name a
 * record by its key, and then only the purpose is asked.
 */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { Page, Part } from "../../frame/page.tsx";
import { ProblemView } from "../../frame/problem.tsx";
import { Loading } from "../../frame/states.tsx";
import { useName } from "../../shared-views/names.tsx";
import { useWords } from "../../words.ts";
import { FoundList } from "./found.tsx";
import { Proof } from "./proof.tsx";
import { Question } from "./question.tsx";
import "./record.css";
import { findRecords, type RecordName, readPath, type Sought, type Statement } from "./record-data.ts";
import { Stops } from "./stops.tsx";
import { Versions } from "./versions.tsx";
import { WORDS } from "./words.ts";

export function RecordPage() {
  const t = useWords(WORDS);
  const name = useName();
  const [search, setSearch] = useSearchParams();
  const named = namedIn(search);
  const [statement, setStatement] = useState<Statement>();
  const find = useMutation({
    mutationFn: async ({ sought, said }: { sought: Sought; said: Statement }) =>
      await findRecords(sought, said),
  });
  const follow = useMutation({
    mutationFn: async ({ record, said }: { record: RecordName; said: Statement }) =>
      await readPath(record, said),
  });
  const open = (record: RecordName, said: Statement) => {
    setStatement(said);
    follow.mutate({ record, said });
  };
  const path = follow.data;
  return (
    <Page title={t.title} lead={t.lead}>
      <Part title={t.ask}>
        <div className="stack">
          <Question
            key={named?.id ?? ""}
            named={named === null ? null : `${name("items", named.item)} ${named.id}`}
            busy={find.isPending || follow.isPending}
            onFind={(sought, said) => {
              setStatement(said);
              follow.reset();
              find.mutate({ sought, said });
            }}
            onFollow={(said) => named && open(named, said)}
          />
          {named !== null && (
            <p>
              <button type="button" className="link" onClick={() => setSearch({})}>
                {t.find}
              </button>
            </p>
          )}
          {find.error !== null && <ProblemView error={find.error} />}
          {follow.error !== null && <ProblemView error={follow.error} />}
        </div>
      </Part>
      {find.isPending && <Loading />}
      {find.data && !path && !follow.isPending && (
        <Part title={t.found} extra={<span className="soft">{t.logged(find.data.query.slice(0, 8))}</span>}>
          <FoundList
            found={find.data}
            onOpen={({ record: id, item, subject }) => statement && open({ id, item, subject }, statement)}
          />
        </Part>
      )}
      {follow.isPending && <Loading />}
      {path && statement && (
        <>
          <Part
            title={`${name("items", path.item)} · ${t.path}`}
            extra={
              <span className="row soft">
                {t.logged(path.query.slice(0, 8))}
                {find.data && (
                  <button type="button" className="link" onClick={follow.reset}>
                    {t.back}
                  </button>
                )}
              </span>
            }
          >
            <Stops stops={path.stops} />
          </Part>
          <Part title={t.proof}>
            <Proof path={path} />
          </Part>
          <Part title={t.versions}>
            <Versions
              path={path}
              onFollow={(batch) =>
                open({ id: path.record, item: path.item, subject: path.subject, batch }, statement)
              }
            />
          </Part>
        </>
      )}
    </Page>
  );
}

/** A key of a person's is a digest, of a company's its public code. */
function namedIn(search: URLSearchParams): RecordName | null {
  const [id, subject, item] = ["record", "subject", "item"].map((one) => search.get(one));
  return id && subject && item ? { id, subject, item } : null;
}
