/**
 * What must hold between the parts of the catalog: every reference exists, the tree
 * of nodes is a tree, dates are real, codes are unambiguous. All problems are told.
 * Knows the model only; shapes were checked before.
 */
import type { Agency, Calendar, Catalog, CodeSet, Item, Node, Standard, Tier } from "../model/catalog.ts";
import { isRealDate, isUscc } from "../model/identifier.ts";
import { halfWidth } from "../model/title.ts";
import { checkStandard } from "./check-standard.ts";
import { checkUses } from "./check-use.ts";
import type { Kind, Problem, Tell } from "./problem.ts";

export interface Whereabouts {
  /** The file a part came from. */
  readonly fileOf: (kind: Kind, id: string) => string;
  /** Files of this kind could not be taken up, so what seems missing may be there. */
  readonly broken: (kind: Kind) => boolean;
}

const HEIGHT: Readonly<Record<Tier, number>> = { municipal: 0, provincial: 1, national: 2 };

export function checkCatalog(catalog: Catalog, { fileOf, broken }: Whereabouts): Problem[] {
  const problems: Problem[] = [];
  const teller = (kind: Kind, id: string): Tell => {
    const file = fileOf(kind, id);
    return (place, zh, en) => void problems.push({ file, place, zh, en });
  };
  const has = (kind: Kind, all: readonly { readonly id: string }[]) => {
    const ids = new Set(all.map((one) => one.id));
    return (id: string): boolean => ids.has(id) || broken(kind);
  };

  const groups = [
    ["category", catalog.categories],
    ["agency", catalog.agencies],
    ["node", catalog.nodes],
    ["codeSet", catalog.codeSets],
    ["item", catalog.items],
    ["standard", catalog.standards],
  ] as const;
  for (const [kind, all] of groups) checkUnique(all, (id) => teller(kind, id));

  if (!broken("node")) checkNodes(catalog.nodes, teller("node", ""));
  const nodes = new Map(catalog.nodes.map((node) => [node.id, node]));
  for (const agency of catalog.agencies)
    checkAgency(agency, nodes, broken("node"), teller("agency", agency.id));
  checkCalendar(catalog.calendar, teller("calendar", ""));
  for (const set of catalog.codeSets) checkCodeSet(set, fileOf("codeSet", set.id), teller("codeSet", set.id));
  const codeSets = has("codeSet", catalog.codeSets);
  for (const standard of catalog.standards) {
    checkStandard(standard, fileOf("standard", standard.id), codeSets, teller("standard", standard.id));
  }
  const standards = new Map(catalog.standards.map((standard) => [standard.id, standard]));
  const categories = has("category", catalog.categories);
  for (const item of catalog.items) {
    const tell = teller("item", item.id);
    const standard = standards.get(item.standard);
    if (!fileOf("item", item.id).endsWith(`/${item.id}.yaml`))
      tell("/id", `文件名应为 ${item.id}.yaml`, `the file must be named ${item.id}.yaml`);
    if (!categories(item.category))
      tell(
        "/category",
        `没有信息类别 ${item.category}`,
        `there is no category ${item.category}; see categories.yaml`,
      );
    if (item.standard !== "" && standard === undefined && !broken("standard")) {
      tell(
        "/standard",
        `没有数据标准 ${item.standard}`,
        `there is no standard ${item.standard}; see standards/`,
      );
    }
    checkItem(item, standard, tell);
    if (!broken("node")) checkQueryAt(item, nodes, tell);
  }
  checkUses(catalog, teller);
  return problems;
}

function checkUnique(all: readonly { readonly id: string }[], teller: (id: string) => Tell): void {
  const seen = new Set<string>();
  for (const { id } of all) {
    if (seen.has(id)) teller(id)(id, `标识 ${id} 重复`, `the id ${id} stands twice; keep one`);
    seen.add(id);
  }
}

