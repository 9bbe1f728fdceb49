/** The area of quality: rates and scores over a time, and the monthly report as the agency receives it. */
import type { IncomingMessage } from "node:http";

import { send } from "../../api/answer.ts";
import { type GivenFile, give } from "../../api/attachment.ts";
import { reportPdf } from "../../form/report-pdf.ts";
import { reportXlsx } from "../../form/report-xlsx.ts";
import { XLSX_TYPE } from "../../form/workbook.ts";
import { dayNumber } from "../../model/calendar.ts";
import { Refusal } from "../../model/refusal.ts";
import { inputsOf } from "../admit.ts";
import type { ConsoleParts, OperatorGate, StartArea } from "../parts.ts";
import { namesOf } from "../today/names.ts";
import { qualityOf } from "./read.ts";
import { monthOf, reportOf } from "./report.ts";

const MOST_NIGHTS = 400;

export const startQuality: StartArea = async (parts) => {
  const { dueHour } = parts.settings;
  return {
    routes: (app, gate) => {
      app.get("/api/quality", async (request, response) => {
        const { scope } = gate.operator(request);
        const { from, until, agency, item } = inputsOf("getQuality", request).query;
        const nights = dayNumber(until) - dayNumber(from) + 1;
        if (nights < 1 || nights > MOST_NIGHTS)
          throw new Refusal("REQUEST_INVALID", { detail: "from, until" });
        send(response, 200, await qualityOf(parts, scope, dueHour, { from, until, agency, item }));
      });
      app.get("/api/quality/report", async (request, response) => {
        give(response, await fileOf(parts, gate, request, dueHour));
      });
    },
    stop: async () => {},
  };
};

async function fileOf(
  parts: ConsoleParts,
  gate: OperatorGate,
  request: IncomingMessage,
  dueHour: number,
): Promise<GivenFile> {
  const { site, catalog } = parts;
  const { scope } = gate.operator(request);
  const { agency, month, format } = inputsOf("getQualityReport", request).query;
  const isKnown = catalog.agencies.some(({ id }) => id === agency);
  if (!isKnown || (scope !== null && !scope.includes(agency))) throw new Refusal("NOT_FOUND");
  const at = site.clock();
  const quality = await qualityOf(parts, scope, dueHour, { ...monthOf(month), agency });
  const names = namesOf(catalog);
  const about = {
    agency: names.agency(agency).zh,
    node: names.node(site.config.node).zh,
    month,
    dueHour,
    at,
  };
  const report = reportOf(quality, about);
  return {
    name: `${report.title}.${format}`,
    type: format === "pdf" ? "application/pdf" : XLSX_TYPE,
    bytes: format === "pdf" ? reportPdf(report, at) : await reportXlsx(report),
  };
}
