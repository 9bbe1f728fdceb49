import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { makeDocsPage } from "./docs-page.ts";

const FILE = join(import.meta.dirname, "../../contracts/generated/exchange.json");
const document = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, unknown>;

test("the page has every operation, and no script", () => {
  const { html } = makeDocsPage(document);
  for (const item of Object.values(
    document["paths"] as Record<string, Record<string, { operationId?: string }>>,
  ))
    for (const { operationId } of Object.values(item))
      if (operationId !== undefined) assert.ok(html.includes(`id="${operationId}"`), operationId);
  assert.ok(!/<script|<link|<img|onerror|javascript:/i.test(html));
});

test("the policy allows the one style that the page has, and nothing else", () => {
  const { html, policy } = makeDocsPage(document);
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? "";
  assert.ok(policy.includes(`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`));
  assert.match(policy, /^default-src 'none';/);
});

test("whatever a text of the contract says stays text", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const { html } = makeDocsPage({
    ...document,
    info: { title: evil, version: evil, description: `**${evil}** \`${evil}\`` },
  });
  assert.ok(!html.includes("<img"));
});
