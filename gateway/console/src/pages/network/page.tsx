/** The network: map, nodes, agencies, certificates. What needs an act stands first. */
import { useQuery } from "@tanstack/react-query";

import { Asked } from "../../frame/asked.tsx";
import { Notice } from "../../frame/notice.tsx";
import { Page, Part } from "../../frame/page.tsx";
import { useWords } from "../../words.ts";
import { AgenciesTable } from "./agencies-table.tsx";
import { CertificatesTable } from "./certificates-table.tsx";
import { NetworkMap } from "./map.tsx";
import { daysLeft, networkQuery, SOON_DAYS } from "./network-data.ts";
import { NodesTable } from "./nodes-table.tsx";
import { WORDS } from "./words.ts";

export function NetworkPage() {
  const t = useWords(WORDS);
  const asked = useQuery(networkQuery);
  return (
    <Page title={t.title} lead={t.lead}>
      <Asked query={asked}>
        {(network) => {
          const soon = network.certificates.filter(
            ({ validTo }) => daysLeft(validTo, network.at) < SOON_DAYS,
          ).length;
          return (
            <>
              {soon > 0 && (
                <Notice
                  tone="warn"
                  title={t.soon(soon)}
                  action={
                    <a className="button" href="#certificates">
                      {t.look}
                    </a>
                  }
                >
                  <p>{t.soonDo}</p>
                </Notice>
              )}
              <Part title={t.map} extra={<span className="soft">{t.mapLead(network.minutes)}</span>}>
                <NetworkMap network={network} />
              </Part>
              <Part title={t.nodes}>
                <NodesTable network={network} />
              </Part>
              <div id="certificates">
                <Part title={t.certificates} extra={<span className="soft">{t.certificatesLead}</span>}>
                  <CertificatesTable network={network} />
                </Part>
              </div>
              <Part title={t.agencies}>
                <AgenciesTable network={network} />
              </Part>
            </>
          );
        }}
      </Asked>
    </Page>
  );
}
