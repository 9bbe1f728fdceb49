/**
 * What is different between two catalogs' tables: items, code sets, agencies, nodes,
 * categories, the calendar. Standards and adapters have files of their own.
 */
import { canonical } from "../model/canonical.ts";
import type { Agency, Catalog, CodeSet, Item, Node } from "../model/catalog.ts";
import { type Change, missing, paired, type Teller, tellerOf } from "./change.ts";

const SHARING = ["unconditional", "conditional", "notShared"];
const OPENNESS = ["public", "govShared", "authorizedOnly"];

export function compareItems(before: readonly Item[], after: readonly Item[], changes: Change[]): void {
  const { gone, come, kept } = paired(before, after);
  for (const { id, title } of gone)
    tellerOf(`item ${id}`, changes).breaks(
      "item.removed",
      `删去目录事项 ${id}（${title.zh}）`,
      `item ${id} (${title.en}) is removed`,
    );
  for (const { id, title, status } of come)
    tellerOf(`item ${id}`, changes).tells(
      "item.added",
      `新增目录事项 ${id}（${title.zh}，${status}）`,
      `item ${id} (${title.en}, ${status}) is new`,
    );
  for (const [old, now] of kept) compareItem(old, now, tellerOf(`item ${old.id}`, changes));
}

function compareItem(before: Item, after: Item, tell: Teller): void {
  if (before.status !== after.status)
    tell.maybe(
      after.status === "PROHIBITED" || after.status === "WITHDRAWN",
      "item.status",
      `状态由 ${before.status} 改为 ${after.status}`,
      `its status is ${after.status}, where it was ${before.status}`,
    );
  if (before.standard !== after.standard)
    tell.tells(
      "item.standard",
      `数据标准由 ${before.standard || "无"} 改为 ${after.standard || "无"}；差别见下`,
      `it is exchanged by ${after.standard || "no standard"} and no longer by ${before.standard || "none"}; what that means stands below`,
    );
  for (const [member, order] of [
    ["openness", OPENNESS],
    ["sharing", SHARING],
  ] as const) {
    if (before[member] === after[member]) continue;
    const closer = order.indexOf(after[member]) > order.indexOf(before[member]);
    (closer ? tell.narrows : tell.tells)(
      `item.${member}`,
      `${member} 由 ${before[member]} 改为 ${after[member]}`,
      `${member} is ${after[member]}, where it was ${before[member]}`,
    );
  }
  const lost = missing(before.subjects, after.subjects);
  if (lost.length > 0)
    tell.breaks(
      "item.subjects",
      `不再归集主体 ${lost.join("、")}`,
      `subjects ${lost.join(", ")} are no longer collected`,
    );
  const days = (item: Item) => item.reportWithin?.workingDays ?? Infinity;
  if (days(after) < days(before))
    tell.breaks(
      "item.deadline",
      `报送时限缩短为 ${days(after)} 个工作日`,
      `it is to be reported within ${days(after)} working days, which is sooner than before`,
    );
  const compared = new Set(["status", "standard", "openness", "sharing", "subjects"]);
  const [old, now] = [members(before), members(after)];
  const others = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => !compared.has(name) && canonical(old[name] ?? null) !== canonical(now[name] ?? null),
  );
  if (others.length > 0)
    tell.tells(
      "item.described",
      `说明改动：${others.join("、")}`,
      `described otherwise: ${others.join(", ")}`,
    );
}

function members(item: Item): Readonly<Record<string, unknown>> {
  return { ...item };
}

