/** The pages that list: the directory as a tree, standards, code sets, adapters, systems, what changed. */
import { standingOf } from "../cli/catalog-coverage.ts";
import type { CodeSet, Item } from "../model/catalog.ts";
import { both, html, type Markup, type Part, table, UNVERIFIED } from "./markup.ts";
import { fileOf, type Page } from "./page.ts";
import { type Shown, samplesOf } from "./shown.ts";
import { sectorName, word } from "./words.ts";

export function indexPage(shown: Shown): Page {
  const { catalog, adapters, systems, sectorOf } = shown;
  const sectors = [...new Set(sectorOf.values())].sort();
  const figures: readonly (readonly [number, string, string, string])[] = [
    [catalog.items.length, "目录事项", "items", "#main"],
    [catalog.standards.length, "数据标准", "standards", "standards.html"],
    [catalog.codeSets.length, "代码集", "code sets", "codesets.html"],
    [adapters.length, "适配器", "adapters", "adapters.html"],
    [systems.length, "规划所列系统", "systems of the plans", "systems.html"],
  ];
  const body = html`<h1>公共信用信息目录 <span class="en" lang="en">Catalog of public-credit information</span></h1>
<p class="lead">这里的内容决定什么可以交换、依据什么、由谁提供、怎样填写。目录之外的信息一律不得进入网关。</p>
<p class="lead en" lang="en">What may be exchanged, on what basis, by whom and in which form. Nothing outside the catalog enters the gateway.</p>
<ul class="figures">${figures.map(([count, zh, en, to]) => html`<li><a href="${to}"><b>${count}</b>${zh} <span class="en" lang="en">${en}</span></a></li>`)}</ul>
<h2>${both({ zh: "按信息类别", en: "By category" })}</h2>
${catalog.categories.map((category) =>
  branch(
    `c-${category.id}`,
    html`${both(category.name)} ${category.unverified ? UNVERIFIED : ""}`,
    catalog.items.filter((item) => item.category === category.id),
  ),
)}
<h2>${both({ zh: "按领域", en: "By sector" })}</h2>
${sectors.map((sector) =>
  branch(
    `s-${sector}`,
    both(sectorName(sector)),
    catalog.items.filter(({ id }) => sectorOf.get(id) === sector),
  ),
)}`;
  return { path: "index.html", title: "目录", body };
}

function branch(id: string, name: Part, items: readonly Item[]): Markup {
  return html`<details class="branch" id="${id}"><summary>${name} <span class="count">${items.length}</span></summary><ul>${items.map(
    (item) =>
      html`<li><a href="items/${item.id}.html">${item.title.zh}</a> <span class="id">${item.id}</span> ${statusMark(item)} <span class="en" lang="en">${item.title.en}</span></li>`,
  )}</ul></details>`;
}

function statusMark({ status }: Item): Part {
  return status === "ACTIVE"
    ? undefined
    : html`<span class="mark ${status.toLowerCase()}">${word(status).zh}</span>`;
}

export function standardsPage({ catalog }: Shown): Page {
  const rows = catalog.standards.map((standard) => {
    const open = standard.fields.filter(({ unverified }) => unverified).length;
    const items = catalog.items.filter((item) => item.standard === standard.id).length;
    return [
      html`<a href="standards/${fileOf(standard.id)}.html">${standard.title.zh}</a><br><span class="en" lang="en">${standard.title.en}</span>`,
      html`<code>${standard.id}</code>`,
      standard.fields.length,
      open === 0 ? "—" : html`${open} ${UNVERIFIED}`,
      items,
      html`<a href="schemas/${fileOf(standard.id)}.schema.json" download>JSON Schema</a>`,
    ];
  });
  const body = html`<h1>${both({ zh: "数据标准", en: "Data standards" })}</h1>${table(["名称 Title", "标准 Standard", "字段 Fields", "未核实 Unverified", "事项 Items", "下载 Download"], rows)}`;
  return { path: "standards.html", title: "数据标准", body };
}

