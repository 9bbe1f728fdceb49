/** All versions of a record, newest first; what of each is masked can be unmasked by operators, for a purpose that is logged. */
import { useState } from "react";

import { timeOf } from "../../format.ts";
import { useMay } from "../../session.ts";
import { AgencyName, NodeName } from "../../shared-views/names.tsx";
import { PurposeDialog } from "../../shared-views/purpose-dialog.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { VersionState } from "./found.tsx";
import { downloadEvidence, type Path, type RecordName, unmask, type Version } from "./record-data.ts";
import { WORDS } from "./words.ts";

export function Versions({
  path,
  onFollow,
}: {
  readonly path: Path;
  readonly onFollow: (batch: string) => void;
}) {
  return (
    <div className="stack">
      {path.versions.map((version, place) => (
        <VersionCard
          key={`${version.batch}${version.leaf}`}
          version={version}
          isLatest={place === 0}
          path={path}
          onFollow={onFollow}
        />
      ))}
    </div>
  );
}

function VersionCard({
  version,
  isLatest,
  path,
  onFollow,
}: {
  readonly version: Version;
  readonly isLatest: boolean;
  readonly path: Path;
  readonly onFollow: (batch: string) => void;
}) {
  const t = useWords(WORDS);
  const may = useMay();
  const [dialog, setDialog] = useState<"unmask" | "evidence">();
  const [whole, setWhole] = useState<Version>();
  const name: RecordName = {
    id: version.record,
    item: version.item,
    subject: version.subject,
    batch: version.batch,
  };
  const isHidden = version.masked.length + version.withheld.length > 0;
  return (
    <article className="version">
      <div className="row">
        {isLatest && <strong>{t.current}</strong>}
        <VersionState version={version} />
        <Time at={version.acceptedAt} full />
        <AgencyName id={version.sender} />
        <span aria-hidden="true">→</span>
        <NodeName id={version.origin} />
        <span className="grow" />
        {version.batch === path.chosen ? (
          <span className="soft">{t.chosen}</span>
        ) : (
          <button type="button" className="link" onClick={() => onFollow(version.batch)}>
            {t.followThis}
          </button>
        )}
      </div>
      {version.marks.map(({ mark, since, until }) => (
        <p key={`${mark}${since}`}>
          {mark === "disputed" ? t.disputed : mark} {t.since(timeOf(since))}{" "}
          {until !== undefined && t.until(timeOf(until))}
        </p>
      ))}
      {whole && (
        <p className="row">
          <StateTag state="warning" word={t.unmasked} />
          <button type="button" className="link" onClick={() => setWhole(undefined)}>
            {t.hide}
          </button>
        </p>
      )}
      <Fields version={whole ?? version} />
      {may("operator") && (
        <p className="row">
          {isHidden && !whole && (
            <button type="button" className="button" onClick={() => setDialog("unmask")}>
              {t.unmask}
            </button>
          )}
          <button type="button" className="button" onClick={() => setDialog("evidence")}>
            {t.evidence}
          </button>
        </p>
      )}
      {dialog && (
        <PurposeDialog
          title={dialog === "unmask" ? t.unmaskTitle : t.evidence}
          onState={async (statement) => {
            if (dialog === "unmask") setWhole((await unmask(name, statement)).version);
            else await downloadEvidence(name, statement);
          }}
          onClose={() => setDialog(undefined)}
        >
          <p>{dialog === "unmask" ? t.unmaskAbout : t.evidenceAbout}</p>
        </PurposeDialog>
      )}
    </article>
  );
}

function Fields({ version }: { readonly version: Version }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  return (
    <>
      <dl className="fields">
        {version.fields.map(({ name, title, value }) => (
          <div key={name}>
            <dt title={name}>{said(title)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {version.withheld.length > 0 && (
        <p className="soft">{t.withheldFields(signs.list(version.withheld))}</p>
      )}
    </>
  );
}
