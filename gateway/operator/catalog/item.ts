/** One item as a sheet: its facts in words, its standard with fields, rules and codes, its adapters with their samples. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { sectorName, word } from "../../catalog-site/words.ts";
import type { Adapter } from "../../model/adapter.ts";
import type { Catalog, Field, Item, Standard } from "../../model/catalog.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Text } from "../../model/text.ts";
import type { Known } from "../../piece/piece.ts";
import type { JsonAnswer } from "../admit.ts";
import type { SectorOf } from "./tree.ts";

type Sheet = JsonAnswer<"getCatalogItem">;
type Fact = Sheet["facts"][number];

/** Of a set longer than this the first are listed: the division codes are thousands. */
const MOST_CODES = 200;

export function itemSheet(
  id: string,
  { scope }: Operator,
  { catalog, adapters }: Known,
  { sectorOf, adaptersFolder }: { sectorOf: SectorOf; adaptersFolder: string },
): Sheet {
  const item = catalog.items.find((one) => one.id === id);
  if (item === undefined) throw new Refusal("NOT_FOUND");
  const category = catalog.categories.find((one) => one.id === item.category);
  const standard = catalog.standards.find((one) => one.id === item.standard);
  const sector = sectorOf(id);
  return {
    ...{ id, title: item.title, description: item.description, status: item.status },
    statusName: word(item.status),
    ...(item.statusReason && { statusReason: item.statusReason }),
    category: { id: item.category, name: category?.name ?? { zh: item.category, en: item.category } },
    sector: { id: sector, name: sectorName(sector) },
    version: item.version,
    facts: factsOf(item, standard),
    legalBasis: item.legalBasis.map(({ type, unverified, ...basis }) => ({
      ...{ type: word(type), ...basis },
      unverified: unverified === true || (item.unverified?.includes("legalBasis") ?? false),
    })),
    ...(standard && { standard: standardSheet(standard, catalog) }),
    form: hasForm(item),
    adapters: adapters
      .filter((one) => one.item === id && (scope === null || scope.includes(one.agency)))
      .map((one) => adapterSheet(one, adaptersFolder)),
  };
}

/** Items that are shut take no files, so nothing is to be filled in. */
function hasForm({ standard, status }: Item): boolean {
  return standard !== "" && (status === "ACTIVE" || status === "RESTRICTED");
}

export function samplesOf(folder: string, adapter: string): readonly string[] {
  const samples = join(folder, adapter, "samples");
  if (!existsSync(samples)) return [];
  return readdirSync(samples)
    .filter((name) => !name.endsWith(".expected.json"))
    .sort();
}

function factsOf(item: Item, standard: Standard | undefined): Fact[] {
  const unsure = new Set(item.unverified);
  const fact = (name: Text, value: Text, parts: readonly string[], source?: string): Fact => ({
    ...{ name, value, unverified: parts.some((part) => unsure.has(part)) },
    ...(source !== undefined && { source }),
  });
  const { publication, reportWithin, retention } = item;
  const startsAt = standard?.fields.find(({ name }) => name === publication?.startsAt)?.title;
  const facts = [
    fact({ zh: "责任单位", en: "Responsible" }, item.responsibleUnit, ["responsibleUnit"]),
    fact({ zh: "信用主体", en: "Subjects" }, joined(item.subjects.map(word)), ["subjects"]),
    fact(
      { zh: "归集与上送", en: "Collected, rises to" },
      joined([word(item.collectedAt), word(item.risesTo)], " → "),
      ["collectedAt", "risesTo"],
    ),
    fact({ zh: "公开属性", en: "Openness" }, word(item.openness), ["openness"]),
    fact({ zh: "共享属性", en: "Sharing" }, word(item.sharing), ["sharing"]),
    fact({ zh: "更新周期", en: "Update cycle" }, word(item.updateCycle), ["updateCycle"]),
    fact(
      { zh: "失信信息", en: "Dishonesty" },
      item.negative ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" },
      [],
    ),
    fact(
      { zh: "保存", en: "Retention" },
      retention.years === null
        ? retention.note
        : {
            zh: `${retention.years} 年；${retention.note.zh}`,
            en: `${retention.years} years; ${retention.note.en}`,
          },
      ["retention"],
    ),
    fact({ zh: "事项版本", en: "Version" }, { zh: item.version, en: item.version }, []),
  ];
  if (publication !== undefined) {
    const from = startsAt ?? { zh: publication.startsAt, en: publication.startsAt };
    const { minMonths: min, maxMonths: max } = publication;
    const severity = word(publication.severity);
    const told = {
      zh: `${severity.zh}${min === undefined ? "" : `，最短 ${min} 个月`}${max === undefined ? "" : `，最长 ${max} 个月`}，自${from.zh}`,
      en: `${severity.en}${min === undefined ? "" : `, at least ${min} months`}${max === undefined ? "" : `, at most ${max} months`}, from ${from.en}`,
    };
    facts.push(fact({ zh: "公示期", en: "Publication" }, told, ["publication"], publication.source));
  }
  if (reportWithin !== undefined) {
    const days = reportWithin.workingDays;
    const told = { zh: `${days} 个工作日`, en: `${days} working days` };
    facts.push(fact({ zh: "报送时限", en: "Report within" }, told, ["reportWithin"], reportWithin.source));
  }
  return facts;
}