export function compareCodeSets(
  before: readonly CodeSet[],
  after: readonly CodeSet[],
  changes: Change[],
): void {
  const { gone, come, kept } = paired(before, after);
  for (const { id } of gone)
    tellerOf(`code set ${id}`, changes).breaks(
      "code-set.removed",
      `删去代码集 ${id}`,
      `code set ${id} is removed`,
    );
  for (const { id } of come)
    tellerOf(`code set ${id}`, changes).tells("code-set.added", `新增代码集 ${id}`, `code set ${id} is new`);
  for (const [old, now] of kept) {
    const tell = tellerOf(`code set ${old.id}`, changes);
    const lost = missing(codesOf(old), codesOf(now));
    const found = missing(codesOf(now), codesOf(old));
    if (lost.length > 0)
      tell.breaks("code.removed", `删去代码 ${lost.join("、")}`, `codes ${lost.join(", ")} are removed`);
    if (found.length > 0)
      tell.tells("code.added", `新增代码 ${found.join("、")}`, `codes ${found.join(", ")} are new`);
    const unread = missing(spellingsOf(old), [...spellingsOf(now)]).filter((one) => !lost.includes(one));
    if (unread.length > 0 && lost.length === 0)
      tell.breaks(
        "code.alias",
        `不再认写法 ${unread.join("、")}`,
        `the spellings ${unread.join(", ")} are no longer read`,
      );
    if (old.openPrefix !== now.openPrefix)
      tell.maybe(
        old.openPrefix !== undefined,
        "code.open-prefix",
        `开放前缀由 ${old.openPrefix ?? "无"} 改为 ${now.openPrefix ?? "无"}`,
        `the open prefix is ${now.openPrefix ?? "none"}, where it was ${old.openPrefix ?? "none"}`,
      );
  }
}

function codesOf({ codes }: CodeSet): readonly string[] {
  return codes.map(({ code }) => code);
}

/** Every text that a source may write for a code. */
function spellingsOf({ codes }: CodeSet): readonly string[] {
  return codes.flatMap(({ code, label, aliases = [] }) => [code, label.zh, ...aliases]);
}

export function compareAgencies(
  before: readonly Agency[],
  after: readonly Agency[],
  changes: Change[],
): void {
  const { gone, come, kept } = paired(before, after);
  for (const { id, name } of gone)
    tellerOf(`agency ${id}`, changes).breaks(
      "agency.removed",
      `删去信源单位 ${name.zh}`,
      `agency ${name.en} is removed`,
    );
  for (const { id, name } of come)
    tellerOf(`agency ${id}`, changes).tells(
      "agency.added",
      `新增信源单位 ${name.zh}`,
      `agency ${name.en} is new`,
    );
  for (const [old, now] of kept) {
    const tell = tellerOf(`agency ${old.id}`, changes);
    if (old.node !== now.node)
      tell.breaks(
        "agency.node",
        `改向节点 ${now.node} 报送`,
        `it sends to node ${now.node} and no longer to ${old.node}`,
      );
    else if (canonical(old) !== canonical(now))
      tell.tells("agency.described", "名称或代码改动", "its name or code is written otherwise");
  }
}

export function compareNodes(before: readonly Node[], after: readonly Node[], changes: Change[]): void {
  const { gone, come, kept } = paired(before, after);
  for (const { id } of gone)
    tellerOf(`node ${id}`, changes).breaks("node.removed", `删去节点 ${id}`, `node ${id} is removed`);
  for (const { id, name } of come)
    tellerOf(`node ${id}`, changes).tells("node.added", `新增节点 ${name.zh}`, `node ${name.en} is new`);
  for (const [old, now] of kept) {
    const tell = tellerOf(`node ${old.id}`, changes);
    if (!old.withdrawn && now.withdrawn)
      tell.breaks(
        "node.withdrawn",
        `节点撤销，转由 ${now.withdrawn.routedTo} 承接`,
        `the node is withdrawn; ${now.withdrawn.routedTo} takes its place`,
      );
    else if (old.parent !== now.parent)
      tell.tells(
        "node.parent",
        `上级改为 ${now.parent ?? "无"}`,
        `its parent is ${now.parent ?? "none"} now`,
      );
    else if (canonical(old) !== canonical(now))
      tell.tells("node.described", "说明改动", "described otherwise");
  }
}

/** Categories and the calendar, which nobody sends by. */
export function compareOthers(before: Catalog, after: Catalog, changes: Change[]): void {
  if (canonical(before.categories) !== canonical(after.categories))
    tellerOf("categories", changes).tells(
      "categories.changed",
      "信息类别改动",
      "the categories of information change",
    );
  if (canonical(before.calendar) !== canonical(after.calendar))
    tellerOf("calendar", changes).tells(
      "calendar.changed",
      "工作日历改动，按工作日计算的时限随之改变",
      "the calendar changes, and with it terms that are counted in working days",
    );
  if (canonical(before.publicationTerms) !== canonical(after.publicationTerms))
    tellerOf("time-rules", changes).tells(
      "time-rules.changed",
      "公示期限改动，显示的起止随之改变",
      "the terms of publication change, and with them how long records are shown",
    );
}
