/** A data standard as a data dictionary: fields, codes, lengths, who may see them, rules, examples. */
import type { Field, Standard } from "../model/catalog.ts";
import { both, html, type Markup, type Part, table, UNVERIFIED } from "./markup.ts";
import { fileOf, type Page } from "./page.ts";
import type { Shown } from "./shown.ts";
import { word } from "./words.ts";

interface Branch {
  readonly "x-rule": string;
  readonly description?: string;
}

export function standardPage(standard: Standard, shown: Shown): Page {
  const { schema, identity, fields, id } = standard;
  const titles = new Map(fields.map(({ name, title }) => [name, title.zh]));
  const items = shown.catalog.items.filter((item) => item.standard === id);
  const open = fields.filter(({ unverified }) => unverified).length;
  const branches = (schema["allOf"] as readonly Branch[] | undefined) ?? [];
  const body = html`<p class="path"><a href="../standards.html">数据标准 Standards</a></p>
<h1>${standard.title.zh} <span class="id">${id}</span><span class="en" lang="en">${standard.title.en}</span></h1>
<p class="lead">${String(schema["description"] ?? "")}</p>
<p class="hint">来源 Source: ${String(schema["x-source"] ?? "")}</p>
${open > 0 ? html`<div class="notice"><b>${open} / ${fields.length}</b> 个字段未经核实。 <span lang="en">fields are not verified against an official text.</span></div>` : ""}
<p><a class="button main" href="../schemas/${fileOf(id)}.schema.json" download>JSON Schema 2020-12</a> <span class="hint">可直接用于任何校验器 <span lang="en">for any validator; common definitions and codes are in it</span></span></p>
<p>记录标识 <span class="en" lang="en">Identity</span>: 主体 subject + ${identity.map((name) => titles.get(name) ?? name).join(" + ")}</p>
<h2>${both({ zh: "用于事项", en: "Items" })}</h2><ul>${items.map((item) => html`<li><a href="../items/${item.id}.html">${item.title.zh} ${item.id}</a> <span class="en" lang="en">${item.title.en}</span></li>`)}</ul>
<h2>${both({ zh: "数据字典", en: "Data dictionary" })}</h2>
${table(["名称 Title", "列代码与别名 Code, aliases", "类型与长度 Type, length", "必填 Required", "代码集/单位 Codes, unit", "敏感与遮蔽 Sensitivity, mask", "核实 Checked"], fields.map(fieldRow), "dictionary")}
<h2>${both({ zh: "规则", en: "Rules" })}</h2>
${table(["规则 Rule", "内容 What it says"], [...branches.map((branch) => [branch["x-rule"], branch.description ?? "—"]), ...standard.rules.map((rule) => [rule.rule, html`<code>${rule.use}</code> ${params(rule.with, titles)}`])])}
<h2>${both({ zh: "样例", en: "Examples" })}</h2>
${shown.examplesOf(id).map(({ name, text }) => html`<details><summary>${name.startsWith("valid-") ? html`<span class="mark good">通过 valid</span>` : html`<span class="mark bad">退回 refused</span>`} ${name}</summary><pre>${text}</pre></details>`)}`;
  return { path: `standards/${fileOf(id)}.html`, title: `${standard.title.zh} ${id}`, body };
}

function fieldRow(field: Field): Part[] {
  const length = field.maxLength === undefined ? "" : ` ≤\u00a0${field.maxLength}`;
  return [
    html`<b>${field.title.zh}</b><br><span class="en" lang="en">${field.title.en}</span><br><code>${field.name}</code>`,
    html`${field.code === undefined ? "" : html`<code>${field.code}</code>`}${field.aliases.length === 0 ? "" : html`<br><small>${field.aliases.join("、")}</small>`}`,
    html`${word(field.type).zh} <span class="en" lang="en">${word(field.type).en}</span>${length}${field.format === undefined ? "" : html`<br><code>${field.format}</code>`}`,
    field.required
      ? html`<b>必填</b>${field.mandatoryColumn ? html`<br><small>须有列 column</small>` : ""}`
      : "—",
    field.codeSet === undefined
      ? (field.unit ?? "—")
      : html`<a href="../codesets/${field.codeSet}.html">${field.codeSet}</a>`,
    html`<span class="chip s-${field.sensitivity}">${both(word(field.sensitivity))}</span>${field.mask === undefined ? "" : html`<br><small>${both(word(field.mask))}</small>`}`,
    field.unverified ? UNVERIFIED : "—",
  ];
}

function params(given: Readonly<Record<string, unknown>>, titles: ReadonlyMap<string, string>): Markup {
  const said = (value: unknown): string =>
    Array.isArray(value) ? value.map(said).join("、") : (titles.get(String(value)) ?? String(value));
  return html`<small>${Object.entries(given)
    .map(([name, value]) => `${name}: ${said(value)}`)
    .join("；")}</small>`;
}
