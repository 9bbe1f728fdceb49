/** One directory item: what it is, on what basis, how far it goes, by which standard, who sends it, and what one fills in. */

import type { Item, LegalBasis } from "../model/catalog.ts";
import { both, facts, html, type Markup, type Part, table, UNVERIFIED } from "./markup.ts";
import { fileOf, type Page } from "./page.ts";
import { type Shown, samplesOf, templateFile } from "./shown.ts";
import { sectorName, word } from "./words.ts";

export function itemPage(item: Item, shown: Shown): Page {
  const { catalog } = shown;
  const standard = catalog.standards.find(({ id }) => id === item.standard);
  const category = catalog.categories.find(({ id }) => id === item.category);
  const sector = shown.sectorOf.get(item.id) ?? "";
  const unverified = new Set(item.unverified);
  const mark = (...names: string[]): Part =>
    names.some((name) => unverified.has(name)) ? UNVERIFIED : undefined;
  const { publication, reportWithin } = item;
  const startsAt = standard?.fields.find(({ name }) => name === publication?.startsAt)?.title;
  const body = html`<p class="path"><a href="../index.html#c-${item.category}">${category?.name.zh ?? item.category}</a> › <a href="../index.html#s-${sector}">${sectorName(sector).zh}</a></p>
<h1>${item.title.zh} <span class="id">${item.id}</span><span class="en" lang="en">${item.title.en}</span></h1>
${status(item)}
<p class="lead">${item.description.zh}</p><p class="lead en" lang="en">${item.description.en}</p>
${facts([
  [
    both({ zh: "责任单位", en: "Responsible" }),
    html`${both(item.responsibleUnit)} ${mark("responsibleUnit")}`,
  ],
  [
    both({ zh: "信用主体", en: "Subjects" }),
    item.subjects.map((one) => html`<span class="chip">${both(word(one))}</span> `),
  ],
  [
    both({ zh: "归集与上送", en: "Collected, rises to" }),
    html`${both(word(item.collectedAt))} → ${both(word(item.risesTo))} ${mark("collectedAt", "risesTo")}`,
  ],
  [both({ zh: "公开属性", en: "Openness" }), html`${both(word(item.openness))} ${mark("openness")}`],
  [both({ zh: "共享属性", en: "Sharing" }), html`${both(word(item.sharing))} ${mark("sharing")}`],
  [
    both({ zh: "更新周期", en: "Update cycle" }),
    html`${both(word(item.updateCycle))} ${mark("updateCycle")}`,
  ],
  [both({ zh: "失信信息", en: "Dishonesty" }), item.negative ? "是 yes" : "否 no"],
  ...(publication === undefined
    ? []
    : [
        [
          both({ zh: "公示期", en: "Publication" }),
          html`${both(word(publication.severity))}${months(publication)}，自 from ${startsAt?.zh ?? publication.startsAt} ${mark("publication")}<br><small>${publication.source}</small>`,
        ] as const,
      ]),
  ...(reportWithin === undefined
    ? []
    : [
        [
          both({ zh: "报送时限", en: "Report within" }),
          html`${reportWithin.workingDays} 个工作日 working days ${mark("reportWithin")}<br><small>${reportWithin.source}</small>`,
        ] as const,
      ]),
  [
    both({ zh: "保存", en: "Retention" }),
    html`${item.retention.years === null ? "" : `${item.retention.years} 年 years；`}${both(item.retention.note)} ${mark("retention")}`,
  ],
  [both({ zh: "事项版本", en: "Version" }), item.version],
])}
<h2>${both({ zh: "法律依据", en: "Legal basis" })} ${mark("legalBasis")}</h2>
<ul class="basis">${item.legalBasis.map(basis)}</ul>
<h2>${both({ zh: "数据标准与填报", en: "Standard and template" })}</h2>
${
  standard === undefined
    ? html`<p>没有数据标准。 <span class="en" lang="en">No standard.</span></p>`
    : html`<p><a class="button" href="../standards/${fileOf(standard.id)}.html">${standard.title.zh} <span class="id">${standard.id}</span></a>
${shown.hasTemplate(item) ? html`<a class="button main" href="../${templateFile(item)}" download>填报模板 XLSX <span class="en" lang="en">Template</span></a>` : ""}
<a class="button" href="../schemas/${fileOf(standard.id)}.schema.json" download>JSON Schema</a></p>
${shown.hasTemplate(item) ? html`<p class="hint">填好后预检 <span lang="en">Fill in, then check</span>: <code>xinqiao check ${item.id}.xlsx --item ${item.id}</code></p>` : ""}
${table(
  ["字段 Field", "必填 Required", "核实 Checked"],
  standard.fields.map((field) => [
    html`${field.title.zh} <span class="en" lang="en">${field.title.en}</span>`,
    field.required ? html`<b>必填</b>` : "—",
    field.unverified ? UNVERIFIED : "—",
  ]),
  "brief",
)}`
}
<h2>${both({ zh: "由何报送", en: "Who sends it" })}</h2>${senders(item, shown)}${named(item, shown)}`;
  return { path: `items/${item.id}.html`, title: `${item.title.zh} ${item.id}`, body };
}