export function codeSetsPage({ catalog }: Shown): Page {
  const rows = catalog.codeSets.map((set) => [
    html`<a href="codesets/${set.id}.html">${set.title.zh}</a><br><span class="en" lang="en">${set.title.en}</span>`,
    html`<code>${set.id}</code>`,
    set.codes.length,
    set.unverified ? UNVERIFIED : "—",
  ]);
  const body = html`<h1>${both({ zh: "代码集", en: "Code sets" })}</h1>${table(["名称 Title", "代码集 Set", "代码 Codes", "核实 Checked"], rows)}`;
  return { path: "codesets.html", title: "代码集", body };
}

export function codeSetPage(set: CodeSet, { catalog }: Shown): Page {
  const users = catalog.standards.filter(({ fields }) => fields.some(({ codeSet }) => codeSet === set.id));
  const rows = set.codes.map(({ code, label, validFrom, validTo, replacedBy, aliases }) => [
    html`<code>${code}</code>`,
    both(label),
    validFrom === undefined && validTo === undefined ? "—" : `${validFrom ?? ""} … ${validTo ?? ""}`,
    replacedBy ?? "—",
    aliases?.join("、") ?? "—",
  ]);
  const body = html`<p class="path"><a href="../codesets.html">代码集 Code sets</a></p>
<h1>${set.title.zh} <span class="id">${set.id}</span><span class="en" lang="en">${set.title.en}</span></h1>
<p class="hint">来源 Source: ${set.source} ${set.unverified ? UNVERIFIED : ""}</p>
${set.openPrefix === undefined ? "" : html`<p>也可填“${set.openPrefix}”加说明。 <span class="en" lang="en">${set.openPrefix} with a word is accepted as well.</span></p>`}
${table(["代码 Code", "名称 Label", "有效期 Valid", "替代 Replaced by", "别名 Aliases"], rows)}
${users.length === 0 ? "" : html`<h2>${both({ zh: "用于标准", en: "Standards" })}</h2><ul>${users.map(({ id, title }) => html`<li><a href="../standards/${fileOf(id)}.html">${title.zh} ${id}</a></li>`)}</ul>`}`;
  return { path: `codesets/${set.id}.html`, title: `${set.title.zh} ${set.id}`, body };
}

export function adaptersPage(shown: Shown): Page {
  const titles = new Map(shown.catalog.items.map(({ id, title }) => [id, title.zh]));
  const agencies = new Map(shown.catalog.agencies.map(({ id, name }) => [id, name.zh]));
  const rows = shown.adapters.map(({ id, title, item, agency, decode, delivery, version }) => [
    html`<span id="${id.replace("/", "-")}"></span><b>${title.zh}</b><br><span class="en" lang="en">${title.en}</span><br><code>${id}</code>`,
    html`<a href="items/${item}.html">${titles.get(item) ?? item}</a>`,
    agencies.get(agency) ?? agency,
    html`${decode.format.toUpperCase()}<br><small>${decode.charset.toUpperCase()} · ${word(delivery).zh}</small>`,
    version,
    samplesOf(shown, id).map((name) => html`<a href="samples/${id}/${name}" download>${name}</a><br>`),
  ]);
  const body = html`<h1>${both({ zh: "适配器", en: "Adapters" })}</h1><p class="hint">样例为虚构内容，按来源的真实字符集保存。 <span lang="en">Samples are invented, in the charset of their source.</span></p>${table(["来源 Source", "事项 Item", "单位 Agency", "格式 Format", "版本 Version", "样例 Samples"], rows)}`;
  return { path: "adapters.html", title: "适配器", body };
}

const PLANS: Readonly<Record<string, string>> = {
  N: "国务院纲要",
  S: "山东规划",
  H: "湖北规划",
  Z: "国务院会议",
};

