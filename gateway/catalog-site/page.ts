/**
 * What every page has: head, ways to the others, search, foot. No script or style stands in a page,
 * and nothing comes from elsewhere, so that the strictest policy lets it through; the page itself
 * asks for that policy. `up` leads from the page's folder to the site's.
 */
import { html, type Markup, type Part } from "./markup.ts";

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

const WAYS = [
  ["index.html", "目录", "Directory"],
  ["standards.html", "数据标准", "Standards"],
  ["codesets.html", "代码集", "Code sets"],
  ["adapters.html", "适配器", "Adapters"],
  ["systems.html", "系统与承接", "Systems"],
  ["changes.html", "变更", "Changes"],
] as const;

export interface Page {
  readonly path: string;
  readonly title: string;
  readonly body: Markup;
}

export function page({ path, title, body }: Page, version: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  const way = ([to, zh, en]: (typeof WAYS)[number]): Part =>
    html`<a href="${up}${to}"${to === path ? html` aria-current="page"` : ""}>${zh} <span class="en" lang="en">${en}</span></a>`;
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 信桥目录</title>
<link rel="stylesheet" href="${up}site.css"><script src="${up}search.js" defer></script></head>
<body data-up="${up}"><a class="skip" href="#main">跳到正文 Skip to content</a>
<header><div class="wide"><a class="brand" href="${up}index.html">信桥目录 <span class="en" lang="en">Xinqiao catalog</span></a>
<div class="search"><input id="search" type="search" autocomplete="off" placeholder="搜索名称或代码 · Search titles and codes" aria-label="搜索 Search" aria-controls="found"><ol id="found" hidden></ol></div>
<nav aria-label="主导航 Main">${WAYS.map(way)}</nav></div></header>
<main id="main" class="wide">${body}</main>
<footer><div class="wide">目录版本 Catalog version ${version} · 带“未经核实”标记的内容凭记忆录入，待与正式文本核对 <span lang="en">What is marked unverified is from memory and waits for an official text.</span></div></footer>
</body></html>
`.markup;
}

/** "wage-arrears@1" as a name of a file. */
export function fileOf(standard: string): string {
  return standard.replace("@", "-");
}
