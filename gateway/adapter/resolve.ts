/**
 * From a declaration to an adapter: what an adapter.yaml leaves unsaid comes from the data
 * standard (titles, transforms by type, mandatory columns), and every name in it is checked
 * against the catalog. The trap: one title must lead to one field, or a column would be
 * filled by whichever field happens to come first.
 */
import { createHash } from "node:crypto";

import type { Adapter, FieldMap, Format, Transform } from "../model/adapter.ts";
import type { Catalog, Field, Standard } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import { NULL_FORMS, TRANSFORMS, type TransformName, type TransformSpec } from "../model/transforms.ts";
import { checkCodeSets } from "./codes.ts";
import type { Declaration, FieldDeclaration } from "./declaration.ts";
import type { Fault } from "./mapping.ts";

/** Filled by the mapper itself, so no column can be declared for it. */
const AS_RECEIVED = "asReceived";
const UNITS = ["元", "万元", "亿元"];
const CHECKED_NUMBERS = new Set(["uscc", "org-code", "business-reg-no", "resident-id"]);

export function resolveAdapter(
  declaration: Declaration,
  catalog: Catalog,
  fault: Fault,
): Adapter | undefined {
  const sender = catalog.agencies.find(({ id }) => id === declaration.agency);
  if (sender === undefined) fault("agency", `${declaration.agency} is not in catalog/agencies/`);
  else if (sender.receivesOnly) fault("agency", `${declaration.agency} receives only; it has no adapter`);
  const item = catalog.items.find(({ id }) => id === declaration.item);
  if (item === undefined) fault("item", `${declaration.item} is not an item of the catalog`);
  else if (item.standard !== declaration.standard)
    fault("standard", `item ${item.id} is exchanged by ${item.standard}`);
  const standard = catalog.standards.find(({ id }) => id === declaration.standard);
  if (standard === undefined) {
    fault("standard", `${declaration.standard} is not a standard of the catalog`);
    return undefined;
  }
  const map = resolveFields(declaration, standard, fault);
  checkTitles(map, declaration, fault);
  checkCodeSets(map, catalog, fault);
  checkRings(map, fault);
  const { adapter: id, version, title, agency, door, delivery, decode, operation, ignore } = declaration;
  const adapter: Omit<Adapter, "digest"> = {
    id,
    version,
    title,
    agency,
    item: declaration.item,
    standard: standard.id,
    door,
    delivery,
    decode,
    nulls: [...new Set([...NULL_FORMS, ...declaration.nulls])],
    map,
    ...(operation ? { operation } : {}),
    ignore,
  };
  return { ...adapter, digest: createHash("sha256").update(sortedJson(adapter)).digest("hex") };
}

function resolveFields(declaration: Declaration, standard: Standard, fault: Fault): FieldMap[] {
  const fields = standard.fields.filter(({ name }) => name !== AS_RECEIVED);
  const names = new Set(fields.map(({ name }) => name));
  for (const name of [...declaration.map.keys(), ...declaration.omit]) {
    if (!names.has(name)) fault(`map.${name}`, `${standard.id} has no such field`);
  }
  const omitted = new Set(declaration.omit);
  return fields.flatMap((field) => {
    const declared = declaration.map.get(field.name);
    if (omitted.has(field.name)) {
      if (declared) fault(`omit.${field.name}`, "declared in map as well: take it out of one of them");
      if (field.required)
        fault(
          `omit.${field.name}`,
          "the standard requires the field: declare a column, a constant or a derivation",
        );
      return [];
    }
    return [resolveField(field, declared, standard, declaration.decode.format, names, fault)];
  });
}

function resolveField(
  field: Field,
  declared: FieldDeclaration | undefined,
  standard: Standard,
  format: Format,
  names: ReadonlySet<string>,
  fault: Fault,
): FieldMap {
  const place = `map.${field.name}`;
  const ofStandard = [...(field.code ? [field.code] : []), field.title.zh, ...field.aliases];
  const columns = distinctTitles([...(declared?.columns ?? []), ...(declared?.only ? [] : ofStandard)]);
  if (columns.length === 0 && declared?.constant === undefined && !declared?.apply)
    fault(place, "give columns, a constant or a derivation");
  const apply = completeTransforms(field, standard, format, declared?.apply);
  checkTransforms(apply, field, place, names, fault);
  const otherwise = declared?.otherwise;
  if (otherwise) {
    checkTransforms(otherwise.apply, field, `${place}.otherwise`, names, fault);
    if (otherwise.apply.some(isDerivation))
      fault(`${place}.otherwise.apply`, "only transforms that read the cell");
  }
  const codeSet = declared?.codeSet ?? field.codeSet;
  if (declared?.codeSet && !field.codeSet)
    fault(`${place}.codeSet`, "the standard has no code set for this field");
  if (declared?.when && !names.has(declared.when.field))
    fault(`${place}.when.field`, `the standard has no field ${declared.when.field}`);
  const filledElsewhere = declared?.constant !== undefined || apply.some(isDerivation);
  return {
    field: field.name,
    columns,
    ...(declared?.further ? { further: declared.further } : {}),
    mandatory: declared?.mandatory ?? (!filledElsewhere && field.mandatoryColumn === true),
    apply,
    ...(otherwise ? { otherwise } : {}),
    ...(declared?.when ? { when: declared.when } : {}),
    ...(codeSet ? { codeSet } : {}),
    ...(declared?.constant === undefined ? {} : { constant: declared.constant }),
  };
}