function checkNodes(nodes: readonly Node[], tell: Tell): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const roots = nodes.filter((node) => node.parent === null);
  if (roots.length !== 1 || roots[0]?.tier !== "national") {
    tell(
      "/nodes",
      "须有且仅有一个无上级的节点，且为国家级",
      "exactly one node has no parent, and it is the national one",
    );
  }
  for (const node of nodes) {
    const parent = node.parent === null ? undefined : byId.get(node.parent);
    if (node.parent !== null && parent === undefined)
      tell(node.id, `没有上级节点 ${node.parent}`, `there is no parent node ${node.parent}`);
    // Every parent is on a higher tier, so there can be no cycle.
    if (parent !== undefined && HEIGHT[parent.tier] <= HEIGHT[node.tier]) {
      tell(
        node.id,
        `上级节点 ${parent.id} 的层级须更高（否则成环）`,
        `the parent ${parent.id} must be of a higher tier, or the tree has a cycle`,
      );
    }
    if (parent?.withdrawn !== undefined)
      tell(node.id, `上级节点 ${parent.id} 已撤销`, `the parent ${parent.id} is withdrawn`);
    if (node.withdrawn === undefined) continue;
    const heir = byId.get(node.withdrawn.routedTo);
    if (heir === undefined || heir.withdrawn !== undefined) {
      tell(node.id, `routedTo 须为在用节点`, "routedTo must be a node in use");
    }
    checkDay(node.withdrawn.on, node.id, tell);
  }
}

function checkAgency(
  agency: Agency,
  nodes: ReadonlyMap<string, Node>,
  nodesBroken: boolean,
  tell: Tell,
): void {
  const node = nodes.get(agency.node);
  if (node === undefined && !nodesBroken)
    tell(agency.id, `没有节点 ${agency.node}`, `there is no node ${agency.node}; see nodes.yaml`);
  if (node?.withdrawn !== undefined) {
    tell(
      agency.id,
      `节点 ${agency.node} 已撤销，应为 ${node.withdrawn.routedTo}`,
      `node ${agency.node} is withdrawn; use ${node.withdrawn.routedTo}`,
    );
  }
  if (agency.uscc !== undefined && !isUscc(agency.uscc)) {
    tell(
      agency.id,
      "统一社会信用代码的校验码不符",
      "the unified social credit code has a wrong check character",
    );
  }
}

function checkCalendar(calendar: Calendar, tell: Tell): void {
  const years = new Set(calendar.years);
  if (years.size !== calendar.years.length) tell("/years", "年份重复", "a year stands twice");
  for (const day of [...calendar.holidays, ...calendar.workdays]) {
    checkDay(day, day, tell);
    if (!years.has(Number(day.slice(0, 4)))) tell(day, "不属于所列年份", "is of no year listed");
  }
  const holidays = new Set(calendar.holidays);
  for (const day of calendar.workdays) {
    if (holidays.has(day)) tell(day, "既是节假日又是工作日", "is both a holiday and a working day");
    if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
      tell(day, "调休工作日应在周末", "a make-up working day falls on a weekend");
  }
}

function checkCodeSet(set: CodeSet, file: string, tell: Tell): void {
  if (file !== `codesets/${set.id}.yaml`)
    tell("/id", `文件名应为 ${set.id}.yaml`, `the file must be named ${set.id}.yaml`);
  const codes = new Set(set.codes.map(({ code }) => code));
  const owner = new Map<string, string>();
  for (const { code, label, aliases = [], validFrom, validTo, replacedBy } of set.codes) {
    const spellings = new Set(
      [code, label.zh, ...aliases].map((text) => halfWidth(text).replace(/\s+/g, "").toLowerCase()),
    );
    for (const spelling of spellings) {
      const other = owner.get(spelling);
      if (other !== undefined) {
        tell(
          code,
          `“${spelling}”已属于代码 ${other}，无法判定；请只留一处`,
          `${spelling} belongs to code ${other} already and could not be told apart; keep one`,
        );
      } else owner.set(spelling, code);
    }
    if (replacedBy !== undefined && (!codes.has(replacedBy) || validTo === undefined)) {
      tell(
        code,
        "replacedBy 须为本代码集中的代码，并给出 validTo",
        "replacedBy must be a code of this set, with validTo beside it",
      );
    }
    checkSpan(validFrom, validTo, code, tell);
  }
}

