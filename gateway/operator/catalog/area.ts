/** The area of the catalog: what there is to read of it, files to take, and the pre-check. */
import { send } from "../../api/answer.ts";
import { give } from "../../api/attachment.ts";
import { bodyOf, bodyType } from "../../api/body.ts";
import { inputsOf } from "../admit.ts";
import type { StartArea } from "../parts.ts";
import { readerOf, sampleFile, templateFile } from "./files.ts";
import { itemSheet } from "./item.ts";
import { namesFor } from "./names.ts";
import { openPrecheck } from "./precheck.ts";
import { readSectors, treeOf } from "./tree.ts";
import { differences, releaseList } from "./versions.ts";

export const startCatalog: StartArea = async ({ site, editions }) => {
  const { config, clock, newId } = site;
  const sectorOf = readSectors(config.catalog);
  const precheck = openPrecheck({ spool: config.spool, clock, newId });
  return {
    routes: (app, gate) => {
      app.get("/api/names", (request, response) => {
        const { catalog, adapters } = editions.now().known;
        const { network } = site.registers();
        send(response, 200, namesFor(gate.operator(request), { catalog, adapters, network }));
      });
      app.get("/api/catalog", (_request, response) => {
        send(response, 200, treeOf(editions.now(), sectorOf));
      });
      app.get("/api/catalog/items/:item", (request, response) => {
        const { item } = inputsOf("getCatalogItem", request).path;
        const folders = { sectorOf, adaptersFolder: config.adapters };
        send(response, 200, itemSheet(item, gate.operator(request), editions.now().known, folders));
      });
      app.get("/api/catalog/releases", async (_request, response) => {
        send(response, 200, await releaseList(editions));
      });
      app.get("/api/catalog/differences", async (request, response) => {
        const { query } = inputsOf("getCatalogDifferences", request);
        send(response, 200, await differences(editions, gate.operator(request), query));
      });
      app.get("/api/catalog/templates", async (request, response) => {
        const { adapter, format = "xlsx" } = inputsOf("getCatalogTemplate", request).query;
        const { known } = editions.now();
        const reader = readerOf(adapter, gate.operator(request), known);
        give(response, await templateFile(reader, known, format, clock()));
      });
      app.get("/api/catalog/samples", async (request, response) => {
        const { adapter, name } = inputsOf("getCatalogSample", request).query;
        const reader = readerOf(adapter, gate.operator(request), editions.now().known);
        give(response, await sampleFile(config.adapters, reader, name));
      });
      app.post("/api/catalog/prechecks", async (request, response) => {
        const operator = gate.operator(request);
        const { known } = editions.now();
        const id = inputsOf("precheckFile", request).query.adapter;
        bodyType(request, ["application/octet-stream"]);
        const sees = (agency: string) => operator.scope === null || operator.scope.includes(agency);
        const atHome = new Set(
          site
            .registers()
            .network.agencies.filter(({ node }) => node === config.node)
            .map((agency) => agency.id),
        );
        const asked = {
          ...{ body: bodyOf(request), catalog: known.catalog },
          adapter: id === undefined || id === "" ? undefined : readerOf(id, operator, known),
          adapters: known.adapters.filter(({ agency }) => sees(agency)),
          isAtHome: ({ agency }: { readonly agency: string }) => atHome.has(agency),
        };
        send(response, 200, await precheck(asked));
      });
    },
    stop: async () => {},
  };
};