function joined(words: readonly Text[], by?: string): Text {
  return { zh: words.map(({ zh }) => zh).join(by ?? "、"), en: words.map(({ en }) => en).join(by ?? ", ") };
}

function standardSheet(standard: Standard, { codeSets }: Catalog): NonNullable<Sheet["standard"]> {
  const identity = new Set(standard.identity);
  const used = new Set(standard.fields.map(({ codeSet }) => codeSet));
  return {
    id: standard.id,
    title: standard.title,
    fields: standard.fields.map((field) => fieldRow(field, identity)),
    rules: standard.rules.map(({ rule, use, with: bound }) => ({
      ...{ rule, use },
      fields: fieldsIn(bound, new Set(standard.fields.map(({ name }) => name))),
    })),
    codeSets: codeSets
      .filter(({ id }) => used.has(id))
      .map(({ id, title, source, unverified, codes }) => ({
        ...{ id, title, source, unverified: unverified === true, count: codes.length },
        codes: codes.slice(0, MOST_CODES).map(({ code, label, validFrom, validTo, replacedBy }) => ({
          ...{ code, label },
          ...(validFrom !== undefined && { validFrom }),
          ...(validTo !== undefined && { validTo }),
          ...(replacedBy !== undefined && { replacedBy }),
        })),
      })),
  };
}

function fieldRow(field: Field, identity: ReadonlySet<string>) {
  const { name, code, title, type, codeSet, maxLength, unit, sensitivity, mask, required, aliases } = field;
  return {
    ...{ name, title, type: word(type), sensitivity: word(sensitivity), required, aliases },
    ...(code !== undefined && { code }),
    ...(codeSet !== undefined && { codeSet }),
    ...(maxLength !== undefined && { maxLength }),
    ...(unit !== undefined && { unit }),
    ...(mask !== undefined && { mask: word(mask) }),
    identity: identity.has(name),
    unverified: field.unverified === true,
  };
}

/** Names of fields wherever they stand in what a rule is given. */
function fieldsIn(value: unknown, names: ReadonlySet<string>): string[] {
  if (typeof value === "string") return names.has(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap((one) => fieldsIn(one, names)))];
}

function adapterSheet(adapter: Adapter, folder: string): Sheet["adapters"][number] {
  const { id, version, title, agency, door, delivery, decode, map } = adapter;
  return {
    ...{ id, version, title, agency, door, delivery: word(delivery) },
    ...{ format: decode.format, charset: decode.charset },
    columns: map
      .filter(({ columns }) => columns.length > 0)
      .map(({ field, columns, mandatory }) => ({ field, titles: columns, mandatory })),
    samples: samplesOf(folder, id),
  };
}