function checkItem(item: Item, standard: Standard | undefined, tell: Tell): void {
  if (item.standard === "" && item.status !== "PROHIBITED") {
    tell("/standard", "除禁止归集的事项外，都须有数据标准", "is missing; only a prohibited item has none");
  }
  if (HEIGHT[item.risesTo] < HEIGHT[item.collectedAt]) {
    tell("/risesTo", "不得低于归集层级 collectedAt", "must not be below collectedAt");
  }
  if (item.status !== "ACTIVE" && item.statusReason === undefined) {
    tell(
      "/statusReason",
      `状态为 ${item.status} 的事项须说明原因`,
      `an item that is ${item.status} must say why`,
    );
  }
  if (item.negative && item.status === "ACTIVE" && item.publication === undefined) {
    tell("/publication", "失信信息须有公示期规则", "dishonest conduct needs a publication rule");
  }
  const { minMonths = 0, maxMonths = minMonths } = item.publication ?? {};
  if (minMonths > maxMonths)
    tell("/publication/minMonths", "不得大于 maxMonths", "must not be above maxMonths");
  if (item.status === "ACTIVE" && item.legalBasis.every((basis) => basis.repealedOn !== undefined)) {
    tell(
      "/legalBasis",
      "所有依据均已废止；请改依据或状态",
      "every basis is repealed; change basis or status",
    );
  }
  for (const [i, basis] of item.legalBasis.entries())
    checkSpan(basis.effectiveFrom, basis.repealedOn, `/legalBasis/${i}`, tell);
  for (const [i, name] of (item.unverified ?? []).entries()) {
    if (!Object.hasOwn(item, name)) tell(`/unverified/${i}`, `事项没有 ${name}`, `the item has no ${name}`);
  }
  if (standard !== undefined) checkItemFields(item, standard, tell);
}

/** Nodes that are asked must be able to have something: there, in use, and where the item is collected or above. */
function checkQueryAt(item: Item, nodes: ReadonlyMap<string, Node>, tell: Tell): void {
  for (const [i, id] of (item.queryAt ?? []).entries()) {
    const place = `/queryAt/${i}`;
    const node = nodes.get(id);
    if (node === undefined) tell(place, `没有节点 ${id}`, `there is no node ${id}; see nodes.yaml`);
    else if (node.withdrawn !== undefined) {
      tell(
        place,
        `节点 ${id} 已撤销，应为 ${node.withdrawn.routedTo}`,
        `node ${id} is withdrawn; use ${node.withdrawn.routedTo}`,
      );
    } else if (HEIGHT[node.tier] < HEIGHT[item.collectedAt]) {
      tell(
        place,
        `节点 ${id} 低于归集层级 ${item.collectedAt}，不会有此信息`,
        `node ${id} is below collectedAt, ${item.collectedAt}, and never has it`,
      );
    }
  }
  if (item.queryAt !== undefined && (item.status === "PROHIBITED" || item.sharing === "notShared"))
    tell("/queryAt", "禁止归集或不予共享的事项不得查询", "a prohibited or unshared item is asked of nobody");
}

function checkItemFields(item: Item, standard: Standard, tell: Tell): void {
  const dates = new Set(standard.fields.filter((field) => field.type === "date").map((field) => field.name));
  const named = [
    ["/publication/startsAt", item.publication?.startsAt],
    ["/publication/endsAt", item.publication?.endsAt],
    ["/reportWithin/from", item.reportWithin?.from],
  ] as const;
  for (const [place, name] of named) {
    if (name !== undefined && !dates.has(name))
      tell(place, `${standard.id} 没有日期字段 ${name}`, `${standard.id} has no date field ${name}`);
  }
  const late = standard.rules.find((rule) => rule.use === "late-report")?.with;
  if (
    late !== undefined &&
    item.reportWithin !== undefined &&
    late["workingDays"] !== item.reportWithin.workingDays
  ) {
    tell(
      "/reportWithin/workingDays",
      `与 ${standard.id} 的 late-report 规则不一致`,
      `differs from the late-report rule of ${standard.id}`,
    );
  }
}

function checkSpan(from: string | undefined, to: string | undefined, place: string, tell: Tell): void {
  for (const date of [from, to]) if (date !== undefined) checkDay(date, place, tell);
  // Compared as far as both are known: the year 2019 does not lie before March 2019.
  if (from === undefined || to === undefined) return;
  const known = Math.min(from.length, to.length);
  if (from.slice(0, known) > to.slice(0, known)) tell(place, "起始日期晚于终止日期", "begins after its end");
}

/** A year, a month or a day; what is given must exist. */
function checkDay(date: string, place: string, tell: Tell): void {
  const [year, month = 1, day = 1] = date.split("-").map(Number);
  if (!isRealDate(year as number, month, day)) tell(place, `没有 ${date} 这一天`, `there is no ${date}`);
}