function distinctTitles(titles: readonly string[]): string[] {
  const byForm = new Map<string, string>();
  for (const title of titles) {
    const form = normaliseTitle(title);
    if (form !== "" && !byForm.has(form)) byForm.set(form, title);
  }
  return [...byForm.values()];
}

function isDerivation({ name }: Transform): boolean {
  return (TRANSFORMS[name as TransformName] as TransformSpec).kind === "derive";
}

/** The field's own transforms stand unless the declaration names others that read the cell. */
function completeTransforms(
  field: Field,
  standard: Standard,
  format: Format,
  declared: readonly Transform[] = [],
): Transform[] {
  const usual = usualTransform(field, standard, format);
  const completed = declared.map((transform) =>
    transform.name === usual.name && usual.options
      ? { name: usual.name, options: { ...usual.options, ...transform.options } }
      : transform,
  );
  // A table of spellings only prepares the cell for the field's own transform.
  const ownRead = completed.some(
    (transform) => !isDerivation(transform) && transform.name !== "values" && transform.name !== "unit",
  );
  if (ownRead) return completed;
  const values = completed.filter(({ name }) => name === "values");
  return [...values, usual, ...completed.filter(({ name }) => name !== "values")];
}

function usualTransform(field: Field, standard: Standard, format: Format): Transform {
  const serial = format === "xlsx" ? { options: { serial: true } } : {};
  switch (field.type) {
    case "date": {
      // A bare month (201612) is its first day, and where a time ends its last.
      const ends = standard.rules.some((rule) => rule.with["to"] === field.name);
      return { name: "date", options: { ...serial.options, month: ends ? "last" : "first" } };
    }
    case "datetime":
      return { name: "datetime", ...serial };
    case "decimal":
      return { name: "decimal" };
    case "integer":
      return { name: "integer" };
    case "code":
      return { name: "code" };
    case "codes":
      return { name: "codes" };
    case "string":
      if (field.format === "org-code") return { name: "identifier", options: { hyphens: "strip" } };
      if (
        CHECKED_NUMBERS.has(field.format ?? "") ||
        field.name.endsWith("CertNo") ||
        field.name === standard.subject.certNo
      ) {
        return { name: "identifier" };
      }
      return { name: standard.identity.includes(field.name) ? "document-number" : "text" };
  }
}

function checkTransforms(
  apply: readonly Transform[],
  field: Field,
  place: string,
  names: ReadonlySet<string>,
  fault: Fault,
): void {
  const derivation = apply.findIndex(isDerivation);
  if (derivation >= 0 && derivation < apply.length - 1)
    fault(`${place}.apply`, "one derivation at most, and it comes last");
  for (const { name, options = {} } of apply) {
    if ((name === "code" || name === "codes") && !field.codeSet)
      fault(`${place}.apply`, `${field.name} has no code set`);
    if (name === "unit") {
      for (const side of ["from", "to"])
        if (!UNITS.includes(String(options[side]))) fault(`${place}.apply.unit.${side}`, UNITS.join(", "));
      if (field.unit !== undefined && options["to"] !== field.unit)
        fault(`${place}.apply.unit.to`, `the standard counts in ${field.unit}`);
    }
    if (!isDerivation({ name })) continue;
    for (const option of ["field", "uscc", "businessRegNo", "certNo", "orgCode"]) {
      const read = options[option];
      if (read !== undefined && !names.has(String(read)))
        fault(`${place}.apply.${name}.${option}`, `the standard has no field ${String(read)}`);
    }
  }
}

/** One title leads to one place, or to several fields that each say in which rows it is theirs. */
function checkTitles(map: readonly FieldMap[], declaration: Declaration, fault: Fault): void {
  const owner = new Map<string, { readonly by: string; readonly shared: boolean }>();
  const claim = (title: string, by: string, shared = false) => {
    const form = normaliseTitle(title);
    const other = owner.get(form);
    if (other !== undefined && other.by !== by && !(shared && other.shared)) {
      fault(
        by,
        `title ${title} also leads to ${other.by}: declare "only" columns in one of them, or "when" in both`,
      );
    }
    owner.set(form, { by, shared });
  };
  for (const { field, columns, further = [], otherwise, when } of map) {
    for (const title of columns) claim(title, `map.${field}`, when !== undefined);
    for (const title of further) claim(title, `map.${field}.further`);
    for (const title of otherwise?.columns ?? []) claim(title, `map.${field}.otherwise`);
  }
  for (const title of declaration.operation?.columns ?? []) claim(title, "operation");
  for (const title of declaration.ignore) claim(title, "ignore");
}

/** Derivations may build on each other, but not in a ring. */
function checkRings(map: readonly FieldMap[], fault: Fault): void {
  const reads = new Map(
    map.map(({ field, apply }) => {
      const options = apply.find(isDerivation)?.options ?? {};
      return [
        field,
        ["field", "uscc", "businessRegNo", "certNo", "orgCode"].flatMap((name) =>
          options[name] ? [String(options[name])] : [],
        ),
      ] as const;
    }),
  );
  const reaches = (from: string, target: string, seen: Set<string>): boolean =>
    (reads.get(from) ?? []).some(
      (next) => next === target || (!seen.has(next) && reaches(next, target, seen.add(next))),
    );
  for (const { field } of map)
    if (reaches(field, field, new Set())) fault(`map.${field}.apply`, "derives from itself");
}

/** JSON with sorted keys: the same declaration gives the same digest wherever it is loaded. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
