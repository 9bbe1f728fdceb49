/**
 * An item, a standard and a code set as a person reads them, Chinese first. Holds no
 * rule; what a code stands for comes from the catalog.
 */
import type { Catalog, CodeSet, Field, Item, LegalBasis, Standard } from "../model/catalog.ts";
import { tableOf } from "./table.ts";

export function shownItem(item: Item, standard: Standard | undefined, catalog: Catalog): string {
  const category = catalog.categories.find(({ id }) => id === item.category)?.name;
  const { publication, reportWithin } = item;
  const rows = [
    ["事项 Item", `${item.id}  ${item.title.zh}  ${item.title.en}`],
    ["状态 Status", item.status],
    ...(item.statusReason === undefined
      ? []
      : [
          ["原因 Reason", item.statusReason.zh],
          ["", item.statusReason.en],
        ]),
    ["说明 Description", item.description.zh],
    ["", item.description.en],
    ["信息类别 Category", `${category?.zh}  ${category?.en}`],
    ["责任单位 Responsible", `${item.responsibleUnit.zh}  ${item.responsibleUnit.en}`],
    ["信用主体 Subjects", item.subjects.join(", ")],
    ["归集层级 Collected at", item.collectedAt],
    ["上送至 Rises to", item.risesTo],
    ["公开属性 Openness", item.openness],
    ["共享属性 Sharing", item.sharing],
    ["更新周期 Update cycle", item.updateCycle],
    ["失信信息 Negative", item.negative ? "是 yes" : "否 no"],
    ...(publication === undefined
      ? []
      : [
          [
            "公示期 Publication",
            `${publication.severity}，自 from ${publication.startsAt}${months(publication)}`,
          ],
          ["", publication.source],
        ]),
    ...(reportWithin === undefined
      ? []
      : [
          [
            "报送时限 Report within",
            `${reportWithin.workingDays} 个工作日 working days，自 from ${reportWithin.from}`,
          ],
        ]),
    [
      "保存 Retention",
      `${item.retention.years === null ? "" : `${item.retention.years} 年 years  `}${item.retention.note.zh}`,
    ],
    ["", item.retention.note.en],
    ...item.legalBasis.map((basis, i) => [i === 0 ? "依据 Legal basis" : "", basisLine(basis)]),
    ["待核实 Unverified", item.unverified?.join(", ") ?? "—"],
  ];
  return `${tableOf(rows)}\n\n${standard === undefined ? "没有数据标准。No standard.\n" : shownStandard(standard)}`;
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

function basisLine({ name, article, effectiveFrom, repealedOn, unverified }: LegalBasis): string {
  const dates = [
    effectiveFrom && `${effectiveFrom} 起 from`,
    repealedOn && `${repealedOn} 废止 repealed`,
  ].filter(Boolean);
  const notes = [...dates, ...(unverified ? ["待核实 unverified"] : [])];
  return `${name}${article === undefined ? "" : ` ${article}`}${notes.length === 0 ? "" : `（${notes.join("，")}）`}`;
}

export function shownStandard(standard: Standard): string {
  const head = [
    "字段 Field",
    "列代码 Code",
    "名称 Title",
    "类型 Type",
    "长度 Length",
    "必填 Required",
    "单位/代码集 Unit or code set",
    "敏感/遮蔽 Sensitivity/mask",
    "核实 Checked",
  ];
  const branches =
    (standard.schema["allOf"] as
      | { readonly "x-rule": string; readonly description?: string }[]
      | undefined) ?? [];
  const conditions = branches.map((branch) => [branch["x-rule"], "if/then", branch.description ?? ""]);
  const rules = standard.rules.map((rule) => [rule.rule, rule.use, JSON.stringify(rule.with)]);
  return [
    `数据标准 Standard  ${standard.id}  ${standard.title.zh}  ${standard.title.en}`,
    `来源 Source        ${String(standard.schema["x-source"])}`,
    `记录标识 Identity  主体 subject + ${standard.identity.join(" + ")}`,
    "",
    tableOf([head, ...standard.fields.map(fieldRow)]),
    "",
    "规则 Rules",
    tableOf([...conditions, ...rules], "  "),
    "",
  ].join("\n");
}

function fieldRow(field: Field): string[] {
  return [
    field.name,
    field.code ?? "—",
    field.title.zh,
    field.format ?? field.type,
    field.maxLength === undefined ? "—" : String(field.maxLength),
    field.required ? `是 yes${field.mandatoryColumn ? "（须有列 column）" : ""}` : "—",
    field.unit ?? field.codeSet ?? "—",
    field.mask === undefined ? field.sensitivity : `${field.sensitivity}/${field.mask}`,
    field.unverified ? "待核实 unverified" : "—",
  ];
}

export function shownCodeSet(set: CodeSet): string {
  const head = ["代码 Code", "名称 Label", "English", "有效期 Valid", "替代 Replaced by", "别名 Aliases"];
  const rows = set.codes.map(({ code, label, validFrom, validTo, replacedBy, aliases }) => [
    code,
    label.zh,
    label.en,
    validFrom === undefined && validTo === undefined ? "—" : `${validFrom ?? ""}..${validTo ?? ""}`,
    replacedBy ?? "—",
    aliases?.join(", ") ?? "—",
  ]);
  return [
    `代码集 Code set  ${set.id}  ${set.title.zh}  ${set.title.en}${set.unverified ? "  待核实 unverified" : ""}`,
    `来源 Source      ${set.source}`,
    ...(set.openPrefix === undefined ? [] : [`开放前缀 Open   ${set.openPrefix}…`]),
    "",
    tableOf([head, ...rows]),
    "",
  ].join("\n");
}
