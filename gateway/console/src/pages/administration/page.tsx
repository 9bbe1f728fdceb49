/** Administration: each part is a view in the address; which of them one has, one's roles say. */
import { Link } from "react-router";

import { Page } from "../../frame/page.tsx";
import { type Role, useMay } from "../../session.ts";
import { useView, ViewTabs } from "../../shared-views/view-tabs.tsx";
import { useWords } from "../../words.ts";
import "./administration.css";
import { AuditView } from "./audit-view.tsx";
import { OperatorsView } from "./operators-view.tsx";
import { RegisterView } from "./register-view.tsx";
import { SchedulesView } from "./schedules-view.tsx";
import { WORDS } from "./words.ts";

const MAY: Readonly<Record<string, readonly Role[]>> = {
  operators: ["system", "security", "audit"],
  register: ["system", "security", "audit"],
  schedules: ["system", "security", "audit", "operator"],
  audit: ["security", "audit"],
};

export function AdministrationPage() {
  const t = useWords(WORDS);
  const may = useMay();
  const views = [
    { view: "operators", name: t.operators },
    { view: "register", name: t.register },
    { view: "schedules", name: t.schedules },
    { view: "audit", name: t.audit },
  ].filter(({ view }) => may(...(MAY[view] ?? [])));
  const view = useView(views);
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Link className="button" to="/alarms">
          {t.targets}
        </Link>
      }
    >
      <ViewTabs label={t.views} views={views} />
      {view === "operators" && <OperatorsView />}
      {view === "register" && <RegisterView />}
      {view === "schedules" && <SchedulesView />}
      {view === "audit" && <AuditView />}
    </Page>
  );
}