export function status(item: Item): Markup {
  if (item.status === "ACTIVE") return html``;
  return html`<div class="notice ${item.status.toLowerCase()}"><b>${word(item.status).zh} <span lang="en">${item.status}</span></b>
${item.statusReason === undefined ? "" : html`<p>${item.statusReason.zh}</p><p lang="en">${item.statusReason.en}</p>`}</div>`;
}

function months({
  minMonths,
  maxMonths,
}: {
  readonly minMonths?: number;
  readonly maxMonths?: number;
}): string {
  return [
    minMonths === undefined ? "" : `，最短 at least ${minMonths} 个月 months`,
    maxMonths === undefined ? "" : `，最长 at most ${maxMonths} 个月 months`,
  ].join("");
}

function basis({ type, name, article, effectiveFrom, repealedOn, unverified }: LegalBasis): Markup {
  const dates = [effectiveFrom && `${effectiveFrom} 起 from`, repealedOn && `${repealedOn} 废止 repealed`]
    .filter((one) => one !== undefined)
    .join("，");
  return html`<li><span class="chip">${word(type).zh}</span> ${name} ${article} <small>${dates}</small> ${unverified ? UNVERIFIED : ""}</li>`;
}

function senders(item: Item, shown: Shown): Markup {
  const adapters = shown.adapters.filter((one) => one.item === item.id);
  if (adapters.length === 0)
    return html`<p>还没有适配器。按本事项的填报模板报送的单位，可用最简声明： <span class="en" lang="en">No adapter yet. For workbooks made from the template, the shortest declaration reads:</span></p>
${
  item.standard === ""
    ? ""
    : html`<pre>item: ${item.id}
standard: ${item.standard}
decode: { format: xlsx, charset: utf-8, titleRows: 0, explanationRows: 1, sheet: 0 }</pre>`
}`;
  return table(
    ["适配器 Adapter", "来源 Source", "格式 Format", "样例 Samples"],
    adapters.map((adapter) => [
      html`<a href="../adapters.html#${adapter.id.replace("/", "-")}"><code>${adapter.id}</code></a>`,
      both(adapter.title),
      `${adapter.decode.format.toUpperCase()} · ${adapter.decode.charset.toUpperCase()} · ${word(adapter.delivery).zh}`,
      samplesOf(shown, adapter.id).map(
        (name) => html`<a href="../samples/${adapter.id}/${name}" download>${name}</a> `,
      ),
    ]),
  );
}

function named(item: Item, { systems }: Shown): Markup {
  const rows = systems.filter(
    ({ servedBy, notCollectable = [] }) =>
      servedBy?.items?.includes(item.id) || notCollectable.some(({ items = [] }) => items.includes(item.id)),
  );
  if (rows.length === 0) return html``;
  return html`<h2>${both({ zh: "规划中的系统", en: "Systems of the plans" })}</h2><ul>${rows.map(({ id, name }) => html`<li><a href="../systems.html#${id}">${name.zh}</a> <span class="en" lang="en">${name.en}</span></li>`)}</ul>`;
}