export function systemsPage({ systems }: Shown): Page {
  const standing = systems.map((system) => standingOf(system));
  const count = (how: string) => standing.filter((one) => one === how).length;
  const rows = systems.map((system, at) => {
    const { id, name, plans, owner, flow, servedBy, notCollectable = [] } = system;
    const { items = [], adapters = [], routes = [], api = [] } = servedBy ?? {};
    const links = [
      ...items.map((one) => html`<a href="items/${one}.html">${one}</a> `),
      ...(adapters.length > 0
        ? [
            html`<a href="adapters.html#${adapters[0]?.replace("/", "-")}">${adapters.length} 个适配器 adapters</a> `,
          ]
        : []),
      ...[...routes, ...api].map((one) => html`<code>${one}</code> `),
    ];
    return [
      html`<span id="${id}"></span><b>${name.zh}</b><br><span class="en" lang="en">${name.en}</span><br><small>${plans.map((plan) => PLANS[plan] ?? plan).join("、")}</small>`,
      both(owner),
      both(word(flow)),
      standing[at] === "served"
        ? html`<span class="mark good">已承接 served</span><br>${links}`
        : standing[at] === "reasoned"
          ? html`<span class="mark">不归集，有理由 reasoned</span>`
          : html`<span class="mark bad">缺 missing</span>`,
      notCollectable.map(
        ({ what, status, reason }) =>
          html`<p><span class="mark ${status.toLowerCase()}">${word(status).zh}</span> ${what.zh}：${reason.zh}<br><span class="en" lang="en">${what.en}: ${reason.en}</span></p>`,
      ),
    ];
  });
  const body = html`<h1>${both({ zh: "规划所列系统与承接", en: "Systems of the plans" })}</h1>
<p>${systems.length} 个系统和主体：${count("served")} 已承接，${count("reasoned")} 不归集且有理由，${count("missing")} 缺。 <span class="en" lang="en">${count("served")} served, ${count("reasoned")} not collected for a reason, ${count("missing")} missing.</span></p>
${table(["系统 System", "今由 Owner", "流向 Flow", "承接 Served by", "不归集的内容 Not collected"], rows, "systems")}`;
  return { path: "systems.html", title: "系统与承接", body };
}

export function changesPage({ catalog, history }: Shown): Page {
  const body = html`<h1>${both({ zh: "变更", en: "Changes" })}</h1>
<p>当前版本 <span class="en" lang="en">This version</span>: <b>${catalog.version}</b> <small>${catalog.digest}</small></p>
${history.length === 0 ? html`<p>没有更早的发布包可比较。 <span class="en" lang="en">No earlier release was given to compare with.</span></p>` : ""}
${[...history]
  .reverse()
  .map(
    ({ from, to, changes }) =>
      html`<h2>${from} → ${to}</h2>${changes.length === 0 ? html`<p>没有差别。 <span class="en" lang="en">No difference.</span></p>` : ""}<ul>${changes.map(
        ({ part, breaksSenders, narrowsReaders, zh, en }) =>
          html`<li>${breaksSenders ? html`<span class="mark bad">影响报送 breaks senders</span>` : narrowsReaders ? html`<span class="mark warn">收窄查询 narrows readers</span>` : ""} <code>${part}</code> ${zh} <span class="en" lang="en">${en}</span></li>`,
      )}</ul>`,
  )}
<h2>${both({ zh: "事项与标准的版本", en: "Versions of items and standards" })}</h2>
${table(
  ["事项 Item", "版本 Version", "数据标准 Standard"],
  catalog.items.map(({ id, title, version, standard }) => [
    html`<a href="items/${id}.html">${title.zh} ${id}</a>`,
    version,
    standard === "" ? "—" : html`<a href="standards/${fileOf(standard)}.html">${standard}</a>`,
  ]),
  "brief",
)}`;
  return { path: "changes.html", title: "变更", body };
}
