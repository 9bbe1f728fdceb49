/**
 * One batch: how it stands, where it waited and where it was worked, what was found and how that is mended, its rows,
 * its seal, where it went, what was ordered about it. What of the rows is looked at lives in the URL.
 */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";

import { bytesOf, exactCount, exactTimeOf } from "../../format.ts";
import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { useMay, useSession } from "../../session.ts";
import { Count } from "../../shared-views/count.tsx";
import { AdapterName, AgencyName, ItemName, NodeName, useName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { usePunctuation, useSaid, useWords } from "../../words.ts";
import { ORDER_WORDS } from "./act-words.ts";
import { ActButtons } from "./acts.tsx";
import { type Batch, batchQuery, type RowsAsked } from "./batch-data.ts";
import "./batch.css";
import { Facts } from "./facts.tsx";
import { Findings } from "./findings.tsx";
import { Hops } from "./hops.tsx";
import { Orders } from "./orders.tsx";
import { Rows } from "./rows.tsx";
import { SealCheck } from "./seal-check.tsx";
import { SEAL } from "./seal-words.ts";
import { Waterfall } from "./waterfall.tsx";
import { DOORS, WORDS } from "./words.ts";

export function BatchPage() {
  const { id = "" } = useParams();
  const t = useWords(WORDS);
  const query = useQuery(batchQuery(id));
  const name = query.data?.file.name;
  return (
    <Page
      title={name === undefined || name === "" ? `${t.title} ${id.slice(0, 8)}` : name}
      {...(query.data && {
        lead: <Lead batch={query.data} />,
        actions: (
          <ActButtons
            id={id}
            acts={query.data.possible.filter(({ peer, hold }) => peer === undefined && hold === undefined)}
          />
        ),
      })}
    >
      <Asked query={query}>{(batch) => <Whole batch={batch} at={query.dataUpdatedAt} />}</Asked>
    </Page>
  );
}

function Lead({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  return (
    <span className="row">
      <StateTag state={batch.state} />
      {batch.sender === "" ? t.sealedBatch : <AgencyName id={batch.sender} />}
      <span aria-hidden="true">·</span>
      <ItemName id={batch.item} />
      <span aria-hidden="true">·</span>
      <Time at={batch.receivedAt} full />
    </span>
  );
}

function Whole({ batch, at }: { readonly batch: Batch; readonly at: number }) {
  const t = useWords(WORDS);
  const orders = useWords(ORDER_WORDS);
  const seal = useWords(SEAL);
  const may = useMay();
  const { node } = useSession();
  const [search, setSearch] = useSearchParams();
  const asked = rowsAsked(search, batch);
  const isReal = batch.demo !== true;
  const isSealed = isReal && batch.counts !== null;
  const ask = (next: RowsAsked) => {
    const given = Object.entries(next).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    setSearch(new URLSearchParams(given as [string, string][]), { preventScrollReset: true });
    document.getElementById("rows")?.scrollIntoView({ block: "start" });
  };
  return (
    <>
      <Alerts batch={batch} />
      <Part title={t.glance}>
        <Overview batch={batch} />
      </Part>
      <Part title={t.waterfall}>
        <Waterfall batch={batch} here={node} now={at} />
      </Part>
      {isSealed && (
        <Part title={t.findings}>
          <Findings batch={batch} onRows={ask} />
        </Part>
      )}
      {isSealed && may("operator", "viewer", "audit", "security") && (
        <div id="rows">
          <Part title={t.rowTable}>
            <Rows batch={batch} asked={asked} onAsk={ask} />
          </Part>
        </div>
      )}
      {(isSealed || batch.hops.length > 0) && (
        <Part title={t.hops}>
          <Hops batch={batch} />
        </Part>
      )}
      {isSealed && (
        <Part title={seal.part}>
          <SealCheck id={batch.id} />
        </Part>
      )}
      {isReal && (
        <Part title={t.files}>
          <Files batch={batch} />
        </Part>
      )}
      {isReal && (
        <Part title={orders.orders}>
          <Orders orders={batch.orders} />
        </Part>
      )}
    </>
  );
}

function rowsAsked(search: URLSearchParams, batch: Batch): RowsAsked {
  const state = search.get("state") ?? ((batch.counts?.rejected ?? 0) > 0 ? "rejected" : "accepted");
  const row = Number(search.get("row") ?? "");
  const code = search.get("code");
  const cursor = search.get("cursor");
  return {
    state: state === "accepted" ? "accepted" : "rejected",
    ...(row > 0 && { row }),
    ...(code !== null && { code }),
    ...(cursor !== null && { cursor }),
  };
}

/** What must be known before anything else, each with the act that mends it. */
function Alerts({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const signs = usePunctuation();
  return (
    <>
      {batch.demo && (
        <Notice tone="info" title={t.demo}>
          <p>{t.demoHint}</p>
        </Notice>
      )}
      {batch.refusal && (
        <Notice tone="bad" title={signs.colon(t.refused, said(batch.refusal.message))}>
          <code>{batch.refusal.code}</code>
        </Notice>
      )}
      {batch.failure !== undefined && (
        <Notice
          tone="bad"
          title={t.failure}
          action={
            <ActButtons
              id={batch.id}
              acts={batch.possible.filter(({ act, peer }) => act === "retry" && peer === undefined)}
            />
          }
        >
          <p>
            <code>{batch.failure}</code>
          </p>
          <p>{t.failureHint}</p>
        </Notice>
      )}
      {batch.holds
        .filter(({ releasedAt }) => releasedAt === undefined)
        .map((hold) => (
          <Notice
            key={hold.id}
            tone="warn"
            title={`${t.heldBy(hold.by)}${hold.reason}${hold.kind === "lane" ? t.heldLane : ""}`}
            action={<ActButtons id={batch.id} acts={batch.possible.filter((one) => one.hold === hold.id)} />}
          >
            <p>
              <Time at={hold.at} full />
            </p>
          </Notice>
        ))}
    </>
  );
}

function Overview({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  const doors = useWords(DOORS);
  const name = useName();
  const signs = usePunctuation();
  const { counts, catalog, log } = batch;
  return (
    <div className="stack">
      {counts && (
        <div className="counts">
          {(["rows", "accepted", "rejected", "duplicates", "warnings"] as const).map((one) => (
            <div key={one} className={one === "rejected" && counts.rejected > 0 ? "counts-bad" : ""}>
              <span className="soft">{t[one]}</span>
              <strong>
                <Count of={counts[one]} />
              </strong>
            </div>
          ))}
        </div>
      )}
      {(batch.behind ?? 0) > 0 && <p className="warn">{t.behind(batch.behind ?? 0)}</p>}
      {batch.state === "working" && <p>{t.progress(exactCount(batch.progress ?? 0))}</p>}
      <Facts
        facts={[
          [t.item, signs.brackets(name("items", batch.item), batch.item)],
          [t.adapter, <AdapterName key="adapter" id={batch.adapter} />],
          batch.standard === undefined ? null : [t.standard, batch.standard],
          catalog === undefined ? null : [t.catalog, catalog.version ?? catalog.digest.slice(0, 12)],
          [t.door, doors[batch.door]],
          batch.receivedFrom === batch.sender
            ? null
            : [t.from, <NodeName key="from" id={batch.receivedFrom} />],
          [t.origin, <NodeName key="origin" id={batch.origin} />],
          [
            t.file,
            batch.file.name === "" ? t.push : signs.brackets(batch.file.name, bytesOf(batch.file.bytes)),
          ],
          [t.received, exactTimeOf(batch.receivedAt)],
          batch.committedAt === undefined ? null : [t.committed, exactTimeOf(batch.committedAt)],
          batch.batch === undefined ? null : [t.batchId, <code key="batch">{batch.batch}</code>],
          batch.intake === undefined || batch.intake === batch.batch
            ? null
            : [t.intakeId, <code key="intake">{batch.intake}</code>],
          log === undefined
            ? null
            : [
                t.log,
                log.index === undefined
                  ? t.logOpen
                  : `${t.logIndex(log.index)} · ${t.cosigned(log.cosigned?.length ?? 0)}`,
              ],
          counts !== null && counts.withheld > 0 ? [t.withheld, exactCount(counts.withheld)] : null,
        ]}
      />
    </div>
  );
}

function Files({ batch }: { readonly batch: Batch }) {
  const t = useWords(WORDS);
  const may = useMay();
  const path = `/api/batches/${batch.id}`;
  const has = (kind: Batch["files"][number]["kind"]) => batch.files.some((file) => file.kind === kind);
  const feedback = batch.possible.filter(({ act }) => act === "feedback");
  return (
    <div className="stack">
      <p className="row">
        {batch.counts && may("operator", "viewer", "audit", "security") && (
          <>
            <a href={`${path}/files/seal`} download>
              {t.fileSeal}
            </a>
            <a href={`${path}/files/receipt`} download>
              {t.fileReceipt}
            </a>
            <a href={`${path}/files/manifest`} download>
              {t.fileManifest}
            </a>
          </>
        )}
        {has("summary") && may("operator", "viewer", "audit", "security") && (
          <a href={`${path}/files/summary`} download>
            {t.fileSummary}
          </a>
        )}
        {has("rejected") && may("operator") && (
          <a href={`${path}/rejected`} download>
            {t.fileRejected}
          </a>
        )}
      </p>
      <div className="row">
        <ActButtons id={batch.id} acts={feedback} />
        <span className="soft">{t.verifyOffline}</span>
      </div>
    </div>
  );
}
