/** The contract, for programs and for people. Anybody who reaches the socket may read it. */
import type { Express } from "express";

import { isUnchanged, weakTag } from "./conditional.ts";
import { makeDocsPage } from "./docs-page.ts";

export function docsRoutes(app: Express, document: unknown): void {
  const json = JSON.stringify(document);
  const page = makeDocsPage(document as Readonly<Record<string, unknown>>);
  const tag = weakTag(json);
  const common = { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };
  app.get("/docs", (_request, response) => {
    response.writeHead(200, {
      ...common,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": page.policy,
    });
    response.end(page.html);
  });
  app.get("/openapi.json", (request, response) => {
    response.setHeader("etag", tag);
    if (isUnchanged(request, tag)) return void response.writeHead(304).end();
    response.writeHead(200, { ...common, "content-type": "application/json; charset=utf-8" });
    response.end(json);
  });
}
