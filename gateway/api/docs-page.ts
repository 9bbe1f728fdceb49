/**
 * The contract as a page to read: static HTML without scripts, made from the document once. The trap: every
 * text of it is escaped, whoever wrote it; the page may load nothing from anywhere.
 */
import { createHash } from "node:crypto";

type Described = Readonly<Record<string, unknown>>;

const METHODS = ["get", "head", "put", "post", "patch", "delete", "options"];

const STYLE = `
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1b1b1b}
code,.path{font-family:ui-monospace,Consolas,monospace;font-size:.92em}
h2{border-bottom:2px solid #1b4f72;margin-top:2.5rem}h3{margin:1.6rem 0 .2rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}
.method{background:#1b4f72;color:#fff;border-radius:.2rem;padding:0 .4rem;text-transform:uppercase}
.codes code{margin-right:.5rem}nav li{display:inline-block;margin-right:1rem}`;

export interface DocsPage {
  readonly html: string;
  /** Content-Security-Policy under which it is served. */
  readonly policy: string;
}

export function makeDocsPage(document: Described): DocsPage {
  const info = document["info"] as { title: string; version: string; description: string };
  const tags = document["tags"] as readonly { name: string; description: string }[];
  const sections = tags.map(({ name, description }) => {
    const operations = operationsOf(document, name).map((one) => operation(document, one));
    return `<h2 id="${escaped(name)}">${escaped(description)}</h2>${operations.join("")}`;
  });
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(info.title)} ${escaped(info.version)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(info.title)} ${escaped(info.version)}</h1>
<p><a href="/openapi.json">OpenAPI 3.1</a></p>
<nav><ul>${tags.map(({ name }) => `<li><a href="#${escaped(name)}">${escaped(name)}</a></li>`).join("")}</ul></nav>
${paragraphs(info.description)}${sections.join("\n")}</body></html>`;
  const style = createHash("sha256").update(STYLE).digest("base64");
  return {
    html,
    policy: `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

interface Found {
  readonly method: string;
  readonly path: string;
  readonly item: Described;
  readonly described: Described;
}

function operationsOf(document: Described, tag: string): readonly Found[] {
  return Object.entries(document["paths"] as Readonly<Record<string, Described>>).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const described = item[method] as Described | undefined;
      return (described?.["tags"] as readonly string[] | undefined)?.includes(tag)
        ? [{ method, path, item, described: described as Described }]
        : [];
    }),
  );
}

function operation(document: Described, { method, path, item, described }: Found): string {
  const of = (one: Described, key: string) => (one[key] as readonly Described[] | undefined) ?? [];
  const parameters = [...of(item, "parameters"), ...of(described, "parameters")].map((one) =>
    resolved(document, one),
  );
  const body = described["requestBody"] as { content: object } | undefined;
  const responses = Object.entries(described["responses"] as Readonly<Record<string, Described>>);
  const refusals = (described["x-refusals"] as readonly string[] | undefined) ?? [];
  return `<h3 id="${escaped(text(described, "operationId"))}"><span class="method">${method}</span> <span class="path">${escaped(path)}</span></h3>
<p><strong>${escaped(text(described, "summary"))}</strong></p>${paragraphs(text(described, "description"))}
${parameters.length > 0 ? `<table><tr><th>名称 Name</th><th>位置 In</th><th>说明 Meaning</th></tr>${parameters.map(parameter).join("")}</table>` : ""}
${body ? `<p>请求体 Body: ${Object.keys(body.content).map(code).join(" ")}</p>` : ""}
<ul>${responses.map(([status, one]) => `<li>${code(status)} ${escaped(firstLine(text(resolved(document, one), "description")))}</li>`).join("")}</ul>
${refusals.length > 0 ? `<p class="codes">${refusals.map(code).join(" ")}</p>` : ""}`;
}

function parameter(one: Described): string {
  const required = one["required"] === true ? " *" : "";
  return `<tr><td>${code(text(one, "name"))}${required}</td><td>${escaped(text(one, "in"))}</td><td>${escaped(text(one, "description"))}</td></tr>`;
}

function resolved(document: Described, one: Described): Described {
  const ref = one["$ref"];
  if (typeof ref !== "string") return one;
  const parts = ref.slice(2).split("/");
  return parts.reduce<unknown>((at, part) => (at as Described)[part], document) as Described;
}

const text = (of: Described, key: string): string => String(of[key] ?? "");

const firstLine = (lines: string): string => lines.split("\n")[0] ?? "";

const code = (value: string): string => `<code>${escaped(value)}</code>`;

/** Blank lines part paragraphs; **bold** and `code` are all the marks that the contract's texts use. */
function paragraphs(markdown: string): string {
  return markdown
    .trim()
    .split(/\n\s*\n/)
    .map((one) => {
      const marked = escaped(one)
        .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
        .replace(/`([^`]+)`/g, "<code>$1</code>");
      return `<p>${marked}</p>`;
    })
    .join("");
}

function escaped(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
