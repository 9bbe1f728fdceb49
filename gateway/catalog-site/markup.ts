/**
 * HTML made of texts: everything put into a template is escaped, but what was made by one. The
 * trap: a title of the catalog is somebody's text; nothing of it may become markup.
 */
export interface Markup {
  readonly markup: string;
}

export type Part = string | number | Markup | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: fixed.map((text, at) => text + (at < parts.length ? shown(parts[at]) : "")).join(""),
  };
}

function shown(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return part.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(shown).join("");
}

/** Chinese first, English beside. */
export function both({ zh, en }: { readonly zh: string; readonly en: string }): Markup {
  return html`${zh} <span class="en" lang="en">${en}</span>`;
}

/** A heading row and rows; it scrolls by itself where the screen is narrow. */
export function table(head: readonly Part[], rows: readonly (readonly Part[])[], kind = ""): Markup {
  return html`<div class="scroll"><table class="${kind}"><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;
}

/** Names and what they stand for. */
export function facts(rows: readonly (readonly [Part, Part])[]): Markup {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

export const UNVERIFIED: Markup = html`<span class="mark warn" title="凭记忆录入，待与正式文本核对 · from memory, to be checked">未经核实 <span lang="en">unverified</span></span>`;
